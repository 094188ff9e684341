from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import TODAY, TWINS, copy_template
from factdesk.cli import clock

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of its own, one day, and nothing in the environment that changes the output."""
    for name in ("FACTDESK_BASE", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The worked example, as `factdesk init` starts a base."""
    return copy_template(tmp_path / "base")


@pytest.fixture
def twins(base: Path) -> Path:
    """The worked example with two facts between which nothing decides."""
    (base / "facts" / "twins.yaml").write_text(TWINS, encoding="utf-8")
    return base


@pytest.fixture
def broken(base: Path) -> Path:
    """A base with one problem in each of two files."""
    (base / "facts" / "synonyms.yaml").write_text("groups: nothing\n", encoding="utf-8")
    (base / "facts" / "more.yaml").write_text("facts:\n  - id: Not A Slug\n", encoding="utf-8")
    return base
