from __future__ import annotations

import json
import logging
import sys
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from factdesk.logs import JsonLines, Masker, TextLines, logging_to_stderr, tell

if TYPE_CHECKING:
    from types import TracebackType

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

SECRET = "very-secret"  # noqa: S105 - to be hidden
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OmFiY2RlZg=="

logger = logging.getLogger("factdesk.test")


def record(message: str, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    info: ExcInfo | None = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("factdesk.test", logging.INFO, "", 0, message, values, info)


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause  # noqa: TRY301 - to be caught
    except Exception as caught:  # noqa: BLE001 - whatever it is
        return caught


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"login with {SECRET}", "login with ***"),
        ("x MTAwMDAwMDAwMDAwMDAwMDAw.GAbcde.abcdefghijklmnopqrstuvwxyz012 y", "x *** y"),
        (f"POST /interactions/12/{INTERACTION}/callback", "POST /interactions/12/***/callback"),
        ("PATCH /webhooks/12/abc-DEF_9/messages/1", "PATCH /webhooks/12/***/messages/1"),
        (f"token {INTERACTION} ends", "token *** ends"),
        ("{'token': 'abc', 'id': 1}", "{'token': '***', 'id': 1}"),
        ('{"session_id": "abc"}', '{"session_id": "***"}'),
        ("postgresql+asyncpg://me:pass@host/db", "postgresql+asyncpg://***@host/db"),
        ("Hello <@123456789012345678> and <@!1>", "Hello <@***> and <@***>"),
        ("GET /guilds/1/members/123456789012345678", "GET /guilds/1/members/***"),
        ("<Member id=1 name='mia' global_name=None bot=False nick=None guild=2>", "<Member ***"),
        ("user_id=123456789012345678", "user_id=***"),
        ("two\nlines\r\n\n  of it", "two lines of it"),
        ("shard 0 of guild 123456789012345678", "shard 0 of guild 123456789012345678"),
    ],
)  # fmt: skip
def test_secrets_and_people_are_left_out(text: str, left: str) -> None:
    assert Masker([SECRET, ""])(text).startswith(left)


def test_a_line_of_text_tells_when_who_and_what() -> None:
    line = TextLines(Masker()).format(record("ready: %d", 3))
    assert line.endswith(" INFO factdesk.test: ready: 3")
    assert line[:4].isdigit()


def test_an_error_stays_on_its_line_with_its_place() -> None:
    error = raised(KeyError("x\ny"), raised(ValueError(f"inner {SECRET}")))
    line = TextLines(Masker([SECRET])).format(record("odd", error=error))
    assert "\n" not in line
    assert "odd: KeyError: " in line
    assert "(test_logs.py:" in line
    assert SECRET not in line


def test_a_broken_connection_is_told_without_a_place() -> None:
    line = TextLines(Masker()).format(record("odd", error=raised(ConnectionResetError("reset"))))
    assert line.endswith("odd: ConnectionResetError: reset")


def test_a_line_of_json_is_one_object() -> None:
    error = raised(KeyError(SECRET))
    line = JsonLines(Masker([SECRET])).format(record("two\nlines “%s”", "é", error=error))
    row: dict[str, Any] = json.loads(line)
    assert "\n" not in line
    assert row["message"] == "two lines “é”"
    assert (row["level"], row["logger"]) == ("info", "factdesk.test")
    assert row["time"].endswith("Z")
    assert row["error"] == "KeyError: '***'"
    assert row["trace"][0].startswith("test_logs.py:")


@pytest.mark.parametrize("style", ["text", "json"])
def test_what_is_logged_stands_on_standard_error_when_it_ends(
    style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_to_stderr("info", style, [SECRET]):
        for number in range(100):
            logger.info("line %d %s", number, SECRET)
        logger.debug("not this")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 100
    assert all("***" in line for line in lines)


def test_afterwards_nothing_of_it_is_left() -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.getLogger("discord.http").level)
    with logging_to_stderr("debug", "text"):
        assert logging.getLogger("discord.http").level == logging.INFO
    assert (root.level, list(root.handlers), logging.getLogger("discord.http").level) == before


def test_the_housekeeping_of_libraries_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to_stderr("info", "text"):
        logging.getLogger("matplotlib.font_manager").info("generated new fontManager")
    assert capsys.readouterr().err == ""


def test_what_people_write_is_never_logged_by_libraries(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logging_to_stderr("debug", "text"):
        for name in (
            "discord.gateway",
            "discord.http",
            "discord.webhook.async_",
            "sqlalchemy.engine",
        ):
            logging.getLogger(name).debug("what mia wrote")
    assert "mia" not in capsys.readouterr().err


def test_warnings_are_lines_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to_stderr("warning", "json"), warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("beware", stacklevel=1)
    (line,) = capsys.readouterr().err.splitlines()
    assert "beware" in json.loads(line)["message"]


def test_a_reader_that_has_gone_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def write(self, _: str) -> int:
            raise BrokenPipeError

    with logging_to_stderr("info", "text"):
        monkeypatch.setattr(sys, "stderr", Gone())
        logger.info("unheard")


def test_the_operator_is_told_as_the_log_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    tell([f"No {SECRET}.", "Go."], "text", [SECRET])
    assert capsys.readouterr().err == "No ***.\nGo.\n"
    tell(["No."], "json")
    row = json.loads(capsys.readouterr().err)
    assert (row["level"], row["message"]) == ("critical", "No.")
