from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.plugin.limits import ELLIPSIS, cut, cut_line


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("one two three", 12, "one two…"),
        ("one two three", 9, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("one, two", 6, "one…"),
        ("years 2014\u201320", 12, "years…"),
        ("onesingleword", 5, "ones…"),
        ("", 5, ""),
        ("ab", 1, "…"),
        ("a \\*b\\* c", 7, "a…"),
        ("aaaa\\*", 6, "aaaa\\*"),
        ("aaaa\\*b", 6, "aaaa…"),
    ],
)
def test_whole_words_are_kept(text: str, length: int, shown: str) -> None:
    assert cut(text, length) == shown


@given(st.text(max_size=60), st.integers(1, 50))
def test_what_is_cut_fits_and_begins_alike(text: str, length: int) -> None:
    shown = cut(text, length)
    assert len(shown) <= length
    assert shown == text or (shown.endswith(ELLIPSIS) and text.startswith(shown[:-1]))


@given(st.text("ab *\\_", max_size=60), st.integers(1, 50))
def test_no_cut_ends_in_half_an_escape(text: str, length: int) -> None:
    shown = cut(text, length)
    assert shown == text or not shown[:-1].endswith("\\")


@given(st.text(max_size=60), st.integers(1, 50))
def test_a_line_has_no_break_and_no_double_space(text: str, length: int) -> None:
    shown = cut_line(text, length)
    assert len(shown) <= length
    assert shown == " ".join(shown.split())
