from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.building import build
from factdesk.matching.lexicon import Lexicon, Reading, is_english
from factdesk.matching.text import Word, read_words, stem
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY = "giraffe penguin elephant lion zebra hotel trail emu okapi 1985 Hanako"
LEXICON = Lexicon(read_words(VOCABULARY))


def word(text: str) -> Word:
    (found,) = read_words(text)
    return found


def read(text: str, lexicon: Lexicon = LEXICON) -> tuple[Reading, ...]:
    return lexicon.read(word(text))


def meant(text: str, lexicon: Lexicon = LEXICON) -> set[str]:
    """The words that a typed word is a typo of."""
    return {reading.word for reading in read(text, lexicon) if reading.how == "typo"}


@pytest.mark.parametrize("text", VOCABULARY.split())
def test_a_word_of_the_base_is_read_as_itself(text: str) -> None:
    (reading,) = read(text)
    assert (reading.how, reading.stem) == ("exact", word(text).stem)


@pytest.mark.parametrize(("typed", "known"), [("penguins", "penguin"), ("zebras", "zebra")])
def test_another_form_of_a_word_is_read_by_its_stem(typed: str, known: str) -> None:
    (reading,) = read(typed)
    assert (reading.how, reading.stem) == ("stem", stem(known))


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("pengui", "penguin"),  # a letter lost
        ("penguiin", "penguin"),  # one too many
        ("pemguin", "penguin"),  # another one
        ("zebta", "zebra"),
        ("okpai", "okapi"),  # two swapped
        ("hanakko", "hanako"),
    ],
)
def test_one_edit_is_a_typo(typed: str, known: str) -> None:
    assert meant(typed) == {known}


@pytest.mark.parametrize(("typed", "known"), [("eelphnat", "elephant"), ("pinguen", "penguin")])
def test_two_edits_are_a_typo_from_six_letters_on(typed: str, known: str) -> None:
    assert meant(typed) == {known}


@pytest.mark.parametrize("typed", ["zabre", "zebxx", "okxxi", "giraf"])
def test_two_edits_in_a_short_word_are_another_word(typed: str) -> None:
    assert not meant(typed)


def test_swapped_letters_count_as_one_edit() -> None:
    (swapped,), (replaced,) = read("pegnuin"), read("pemguin")
    assert swapped.quality == replaced.quality


def test_the_more_edits_the_less_a_word_fits() -> None:
    (none,), (one,), (two,) = read("elephant"), read("elepant"), read("eelphnat")
    assert none.quality > one.quality > two.quality > 0


@pytest.mark.parametrize("typed", ["1986", "198", "19855", "1958", "1985.5"])
def test_a_number_is_never_a_typo(typed: str) -> None:
    (reading,) = read(typed)
    assert reading.stem == typed


@pytest.mark.parametrize("typed", ["motel", "train", "line"])
def test_a_real_english_word_is_no_typo(typed: str) -> None:
    assert is_english(typed)
    assert not meant(typed)


def test_a_real_english_word_with_swapped_letters_is_a_typo() -> None:
    assert is_english("trial")
    assert meant("trial") == {"trail"}


@pytest.mark.parametrize("typed", ["em", "eu", "x"])
def test_a_word_of_one_or_two_letters_is_no_typo(typed: str) -> None:
    assert not meant(typed)


def test_a_word_of_three_letters_may_have_lost_one() -> None:
    assert meant("zeb", Lexicon(read_words("zebu"))) == {"zebu"}


@pytest.mark.parametrize("typed", ["emz", "eum"])
def test_a_word_of_three_letters_is_no_typo_of_one_of_three(typed: str) -> None:
    assert "emu" not in meant(typed)


@pytest.mark.parametrize(
    ("typed", "known"), [("wihch", "which"), ("whent", "when"), ("abuot", "about")]
)
def test_a_function_word_may_be_misspelt(typed: str, known: str) -> None:
    assert known in meant(typed)


def test_an_unknown_word_is_read_as_its_own_stem() -> None:
    (reading,) = read("xylophones")
    assert (reading.how, reading.stem) == ("unknown", stem("xylophones"))


def test_words_equally_near_are_all_readings() -> None:
    assert meant("zorbaq", Lexicon(read_words("zorbax zorbay"))) == {"zorbax", "zorbay"}


def test_only_the_nearest_words_are_readings() -> None:
    assert meant("qelephan", Lexicon(read_words("qelephant qelephantz"))) == {"qelephant"}


def test_it_knows_the_stems_of_its_words_only() -> None:
    assert stem("giraffe") in LEXICON
    assert stem("panther") not in LEXICON


@given(st.permutations(VOCABULARY.split()), st.sampled_from(["pengun", "elefant", "zebbra", "who"]))
@settings(deadline=None, max_examples=30)
def test_the_order_of_the_base_changes_no_reading(words: list[str], typed: str) -> None:
    lexicon = Lexicon([word(text) for text in words])
    assert read(typed, lexicon) == read(typed)


@given(st.text(min_size=1, max_size=30))
@settings(deadline=None, max_examples=100)
def test_any_word_has_a_reading(text: str) -> None:
    for found in read_words(text):
        readings = LEXICON.read(found)
        assert readings
        assert all(0 < reading.quality <= 1 and reading.stem for reading in readings)


def test_a_word_with_a_capital_is_no_misspelt_function_word() -> None:
    lexicon = Lexicon(read_words("what the lions paid per kilo about evening"))
    capital, lower = read_words("in Abuot, abuot")[1:]
    assert [reading.how for reading in lexicon.read(lower)] == ["typo"]
    assert [reading.how for reading in lexicon.read(capital)] == ["unknown"]


@pytest.mark.parametrize("text", ["zebra s", "zebra er", "lion ing"])
def test_what_merely_looks_like_an_ending_is_no_part_of_the_word_before(text: str) -> None:
    assert [each.text for each in LEXICON.rejoin(read_words(text))] == text.split()


def test_of_words_as_near_the_one_that_the_base_uses_most_is_meant() -> None:
    for words in (["otter", "okter"], ["okter", "otter"]):
        lexicon = Lexicon(read_words(" ".join(words)))
        typed = word("oxter")
        assert [reading.word for reading in lexicon.read(typed)] == words


def test_a_base_gives_the_words_that_it_uses_most_first(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, ZOO)
    used = Counter(
        each.text
        for fact in base.facts
        for text in (*fact.questions, fact.answer)
        for each in read_words(text)
        if not each.is_number
    )
    given = [used[known] for known in build(base).stem_of if known in used]
    assert len(given) == len(used)
    assert given == sorted(given, reverse=True)


def test_one_slip_is_likelier_than_a_space_left_out() -> None:
    words = "cope rate"
    assert [w.text for w in Lexicon(read_words(words)).rejoin(read_words("coperate"))] == [
        "cope",
        "rate",
    ]
    lexicon = Lexicon(read_words(f"{words} cooperate"))
    assert [w.text for w in lexicon.rejoin(read_words("coperate"))] == ["coperate"]
    assert meant("coperate", lexicon) == {"cooperate"}


def test_the_stem_of_a_misspelt_word_is_no_word_of_the_base() -> None:
    words = read_words("apply applied aplied")
    (taken_by_its_stem,) = read("aply", Lexicon(words))
    assert taken_by_its_stem.how == "stem"
    assert meant("aply", Lexicon(words, misspelt={"aplied": "applied"})) == {"apply"}
