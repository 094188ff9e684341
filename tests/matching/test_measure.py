from __future__ import annotations

import pytest

from factdesk.matching.english import kind_of
from factdesk.matching.measure import counted_in, measured_keys, measured_word
from factdesk.matching.text import read_words
from factdesk.matching.units import Thesaurus

NO_SYNONYMS = Thesaurus([])


@pytest.mark.parametrize(
    ("question", "measured"),
    [
        ("How many keepers work here?", "keepers"),
        ("how many old lions are there", "old"),
        ("number of visitors last year", "visitors"),
        ("How much food do the lions eat?", "food"),
        ("How much does a ticket cost?", "much"),
        ("How fast is the cheetah?", "fast"),
        ("how old was the zebra", "old"),
    ],
)
def test_what_is_to_be_counted_or_measured_is_found(question: str, measured: str) -> None:
    word = measured_word(read_words(question))
    assert word is not None
    assert word.text == measured


@pytest.mark.parametrize(
    "question", ["How do I get there?", "how to feed a lion", "When was the zoo opened?", "how", ""]
)
def test_a_question_that_measures_nothing_has_no_measured_word(question: str) -> None:
    assert measured_word(read_words(question)) is None


def test_forms_of_one_noun_are_measured_alike() -> None:
    one, other = (
        measured_keys(read_words(text), NO_SYNONYMS)
        for text in ("how many keepers are there", "number of keeper jobs")
    )
    assert not one.isdisjoint(other)


def test_an_answer_counts_what_follows_its_figures() -> None:
    counted = set(counted_in(read_words("The zoo has 12 keepers; a lion sleeps."), NO_SYNONYMS))
    assert "keeper" in counted
    assert "zoo" not in counted


@pytest.mark.parametrize(
    ("question", "measured"),
    [("What is the price of a ticket?", "price"), ("population of the zoo", "population")],
)
def test_a_noun_of_quantity_is_measured(question: str, measured: str) -> None:
    word = measured_word(read_words(question))
    assert word is not None
    assert word.text == measured
    assert kind_of([other.text for other in read_words(question)]) == "how many"
