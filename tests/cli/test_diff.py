from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from cli.running import edit, factdesk, is_one_sentence
from factdesk.store import Store

if TYPE_CHECKING:
    from pathlib import Path

HOURS = "library-saturday-hours"
FACTS = "facts/example.yaml"


@pytest.fixture
def new(base: Path, tmp_path: Path) -> Path:
    """A later version, with a phrasing more."""
    folder = shutil.copytree(base, tmp_path / "new")
    edit(folder / FACTS, "- weekend hours\n", "- weekend hours\n      - bibliotheca horarium\n")
    return folder


def test_the_same_twice_is_no_change(base: Path) -> None:
    run = factdesk("diff", base, base)
    assert run.code == 0
    assert run.out.endswith(" questions asked of both: no change.\n")
    assert len(run.out.splitlines()) == 1


def test_a_question_that_gets_another_outcome_is_told(base: Path, new: Path) -> None:
    run = factdesk("diff", base, new)
    line, last = run.out.splitlines()
    where = ["better", "phrasing", HOURS, "bibliotheca horarium", "nothing", HOURS]
    assert line.split("\t") == where
    assert last.endswith("asked of both: 1 better.")


def test_as_json(base: Path, new: Path) -> None:
    told = factdesk("diff", base, new, "--json").json
    assert set(told) == {"asked", "facts", "changes"}
    assert [(change["verdict"], change["kind"]) for change in told["changes"]] == [
        ("better", "phrasing")
    ]


def test_facts_that_changed_are_named(base: Path, new: Path) -> None:
    edit(new / FACTS, "id: library-teen-room", "id: library-youth-room")
    edit(new / FACTS, "see_also: [library-teen-room]", "see_also: [library-youth-room]")
    edit(new / FACTS, "open from", "open, from")
    out = factdesk("diff", base, new).out
    assert "New: library-youth-room\nGone: library-teen-room\n" in out
    assert f"Answer rewritten: {HOURS}\n" in out


def test_question_sets_are_asked_too(base: Path, new: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text(f'{{"text": "horarium", "facts": ["{HOURS}"]}}\n', encoding="utf-8")
    out = factdesk("diff", base, new, "--questions", mine).out
    assert "better\tmine\t1\thorarium\tnothing\t" in out


async def ask_in_vain(path: Path) -> None:
    store = Store(path)
    for guild, text in ((1, "bibliotheca"), (2, "nothing of the kind")):
        store.curation.note_unanswered(guild_id=guild, text=text, outcome="none", nearest=None)
    await store.flush()
    await store.close()


def test_what_was_asked_in_vain_is_asked_too(base: Path, new: Path, tmp_path: Path) -> None:
    asyncio.run(ask_in_vain(tmp_path / "store.sqlite3"))
    run = factdesk("diff", base, new, "--unanswered", "--store", tmp_path / "store.sqlite3")
    (line,) = (line for line in run.out.splitlines() if "\tunanswered\t" in line)
    assert line.startswith("other\tunanswered\t\tbibliotheca\tnothing\t")


@pytest.mark.parametrize(
    "options",
    [("--store", "here"), ("--unanswered", "--store", "missing"), ("--questions", "missing")],
)
def test_what_cannot_be_asked_is_a_sentence(
    base: Path, new: Path, options: tuple[str, ...]
) -> None:
    run = factdesk("diff", base, new, *options)
    assert (run.code, run.out) == (2, "")
    assert "Traceback" not in run.err
    assert run.err.endswith(".\n")


def test_a_version_that_does_not_load_is_told(base: Path, tmp_path: Path) -> None:
    run = factdesk("diff", base, tmp_path / "missing")
    assert (run.code, run.out) == (2, "")
    assert "there is no such folder" in run.err
    assert not is_one_sentence(run.err)
