"""What many tests stand on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from basekit import make_base
from factdesk.desk import Desk
from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.load import load_base
from factdesk.factbase.proof import Texts, read_texts
from factdesk.keeping import FOLDER_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factdesk.factbase.models import FactBase
    from factdesk.matching.index import Index


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is remembered between starts goes to a temporary folder, never to the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


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
def bundled_desk(bundled: FactBase) -> Desk:
    """The desk of that base: reading it costs seconds, so all tests share it."""
    return Desk(bundled)


@pytest.fixture(scope="session")
def bundled_index(bundled_desk: Desk) -> Index:
    return bundled_desk.matcher.index


@pytest.fixture(scope="session")
def bundled_texts(bundled: FactBase) -> Texts:
    """The texts of the bundled base's articles, which only a curator has."""
    folder = os.environ.get("FACTDESK_TEXTS")
    if not folder:
        pytest.skip("FACTDESK_TEXTS does not name a folder with the articles' texts")
    texts, problems = read_texts(bundled, Path(folder))
    assert problems == []
    return texts
