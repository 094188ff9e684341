from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cli.running import SATURDAY, factdesk, factdesk_apart
from factdesk import __version__
from factdesk.cli.main import app

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = ("ask chat facts check exam diff review learned import export init article run").split()


def test_the_version_is_told() -> None:
    run = factdesk("--version")
    assert (run.code, run.out) == (0, f"factdesk {__version__}\n")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command(option: str) -> None:
    result = CliRunner().invoke(app, [option])
    assert result.exit_code == 0
    assert all(command in result.output for command in COMMANDS)


@pytest.mark.parametrize("command", [*COMMANDS, "article add"])
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(app, [*command.split(), "-h"])
    assert result.exit_code == 0
    assert f"factdesk {command}" in result.output


def test_no_command_shows_the_help() -> None:
    result = CliRunner().invoke(app, [])
    assert result.exit_code == 2
    assert all(command in result.output for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ("answer",),
        ("ask", "--unknown", "when"),
        ("ask", "--batch"),
        ("init",),
        ("article", "add"),
        ("article", "add", "text.txt"),
        ("facts", "one", "two"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_ends_with_two(arguments: tuple[str, ...]) -> None:
    run = factdesk(*arguments)
    assert (run.code, run.out) == (2, "")
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("ask", "--base", "base", SATURDAY), 0),
        (("check", "--base", "base"), 1),
        (("ask",), 2),
    ],
)
@pytest.mark.usefixtures("twins")
def test_the_exit_code_reaches_the_shell(arguments: tuple[str, ...], code: int) -> None:
    assert factdesk_apart(*arguments).code == code


def test_asking_loads_nothing_that_only_other_commands_need(base: Path) -> None:
    code = (
        "import sys; from factdesk.cli.main import main; "
        f"sys.argv = ['factdesk', 'ask', '--base', {str(base)!r}, 'weekend hours']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'ruamel', 'sqlalchemy', 'discord'}.intersection(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 - this Python, with fixed arguments
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
