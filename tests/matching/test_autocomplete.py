from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.load import load_base
from factdesk.matching.autocomplete import MAX_LABEL, MAX_SUGGESTIONS, Autocomplete, Suggestion
from factdesk.matching.unfinished import fold
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factdesk.factbase.models import Fact, FactBase

    Offer = Callable[[str], list[str]]

BUNDLED = load_base(bundled_base())
AUTOCOMPLETE = Autocomplete(BUNDLED)
# What makes trouble: what people type, and what they do not.
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(st.sampled_from("belarus IND 20,.'?\u2019\u00e9\u0131\U0001f389\u0301\n"), max_size=60),
    st.lists(st.sampled_from(sorted(AUTOCOMPLETE._vocabulary.words)), max_size=30).map(" ".join),
)
QUESTIONS = st.sampled_from(BUNDLED.facts)


def offers(base: FactBase) -> Offer:
    autocomplete = Autocomplete(base)
    return lambda typed: [found.fact.id for found in autocomplete.suggest(typed)]


def base_of(folder: Path, *facts: tuple[str, ...]) -> FactBase:
    """A base of facts given as a question and other phrasings; their ids are a, b, c, ..."""
    rows = [
        {"id": chr(ord("a") + n), "question": fact[0], "phrasings": fact[1:], "answer": "Yes."}
        for n, fact in enumerate(facts)
    ]
    return make_small_base(folder, json.dumps(rows))


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Offer:
    return offers(make_small_base(tmp_path_factory.mktemp("zoo"), ZOO))


@pytest.mark.parametrize(
    ("typed", "fact"),
    [
        ("When are", "lion-feeding"),
        ("peng", "penguin-pool"),  # a word begun
        ("swim penguins", "penguin-pool"),  # in any order
        ("elephant the old", "elephant-age"),
        ("feeding ti", "lion-feeding"),  # through a phrasing
        ("eleph hana", "elephant-age"),  # several words begun
        ("donating giraffe", "giraffe-gift"),  # another form of a word
        ("what about the penguins", "penguin-pool"),  # function words need not match
        ("pls tell me the tortoise", "tortoise"),  # nor politeness
        ("HANAKO", "elephant-age"),
        ("h\u00e1nak\u00f3", "elephant-age"),
    ],
)
def test_a_fragment_of_a_question_offers_it(zoo: Offer, typed: str, fact: str) -> None:
    assert zoo(typed)[0] == fact


@pytest.mark.parametrize(
    ("typed", "fact"),
    [
        ("pengiuns swim", "penguin-pool"),  # two swapped
        ("elephamt", "elephant-age"),
        ("elephnt age", "elephant-age"),  # a letter lost
        ("snakke keeper", "snake-keeper"),
        ("tortiose zoo", "tortoise"),
        ("gira", "giraffe-gift"),
        ("girr", "giraffe-gift"),  # in a word that is not finished
        ("gifaff", "giraffe-gift"),
        ("eelphnat", "elephant-age"),  # two edits in a long word
    ],
)
def test_typos_are_seen_through(zoo: Offer, typed: str, fact: str) -> None:
    assert zoo(typed)[0] == fact


@pytest.mark.parametrize("typed", ["zob", "snxxe ", "lxxns ", "tortxxxe "])
def test_what_is_too_far_from_any_word_offers_nothing(zoo: Offer, typed: str) -> None:
    assert zoo(typed) == []


def test_a_number_is_never_taken_for_another(tmp_path: Path) -> None:
    offer = offers(base_of(tmp_path, ("What was in 1985?",), ("What was in 20145?",)))
    assert offer("1985") == ["a"]
    assert offer("19") == ["a"]
    for typed in ("1986", "1958", "19 ", "198 was", "20146 "):
        assert offer(typed) == []


@pytest.mark.parametrize("typed", ["14 ", "14th ", "14", "14th", "july 14 "])
def test_ordinals_and_numbers_are_the_same(tmp_path: Path, typed: str) -> None:
    assert offers(base_of(tmp_path, ("What is on July 14th?",)))(typed) == ["a"]


def test_all_words_must_match_as_long_as_some_fact_has_them_all(zoo: Offer) -> None:
    assert zoo("pool of the penguins") == ["penguin-pool"]
    assert len(zoo("zoo")) == 1
    assert "penguin-pool" not in zoo("owl house")


def test_what_matches_most_is_offered_when_nothing_matches_all(zoo: Offer) -> None:
    assert zoo("giraffe berlin xylophone") == ["giraffe-gift"]
    assert zoo("giraffe xylophone trombone") == []  # less than half


def test_words_in_one_phrasing_come_before_words_scattered_over_several(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("Red cats?", "blue dogs"), ("Are there hens?", "red dogs"))
    assert offers(base)("red dogs") == ["b"]
    assert offers(base)("cats dogs") == ["a"]  # scattered, where no single phrasing has them


def test_the_rarer_of_two_words_counts_more(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("Cats sleep?",), ("Cats eat?",), ("Cats play?",), ("Emus?",))
    assert offers(base)("cats emus")[0] == "d"


def test_a_question_that_begins_with_what_was_typed_comes_first(tmp_path: Path) -> None:
    base = base_of(
        tmp_path,
        ("How is trade?", "is it trade", "is the trade"),
        ("Is the long and very difficult trade good?",),
        ("Trade, is it good?",),
    )
    assert offers(base)("Is the") == ["b", "a"]
    assert offers(base)("trade")[0] == "c"


def test_words_of_the_question_come_before_words_of_its_phrasings(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("Short?", "the elephants"), ("What do all our elephants eat?",))
    assert offers(base)("elephants") == ["b", "a"]


def test_a_word_as_typed_comes_before_a_typo(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("Who trains emus?",), ("Who trails emus here?",))
    assert offers(base)("trails emu") == ["b"]
    assert offers(base)("trainz emu") == ["a"]


def test_a_real_word_may_be_a_typo_when_no_fact_has_all_as_typed(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("Who trains emus?",), ("Who trails lions?",))
    assert offers(base)("trails emus") == ["a"]


def test_a_whole_word_comes_before_one_that_it_begins(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("The Indian?",), ("The old India?",))
    assert offers(base)("india") == ["b", "a"]


def test_function_words_break_ties(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("From lions?",), ("And to lions?",))
    assert offers(base)("lions to") == ["b", "a"]
    assert offers(base)("lions from") == ["a", "b"]


def test_the_shorter_question_comes_first_and_then_the_order_of_the_base(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("Has he long lions?",), ("Has he lions?",), ("Had he lions?",))
    assert offers(base)("lions") == ["b", "c", "a"]


def test_what_a_fact_is_about_comes_before_what_one_phrasing_mentions(tmp_path: Path) -> None:
    base = base_of(
        tmp_path, ("Hens?", "emus", "cows", "pigs"), ("Is it big?", "emus", "big emus", "the emus")
    )
    assert offers(base)("emus") == ["b", "a"]


def test_of_questions_that_begin_as_typed_the_shorter_comes_first(tmp_path: Path) -> None:
    base = base_of(tmp_path, ("What are the emus?", "what emus"), ("What emus?", "cows", "pigs"))
    assert offers(base)("What") == ["b", "a"]


@pytest.mark.parametrize(
    ("question", "beginnings"),
    [
        ("What is Ada's house?", ["What is Ada'", "what is ada\u2019s", "What is Ada's ho"]),
        ("We're in the U.S. now?", ["We'r", "were in the u.s", "We're in the U.S. n"]),
        ("Are 1,000 emus here?", ["Are 1,", "Are 1,0", "are 1000 em"]),
        ("How high-tech is it?", ["How high-", "how high t", "How high\u2013te"]),
        ("Wie gr\u00f6\u00df ist \u0141\u00f3d\u017a?", ["wie gro", "wie gross ist lod"]),
        ("\u092d\u093e\u0930\u0924 \u0915\u0939\u093e\u0901?", ["\u092d\u093e"]),
        ("\ubca8\ub77c\ub8e8\uc2a4?", ["\ubca8", "\ubca8\ub77c\ub8e8"]),
    ],
)
def test_a_question_is_offered_at_any_keystroke(
    tmp_path: Path, question: str, beginnings: list[str]
) -> None:
    offer = offers(base_of(tmp_path, ("Something else entirely?",), (question,)))
    for typed in beginnings:
        assert offer(typed) == ["b"]


@pytest.mark.parametrize("typed", ["", "   ", "?!", "\U0001f389", "\n", "\u0301"])
def test_without_a_word_topics_take_turns(typed: str) -> None:
    found = [suggestion.fact for suggestion in AUTOCOMPLETE.suggest(typed)]
    assert len(found) == MAX_SUGGESTIONS
    assert found[0] == BUNDLED.facts[0]
    topics = [fact.topics[0] for fact in found]
    first = {fact.topics[0] for fact in BUNDLED.facts}
    assert len(set(topics)) == min(len(first), MAX_SUGGESTIONS)


def test_without_topics_the_base_comes_in_its_order(zoo: Offer, tmp_path: Path) -> None:
    ids = [fact.id for fact in make_small_base(tmp_path, ZOO).facts]
    assert zoo("") == ids


@pytest.mark.parametrize("limit", [-1, 0, 1, 7, 25, 1000])
@pytest.mark.parametrize("typed", ["", "belarus", "w", "kasko india", "tratcor"])
def test_no_more_than_wanted_are_offered_and_always_the_best(typed: str, limit: int) -> None:
    found = AUTOCOMPLETE.suggest(typed, limit)
    assert found == AUTOCOMPLETE.suggest(typed, 500)[: max(limit, 0)]


def test_a_base_without_facts_offers_nothing() -> None:
    autocomplete = Autocomplete(replace(BUNDLED, facts=()))
    assert [autocomplete.suggest(typed) for typed in ("", "when", "xyzzy belarus")] == [[], [], []]


def test_a_question_without_words_can_be_offered(tmp_path: Path) -> None:
    assert offers(base_of(tmp_path, ("???",), ("!",)))("") == ["a", "b"]


@given(TEXTS, st.integers(0, 30))
@settings(deadline=None, max_examples=300)
def test_any_text_is_taken(typed: str, limit: int) -> None:
    found = AUTOCOMPLETE.suggest(typed, limit)
    assert len(found) <= limit
    assert len({suggestion.fact.id for suggestion in found}) == len(found)
    assert all(suggestion.question == suggestion.fact.question for suggestion in found)


@pytest.mark.parametrize("typed", ["a", "belarus ", "\U0001f389", "\u0915\u093e", "\ud800", "9,"])
def test_long_texts_are_taken(typed: str) -> None:
    AUTOCOMPLETE.suggest(typed * 4000)


@pytest.mark.parametrize("fact", BUNDLED.facts, ids=lambda fact: fact.id)
def test_a_question_typed_in_full_is_offered_first(fact: Fact) -> None:
    question = fact.question
    for typed in (question, question.upper(), question.rstrip("?"), f" {question}\n"):
        assert AUTOCOMPLETE.suggest(typed)[0].fact is fact


@given(QUESTIONS, st.integers(12, 120))
@settings(deadline=None, max_examples=300)
def test_a_question_begun_is_among_those_offered(fact: Fact, length: int) -> None:
    typed = fact.question[:length]
    beginning = fold(typed).strip()
    rivals = [f for f in BUNDLED.facts if fold(f.question).startswith(beginning)]
    found = [suggestion.fact for suggestion in AUTOCOMPLETE.suggest(typed)]
    assert fact in found or len(rivals) > MAX_SUGGESTIONS


@given(QUESTIONS, st.data())
@settings(deadline=None, max_examples=100)
def test_any_phrasing_typed_in_full_offers_its_fact(fact: Fact, data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(fact.questions))
    assert fact in [suggestion.fact for suggestion in AUTOCOMPLETE.suggest(typed)]


def test_another_instance_offers_the_same_also_from_many_threads() -> None:
    typed = [fact.question[: 5 + n % 30] for n, fact in enumerate(BUNDLED.facts)]
    expected = [AUTOCOMPLETE.suggest(text) for text in typed]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(Autocomplete(BUNDLED).suggest, typed)) == expected


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Who?", "Who?"),
        ("x" * 100, "x" * 100),
        ("x" * 101, "x" * 99 + "\u2026"),
        ("x" * 99 + " y", "x" * 99 + "\u2026"),
        ("word " * 30, "word " * 18 + "word word\u2026"),
        ("two\n lines?", "two lines?"),
        ("x" * 60 + ", " + "y" * 60, "x" * 60 + "\u2026"),
    ],
)
def test_a_label_is_cut_at_a_word(question: str, label: str) -> None:
    suggestion = Suggestion(BUNDLED.facts[0], question)
    assert suggestion.label == label
    assert len(label) <= MAX_LABEL
