from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.factbase.load import load_base
from factdesk.matching.confidence import Confidence
from factdesk.matching.curve import curve_of
from factdesk.matching.index import Index
from factdesk.matching.matcher import Matcher
from factdesk.matching.search import LeftOut
from factdesk.matching.signs import Signs
from factdesk.reply import Answer
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.desk import Desk

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


def two_papers(folder: Path, *, apart: bool) -> Matcher:
    """A base of two articles, or of one, that are both asked where they were printed."""
    papers = ("herald", "gazette") if apart else ("herald", "herald")
    for paper in set(papers):
        article = {
            "id": paper,
            "title": paper.title(),
            "publisher": "Press",
            "voice": "the press",
            "published": "2026-03-01",
            "passages": [{"n": 1, "sha256": "0" * 64, "words": 9}],
        }
        (folder / "seeds").mkdir(exist_ok=True)
        (folder / "seeds" / f"{paper}.yaml").write_text(json.dumps(article), encoding="utf-8")
    (folder / "facts").mkdir()
    for number, paper in enumerate(papers):
        fact = {
            "id": f"printed-{number}",
            "passages": [1],
            "question": f"Where was the {('poem', 'novel')[number]} printed?",
            "answer": "It was printed in Oslo.",
        }
        notes = {"article": paper, "facts": [fact]}
        (folder / "facts" / f"notes-{number}.yaml").write_text(json.dumps(notes), encoding="utf-8")
    index = Index(load_base(folder))
    # As if any fact in question were likely enough to be answered with.
    blank = dict.fromkeys(Signs._fields, 0.0)
    anything = curve_of(2.0, blank | {"asked": 1.0}, blank)
    return Matcher(index, Confidence(anything, 0.1, 0.1, careful=False))


@pytest.mark.parametrize("apart", [True, False])
def test_a_likely_fact_of_another_source_keeps_from_answering(
    tmp_path: Path, *, apart: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factdesk.matching.confidence.TIED", 0.0)  # as if one were clearly likelier
    matcher = two_papers(tmp_path, apart=apart)
    assert matcher.match("where was the printed poem made").sure is not apart
    assert matcher.match("Where was the poem printed?").sure  # the curator's very words


@pytest.mark.parametrize(
    ("phrasings", "stated"),
    [
        ("my zebra is ill", True),
        ("my zebra is ill?", False),  # a chatty question, though it begins like a remark
        ("My zebra is ill. Where is the vet?", False),
        ("zebra ill", False),
    ],
)
def test_a_fact_is_asked_for_with_remarks_only_where_phrasings_do_not_ask(
    tmp_path: Path, phrasings: str, *, stated: bool
) -> None:
    fact = (
        f"- {{id: vet, question: 'Who helps a zebra?', phrasings: ['{phrasings}'], answer: Ada.}}"
    )
    matcher = Matcher(Index(make_small_base(tmp_path, fact)))
    assert matcher.index.profile(0).stated is stated
