"""`factdesk run` up to where it needs Discord; from there on see tests/app."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cli.running import factdesk, is_one_sentence

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "FACTDESK_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_token_it_tells_where_to_put_it() -> None:
    run = factdesk("run")
    assert (run.code, run.out) == (1, "")
    assert is_one_sentence(run.err)
    assert run.err.startswith("There is no token: set DISCORD_TOKEN in the environment or in .env")


def test_it_tells_so_in_json_where_the_log_is_json() -> None:
    run = factdesk("run", "--log-format", "json")
    assert run.code == 1
    assert json.loads(run.err)["message"].startswith("There is no token: ")


def test_what_can_be_no_token_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "my secret token")
    run = factdesk("run")
    assert run.code == 1
    assert is_one_sentence(run.err)
    assert "my secret token" not in run.err


@pytest.mark.parametrize(
    "arguments",
    [("--guild", "x"), ("--guild", "0"), ("--log-format", "xml"), ("now",)],
    ids=" ".join,
)
def test_a_wrong_command_line_ends_with_two(arguments: tuple[str, ...]) -> None:
    run = factdesk("run", *arguments)
    assert (run.code, run.out) == (2, "")


def test_a_setting_that_cannot_be_used_ends_with_two(tmp_path: Path) -> None:
    (tmp_path / "factdesk.toml").write_text("log_level = 'loud'\n", encoding="utf-8")
    run = factdesk("run")
    assert run.code == 2
    assert "'log_level' cannot be 'loud'" in run.err


def test_the_settings_may_name_the_base_for_every_command(tmp_path: Path, base: Path) -> None:
    (tmp_path / "factdesk.toml").write_text(f"base = '{base.name}'\n", encoding="utf-8")
    assert "library-teen-room" in factdesk("facts").out


def test_no_command_imports_discord_until_the_bot_runs() -> None:
    code = "import sys, factdesk.cli.main; print({'discord', 'aiohttp'} & set(sys.modules))"
    done = subprocess.run(  # noqa: S603 - this Python, with fixed arguments
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert done.stdout == "set()\n"
