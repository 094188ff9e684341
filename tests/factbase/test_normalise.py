from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.factbase.normalise import count_words, fingerprint, normalise, split_passages

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e"

# Without brackets: what stands between the parts of a Markdown link decides whether it is one.
plain_texts = st.text(st.characters(exclude_characters="[]()"), max_size=40)


@pytest.mark.parametrize(
    "text",
    ["", "hello", "1.5", "2024-26", "50%", "10:00", "straße".casefold(), "भारत और बेलारूस"],
)
def test_a_normal_text_is_a_fixed_point(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("the \u201cpeople\u2019s\u201d hall", 'the "people\'s" hall'),
        ("the \u2018small\u2019 hall", "the 'small' hall"),
        ("the \u00abgreat\u00bb hall", 'the "great" hall'),
        ("2024\u201326", "2024-26"),
        ("2024\u221226", "2024-26"),
        ("well\u2011known", "well-known"),
        ("here \u2014 there", "here - there"),
        ("a\u00a0hall", "a hall"),
        ("a\u202f\u2003hall", "a hall"),
        ("a \t\n  hall", "a hall"),
        ("A HALL", "a hall"),
        ("STRASSE", "stra\u00dfe"),
        ("sof\u00adt", "soft"),
        ("\ufeffa hall", "a hall"),
        ("of\ufb01ce", "office"),
        ("cafe\u0301", "caf\u00e9"),
        ("\uff11\uff12", "12"),
    ],
)
def test_spellings_that_look_alike_are_unified(text: str, same: str) -> None:
    assert normalise(text) == normalise(same)


@pytest.mark.parametrize(
    ("text", "different"),
    [
        ("1.5", "15"),
        ("1.5", "1,5"),
        ("2024-26", "2024 26"),
        ("50%", "50"),
        ("50 +", "50"),
        ("a hall", "the hall"),
        ("hall", "halls"),
        ("cafe", "caf\u00e9"),
    ],
)
def test_texts_that_differ_in_meaning_stay_different(text: str, different: str) -> None:
    assert normalise(text) != normalise(different)


@pytest.mark.parametrize(
    "link",
    [
        "see [the hall](https://example.org/a?b=c)",
        "see [the hall](#)",
        'see [the hall](https://example.org "A title")',
        "see ![the hall](hall.png)",
        "see [the](#) [hall](#)",
    ],
)
def test_a_markdown_link_is_reduced_to_its_text(link: str) -> None:
    assert normalise(link) == "see the hall"


def test_brackets_that_are_no_link_keep_their_words() -> None:
    assert normalise("see [the hall] (upstairs)") == "see the hall upstairs"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Well, (yes); no!", "well yes no"),
        ("# Heading *here*", "heading here"),
        ("a/b", "a b"),
        (".5 and 5.", "5 and 5"),
        ("v.5", "v 5"),
        ("\u2026and so on\u2026", "and so on"),
    ],
)
def test_punctuation_is_dropped_outside_numbers(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize("number", ["1.5", "1,000", "10:30", "4/5", "2024-26", "4.7.2025"])
def test_punctuation_is_kept_inside_a_number(number: str) -> None:
    assert normalise(f"({number})") == number


@pytest.mark.parametrize("word", ["हिन्दी", "বাংলা", "தமிழ்", "తెలుగు"])
def test_vowel_signs_of_indic_scripts_are_kept(word: str) -> None:
    assert normalise(word) == word


@given(plain_texts)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_any_text_can_be_normalised_counted_and_split(text: str) -> None:
    assert count_words(text) == len(normalise(text).split(" ") if normalise(text) else [])
    assert all(normalise(passage) for passage in split_passages(text))


@given(plain_texts, st.sampled_from(INVISIBLE), st.data())
def test_an_added_invisible_character_changes_nothing(
    text: str, invisible: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert normalise(text[:place] + invisible + text[place:]) == normalise(text)


@given(st.text(), st.text(" \t\r\n\u00a0\u2003"), st.text(" \t\r\n\u00a0\u2003"))
def test_surrounding_white_space_changes_nothing(text: str, before: str, after: str) -> None:
    assert normalise(before + text + after) == normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        "one\n\ntwo\n\nthree",
        "one\r\n\r\ntwo\r\n\r\nthree",
        "one\r\rtwo\r\rthree",
        "one\n \t\ntwo\n\u00a0\n\nthree",
        "\n\n\none\n\n\n\ntwo\n\nthree\n\n",
        "\ufeffone\n\ntwo\n\nthree",
        "\ufeff\n\none\n\ntwo\n\nthree",
        "one\n\n* * *\n\ntwo\n\n---\n\nthree",
        "  one\n\n  two  \n\nthree  ",
    ],
)
def test_passages_are_the_blocks_between_blank_lines(text: str) -> None:
    assert list(map(normalise, split_passages(text))) == ["one", "two", "three"]


def test_a_line_break_alone_does_not_end_a_passage() -> None:
    assert split_passages("one\nand more\n\ntwo") == ["one\nand more", "two"]


@pytest.mark.parametrize("text", ["", " \n\n ", "\n---\n", "\u200b"])
def test_a_text_without_words_has_no_passages(text: str) -> None:
    assert split_passages(text) == []


@given(st.lists(st.text("abc 1.", min_size=1).filter(normalise)))
def test_passages_joined_by_blank_lines_split_into_the_same_passages(passages: list[str]) -> None:
    assert split_passages("\n\n".join(passages)) == [passage.strip() for passage in passages]


def test_the_fingerprint_is_that_of_the_normalised_passage() -> None:
    assert fingerprint("A \u201cHall\u201d!") == fingerprint("a hall")


def test_the_fingerprint_tells_other_words_apart() -> None:
    assert fingerprint("from 10:00") != fingerprint("from 11:00")


def test_the_fingerprint_is_a_sha256_in_hex_digits() -> None:
    # SHA-256 of nothing at all, as every table of test vectors has it.
    assert fingerprint("...") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_words_are_counted_without_punctuation() -> None:
    assert count_words("From 10:00 - to [2 p.m.](#), daily!") == 7
