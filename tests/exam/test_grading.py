from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

import pytest

from exam.examining import question, report, result
from factdesk.desk import Desk
from factdesk.exam.figures import Tally
from factdesk.exam.grading import Report, examine
from factdesk.exam.questions import FALSE_PREMISE, ExamQuestion
from factdesk.reply import Answer, Choices, NoAnswer
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.exam.grading import Result
    from factdesk.factbase.models import FactBase

ANSWERED = "Where do the penguins swim?"  # with penguin-pool
OFFERED = "Why do the penguins swim?"  # with penguin-pool first
NOTHING = "xylophones?"
FOREIGN = "xylophones trombones kangaroos meteorites volcanoes submarines tractors ballads"

RIGHT = Tally(asked=1, right=1)
WRONG = Tally(asked=1, wrong=1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(make_small_base(tmp_path_factory.mktemp("zoo"), ZOO))


def examined(desk: Desk, asked: ExamQuestion) -> Result:
    (found,) = examine(desk, [asked]).results
    return found


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
    found = examine(
        desk,
        [
            question(ANSWERED, kind="near-miss"),
            question(ANSWERED, "penguin-pool"),
            question(OFFERED, "penguin-pool"),
        ],
    )
    assert list(found.kinds.items()) == [
        ("direct", Tally(asked=2, right=1, offered=1)),
        ("near-miss", WRONG),
    ]


def test_only_answerable_questions_count_as_such(desk: Desk) -> None:
    found = examine(
        desk,
        [
            question(ANSWERED, "penguin-pool"),
            question(ANSWERED, "penguin-pool", kind=FALSE_PREMISE),
            question(NOTHING, kind="off-topic"),
        ],
    )
    assert found.answerable == RIGHT


def test_every_question_is_counted_once(desk: Desk) -> None:
    asked = [question(text, kind=kind) for text in (ANSWERED, OFFERED, NOTHING) for kind in "abc"]
    for tally in examine(desk, asked).kinds.values():
        total, *outcomes = astuple(tally)
        assert total == sum(outcomes) == 3


def test_a_wrong_answer_is_kept_with_what_was_said(desk: Desk) -> None:
    (mistake,) = examine(desk, [question(NOTHING), question(ANSWERED, "zebra")]).mistakes
    assert (mistake.question.text, mistake.facts) == (ANSWERED, ("penguin-pool",))
    assert mistake.confidence == desk.ask(ANSWERED).confidence


@pytest.mark.parametrize(
    "asked", [question(ANSWERED, "penguin-pool"), question(OFFERED, "zebra"), question(NOTHING)]
)
def test_whatever_is_no_wrong_answer_is_no_mistake(desk: Desk, asked: ExamQuestion) -> None:
    assert examine(desk, [asked]).mistakes == []


def test_choices_are_kept_best_first(desk: Desk) -> None:
    found = examined(desk, question(OFFERED))
    assert found.outcome == "choices"
    assert found.facts[0] == found.best == "penguin-pool"
    assert found.objected


def test_what_is_merely_nearest_is_best_but_was_not_said(desk: Desk) -> None:
    asked = question(f"Did {FOREIGN} make lions dance?")
    assert isinstance(desk.ask(asked.text), NoAnswer)
    found = examined(desk, asked)
    assert (found.outcome, found.facts, found.best) == ("none", (), "lion-feeding")


def test_where_nothing_is_near_there_is_no_best(desk: Desk) -> None:
    found = examined(desk, question(NOTHING))
    assert (found.best, found.objected, found.best_is_right) == (None, False, False)


def test_progress_is_told_once_a_question(desk: Desk) -> None:
    told: list[None] = []
    examine(desk, [question(ANSWERED), question(NOTHING)], lambda: told.append(None))
    assert len(told) == 2


ARTICLES = """
- {id: a, question: "Where do the lions sleep?", answer: In the den., topics: [cats, dens]}
- {id: b, question: "Who feeds the tortoise?", answer: Ada feeds it.}
"""


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        (question("x", "a"), "cats"),
        (question("x", "a", topic="big cats"), "big cats"),
        (question("x", topic="birds"), "birds"),
        (question("x", "b"), None),
        (question("x", "b", "a"), None),
        (question("x"), None),
    ],
)
def test_the_topic_is_the_sets_else_the_first_facts_first(
    tmp_path: Path, asked: ExamQuestion, topic: str | None
) -> None:
    assert examined(Desk(make_small_base(tmp_path, ARTICLES)), asked).topic == topic


def test_topics_are_counted_and_questions_without_one_left_out() -> None:
    found = report(
        result("right", topic="cats"),
        result("wrong", topic="birds"),
        result("offered", topic="cats"),
        result("nothing"),
    )
    assert list(found.topics.items()) == [
        ("birds", WRONG),
        ("cats", Tally(asked=2, right=1, offered=1)),
    ]


def of_each_article(base: FactBase) -> tuple[str, str]:
    """A fact of either bundled article, which have different publishers."""
    first, *_ = [f for f in base.facts if f.citations[0].article == base.articles[0]]
    other, *_ = [f for f in base.facts if f.citations[0].article == base.articles[1]]
    return first.id, other.id


@pytest.mark.parametrize(
    ("expected", "named_right"), [((0,), True), ((1,), False), ((1, 0), True), ((), None)]
)
def test_an_answer_names_the_right_publication_if_a_right_fact_does(
    bundled_desk: Desk, expected: tuple[int, ...], *, named_right: bool | None
) -> None:
    ids = of_each_article(bundled_desk.base)
    said = bundled_desk.base.fact(ids[0])
    assert said
    asked = question(said.question, *(ids[place] for place in expected))
    found = examined(bundled_desk, asked)
    assert found.facts == (ids[0],)
    assert found.publication is named_right


def test_choices_name_no_publication(desk: Desk) -> None:
    assert examined(desk, question(OFFERED, "penguin-pool")).publication is None


def further(name: str, *results: Result) -> float | None:
    return report(*results).further()[name]


def test_right_publications_are_a_share_of_the_answers_that_may_name_one() -> None:
    named = [result("wrong", publication=named) for named in (True, True, False, True, None)]
    assert further("answers naming the right publication", *named) == 0.75


def test_false_premises_have_a_figure_of_their_own() -> None:
    kinds = [result(grade, kind=FALSE_PREMISE) for grade in ("right", "wrong", "misled", "nothing")]
    name = "false premises wrongly answered"
    assert further(name, *kinds, result("wrong"), result("wrong", kind="near-miss")) == 0.25


def test_reliability_counts_replies_that_came_near_a_fact() -> None:
    found = report(
        result("nothing", best=None, confidence=0.5),
        result("misled", best="rook", confidence=0.5),
        result("nothing", best="lion", confidence=0.5),
    )
    (only,) = [part for part in found.reliability() if part.replies]
    assert (only.replies, only.right) == (2, 0.5)


def test_reliability_can_leave_out_what_a_check_objects_to() -> None:
    found = report(
        result("misled", best="rook", confidence=0.75, objected=True),
        result("right", confidence=0.75),
    )
    assert found.further()["expected calibration error"] == 0.25
    (only,) = [part for part in found.reliability(unobjected=True) if part.replies]
    assert (only.replies, only.right) == (1, 1.0)
    assert found.further()["the same where no check objects"] == 0.25


def test_the_curve_asks_what_another_bar_would_do_and_keeps_the_checks() -> None:
    found = report(
        result("right", confidence=0.9),
        result("offered", best="rook", confidence=0.7),
        result("offered", best="lion", confidence=0.8, objected=True),
        result("nothing", best=None, confidence=0.0),
    )
    assert [(p.threshold, p.answered, p.right) for p in found.curve()] == [(0.9, 1, 1), (0.7, 2, 1)]
    assert found.curve()[-1].coverage == 0.5


def test_the_desks_own_bar_lies_on_its_curve(desk: Desk) -> None:
    texts = (fact.question for fact in desk.base.facts)
    found = examine(desk, [question(text, "lion-feeding") for text in (*texts, OFFERED, NOTHING)])
    answered = [r for r in found.results if r.outcome == "answer"]
    lowest = min(r.confidence for r in answered)
    (point,) = [p for p in found.curve() if p.threshold == lowest]
    assert (point.answered, point.right) == (len(answered), 1)


def test_the_slowest_reply_and_the_median_are_told() -> None:
    times = (1.0, 9.0, 2.0)
    speed = report(*(result("right", text=str(ms), milliseconds=ms) for ms in times)).speed()
    assert speed
    assert (speed.median, speed.slowest.question.text) == (2.0, "9.0")


def test_a_reply_takes_time(desk: Desk) -> None:
    assert examined(desk, question(ANSWERED)).milliseconds > 0


def test_what_is_loaded_once_is_put_down_to_no_question(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Desk.ask
    monkeypatch.setattr(Desk, "ask", lambda self, text: (asked.append(text), ask(self, text))[1])
    found = examine(desk, [question(ANSWERED)])
    warm_up, *counted = asked
    assert warm_up not in {text for fact in desk.base.facts for text in fact.questions}
    assert counted == [r.question.text for r in found.results] == [ANSWERED]


def test_nothing_asked_gives_no_figures(desk: Desk) -> None:
    found = examine(desk, [])
    assert found == Report()
    assert set((found.figures() | found.further()).values()) == {None}
    assert (found.kinds, found.topics, found.curve(), found.speed()) == ({}, {}, [], None)


def test_the_bundled_questions_are_all_answered_right(bundled_desk: Desk) -> None:
    asked = [question(fact.question, fact.id) for fact in bundled_desk.base.facts]
    assert examine(bundled_desk, asked).answerable == Tally(len(asked), right=len(asked))
