from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.corpus import Texts, Vocabulary, runs
from factdesk.matching.text import read_words

TEXTS = ["Where do the penguins swim?", "", "WHERE IS IT", "Ada's 12 penguins", "the penguins"]


def texts(*given: str) -> Texts:
    return Texts(given, Vocabulary())


def test_a_word_has_one_number_wherever_it_stands() -> None:
    vocabulary = Vocabulary()
    one, other = Texts(["the lion"], vocabulary), Texts(["lion food", "the lion"], vocabulary)
    assert one.numbers(0) == other.numbers(1)
    assert [vocabulary.words[number].text for number in other.numbers(0)] == ["lion", "food"]
    assert len(vocabulary) == 3


def test_words_typed_differently_have_different_numbers() -> None:
    numbers = texts("a Lion and a lion").numbers(0)
    assert numbers[0] == numbers[3]
    assert numbers[1] != numbers[4]


def test_each_text_keeps_its_own_words() -> None:
    found = texts(*TEXTS)
    assert len(found) == len(TEXTS)
    for number, text in enumerate(TEXTS):
        expected = [word.text for word in read_words(text)]
        assert [word.text for word in found.read(number)] == expected


def test_no_texts_are_no_words() -> None:
    found = texts()
    assert (len(found), len(found.words), found.first_words().tolist()) == (0, 0, [])


def test_a_capital_at_the_start_tells_nothing() -> None:
    found = texts("Penguins like Berlin", "BRICS grows")
    assert [word.capitalised for word in found.read(0)] == [False, False, True]
    assert found.read(1)[0].capitalised


def test_first_words_are_the_places_where_texts_begin() -> None:
    found = texts("one two three", "", "four", "five six")
    first = [found.known[n].text for n in found.words[found.first_words()]]
    assert first == [read_words(word)[0].text for word in ("one", "four", "five")]


@given(st.lists(st.text(max_size=30), max_size=6))
@settings(deadline=None, max_examples=150)
def test_a_text_reads_as_it_does_alone(given_texts: list[str]) -> None:
    found = texts(*given_texts)
    for number, text in enumerate(given_texts):
        alone = read_words(text)
        together = found.read(number)
        assert [word.text for word in together] == [word.text for word in alone]
        assert [word.stem for word in together] == [word.stem for word in alone]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.data())
@settings(max_examples=150)
def test_runs_are_the_places_of_each_chosen_run(lengths: list[int], data: st.DataObject) -> None:
    starts = np.cumsum([0, *lengths])
    chosen = data.draw(st.lists(st.integers(0, len(lengths) - 1), max_size=8))
    places, begins = runs(starts, np.array(chosen, np.int64))
    expected = [list(range(starts[run], starts[run + 1])) for run in chosen]
    assert places.tolist() == [place for run in expected for place in run]
    parts = [places[a:b].tolist() for a, b in pairwise(begins)]
    assert parts == expected


@pytest.mark.parametrize("raw", ["lion", "LION", "12", "\u03bb\u03ad\u03c9\u03bd"])
def test_a_number_stands_for_the_word_as_typed(raw: str) -> None:
    vocabulary = Vocabulary()
    list(vocabulary.numbers(["another"]))
    assert [vocabulary.words[n].raw for n in vocabulary.numbers([raw])] == [raw]
