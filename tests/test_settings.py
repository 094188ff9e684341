from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factdesk.lookup import PREFIX, TOKEN, SettingsError
from factdesk.settings import STORE_FILE, Settings, load_settings, misspelt

SECRET = "very.secret.token"  # noqa: S105 - to be hidden


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name == TOKEN or (name.startswith(PREFIX) and name != "FACTDESK_CACHE"):
            monkeypatch.delenv(name)
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


def test_the_token_is_looked_up_under_either_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def token() -> str:
        found = load_settings().token
        assert found is not None
        return found.get_secret_value()

    (folder / "factdesk.toml").write_text('token = "1"\n', encoding="utf-8")
    assert token() == "1"
    (folder / "factdesk.toml").write_text('token = "1"\nDISCORD_TOKEN = "1a"\n', encoding="utf-8")
    assert token() == "1a"
    (folder / ".env").write_text("FACTDESK_TOKEN=2\n", encoding="utf-8")
    assert token() == "2"
    (folder / ".env").write_text("\ufeffDISCORD_TOKEN=3\nFACTDESK_TOKEN=2\n", encoding="utf-8")
    assert token() == "3"
    monkeypatch.setenv("FACTDESK_TOKEN", "4")
    assert token() == "4"
    monkeypatch.setenv("DISCORD_TOKEN", "5")
    assert token() == "5"
    monkeypatch.setenv("DISCORD_TOKEN", "")
    assert token() == "4"


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", SECRET)
    monkeypatch.setenv("FACTDESK_STORE", f"postgresql://me:{SECRET}@host/db")
    settings = load_settings()
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump(exclude={'store'})}"
    monkeypatch.setenv("FACTDESK_PROMISE", "much")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert SECRET not in str(caught.value)
    with pytest.raises(SettingsError, match="'token' cannot be what was given") as caught:
        load_settings(token=[SECRET], promise=0.9)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("text", ["12, 34", "12 34", "12,34,", "[12, 34]", '["12", "34"]'])
def test_channels_are_written_in_many_ways(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_LISTEN_IN", text)
    assert load_settings().listen_in == {12, 34}


def test_channels_in_a_file(folder: Path) -> None:
    (folder / "factdesk.toml").write_text("listen_in = [12, '34']\n", encoding="utf-8")
    assert load_settings().listen_in == {12, 34}
    (folder / "factdesk.toml").write_text("listen_in = 12\n", encoding="utf-8")
    assert load_settings().listen_in == {12}


def test_the_store_lies_with_the_users_data_or_where_it_is_set() -> None:
    assert Path(Settings().store_address).name == STORE_FILE
    assert Path(Settings().store_address).is_absolute()
    assert Settings(store="here.sqlite3").store_address == Path("here.sqlite3")
    assert Settings(store="~/x.sqlite3").store_address == Path.home() / "x.sqlite3"
    address = "postgresql+asyncpg://host/db"
    assert Settings(store=address).store_address == address


@pytest.mark.parametrize("value", ["1", "0.4", "much", "nan"])
def test_a_promise_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("FACTDESK_PROMISE", value)
    with pytest.raises(SettingsError, match=r"'promise' cannot be .*FACTDESK_PROMISE"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("message_content", "perhaps", "true or false"),
        ("listen_in", "general", "Ids of the channels"),
        ("listen_in", "[1", "Ids of the channels"),
        ("listen_in", "0", "Ids of the channels"),
        ("listen_in", "99999999999999999999", "Ids of the channels"),
        ("keep_replies_days", "0", "from 1 to 90"),
        ("keep_replies_days", "91", "from 1 to 90"),
        ("keep_questions_days", "0", "from 1 to 365"),
        ("keep_questions_days", "366", "from 1 to 365"),
        ("privacy_url", "http://example.org/privacy", "https://example.org/privacy"),
        ("privacy_url", "https://example.org/a b", "https://example.org/privacy"),
        ("questions_per_minute", "601", "1 to 600"),
        ("channel_pause", "-1", "0 to 86400"),
        ("asker_pause", "inf", "0 to 86400"),
        ("repeat_pause", "soon", "0 to 86400"),
        ("log_format", "xml", "text or json"),
        ("log_level", "loud", "debug, info, warning or error"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(f"FACTDESK_{name.upper()}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    said = str(caught.value)
    assert said.startswith(f"The setting {name!r} cannot be '{value}'. ")
    assert allowed in said
    assert f"FACTDESK_{name.upper()}" in said
    assert ".env" in said
    assert "factdesk.toml" in said


def test_a_long_wrong_value_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_PROMISE", "9" * 5000)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("level", ["INFO", " info "])
def test_letters_of_any_size_will_do(monkeypatch: pytest.MonkeyPatch, level: str) -> None:
    monkeypatch.setenv("FACTDESK_LOG_LEVEL", level)
    assert load_settings().log_level == "info"


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_KEEP_REPLIES_DAYS", "")
    assert load_settings().keep_replies_days == Settings().keep_replies_days


def test_a_setting_that_does_not_exist_is_told(folder: Path) -> None:
    (folder / "factdesk.toml").write_text("promis = 0.9\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"no setting 'promis'; there are .*promise"):
        load_settings()


@pytest.mark.parametrize("text", ["promise = = 0.9\n", "promise\n"])
def test_a_file_that_cannot_be_read_is_told(folder: Path, text: str) -> None:
    (folder / "factdesk.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"factdesk\.toml or \.env cannot be read"):
        load_settings()


def test_settings_are_cheap_where_nothing_is_set() -> None:
    code = (
        "import sys; from factdesk.settings import load_settings; load_settings();"
        "print('pydantic_settings' in sys.modules, 'platformdirs' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - this Python, with fixed arguments
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == ["False", "False"]


def test_what_is_no_setting_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_PROMISE", "0.9")
    monkeypatch.setenv("FACTDESK_CACHE", "cache")
    monkeypatch.setenv("DISCORD_TOKN", "1")
    assert misspelt() == []
    monkeypatch.setenv("FACTDESK_MESAGE_CONTENT", "true")
    (folder / ".env").write_text("PROMIS=1\nexport FACTDESK_XYZ = 1\n", encoding="utf-8")
    first, second = misspelt()
    assert "FACTDESK_MESAGE_CONTENT" in first
    assert first.endswith("is FACTDESK_MESSAGE_CONTENT meant?")
    assert "FACTDESK_XYZ" in second
    assert "FACTDESK_PROMISE" in second
