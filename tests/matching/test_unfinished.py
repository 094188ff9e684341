from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from factdesk.matching.unfinished import MAX_WORDS, TypedWord, Vocabulary, fold, read_typed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Who IS it?", "who is it"),
        ("Ada's and the keepers' emus", "ada and the keepers emus"),
        ("Ada\u2019s", "ada"),
        ("we're", "we re"),
        ("the U.S., 1,000 and 2.5", "the us 1000 and 2 5"),
        ("2014\u201320", "2014 20"),
        ("caf\u00e9 cafe\u0301", "cafe cafe"),
        ("\u0141\u00f3d\u017a Stra\u00dfe", "lodz strasse"),
        ("\u0130\u0131", "ii"),
        ("\u092d\u093e\u0930\u0924", "\u092d\u093e\u0930\u0924"),  # vowel signs spell
        ("snake_case \U0001f40d", "snake case"),
        ("\ud800", ""),
    ],
)
def test_a_text_is_folded_to_its_words(text: str, folded: str) -> None:
    assert fold(text).split() == folded.split()


@given(st.text(max_size=60), st.text(max_size=60))
@settings(deadline=None, max_examples=200)
def test_lines_are_folded_as_if_alone(one: str, other: str) -> None:
    one, other = one.replace("\n", " "), other.replace("\n", " ")
    together = [line.split() for line in fold(f"{one}\n{other}").split("\n")]
    assert together == [fold(one).split(), fold(other).split()]


@pytest.mark.parametrize(
    ("typed", "words", "light"),
    [
        ("when did the emu", ["emu..."], ["when", "did", "the"]),
        ("emu ", ["emu"], []),
        ("emu?", ["emu"], []),
        ("Ada'", ["ada..."], []),
        ("1,", ["1..."], []),
        ("wat is emu", ["emu..."], ["wat", "is"]),
        ("what is", ["what", "is..."], []),
        ("emu emu emu", ["emu", "emu..."], []),
    ],
)
def test_what_is_typed_is_read(typed: str, words: list[str], light: list[str]) -> None:
    read = read_typed(typed)
    assert [word.text + "..." * (not word.finished) for word in read.words] == words
    assert list(read.light) == light


def test_no_more_than_so_many_words_are_read() -> None:
    assert len(read_typed(" ".join(f"emu{n}" for n in range(50))).words) == MAX_WORDS


@st.composite
def words_and_typo(draw: st.DrawFn) -> tuple[list[str], str]:
    """Words alike and unlike, and one of them cut and mistyped."""
    spelt = st.text("abcdefghijkl\u0431\u0432", min_size=1, max_size=18)
    words = draw(st.lists(spelt, min_size=1, max_size=12, unique=True))
    endings = draw(st.lists(st.text("abc", max_size=3), max_size=len(words)))
    words += [word + ending for word, ending in zip(words, endings, strict=False)]
    typed = draw(st.sampled_from(words))
    typed = typed[: draw(st.integers(min(4, len(typed)), len(typed)))]
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(typed)))
        rest = draw(st.sampled_from([0, 1]))  # letters lost
        typed = typed[:place] + draw(st.text("abcx", max_size=1)) + typed[place + rest :]
    return list(dict.fromkeys(words)), typed or "x"


@given(words_and_typo(), st.booleans())
@settings(deadline=None, max_examples=500)
def test_no_typo_is_overlooked(mistyped: tuple[list[str], str], finished: bool) -> None:  # noqa: FBT001
    words, typed = mistyped
    edits = 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2
    lengths = range(len(typed) - 1, min(len(typed) + 1, 16) + 1)  # longer words count whole
    vocabulary = Vocabulary(words)
    found = vocabulary.typos(TypedWord(typed, finished))
    expected = {w for w in words if edits and OSA.distance(w, typed) <= edits}
    if edits and (not finished or not expected):
        expected |= {
            word
            for word in words
            for length in lengths
            if len(word) >= length and OSA.distance(word[:length], typed) <= edits
        }
    assert {word for span in found for word in vocabulary.words[span.first : span.end]} == expected
    assert [span.quality for span in found] == sorted(span.quality for span in found)
