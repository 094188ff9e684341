from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.factbase.models import Location, SynonymGroup
from factdesk.matching.corpus import Texts, Vocabulary
from factdesk.matching.text import read_words, stem
from factdesk.matching.units import Thesaurus, Unit, read_units
from factdesk.matching.unittable import UnitTable

GROUPS = [
    ("lion", "big cat"),
    ("polar bear", "ursus"),
    ("polar bear house", "arctic hall"),
    ("house of cards", "poker"),
]
THESAURUS = Thesaurus(SynonymGroup(words, None, Location("synonyms.yaml", 1)) for words in GROUPS)


def read(*given_texts: str) -> tuple[UnitTable, list[list[Unit]]]:
    """The table, and the units of each text."""
    vocabulary = Vocabulary()
    texts = Texts(given_texts, vocabulary)
    table = UnitTable(vocabulary, THESAURUS)
    units, starts = table.read(texts)
    ends = starts[1:]
    runs = zip(starts, ends, strict=False)
    return table, [[table.units[unit] for unit in units[start:end]] for start, end in runs]


def shown(*given_texts: str) -> list[list[str]]:
    return [[unit.shown for unit in units] for units in read(*given_texts)[1]]


def test_words_that_carry_nothing_are_no_units() -> None:
    assert shown("where is the lion", "the of", "", "lion food") == [
        ["lion"],
        [],
        [],
        ["lion", "food"],
    ]


def test_a_phrase_of_the_synonyms_is_one_unit() -> None:
    assert shown("the big cat sleeps") == [["big cat", "sleeps"]]


def test_the_longest_phrase_is_taken_and_none_begins_inside_it() -> None:
    # "house of cards" would begin at the last word of the longer one.
    assert shown("polar bear house of cards") == [["polar bear house", "cards"]]


def test_a_phrase_does_not_reach_into_the_next_text() -> None:
    assert shown("a polar", "bear sleeps") == [["polar"], ["bear", "sleeps"]]


def test_a_word_has_one_unit_however_often_it_stands() -> None:
    table, texts = read("lion food", "Lion cage", "lion lion")
    assert len({id(unit) for units in texts for unit in units if unit.shown != "food"}) == 2
    assert [unit.shown.lower() for unit in table.units].count("lion") == 1


def test_every_key_has_a_number_of_its_own() -> None:
    table, _ = read("big cat food", "lion food")
    assert sorted(table.keys.values()) == list(range(len(table.keys)))
    assert {stem("food"), stem("cat"), stem("lion")} <= set(table.keys)


def test_the_keys_of_a_unit_are_told_with_their_qualities() -> None:
    table, _ = read("big cat food", "lion food")
    names = {number: key for key, number in table.keys.items()}
    keys_of = table.keys_of()
    for number, unit in enumerate(table.units):
        keys, qualities = keys_of.of(number)
        told = {names[key]: quality for key, quality in zip(keys, qualities, strict=True)}
        assert set(told) == set(unit.keys)
        assert all(abs(told[key] - unit.keys[key]) < 1e-6 for key in told)


words = st.sampled_from("the big cat lion polar bear house of cards arctic hall 12 Ursus".split())


@given(st.lists(st.lists(words, max_size=7).map(" ".join), max_size=5))
@settings(deadline=None, max_examples=200)
def test_all_texts_at_once_read_as_each_alone(given_texts: list[str]) -> None:
    _, together = read(*given_texts)
    alone = [read_units(read_words(text), THESAURUS) for text in given_texts]
    assert [[unit.keys for unit in units] for units in together] == [
        [unit.keys for unit in units] for units in alone
    ]
