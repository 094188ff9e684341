from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factdesk.matching.text import MAX_CHARACTERS, clean, read_words, stem


def texts(text: str) -> list[str]:
    return [word.text for word in read_words(text)]


def figures(text: str) -> list[str]:
    return [word.text for word in read_words(text) if word.is_number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000 lions", ["1000"]),
        ("1,234,567", ["1234567"]),
        ("1.5 metres", ["1.5"]),
        ("15 metres", ["15"]),
        ("the 5th lion", ["5"]),
        ("the 1st, 2nd and 3rd", ["1", "2", "3"]),
        ("the 1990s", ["1990"]),
        ("the 1990's", ["1990"]),
        ("15-16 March", ["15", "16"]),
        ("15\u201316 March", ["15", "16"]),
        ("at 10:30", ["10", "30"]),
        ("He owns 3.", ["3"]),
        ("lions, 41, and bears", ["41"]),
        ("no figure", []),
    ],
)
def test_a_figure_is_read_as_its_value(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("1.5", "15"), ("12,34", "1234"), ("1990", "199"), ("1,000", "1")]
)
def test_different_figures_stay_different(one: str, other: str) -> None:
    assert texts(one) != texts(other)


@pytest.mark.parametrize("text", ["isn't", "doesn't", "didn\u2019t", "hasn`t"])
def test_a_contraction_keeps_its_negation(text: str) -> None:
    assert texts(text)[-1] == "not"


@pytest.mark.parametrize("text", ["the lion's den", "the lion\u2019s den", "the lions' den"])
def test_a_possessive_has_the_stem_of_its_word(text: str) -> None:
    assert [word.stem for word in read_words(text)] == ["the", "lion", "den"]


@pytest.mark.parametrize(
    "noise",
    [
        "<@1234567890>",
        "<@!1234567890>",
        "<@&1234567890>",
        "<#1234567890>",
        "<:shrug:1234567890>",
        "<a:wave:1234567890>",
        "<t:1618953630:R>",
        "@everyone",
        "https://example.org/lions?old=yes",
        "www.example.org/lions",
        "```py\nprint('lions')\n```",
        "\U0001f981",
    ],
)
def test_what_only_chat_put_there_is_dropped(noise: str) -> None:
    assert texts(f"where {noise} sleep") == ["where", "sleep"]


def test_code_without_an_end_is_dropped() -> None:
    assert texts("sleep ```lions and bears") == ["sleep"]


def test_quoted_lines_are_dropped() -> None:
    assert texts("> when do lions eat\nand bears") == ["and", "bears"]


def test_a_text_of_quoted_lines_alone_is_read() -> None:
    assert "lions" in texts("> when do lions eat")


def test_an_at_sign_inside_a_word_is_no_mention() -> None:
    assert "zoo" in texts("mail@zoo")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("u", "you"), ("wat", "what"), ("wen", "when"), ("teh", "the"), ("plz", "please")],
)
def test_a_chat_spelling_is_the_word_it_stands_for(typed: str, meant: str) -> None:
    assert texts(f"lions {typed}") == texts(f"lions {meant}")


@pytest.mark.parametrize("abbreviation", ["IT", "US"])
def test_a_function_word_in_capitals_is_an_abbreviation(abbreviation: str) -> None:
    assert texts(f"the {abbreviation} budget") != texts(f"the {abbreviation.lower()} budget")


@pytest.mark.parametrize("text", ["WHO IS IT", "IT", "WHERE IS IT?"])
def test_a_shouted_text_has_no_abbreviations(text: str) -> None:
    assert texts(text) == texts(text.lower())


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("recognise", "recognize"),
        ("recognised", "recognized"),
        ("organisation", "organization"),
        ("centre", "center"),
        ("centres", "centers"),
        ("theatre", "theater"),
        ("colour", "color"),
        ("neighbouring", "neighboring"),
        ("programme", "program"),
        ("programmes", "programs"),
        ("travelled", "traveled"),
        ("defence", "defense"),
    ],
)
def test_british_and_american_spelling_are_the_same_word(british: str, american: str) -> None:
    assert stem(british) == stem(american)


@pytest.mark.parametrize(
    ("one", "other"), [("our", "or"), ("four", "for"), ("wise", "wize"), ("tour", "tor")]
)
def test_a_short_word_is_not_taken_for_a_british_spelling(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("lion", "lions"), ("visit", "visited"), ("feed", "feeding")]
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["пингвины", "पुस्तकालय", "動物園", "café"])
def test_words_of_other_scripts_are_their_own_stem(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize("text", ["पुस्तकालय कब", "நூலகம் எப்போது", "ห้องสมุด เปิด"])
def test_marks_stay_with_their_letters(text: str) -> None:
    assert texts(text) == text.split()


@pytest.mark.parametrize("invisible", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e"])
def test_an_invisible_character_changes_no_word(invisible: str) -> None:
    assert texts(f"ze{invisible}bra") == ["zebra"]


@pytest.mark.parametrize(
    "text", ["\uff4c\uff49\uff4f\uff4e", "\U0001d425\U0001d422\U0001d428\U0001d427"]
)
def test_letters_in_fancy_type_are_plain_letters(text: str) -> None:
    assert texts(text) == ["lion"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we saw Hanako", ["Hanako"]),
        ("Hanako sleeps", []),
        ("McDonald sleeps", ["McDonald"]),
        ("we saw hanako", []),
    ],
)
def test_a_capital_counts_unless_it_only_starts_the_text(text: str, expected: list[str]) -> None:
    assert [word.raw for word in read_words(text) if word.capitalised] == expected


def test_a_word_is_kept_as_typed_beside_what_it_is_compared_by() -> None:
    (word,) = read_words("ZeBrAs")
    assert (word.raw, word.text) == ("ZeBrAs", "zebras")


@given(st.text(max_size=300))
@example("a" * MAX_CHARACTERS)
@example("n't" * 1000)
@example("```" * 1000)
@example("<" * MAX_CHARACTERS)
@example("1," * (MAX_CHARACTERS // 2))
@example("\ud800 lion")
@settings(deadline=None, max_examples=200)
def test_any_text_is_read(text: str) -> None:
    words = read_words(text)
    assert all(word.text and word.raw and word.stem for word in words)


def test_a_text_is_read_up_to_its_longest() -> None:
    assert "lion" in texts("lion".rjust(MAX_CHARACTERS))
    assert "lion" not in texts("lion".rjust(MAX_CHARACTERS + 4))


@given(st.lists(st.sampled_from("where is the lions den 1990s 1,000".split()), max_size=8))
@settings(deadline=None, max_examples=50)
def test_a_clean_text_is_not_changed_by_cleaning(words: list[str]) -> None:
    assert clean(" ".join(words)) == " ".join(words)


@pytest.mark.parametrize("typed", ["didn't", "didnt", "DIDN'T", "didn\u2019t", "didn\u00b4t"])
def test_a_negation_survives_every_spelling(typed: str) -> None:
    assert texts(f"why {typed} it rain")[1:3] == ["did", "not"]


@pytest.mark.parametrize(("typed", "meant"), [("can't", "can"), ("wont", "will")])
def test_an_irregular_contraction_keeps_its_verb(typed: str, meant: str) -> None:
    assert texts(f"why {typed} dogs enter")[1:3] == [meant, "not"]


def test_a_question_word_in_capitals_is_stressed_not_abbreviated() -> None:
    assert texts("WHERE do the penguins swim")[0] == "where"


def test_dots_of_an_abbreviation_are_no_full_stops() -> None:
    assert texts("the U.S. pool") == texts("the US pool")


@pytest.mark.parametrize(("word", "figure"), [("twelve", "12"), ("12th", "12"), ("third", "3")])
def test_number_words_are_numbers(word: str, figure: str) -> None:
    (read,) = read_words(word)
    assert (read.text, read.is_number) == (figure, True)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("were is the zoo", "where"),
        ("Were wil it be", "where"),
        ("WERE IS IT", "where"),
        ("were you there", "were"),
        ("were lions fed", "were"),
        ("were", "were"),
    ],
)
def test_no_question_begins_with_were_and_another_auxiliary(text: str, first: str) -> None:
    assert read_words(text)[0].text == first
