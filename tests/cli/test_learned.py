from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from cli.running import SATURDAY, Run, factdesk, is_one_sentence
from factdesk.factbase import editing
from factdesk.factbase.drafts import read_drafts
from factdesk.factbase.load import load_base
from factdesk.store import Store

if TYPE_CHECKING:
    from pathlib import Path

HOURS = "library-saturday-hours"
PHRASING = "is the place with the books open on weekends"


async def teach(path: Path, *phrasings: tuple[str, str]) -> None:
    """What a curator does in Discord: give facts phrasings, and note that two are missing."""
    store = Store(path)
    try:
        for fact, text in phrasings:
            await store.curation.learn(text=text, fact=fact, guild_id=1, by=2)
        for guild in (1, 1, 3):
            store.curation.note_unanswered(
                guild_id=guild, text="is there tea", outcome="none", nearest=HOURS
            )
        store.curation.note_unanswered(
            guild_id=1, text="not for the files", outcome="none", nearest=None
        )
        for guild in (1, 3):
            found = await store.curation.unanswered(guild)
            tea = [each.id for each in found if each.text == "is there tea"]
            await store.curation.settle(tea, "new fact", by=2, guild_id=guild)
    finally:
        await store.close()


@pytest.fixture
def taught(tmp_path: Path) -> Path:
    path = tmp_path / "memory.sqlite3"
    asyncio.run(teach(path, (HOURS, PHRASING)))
    return path


def export(base: Path, store: Path, *options: str) -> Run:
    return factdesk("learned", "export", "--base", base, "--store", store, *options)


def phrasings(base: Path) -> tuple[str, ...]:
    fact = load_base(base).fact(HOURS)
    assert fact is not None
    return fact.phrasings


def test_what_waits_is_listed(taught: Path) -> None:
    run = factdesk("learned", "--store", taught)
    assert run.code == 0
    fact, *missing = run.out.splitlines()
    assert fact.startswith(f"{HOURS}\t{PHRASING}\t20")
    assert [line.split("\t")[:2] for line in missing] == [["needs a new fact", "is there tea"]] * 2
    assert "asked 2 times, last on 20" in run.out


def test_what_was_learned_goes_into_the_files_and_is_then_done(base: Path, taught: Path) -> None:
    before = (base / "facts" / "example.yaml").read_text(encoding="utf-8")
    run = export(base, taught)
    assert run.code == 0
    assert "1 phrasing and 1 new fact written." in run.out
    after = (base / "facts" / "example.yaml").read_text(encoding="utf-8")
    hours = "      - weekend hours\n"
    assert after == before.replace(hours, f"{hours}      - {PHRASING}\n")
    (draft,) = read_drafts(base)
    assert (draft.question, draft.answer) == ("is there tea", None)
    assert draft.note is not None
    assert draft.note.startswith("asked 3 times, last on 20")
    assert draft.note.endswith(f"; nearest was {HOURS}")
    again = export(base, taught)
    assert (again.code, again.out) == (0, "no phrasings and no new facts written.\n")
    assert (base / "facts" / "example.yaml").read_text(encoding="utf-8") == after
    assert len(read_drafts(base)) == 1
    assert factdesk("learned", "--store", taught).out.startswith("no phrasings and no new facts")


def test_a_base_is_clean_afterwards_and_tells_of_its_drafts(base: Path, taught: Path) -> None:
    export(base, taught)
    run = factdesk("check", "--base", base)
    assert run.code == 0
    assert run.out.endswith(": no findings. 1 draft in drafts.yaml to be written.\n")


def test_what_is_in_the_files_by_hand_is_only_marked(base: Path, taught: Path) -> None:
    export(base, taught)
    other = taught.with_name("other.sqlite3")
    asyncio.run(teach(other, (HOURS, PHRASING.upper())))
    assert export(base, other).out == "no phrasings and no new facts written.\n"
    assert factdesk("learned", "--store", other).out.startswith("no phrasings")


def test_stopped_before_it_was_marked_it_is_written_once(
    base: Path, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:

        async def fails(_self: object, _ids: object) -> None:
            raise KeyboardInterrupt

        patch.setattr("factdesk.store.Curation.mark_exported", fails)
        export(base, taught)
    assert phrasings(base).count(PHRASING) == 1
    assert export(base, taught).code == 0
    assert phrasings(base).count(PHRASING) == 1
    assert len(read_drafts(base)) == 1


def test_what_cannot_be_written_is_told_and_kept(base: Path, tmp_path: Path) -> None:
    store = tmp_path / "memory.sqlite3"
    asyncio.run(teach(store, ("no-fact", "a"), (HOURS, "a\x07b"), (HOURS, PHRASING)))
    run = export(base, store)
    assert run.code == 1
    assert "Not written: no-fact: 'a': the base has no such fact" in run.out
    assert "Not written: library-saturday-hours: 'a\\x07b': it is empty" in run.out
    assert phrasings(base)[-1] == PHRASING
    assert len(factdesk("learned", "--store", store).out.splitlines()) == 2


def test_a_dry_run_writes_and_marks_nothing(base: Path, taught: Path) -> None:
    run = export(base, taught, "--dry-run")
    assert run.out == f"{HOURS}\t{PHRASING}\ndraft\tis there tea\n"
    assert PHRASING not in phrasings(base)
    assert len(factdesk("learned", "--store", taught).out.splitlines()) == 3


def test_refused_edits_are_not_marked(base: Path, taught: Path) -> None:
    (base / "drafts.yaml").write_text("drafts: some\n", encoding="utf-8")
    run = export(base, taught)
    assert run.code == 2
    assert "drafts.yaml" in run.err
    assert run.err.endswith("Nothing was written: 1 problem, listed above.\n")
    assert PHRASING not in phrasings(base)
    assert len(factdesk("learned", "--store", taught).out.splitlines()) == 3


def test_the_store_of_the_settings_is_used(
    base: Path, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTDESK_STORE", str(taught))
    assert PHRASING in factdesk("learned").out
    assert factdesk("learned", "export", "--base", base).code == 0
    assert phrasings(base)[-1] == PHRASING


@pytest.mark.parametrize("command", [("learned",), ("learned", "export")])
def test_a_store_that_is_not_there_is_not_made(
    base: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    missing = tmp_path / "missing.sqlite3"
    where = ("--base", base) if len(command) > 1 else ()
    run = factdesk(*command, *where, "--store", missing)
    assert run.code == 2
    assert is_one_sentence(run.err)
    assert not missing.exists()


def test_a_store_that_is_no_database_is_told(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.sqlite3"
    wrong.write_text("no database at all " * 99, encoding="utf-8")
    run = factdesk("learned", "--store", wrong)
    assert (run.code, run.out) == (2, "")
    assert "Traceback" not in run.err


def test_the_base_that_ships_is_not_written_to(taught: Path) -> None:
    run = factdesk("learned", "export", "--store", taught)
    assert run.code == 2
    assert "is no fact base" in run.err


def test_asked_what_was_learned_the_desk_answers(base: Path, taught: Path) -> None:
    assert export(base, taught).code == 0
    assert factdesk("ask", "--json", "--base", base, PHRASING).json["fact"] == HOURS
    assert factdesk("ask", "--json", "--base", base, SATURDAY).json["fact"] == HOURS
    assert editing.edit_base(base, editing.Edits()) == editing.Edited()
