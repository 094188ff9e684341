from __future__ import annotations

from typing import TYPE_CHECKING

from basekit import FACTS, edit, line_of
from factdesk.desk import Desk
from factdesk.exam.selfcheck import check_questions
from factdesk.factbase.load import load_base

if TYPE_CHECKING:
    from pathlib import Path

HOURS = "library-saturday-hours"
ROOM = "library-teen-room"


def findings(folder: Path) -> list[str]:
    return [str(problem) for problem in check_questions(Desk(load_base(folder)))]


def at(folder: Path, fact_id: str) -> str:
    """How findings about a fact of the template begin."""
    return f"{FACTS}:{line_of(folder / FACTS, f'id: {fact_id}')}: {fact_id}: "


def test_the_template_finds_all_its_own_questions(base_folder: Path) -> None:
    assert findings(base_folder) == []


def test_the_bundled_base_finds_all_its_own_questions(bundled_desk: Desk) -> None:
    assert check_questions(bundled_desk) == []


def test_a_phrasing_that_is_also_another_facts_is_found(base_folder: Path) -> None:
    edit(
        base_folder / FACTS,
        "- is a teen room planned",
        "- when is the library open on Saturdays",
    )
    assert any(
        found.startswith(at(base_folder, ROOM)) and f"of {HOURS} differ in no word" in found
        for found in findings(base_folder)
    )


def test_a_phrasing_without_any_word_is_found(base_folder: Path) -> None:
    edit(base_folder / FACTS, "- is a teen room planned", '- "???"')
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, ROOM) + "“???” has no word that could find it")


def test_phrasings_that_differ_in_no_word_that_counts_are_found(base_folder: Path) -> None:
    edit(base_folder / FACTS, "- weekend hours", "- weekend hours\n      - the weekend hours")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, HOURS) + "“the weekend hours” and “weekend hours”")


def test_a_ruled_out_question_that_gets_the_fact_is_found(base_folder: Path) -> None:
    edit(base_folder / FACTS, "- when does the museum open on Saturdays", "- Weekend hours?")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, HOURS) + "“Weekend hours?” is under `not:`")


def test_a_ruled_out_question_may_get_another_fact(base_folder: Path) -> None:
    edit(
        base_folder / FACTS, "- when does the museum open on Saturdays", "- is a teen room planned"
    )
    assert findings(base_folder) == []


def test_progress_is_told_once_a_fact(base_folder: Path) -> None:
    told: list[None] = []
    base = load_base(base_folder)
    check_questions(Desk(base), lambda: told.append(None))
    assert len(told) == len(base.facts)
