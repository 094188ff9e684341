from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.corpus import Texts, Vocabulary
from factdesk.matching.meanings import Meanings, likeness, load_meanings
from factdesk.matching.text import read_words

if TYPE_CHECKING:
    from factdesk.matching.corpus import Floats

LENGTH = 127  # of the vectors in a table

# Three words: two of the same meaning, one of another.
TABLE = Meanings(
    np.array([[LENGTH, 0], [LENGTH, 0], [0, LENGTH]], np.int8), ["lion", "tiger", "boat"]
)


def alike(one: str, other: str, table: Meanings | None = None) -> float:
    table = table or load_meanings()
    return float(likeness(of_facts(table, [one]), table.of_text(read_words(other)))[0])


def of_facts(table: Meanings, *facts: list[str]) -> Floats:
    """The meanings of some facts, given their phrasings."""
    texts = Texts((text for phrasings in facts for text in phrasings), Vocabulary())
    return table.of_facts(texts, np.cumsum([0, *map(len, facts)]))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("lion", "tiger", 1.0),
        ("lion", "boat", 0.0),
        ("lion", "xylophone", 0.0),
        ("", "lion", 0.0),
        ("the of", "lion", 0.0),
        ("lion boat", "boat lion", 1.0),
    ],
)
def test_likeness_is_that_of_the_words(one: str, other: str, expected: float) -> None:
    assert alike(one, other, TABLE) == pytest.approx(expected, abs=0.02)


def test_a_rarer_word_says_more() -> None:
    assert alike("lion boat", "boat", TABLE) > alike("lion boat", "lion", TABLE) > 0


def test_the_texts_of_many_facts_are_kept_apart() -> None:
    found = of_facts(TABLE, ["lion", "", "tiger"], [], ["boat"], ["xylophone"])
    assert found.tolist() == [[2, 0], [0, 0], [0, 1], [0, 0]]


def test_each_text_of_a_fact_says_as_much() -> None:
    (mixed,) = of_facts(TABLE, ["lion tiger lion", "boat"])
    assert mixed.tolist() == pytest.approx([1, 1])


def test_it_does_not_matter_how_many_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = (["lion", "boat lion"], ["tiger", "", "boat"], ["lion boat boat"])
    together = of_facts(TABLE, *facts)
    monkeypatch.setattr("factdesk.matching.meanings.ROWS_AT_ONCE", 2)
    assert of_facts(TABLE, *facts).tolist() == together.tolist()


def test_no_facts_have_no_meanings() -> None:
    assert of_facts(TABLE).shape == (0, 2)


def test_the_table_that_ships_has_a_vector_for_every_word() -> None:
    table = load_meanings()
    assert len(table._numbers) == len(table._vectors) == 30_000
    lengths = np.linalg.norm(table._vectors.astype(np.float32), axis=1)
    assert lengths == pytest.approx(LENGTH, rel=0.05)


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("the price of wheat", "the cost of grain", "who painted the bridge"),
        ("doctors in the hospital", "nurses at the clinic", "export of potash"),
        ("when did the train leave", "departure of the railway", "taste of the soup"),
    ],
)
def test_texts_on_one_topic_are_nearer_than_others(one: str, near: str, far: str) -> None:
    assert alike(one, near) > alike(one, far)


@given(st.text(max_size=60), st.sampled_from(["the price of wheat", "doctors", ""]))
@settings(deadline=None, max_examples=100)
def test_any_text_has_a_meaning_of_length_one_or_none(text: str, other: str) -> None:
    length = float(np.linalg.norm(load_meanings().of_text(read_words(text))))
    assert length == pytest.approx(1, abs=1e-5) or length == 0
    assert -1.02 <= alike(text, other) <= 1.02
