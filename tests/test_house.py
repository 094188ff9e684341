"""Rules of the house that no single module can keep."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from basekit import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase
    from factdesk.factbase.proof import Texts

RUN = 8  # words in a row that make a copy

Runs = set[tuple[str, ...]]


def runs_of(text: str) -> Runs:
    """All runs of so many words of a text."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def tracked_files() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (REPOSITORY / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(  # noqa: S603 - git, with fixed arguments
        [git, "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True, text=True
    ).stdout
    return [path for name in listed.split("\0") if name and (path := REPOSITORY / name).is_file()]


def imports_discord(source: str) -> bool:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        if any(name.split(".")[0] == "discord" for name in names):
            return True
    return False


def may_import_discord(path: Path) -> bool:
    return bool({"app", "plugin"}.intersection(path.relative_to(REPOSITORY).parts))


def test_no_tracked_file_copies_a_run_of_words_from_an_article(
    bundled: FactBase, bundled_texts: Texts
) -> None:
    protected: Runs = set()
    for passages in bundled_texts.passages.values():
        protected |= runs_of("\n".join(passages))
    for article in bundled.articles:
        protected -= runs_of(article.title)
    copies = {
        f"{path.relative_to(REPOSITORY)}: {' '.join(run)}"
        for path in tracked_files()
        for run in runs_of(path.read_text(encoding="utf-8", errors="ignore")) & protected
    }
    assert sorted(copies) == []


def test_a_copied_run_is_seen_across_line_breaks_and_quotes() -> None:
    text = "one two three four five six seven eight"
    copied = "# One two,\n# three \u201cfour\u201d\n# five six - SEVEN\n# eight"
    assert runs_of(text) <= runs_of(copied)


def test_nothing_but_the_plugin_and_the_app_imports_discord() -> None:
    importing = [
        str(path.relative_to(REPOSITORY))
        for path in sorted((REPOSITORY / "bot").rglob("*.py"))
        if not may_import_discord(path) and imports_discord(path.read_text(encoding="utf-8"))
    ]
    assert importing == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import discord", True),
        ("import os, discord.ext.commands as commands", True),
        ("from discord import Intents", True),
        ("def f():\n    from discord.ext import tasks", True),
        ("import discordant", False),
        ("from .discord import x", False),
        ("discord = 'import discord'", False),
    ],
)
def test_an_import_of_discord_is_recognised(source: str, *, expected: bool) -> None:
    assert imports_discord(source) == expected


def test_imports_go_downwards_only() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(  # noqa: S603 - this Python, with fixed arguments
        [sys.executable, "-c", code, "--no-cache"],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
