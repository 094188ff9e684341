from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.factbase.beginnings import (
    MAX_WORDS,
    beginnings,
    begins_with,
    few_words,
    first_place,
)

OTHER = "Something else stands here."


def beginning(passage: str, *others: str) -> str | None:
    """How a passage begins, among others that come after it."""
    return beginnings([passage, *others])[0]


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["Two of them"], "One of the"),
        (["So says one of the few"], "One of the ships"),
        (["ONE, of the \u201cships\u201d"], "One of the ships left"),
        (["One of theirs"], "One of the"),
        (["One of the ships left", "One of the others"], "One of the ships left in"),
    ],
    ids=["first words", "anywhere", "case and punctuation", "whole words", "several"],
)
def test_as_few_words_are_taken_as_no_other_passage_has(others: list[str], expected: str) -> None:
    assert beginning("One of the ships left in May and came back.", *others) == expected


def test_passages_that_begin_alike_for_long_have_none() -> None:
    alike = "One of the ships left in"
    assert beginnings([f"{alike} May.", f"{alike} June."]) == [None, None]


@pytest.mark.parametrize("passage", ["Two words", "One", "Two \u2013 words", "5 6"])
def test_passages_of_fewer_than_three_words_have_none(passage: str) -> None:
    assert beginning(passage, OTHER) is None


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("\u201cOne of the ships,\u201d she said", "One of the"),
        ("One, two, three, four", "One, two, three"),
        ("(One of) the ships", "One of) the"),
        ("One - of the ships", "One - of the"),
        ("It\u2019s one of them", "It\u2019s one of"),
        ("It grew by 5% then", "It grew by"),
        ("Grew by 5%, they say", "Grew by 5%"),
        ("One\u00a0of\tthe  ships", "One of the"),
        ("[One of](https://a.example/b) the ships", "One of the"),
        ("![One] of the ships", None),
        ("# One of the ships", "One of the"),
        ("- One of the ships", "One of the"),
        ("-5 degrees of frost", "5 degrees of"),
        ("**One** of _the_ ships", "One of the"),
        ("***One of the ships***", "One of the"),
        ("__One *of*__ the ships", "One of the"),
        ("One of `the` ships", "One of the"),
    ],
)
def test_words_are_taken_as_a_page_shows_them(passage: str, expected: str | None) -> None:
    assert beginning(passage, OTHER) == expected


@pytest.mark.parametrize(
    "passage",
    [
        "date 2026-03-01 One of the ships",
        "One* of the ships",
        "One of_ the ships",
        "One <b>of</b> the ships",
        "One [of the ships",
        "R&amp;D of the ships",
        "1. One of the ships",
        "> One of the ships",
        "One \\*of the ships",
        "| One | of | the |",
    ],
)
def test_what_a_page_may_show_otherwise_is_left_out(passage: str) -> None:
    assert beginning(passage, OTHER) is None


def test_what_is_doubtful_later_on_does_no_harm() -> None:
    assert beginning("One of the [ships", OTHER) == "One of the"


def test_a_line_that_breaks_off_is_a_block_of_its_own() -> None:
    assert beginning("A label\nof three words", OTHER) is None
    assert beginning("A long label\nof more words", "A long label") is None


def test_parts_of_hyphenated_words_count_by_themselves() -> None:
    alike = "A well-to-do man\u2019s"
    assert beginning(f"{alike} ship", f"{alike} car") is None


def test_words_too_long_to_be_words_are_left_out() -> None:
    assert beginning(" ".join(["\u8239" * 40] * 3), OTHER) is None


def test_accents_alone_do_not_tell_passages_apart() -> None:
    assert beginning("Caf\u00e9 of the north", "Cafe of the south") == "Caf\u00e9 of the north"


@given(
    st.lists(
        st.text("aAb .,-*_#[]()'\u2019\n1", min_size=1, max_size=40),
        max_size=5,
    )
)
def test_every_beginning_holds_and_leads_to_its_passage(passages: list[str]) -> None:
    for number, begins in enumerate(beginnings(passages), start=1):
        if begins is not None:
            assert few_words(begins) == begins
            assert begins_with(passages[number - 1], begins)
            assert first_place(begins, passages) == number
            assert len(re.findall(r"[^\W_]+", begins)) <= MAX_WORDS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("one OF the", True),
        ("One, of \u2013 the", True),
        ("One of the ships in 2024-26", True),
        ("One of the shi", False),
        ("of the ships", False),
        ("One of the ships in 2024", False),
    ],
)
def test_a_passage_begins_with_whole_words(words: str, *, expected: bool) -> None:
    assert begins_with("One of the ships in 2024\u201326 left", words) == expected


def test_a_browser_goes_to_the_first_place() -> None:
    passages = [OTHER, "See one of the ships.", "One of the ships"]
    assert first_place("One of the", passages) == 2
    assert first_place("One of theirs", passages) is None
    assert first_place("one of THE ships", passages) == 2


@pytest.mark.parametrize("text", ["One two", "One - two", "One-two", ""])
def test_too_few_words_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="fewer than 3 words"):
        few_words(text)


@pytest.mark.parametrize("text", ["a b c d e f g", "a-b-c-d e f g", "A\u2019s b\u2019s c\u2019s d"])
def test_more_words_than_may_be_copied_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"it has [78] words .* keep the first 6"):
        few_words(text)


def test_spaces_within_are_unified() -> None:
    assert few_words("One\u00a0of \t the") == "One of the"
