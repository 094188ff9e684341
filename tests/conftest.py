"""What many tests stand on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from basekit import make_base
from factdesk.factbase.load import bundled_base, load_base
from factdesk.factbase.proof import Texts, read_texts

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase


@pytest.fixture
def base_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the template base, which is also the current folder."""
    folder = make_base(tmp_path)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def bundled() -> FactBase:
    """The fact base that ships with the package."""
    return load_base(bundled_base())


@pytest.fixture(scope="session")
def bundled_texts(bundled: FactBase) -> Texts:
    """The texts of the bundled base's articles, which only a curator has."""
    folder = os.environ.get("FACTDESK_TEXTS")
    if not folder:
        pytest.skip("FACTDESK_TEXTS does not name a folder with the articles' texts")
    texts, problems = read_texts(bundled, Path(folder))
    assert problems == []
    return texts
