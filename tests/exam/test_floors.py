from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factdesk.exam.grading import examine
from factdesk.exam.questions import ExamQuestion, load_questions

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from factdesk.factbase.models import FactBase

# The floors are what `factdesk exam` has reached, rounded to the full percent on the lenient side:
# down for shares that should be high, up for those in LOW. Raise one only when a better result has
# been reached, and to that result; never lower one to let a change pass.
HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text("utf-8"))
LOW = {"near-misses answered", "off-topic, chatter, hostile answered"}
PUBLICATION = "answers naming the right publication"
SETS = sorted(path.stem for path in HERE.glob("*.jsonl"))  # some are only learnt from


def questions(name: str, base: FactBase) -> list[ExamQuestion]:
    return load_questions(HERE / f"{name}.jsonl", frozenset(fact.id for fact in base.facts))


@pytest.fixture(scope="module")
def figures(bundled_desk: Desk) -> dict[str, dict[str, float | None]]:
    base = bundled_desk.base
    examined = {name: examine(bundled_desk, questions(name, base)) for name in FLOORS}
    return {
        name: examination.figures() | {PUBLICATION: examination.further()[PUBLICATION]}
        for name, examination in examined.items()
    }


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


@pytest.mark.parametrize("name", [name for name in SETS if name != "reporting"])
def test_no_question_of_the_reporting_set_stands_in_another(bundled: FactBase, name: str) -> None:
    one, reporting = (
        {" ".join(question.text.casefold().split()) for question in questions(each, bundled)}
        for each in (name, "reporting")
    )
    assert one & reporting == set()
