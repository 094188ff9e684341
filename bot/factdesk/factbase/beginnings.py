"""The first words of a passage, by which a browser finds it on the article's page.

A browser looks for the words as the page shows them: whole words, whatever their case, in one
block, and it goes to the first place that has them. So they are taken from the passage as it is
shown, and left out where one cannot be sure how it is shown.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from factdesk.factbase.normalise import MARKDOWN_LINK, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_WORDS = 3  # fewer are found by chance, in a menu or a caption
MAX_WORDS = 6  # more would be a copy of the article
MAX_CHARACTERS = 100  # where words are not set apart by spaces, a few of them may be a sentence

_WORD = re.compile(r"[^\W_]+")
_BLOCK_MARKS = re.compile(r"(?:#{1,6}\s+|[*-]\s+)*")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)")
# Leftovers of markup and numbers of a list, which a page shows in another way or not at all, and
# dates as only records write them: mostly a label that stands in the copy alone.
_DOUBTFUL = re.compile(r"[*_`~<>\[\]{}|\\]|&#?\w+;|^\d+[.)] |\d{4}-\d{2}-\d{2}")


def few_words(text: str) -> str:
    """The words of a beginning, spaces unified.

    Raises:
        ValueError: they are too few to be found by, or so many that they copy the article.
    """
    apart = text.split()
    told = [word for word in apart if _WORD.search(word)]
    if len(told) < MIN_WORDS:
        raise ValueError(f"it has fewer than {MIN_WORDS} words; write {MIN_WORDS} or remove it")
    if (count := len(_words(text))) > MAX_WORDS:
        raise ValueError(
            f"it has {count} words (the parts of hyphenated ones count by themselves); "
            f"keep the first {MAX_WORDS} at most"
        )
    return " ".join(apart)


def beginnings(passages: Sequence[str]) -> list[str | None]:
    """Of each passage of an article the fewest first words that no other passage has.

    Returns:
        The words as the article has them, without markup; None for a passage that is too short,
        begins like another for longer than may be kept, or is shown one cannot be sure how.
    """
    spoken = [_spoken(_shown(passage)) for passage in passages]
    return [
        _beginning(passage, [*spoken[:place], *spoken[place + 1 :]])
        for place, passage in enumerate(passages)
    ]


def begins_with(passage: str, words: str) -> bool:
    """Whether a passage begins with these words, whole, as normalised text."""
    return f"{normalise(passage)} ".startswith(f"{normalise(words)} ")


def first_place(words: str, passages: Sequence[str]) -> int | None:
    """The first passage, from 1, that has these words anywhere: there a browser would go."""
    spoken = _spoken(words)
    shown = (_spoken(_shown(passage)) for passage in passages)
    return next((number for number, text in enumerate(shown, start=1) if spoken in text), None)


def _beginning(passage: str, others: Sequence[str]) -> str | None:
    # A line that is broken off may be a heading or a label: a block of its own on the page.
    apart = _shown(passage.split("\n", 1)[0]).split()
    for length in range(MIN_WORDS, len(apart) + 1):
        text = _without_edges(" ".join(apart[:length]))
        if _DOUBTFUL.search(text) or len(text) > MAX_CHARACTERS or len(_words(text)) > MAX_WORDS:
            return None
        if sum(bool(_WORD.search(word)) for word in text.split()) < MIN_WORDS:
            continue
        if not any(_spoken(text) in other for other in others):
            return text if begins_with(passage, text) else None
    return None


def _shown(passage: str) -> str:
    """A passage as a page shows it, as far as one can tell."""
    text = MARKDOWN_LINK.sub(r"\1", _BLOCK_MARKS.sub("", passage, count=1))
    before = None
    while text != before:  # emphasis within emphasis
        before = text
        text = _EMPHASIS.sub(r"\2", text)
    return text


def _without_edges(text: str) -> str:
    """Without the punctuation around it, which a page may set otherwise or in another block."""
    start, end = 0, len(text)
    while start < end and not normalise(text[start]):
        start += 1
    while end > start and not normalise(text[end - 1]):
        end -= 1
    return text[start:end]


def _spoken(text: str) -> str:
    """Its words between spaces, so that whole words of one are found in another."""
    return f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    """Words as the most generous browser compares them: without case, accents and apostrophes."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(c for c in folded if not unicodedata.category(c).startswith("M")))
