from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.corpus import Texts, Vocabulary
from factdesk.matching.text import normal, read_words
from factdesk.matching.verbatim import Verbatim, hashed

PHRASINGS = [
    "Where do the penguins swim?",
    "who feeds the lions",
    "Hello, where do the penguins swim please",
    "who feeds the lions at 15:30",
    "",
]


@pytest.fixture(scope="module")
def verbatim() -> Verbatim:
    return Verbatim(*hashed(Texts(PHRASINGS, Vocabulary())))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("where do the PENGUINS swim", [0, 2]),
        ("hello where do the penguins swim please", [0, 2]),
        ("Who feeds the lions?", [1]),
        ("who feeds the lions at 15:30", [3]),
        ("the lions feeds who", []),
        ("who feeds the lion", []),
        ("who feeds the lions xylophone", []),
        ("who feeds", []),
        ("hello please", []),
        ("", []),
    ],
)
def test_the_same_words_in_the_same_order_are_found(
    verbatim: Verbatim, text: str, rows: list[int]
) -> None:
    assert sorted(verbatim.rows(read_words(text))) == rows


def test_without_phrasings_nothing_is_found() -> None:
    assert Verbatim(*hashed(Texts([], Vocabulary()))).rows(read_words("lions")) == []


text = st.lists(st.sampled_from("who feeds the lions hello 15 Ada".split()), max_size=5)


@given(st.lists(text.map(" ".join), max_size=8), text.map(" ".join))
@settings(deadline=None, max_examples=150)
def test_all_are_found_that_differ_in_filler_alone(phrasings: list[str], asked: str) -> None:
    words = read_words(asked)
    found = Verbatim(*hashed(Texts(phrasings, Vocabulary()))).rows(words)
    same = [row for row, each in enumerate(phrasings) if normal(read_words(each)) == normal(words)]
    assert sorted(found) == (same if normal(words) else [])
