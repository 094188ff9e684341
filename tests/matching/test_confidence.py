from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.confidence import (
    ALWAYS_AGAINST,
    Confidence,
    careful,
    checked,
    default_curve,
)
from factdesk.matching.evidence import Check
from factdesk.matching.signs import Signs

if TYPE_CHECKING:
    from factdesk.matching.matcher import Matcher

NO_SIGNS = Signs(*(0.0 for _ in Signs._fields))
OF_KIND = NO_SIGNS._replace(kind_share=0.5)
CALIBRATED = Confidence(default_curve(), answer=0.7, listen=0.9, careful=False)
NEVER = Confidence(default_curve(), answer=2.0, listen=2.0, careful=False)
CHECKS = get_args(Check)


def test_the_curve_that_is_believed_knows_every_sign() -> None:
    told = json.loads((files("factdesk.matching") / "curve.json").read_text(encoding="utf-8"))
    assert set(told["curve"]["slopes"]) == set(told["curve"]["spreads"]) == set(Signs._fields)
    assert (default_curve().spreads >= 0).all()


@pytest.mark.parametrize(
    ("probability", "asked", "overheard"),
    [(0.69, False, False), (0.7, True, False), (0.89, True, False), (0.9, True, True)],
)
def test_it_takes_more_to_speak_up_than_to_answer(
    probability: float, *, asked: bool, overheard: bool
) -> None:
    none: frozenset[Check] = frozenset()
    assert CALIBRATED.suffices(probability, OF_KIND, none) is asked
    assert CALIBRATED.suffices(probability, OF_KIND, none, unasked=True) is overheard


@pytest.mark.parametrize("check", CHECKS)
def test_what_no_likeness_makes_up_for_forbids_an_answer(check: Check) -> None:
    forbidden = not CALIBRATED.suffices(1.0, OF_KIND, {check})
    assert forbidden is (check in ALWAYS_AGAINST)


@given(st.floats(0.01, 0.99))
def test_what_is_nearly_ruled_out_has_a_fourth_of_its_odds(probability: float) -> None:
    counts = checked(probability, {"nearly ruled out"})
    assert 4 * counts / (1 - counts) == pytest.approx(probability / (1 - probability))
    assert checked(probability, {"nearly ruled out", "name"}) == 0
    assert checked(probability, {"word"}) == probability


@pytest.mark.parametrize("probability", [0.2, 0.5])
def test_what_is_no_likelier_right_than_wrong_is_never_answered(probability: float) -> None:
    lax = replace(CALIBRATED, answer=0.1, listen=0.1)
    assert not lax.suffices(probability, OF_KIND, frozenset())
    assert lax.suffices(0.51, OF_KIND, frozenset())


def test_an_objection_raises_the_bar_but_does_not_make_it_likelier_wrong() -> None:
    lax = replace(CALIBRATED, answer=0.3, listen=0.3)
    assert checked(0.7, {"nearly ruled out"}) < 0.5
    assert lax.suffices(0.7, OF_KIND, {"nearly ruled out"})


@pytest.mark.parametrize("check", CHECKS)
def test_where_one_must_be_careful_every_check_forbids_an_answer(check: Check) -> None:
    assert careful().suffices(1.0, OF_KIND, frozenset())
    assert not careful().suffices(1.0, OF_KIND, {check})


@pytest.mark.parametrize(
    ("signs", "answered"),
    [
        (OF_KIND, True),
        (NO_SIGNS, False),  # nobody asks for the fact that way
        (NO_SIGNS._replace(keywords=1.0), True),
        (OF_KIND._replace(unexplained_light=1.0), False),
    ],
)
def test_where_one_must_be_careful_the_kind_and_every_word_count(
    signs: Signs, *, answered: bool
) -> None:
    assert careful().suffices(1.0, signs, frozenset()) is answered
    assert CALIBRATED.suffices(1.0, signs, frozenset())


@given(st.floats(0, 1), st.sets(st.sampled_from(CHECKS)), st.booleans())
def test_a_bar_that_no_probability_reaches_never_answers(
    probability: float,
    against: set[Check],
    unasked: bool,  # noqa: FBT001
) -> None:
    assert not NEVER.suffices(probability, OF_KIND, against, unasked=unasked)


def test_an_honest_question_is_surer_than_a_dishonest_one(zoo: Matcher) -> None:
    asked = [
        "Where do the penguins swim?",
        "where do penguins swim xylophones",
        "swim xylophone trombone",
    ]
    sure = [zoo.match(text).confidence for text in asked]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] > 0.9 > sure[-1]


def test_a_confidence_has_no_more_digits_than_two_machines_agree_on(zoo: Matcher) -> None:
    _, considered = zoo.consider("which penguins graze on hay")
    for one in considered:
        assert zoo.confidence.of_all([one.signs])[0] == round(
            zoo.confidence.curve.probability(one.signs), 4
        )


def test_of_two_facts_as_probable_neither_is_more_than_even_odds(zoo: Matcher) -> None:
    (best, *_) = zoo.consider("Where do the penguins swim?")[1]
    assert zoo.confidence.of_all([best.signs])[0] > 0.9
    assert zoo.confidence.of_all([best.signs] * 2) == [0.5, 0.5]


def test_a_phrasing_of_one_fact_alone_is_beyond_any_promise(zoo: Matcher) -> None:
    never = replace(zoo.confidence, answer=2.0, listen=2.0, careful=False)
    (best, *_) = zoo.consider("Where do the penguins swim?")[1]
    assert not never.suffices(0.9, best.signs, frozenset())
    assert never.suffices(0.9, best.signs, frozenset(), verbatim=True)
    assert not never.suffices(0.9, best.signs, frozenset({"ruled out"}), verbatim=True)
