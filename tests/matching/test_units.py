from __future__ import annotations

import pytest

from factdesk.factbase.models import Location, SynonymGroup
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.text import read_words, stem
from factdesk.matching.units import Thesaurus, Unit, is_content, read_units

NOWHERE = Location("synonyms.yaml", 1)
GROUPS = [
    ("lion", "big cat"),
    ("polar bear", "ursus"),
    ("polar bear house", "arctic hall"),
    ("monarch", "king of beasts"),
]
VOCABULARY = " ".join(word for group in GROUPS for word in group) + " sleeps articles before"
LEXICON = Lexicon(read_words(VOCABULARY))


def thesaurus(*groups: tuple[str, ...], language: str | None = None) -> Thesaurus:
    return Thesaurus(SynonymGroup(words, language, NOWHERE) for words in groups)


ANIMALS = thesaurus(*GROUPS)


def units(text: str, lexicon: Lexicon | None = LEXICON) -> list[Unit]:
    return read_units(read_words(text), ANIMALS, lexicon)


def unit(text: str) -> Unit:
    (found,) = units(text)
    return found


def concepts(found: Unit) -> set[str]:
    return {key for key in found.keys if key.startswith("=")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lion", "big cat"),
        ("big cats", "lions"),
        ("polar bear", "ursus"),
        ("arctic hall", "polar bear house"),
        ("monarch", "king of beasts"),
    ],
)
def test_synonyms_share_a_concept(one: str, other: str) -> None:
    assert concepts(unit(one)) & concepts(unit(other))


@pytest.mark.parametrize("text", ["poalr bearr", "polar baer", "polr bears", "ploar bear"])
def test_a_phrase_is_found_through_typos(text: str) -> None:
    assert concepts(unit(text)) == concepts(unit("ursus"))


def test_the_longest_phrase_wins() -> None:
    found = unit("the polar bear house")
    assert found.shown == "polar bear house"
    assert not concepts(found) & concepts(unit("polar bear"))


@pytest.mark.parametrize("text", ["polar", "bear", "bear polar", "polar big bear", "king beasts"])
def test_the_parts_of_a_phrase_are_not_the_phrase(text: str) -> None:
    assert not any(concepts(found) for found in units(text))


def test_a_phrase_still_matches_its_parts_but_less() -> None:
    keys = unit("polar bear").keys
    assert 0 < keys[stem("bear")] < max(keys.values())


def test_a_synonym_fits_less_than_the_word_itself() -> None:
    found = unit("lion")
    (concept,) = concepts(found)
    assert 0 < found.keys[concept] < found.keys[stem("lion")]


def test_a_word_of_two_groups_has_both_concepts() -> None:
    both = thesaurus(("bat", "club"), ("bat", "flying mammal"))
    assert len(both.concepts(stem("bat"))) == 2


@pytest.mark.parametrize("language", [None, "de"])
def test_a_group_counts_in_any_language(language: str | None) -> None:
    group = thesaurus(("lion", "panthera"), language=language)
    assert group.concepts(stem("lion")) == group.concepts(stem("panthera")) != ()


def test_a_word_of_no_group_has_no_concept() -> None:
    assert not ANIMALS.concepts("okapi")
    assert not concepts(units("sleeps")[0])


@pytest.mark.parametrize("text", ["the of where is", "hello please thanks", "?!", ""])
def test_function_words_and_politeness_are_no_units(text: str) -> None:
    assert units(text) == []


@pytest.mark.parametrize(("text", "light"), [("articles", True), ("sleeps", False)])
def test_verbs_of_reporting_are_light(text: str, *, light: bool) -> None:
    assert unit(text).light is light


@pytest.mark.parametrize("text", ["before", "besides", "except"])
def test_a_word_that_turns_the_question_is_a_relation(text: str) -> None:
    assert unit(text).relation


@pytest.mark.parametrize("text", ["lion", "polar bear", "articles"])
def test_other_words_are_no_relation(text: str) -> None:
    assert not unit(text).relation


def test_a_figure_is_a_unit() -> None:
    assert unit("1,985").is_number
    assert is_content(read_words("1,985")[0])


def test_a_misspelt_function_word_is_no_unit() -> None:
    assert units("wihch lion") == units("which lion")


def test_a_capital_makes_a_name() -> None:
    lion, ursus = units("lion Ursus")
    assert (lion.name, ursus.name) == (False, True)


def test_units_stand_in_the_order_typed() -> None:
    assert [u.shown for u in units("Sleeps the big cat before 9?")] == [
        "Sleeps",
        "big cat",
        "before",
        "9",
    ]


def test_without_a_lexicon_nothing_is_a_typo() -> None:
    (found,) = units("lionn", None)
    assert not concepts(found)
    assert concepts(unit("lionn"))


@pytest.mark.parametrize(
    ("typed", "text"),
    [("monarhc", "monarch"), ("lion", "lion"), ("the", "the"), ("1984", "1984")],
)
def test_only_a_misspelt_word_is_meant_as_another(typed: str, text: str) -> None:
    words = read_words(typed)
    (found,) = ANIMALS.read(words, LEXICON)
    assert (found.meant.text, found.meant.raw) == (text, typed)
    (as_written,) = ANIMALS.read(words, None)
    assert as_written.meant == words[0]


def test_known_words_are_remembered_until_there_are_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    animals = thesaurus(*GROUPS)
    words = read_words("lion sleeps monarhc")

    def remembered() -> list[bool]:
        pairs = zip(animals.read(words, LEXICON), animals.read(words, LEXICON), strict=True)
        return [first is second for first, second in pairs]

    monkeypatch.setattr("factdesk.matching.units.WORDS_KEPT", 1)
    assert remembered() == [True, False, False]
    monkeypatch.undo()
    assert remembered() == [True, True, False]  # a misspelt word comes and goes
