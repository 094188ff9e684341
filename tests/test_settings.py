from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factdesk.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTDESK_PROMISE", raising=False)
    return tmp_path


def test_nothing_set_means_the_defaults() -> None:
    assert load_settings() == Settings()


def test_what_is_set_nearer_comes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "factdesk.toml").write_text("promise = 0.9\n", encoding="utf-8")
    assert load_settings().promise == 0.9
    (folder / ".env").write_text("FACTDESK_PROMISE=0.91\nOTHER=1\n", encoding="utf-8")
    assert load_settings().promise == 0.91
    monkeypatch.setenv("FACTDESK_PROMISE", "0.92")
    assert load_settings().promise == 0.92
    assert load_settings(promise=0.93).promise == 0.93


@pytest.mark.parametrize("value", ["1", "0.4", "much", "nan"])
def test_a_promise_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("FACTDESK_PROMISE", value)
    with pytest.raises(SettingsError, match=r"'promise' cannot be .*FACTDESK_PROMISE"):
        load_settings()


def test_a_setting_that_does_not_exist_is_told(folder: Path) -> None:
    (folder / "factdesk.toml").write_text("promis = 0.9\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="no setting 'promis'; there are promise"):
        load_settings()


@pytest.mark.parametrize("text", ["promise = = 0.9\n", "promise\n"])
def test_a_file_that_cannot_be_read_is_told(folder: Path, text: str) -> None:
    (folder / "factdesk.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"factdesk\.toml or \.env cannot be read"):
        load_settings()


def test_unasked_half_as_many_answers_may_be_wrong() -> None:
    assert Settings(promise=0.9).promise_unasked == pytest.approx(0.95)
