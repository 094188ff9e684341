"""A base's folder, read and indexed, remembered from one start to the next.

Reading the files and working out an index takes some tenths of a second, and depends on nothing but
the files' content and the program. Both are kept in the user's cache folder under a name made of
these. Only a base that loaded without a problem is kept, so problems are always told.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import Stemmer

from factdesk.factbase.plain import from_plain, to_plain
from factdesk.keeping import cache_folder, fingerprint_of_program, keep
from factdesk.matching.building import Built, build
from factdesk.matching.index import Index
from factdesk.matching.packing import pack, unpack

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

MOST_KEPT = 4  # bases: whoever changes one leaves the former ones behind
LARGEST = 100_000_000  # bytes: the user's disk is not ours
_BASE = "base"


def read_folder(folder: Path) -> tuple[FactBase, Index]:
    """The base in a folder (with `facts/` and `seeds/`) and its index.

    Raises:
        FactBaseError: the base does not load.
    """
    content = _fingerprint(folder)
    if content is None:
        base = _load(folder)
        return base, Index(base)
    path = cache_folder() / f"base-{content}.bin"
    kept = _kept(path, folder)
    if kept is not None:
        return kept
    base = _load(folder)
    built = build(base)
    packed = pack({_BASE: to_plain(base)} | {f.name: getattr(built, f.name) for f in fields(built)})
    if len(packed) <= LARGEST and _fingerprint(folder) == content:  # it did not change meanwhile
        keep(path, packed, MOST_KEPT)
    return base, Index(base, built)


def _load(folder: Path) -> FactBase:
    from factdesk.factbase.load import load_base  # noqa: PLC0415 - what checks files takes a while

    return load_base(folder)


def _kept(path: Path, folder: Path) -> tuple[FactBase, Index] | None:
    try:
        values = unpack(path.read_bytes())
        base = from_plain(values.pop(_BASE), folder)
        return base, Index(base, Built(**values))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None  # none there, or none that can be used: it is read anew


def _fingerprint(folder: Path) -> str | None:
    """Of the files' content and of all that reads them; None for a folder that cannot be read."""
    versions = (sys.version, platform.machine(), np.__version__, Stemmer.version())
    digest = hashlib.sha256("\n".join((fingerprint_of_program(), *versions)).encode())
    try:
        for name in ("facts", "seeds"):
            for path in sorted((folder / name).iterdir()):
                if path.suffix in {".yaml", ".yml"}:
                    content = path.read_bytes()
                    digest.update(f"{name}/{path.name} {len(content)}\n".encode())
                    digest.update(content)
    except OSError:
        return None
    return digest.hexdigest()[:32]
