from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exam.examining import SAID, question
from factdesk.exam.figures import Tally, five_figures, grade_of, share, tally
from factdesk.exam.questions import FALSE_PREMISE

if TYPE_CHECKING:
    from factdesk.exam.figures import Grade


@pytest.mark.parametrize("grade", SAID)
def test_a_reply_is_graded_by_the_facts_that_answer(grade: Grade) -> None:
    assert grade_of(question("x", "lion"), *SAID[grade]) == grade
    assert grade_of(question("x", "bear", "lion"), *SAID[grade]) == grade


@pytest.mark.parametrize(
    ("said", "grade"),
    [("right", "wrong"), ("offered", "misled"), ("misled", "misled"), ("nothing", "nothing")],
)
def test_a_question_that_no_fact_answers_is_never_answered_right(said: Grade, grade: Grade) -> None:
    assert grade_of(question("x"), *SAID[said]) == grade


def test_grades_are_counted_one_by_one() -> None:
    grades: list[Grade] = ["right", "right", "wrong", "offered", "misled", "nothing", "nothing"]
    assert tally(grades) == Tally(7, right=2, wrong=1, offered=1, misled=1, nothing=2)


def figure(name: str, **grades: list[Grade]) -> float | None:
    """A figure of questions by kind; `direct` ones and false premises have a fact."""
    kinds = {name.replace("_", "-"): found for name, found in grades.items()}
    graded = [
        (question("x", *(["lion"] if kind in {"direct", FALSE_PREMISE} else []), kind=kind), grade)
        for kind, found in kinds.items()
        for grade in found
    ]
    return five_figures(graded)[name]


def test_answers_that_are_right_are_a_share_of_all_answers() -> None:
    name = "given answers that are right"
    assert figure(name, direct=["right"] * 3 + ["offered"], near_miss=["wrong", "nothing"]) == 0.75


def test_a_corrected_premise_is_a_right_answer_but_no_answerable_question() -> None:
    grades: dict[str, list[Grade]] = {"direct": ["offered"], "false_premise": ["right"]}
    assert figure("given answers that are right", **grades) == 1.0
    assert figure("answerable answered right", **grades) == 0.0


def test_answerable_figures_are_shares_of_the_answerable() -> None:
    every: list[Grade] = ["right"] * 4 + ["wrong"] + ["offered"] * 3 + ["misled", "nothing"]
    grades: dict[str, list[Grade]] = {"direct": every, "near_miss": ["misled"] * 5}
    assert figure("answerable answered right", **grades) == 0.4
    assert figure("answerable right or offered", **grades) == 0.7


def test_near_misses_have_a_figure_of_their_own() -> None:
    near: list[Grade] = ["wrong", "misled", "misled", "misled"]
    assert figure("near-misses answered", near_miss=near, direct=["wrong"] * 9) == 0.25


def test_nonsense_of_all_kinds_makes_one_figure() -> None:
    assert (
        figure(
            "off-topic, chatter, hostile answered",
            off_topic=["wrong", "nothing"],
            not_a_question=["nothing"],
            hostile=["misled"],
            near_miss=["wrong"] * 5,
        )
        == 0.25
    )


def test_nothing_asked_gives_no_figures() -> None:
    figures = five_figures([])
    assert len(figures) == 5
    assert set(figures.values()) == {None}


def test_a_share_of_nothing_is_none() -> None:
    assert share(1, 4) == 0.25
    assert share(0, 0) is None
