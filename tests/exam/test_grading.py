from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

import pytest

from factdesk.desk import Desk
from factdesk.exam.grading import Report, Tally, examine
from factdesk.exam.questions import FALSE_PREMISE, ExamQuestion
from factdesk.reply import Answer, Choices, NoAnswer
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase

ANSWERED = "Where do the penguins swim?"  # with penguin-pool
OFFERED = "Why do the penguins swim?"  # with penguin-pool first
NOTHING = "xylophones?"

RIGHT = Tally(asked=1, right=1)
WRONG = Tally(asked=1, wrong=1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(make_small_base(tmp_path_factory.mktemp("zoo"), ZOO))


def question(text: str, *facts: str, kind: str = "direct") -> ExamQuestion:
    return ExamQuestion("q", text, kind, frozenset(facts))


def test_the_desk_says_what_these_tests_build_on(desk: Desk) -> None:
    replies = [desk.ask(text) for text in (ANSWERED, OFFERED, NOTHING)]
    assert [type(reply) for reply in replies] == [Answer, Choices, NoAnswer]


@pytest.mark.parametrize(
    ("asked", "tally"),
    [
        (question(ANSWERED, "penguin-pool"), RIGHT),
        (question(ANSWERED, "zebra", "penguin-pool"), RIGHT),
        (question(ANSWERED, "zebra"), WRONG),
        (question(ANSWERED), WRONG),
        (question(OFFERED, "penguin-pool"), Tally(asked=1, offered=1)),
        (question(OFFERED, "zebra"), Tally(asked=1, misled=1)),
        (question(OFFERED), Tally(asked=1, misled=1)),
        (question(NOTHING, "zebra"), Tally(asked=1, nothing=1)),
        (question(NOTHING), Tally(asked=1, nothing=1)),
        (question(ANSWERED, "penguin-pool", kind=FALSE_PREMISE), RIGHT),
        (question(ANSWERED, kind="near-miss"), WRONG),
    ],
)
def test_a_reply_is_counted_by_the_facts_that_answer(
    desk: Desk, asked: ExamQuestion, tally: Tally
) -> None:
    assert examine(desk, [asked]).kinds == {asked.kind: tally}


def test_each_kind_is_counted_for_itself(desk: Desk) -> None:
    report = examine(
        desk,
        [
            question(ANSWERED, "penguin-pool"),
            question(OFFERED, "penguin-pool"),
            question(ANSWERED, kind="near-miss"),
        ],
    )
    assert report.kinds == {"direct": Tally(asked=2, right=1, offered=1), "near-miss": WRONG}


def test_only_answerable_questions_count_as_such(desk: Desk) -> None:
    report = examine(
        desk,
        [
            question(ANSWERED, "penguin-pool"),
            question(ANSWERED, "penguin-pool", kind=FALSE_PREMISE),
            question(NOTHING, kind="off-topic"),
        ],
    )
    assert report.answerable == RIGHT


def test_every_question_is_counted_once(desk: Desk) -> None:
    asked = [question(text, kind=kind) for text in (ANSWERED, OFFERED, NOTHING) for kind in "abc"]
    for tally in examine(desk, asked).kinds.values():
        total, *outcomes = astuple(tally)
        assert total == sum(outcomes) == 3


def test_a_wrong_answer_is_kept_with_what_was_said(desk: Desk) -> None:
    (mistake,) = examine(desk, [question(NOTHING), question(ANSWERED, "zebra")]).mistakes
    assert (mistake.question.text, mistake.fact) == (ANSWERED, "penguin-pool")
    assert mistake.confidence == desk.ask(ANSWERED).confidence


@pytest.mark.parametrize(
    "asked", [question(ANSWERED, "penguin-pool"), question(OFFERED, "zebra"), question(NOTHING)]
)
def test_whatever_is_no_wrong_answer_is_no_mistake(desk: Desk, asked: ExamQuestion) -> None:
    assert examine(desk, [asked]).mistakes == []


def test_nothing_asked_gives_no_figures(desk: Desk) -> None:
    figures = examine(desk, []).figures()
    assert figures
    assert set(figures.values()) == {None}


def figure(name: str, report: Report) -> float | None:
    return report.figures()[name]


def test_answers_that_are_right_are_a_share_of_all_answers() -> None:
    report = Report(kinds={"a": Tally(4, right=3, offered=1), "b": Tally(3, wrong=1, nothing=2)})
    assert figure("given answers that are right", report) == 0.75


def test_answerable_figures_are_shares_of_the_answerable() -> None:
    report = Report(answerable=Tally(10, right=4, wrong=1, offered=3, misled=1, nothing=1))
    assert figure("answerable answered right", report) == 0.4
    assert figure("answerable right or offered", report) == 0.7


def test_near_misses_have_a_figure_of_their_own() -> None:
    report = Report(kinds={"near-miss": Tally(4, wrong=1, misled=3), "direct": Tally(9, wrong=9)})
    assert figure("near-misses answered", report) == 0.25


def test_nonsense_of_all_kinds_makes_one_figure() -> None:
    kinds = {
        "off-topic": Tally(2, wrong=1, nothing=1),
        "not-a-question": Tally(1, nothing=1),
        "hostile": Tally(1, misled=1),
        "near-miss": Tally(5, wrong=5),
    }
    assert figure("off-topic, chatter, hostile answered", Report(kinds=kinds)) == 0.25


def test_the_bundled_questions_are_all_answered_right(bundled: FactBase) -> None:
    asked = [question(fact.question, fact.id) for fact in bundled.facts]
    assert examine(Desk(bundled), asked).answerable == Tally(len(asked), right=len(asked))
