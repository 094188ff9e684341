from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.search import LeftOut
from factdesk.reply import Answer
from smallbases import ZOO

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from factdesk.matching.matcher import Matcher

WORDS = sorted({word.strip("[]:,?.") for word in ZOO.split()} - {""})
jumbled = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=15).map(" ".join)


@given(st.text(max_size=300) | jumbled)
@settings(deadline=None, max_examples=150)
def test_any_text_is_matched(zoo: Matcher, text: str) -> None:
    match = zoo.match(text)
    assert 0 <= match.confidence <= 1
    assert match.confidence <= match.likely <= 1
    assert match.sure or not match.surer
    assert bool(match.candidates) == (zoo.best_fact(text) is not None)


@given(jumbled)
@settings(deadline=None, max_examples=50)
def test_matching_twice_gives_the_same(zoo: Matcher, text: str) -> None:
    assert zoo.match(text) == zoo.match(text)


@given(jumbled)
@settings(deadline=None, max_examples=50)
def test_candidates_are_different_facts_from_the_surest_down(zoo: Matcher, text: str) -> None:
    match = zoo.match(text)
    candidates = match.candidates
    _, considered = zoo.consider(text)
    probabilities = zoo.confidence.of_all([one.signs for one in considered])
    ids = [zoo.index.facts[one.hit.fact].id for one in considered]
    sure = dict(zip(ids, probabilities, strict=True))
    confidences = [sure[candidate.fact.id] for candidate in candidates]
    assert confidences == sorted(confidences, reverse=True)
    assert not confidences or match.confidence == confidences[0]
    assert len({candidate.fact.id for candidate in candidates}) == len(candidates)
    assert all(candidate.matched in candidate.fact.questions for candidate in candidates)


def test_the_best_fact_is_the_first_candidate(zoo: Matcher) -> None:
    for fact in zoo.index.facts:
        number = zoo.best_fact(fact.question)
        assert number is not None
        assert zoo.index.facts[number] == fact
        assert zoo.match(fact.question).candidates[0].fact == fact


def test_a_text_that_touches_nothing_has_no_candidate(zoo: Matcher) -> None:
    match = zoo.match("xylophones?")
    assert (match.candidates, match.confidence) == ((), 0)
    assert zoo.best_fact("xylophones?") is None


def test_what_is_left_out_is_no_candidate(zoo: Matcher) -> None:
    for number, fact in enumerate(zoo.index.facts):
        _, considered = zoo.consider(fact.question, LeftOut(fact=number))
        assert number not in [one.hit.fact for one in considered]


def test_the_phrasings_of_a_fact_are_its_questions(zoo: Matcher) -> None:
    for number, fact in enumerate(zoo.index.facts):
        assert [phrasing.text for phrasing in zoo.phrasings_of(number)] == list(fact.questions)


@pytest.mark.parametrize(
    "asked",
    [
        "Whre do teh penguins swimm?",
        "where do penguins swim",
        "WHERE DO THE PENGUINS SWIM",
        "hey bot, where do the penguins swim pls? thx",
        "Where do the pengiuns swim?",
        "Rain again. Where do the penguins swim?",
    ],
)
def test_typos_case_and_courtesy_do_not_hide_the_fact(zoo: Matcher, asked: str) -> None:
    best = zoo.match(asked).candidates[0]
    assert best.fact.id == "penguin-pool"
    assert best.evidence.objections == ()


def test_a_foreign_word_makes_it_less_sure(zoo: Matcher) -> None:
    plain = zoo.match("Where do the penguins swim?")
    foreign = zoo.match("Where do the penguins swim xylophones?")
    assert foreign.confidence <= plain.confidence
    assert foreign.candidates[0].evidence.score < plain.candidates[0].evidence.score


def test_every_bundled_question_is_answered_with_its_fact(bundled_desk: Desk) -> None:
    lost = [
        fact.question
        for fact in bundled_desk.base.facts
        if not isinstance(reply := bundled_desk.ask(fact.question), Answer)
        or reply.candidate.fact.id != fact.id
    ]
    assert lost == []


def test_no_question_that_a_curator_ruled_out_gets_that_fact(bundled_desk: Desk) -> None:
    misled = [
        text
        for fact in bundled_desk.base.facts
        for text in fact.not_
        if isinstance(reply := bundled_desk.ask(text), Answer)
        and reply.candidate.fact.id == fact.id
    ]
    assert misled == []


def test_threads_get_the_same_matches(zoo: Matcher) -> None:
    texts = [text for fact in zoo.index.facts for text in (*fact.questions, *fact.not_)] * 5
    expected = [zoo.match(text) for text in texts]
    with ThreadPoolExecutor(max_workers=8) as threads:
        assert list(threads.map(zoo.match, texts)) == expected
