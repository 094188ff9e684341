"""The user's cache folder: what was worked out once, for the next start.

Nothing in it is needed. What cannot be written is not kept, what cannot be read is worked out anew,
and of each kind there are only so many files.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from factdesk import __version__, factbase, matching

FOLDER_VARIABLE = "FACTDESK_CACHE"


def cache_folder() -> Path:
    """Where things are kept."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415 - only when it is not named

    return user_cache_path("factdesk", appauthor=False)


def fingerprint_of_program() -> str:
    """Of the program that reads facts and matches questions, which may be in the making."""
    digest = hashlib.sha256(__version__.encode())
    for package in (matching, factbase):
        for path in sorted(Path(str(package.__file__)).parent.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                state = path.stat()
                digest.update(f"{path.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def keep(path: Path, content: bytes, most: int) -> None:
    """Keep something, if that is possible.

    Args:
        path: the file; it is written in one step, for another process must never read half of it.
        content: what to keep.
        most: how many files of that kind there may be: of those with the same ending and the same
            beginning up to a hyphen, the oldest go.
    """
    import tempfile  # noqa: PLC0415 - only the first start with a base writes

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            try:
                part.write(content)
                part.close()
                Path(part.name).replace(path)
            except OSError:
                Path(part.name).unlink(missing_ok=True)
                raise
        kind = f"{path.name.partition('-')[0]}-*{path.suffix}"
        kept = sorted(path.parent.glob(kind), key=lambda each: each.stat().st_mtime_ns)
        for old in kept[:-most]:
            if old != path:
                old.unlink(missing_ok=True)
