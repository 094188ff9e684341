from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factdesk.desk import Desk
from factdesk.exam.difference import (
    Difference,
    difference,
    difference_to_json,
    questions_of,
)
from factdesk.exam.questions import ExamQuestion
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

LIONS = "[feeding time of the lions, at what hour do the lions eat]"
STORM = "[what did the fire do to the aviary, which fire damaged the aviary]"


@pytest.fixture
def zoo(tmp_path: Path) -> FactBase:
    return make_small_base(tmp_path / "zoo", ZOO)


def changed(folder: Path, old: str, new: str) -> FactBase:
    assert old in ZOO
    return make_small_base(folder / "changed", ZOO.replace(old, new))


def between(old: FactBase, new: FactBase, *unanswered: str) -> Difference:
    return difference(Desk(old), Desk(new), questions_of(old, new, {}, unanswered))


def told(found: Difference) -> set[tuple[str, str, str]]:
    return {(c.verdict, c.question.kind, c.question.text) for c in found.changes}


def test_nothing_differs_from_itself(zoo: FactBase) -> None:
    found = between(zoo, zoo)
    assert (found.changes, found.new, found.gone, found.rewritten) == ((), (), (), ())
    assert found.asked == sum(len(fact.questions) + len(fact.not_) for fact in zoo.facts)


def test_a_phrasing_that_is_understood_now_is_better(zoo: FactBase, tmp_path: Path) -> None:
    new = changed(tmp_path, LIONS, LIONS.replace("]", ", when is supper for the big cats]"))
    assert ("better", "phrasing", "when is supper for the big cats") in told(between(zoo, new))
    assert ("worse", "phrasing", "when is supper for the big cats") in told(between(new, zoo))


def test_facts_that_came_went_or_say_something_else_are_named(
    zoo: FactBase, tmp_path: Path
) -> None:
    new = changed(tmp_path, "id: lion-feeding", "id: lion-supper")
    found = between(zoo, new)
    assert (found.new, found.gone) == (("lion-supper",), ("lion-feeding",))
    new = changed(tmp_path, "daily at 15:30", "daily at 16:00")
    assert between(zoo, new).rewritten == ("lion-feeding",)


def test_a_question_that_a_fact_rules_out_is_worse_with_that_fact_only(
    zoo: FactBase, tmp_path: Path
) -> None:
    new = changed(
        tmp_path,
        "[the aviary after the storm, what did the storm do to the aviary]",
        "[the aviary after the storm, which fire damaged the aviary]",
    )
    without_not = make_small_base(tmp_path / "loose", ZOO.replace(f"  not: {STORM}\n", ""))
    text = "what did the fire do to the aviary"
    assert all(verdict != "worse" for verdict, kind, _ in told(between(zoo, new)) if kind == "not")
    for verdict, kind, asked in told(between(without_not, zoo)):
        assert (verdict, kind, asked) in {("better", "not", text), ("other", "not", text)} or (
            kind != "not"
        )


def test_what_was_asked_in_vain_is_neither_better_nor_worse(zoo: FactBase, tmp_path: Path) -> None:
    new = changed(tmp_path, "Where do the penguins swim?", "Where is the ice cream sold?")
    found = between(zoo, new, "where is ice cream sold")
    (change,) = (c for c in found.changes if c.question.kind == "unanswered")
    assert change.verdict == "other"
    assert change.after is not None
    assert change.after.fact == "penguin-pool"


def test_what_a_set_says_of_a_question_counts_first(zoo: FactBase) -> None:
    text = "feeding time of the lions"
    question = ExamQuestion("q1", text, "direct", ("elephant-age",))
    (asked,) = (q for q in questions_of(zoo, zoo, {"mine": [question]}, [text]) if q.text == text)
    assert (asked.id, asked.kind, asked.facts) == ("q1", "mine", ("elephant-age",))


def test_each_question_is_asked_of_both(zoo: FactBase) -> None:
    steps: list[None] = []
    questions = questions_of(zoo, zoo, {})
    difference(Desk(zoo), Desk(zoo), questions, lambda: steps.append(None))
    assert len(steps) == 2 * len(questions)


def test_as_json_it_names_where_a_question_is_from(zoo: FactBase, tmp_path: Path) -> None:
    new = changed(tmp_path, LIONS, LIONS.replace("]", ", when is supper for the big cats]"))
    told = difference_to_json(between(zoo, new))
    assert told["facts"] == {"new": [], "gone": [], "rewritten": []}
    first = next(c for c in told["changes"] if c["text"] == "when is supper for the big cats")
    assert (first["kind"], first["id"], first["verdict"]) == ("phrasing", "lion-feeding", "better")
    assert first["after"]["fact"] == "lion-feeding"
