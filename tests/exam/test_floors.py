from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factdesk.desk import Desk
from factdesk.exam.grading import examine
from factdesk.exam.questions import ExamQuestion, load_questions

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase

# The floors are what `factdesk exam` has reached, rounded to the full percent on the lenient side:
# down for shares that should be high, up for those in LOW. Raise one only when a better result has
# been reached, and to that result; never lower one to let a change pass.
HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text("utf-8"))
LOW = {"near-misses answered", "off-topic, chatter, hostile answered"}
SETS = sorted(path.stem for path in HERE.glob("*.jsonl"))


def questions(name: str, base: FactBase) -> list[ExamQuestion]:
    return load_questions(HERE / f"{name}.jsonl", frozenset(fact.id for fact in base.facts))


@pytest.fixture(scope="module")
def figures(bundled: FactBase) -> dict[str, dict[str, float | None]]:
    desk = Desk(bundled)
    return {name: examine(desk, questions(name, bundled)).figures() for name in SETS}


def test_every_figure_of_every_set_has_a_floor(
    figures: dict[str, dict[str, float | None]],
) -> None:
    assert {name: set(floors) for name, floors in FLOORS.items()} == {
        name: set(reached) for name, reached in figures.items()
    }


@pytest.mark.parametrize(
    ("name", "figure"), [(name, figure) for name in FLOORS for figure in FLOORS[name]]
)
def test_no_figure_falls_behind_its_floor(
    figures: dict[str, dict[str, float | None]], name: str, figure: str
) -> None:
    reached, floor = figures[name][figure], FLOORS[name][figure]
    assert reached is not None
    assert reached <= floor if figure in LOW else reached >= floor


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_enough_questions_about_facts_that_exist(bundled: FactBase, name: str) -> None:
    assert len(questions(name, bundled)) >= 300


def test_no_question_of_one_set_stands_in_the_other(bundled: FactBase) -> None:
    development, reporting = (
        {" ".join(question.text.casefold().split()) for question in questions(name, bundled)}
        for name in ("development", "reporting")
    )
    assert development & reporting == set()
