"""The words a base knows, and which of them a typed word may be.

A word is compared with the vocabulary as a whole word: the same word, then the same stem, then a
typo of it (optimal string alignment, so that a transposition counts once). A number is never a
typo of a number, and a real English word is never a typo of another: "hotel" is not "motel".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from factdesk.matching import english

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spellchecker import SpellChecker

    from factdesk.matching.text import Word

How = Literal["exact", "stem", "typo", "unknown"]

_QUALITY_OF_EDITS = (1.0, 0.95, 0.85)
_CACHE = 20_000


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a typed word: the stem it stands for, and how well it fits (0 to 1)."""

    stem: str
    quality: float
    how: How
    word: str


@lru_cache(maxsize=1)
def _english() -> SpellChecker:
    from spellchecker import SpellChecker  # noqa: PLC0415 - 0.1 s, and only a typo needs it

    return SpellChecker(language="en")


def is_english(word: str) -> bool:
    """Whether a lower-case word is in a general English dictionary (pyspellchecker's)."""
    return word in _english()


class Lexicon:
    """The vocabulary of one base. Immutable after it is built; safe to share between threads."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._stem_of: dict[str, str] = {
            word.text: word.stem for word in words if not word.is_number
        }
        self._stems = frozenset(self._stem_of.values())
        common = {word: word for word in _COMMON if word not in self._stem_of}
        self._candidates = common | self._stem_of
        self._spellings = sorted(word for word in self._candidates if len(word) > 2)
        self._readings = lru_cache(maxsize=_CACHE)(self._read)

    def __contains__(self, stem: str) -> bool:
        return stem in self._stems

    def read(self, word: Word) -> tuple[Reading, ...]:
        """The ways to read a word, best first; its own stem when the base does not know it."""
        if word.is_number:
            return (Reading(word.stem, 1.0, "exact", word.text),)
        return self._readings(word.text, word.stem)

    def _read(self, text: str, stem: str) -> tuple[Reading, ...]:
        if text in self._candidates:
            return (Reading(stem, 1.0, "exact", text),)
        if stem in self._stems:
            return (Reading(stem, 1.0, "stem", text),)
        found = self._typos(text)
        if not found:
            return (Reading(stem, 1.0, "unknown", text),)
        best = min(edits for _, edits in found)
        readings: dict[str, Reading] = {}
        for known, edits in found:
            if edits == best:
                meant = self._candidates[known]
                readings[meant] = Reading(meant, _QUALITY_OF_EDITS[best], "typo", known)
        return tuple(readings.values())

    def _typos(self, text: str) -> list[tuple[str, int]]:
        allowed = _allowed_edits(text)
        if not allowed:
            return []
        near = process.extract(
            text, self._spellings, scorer=OSA.distance, score_cutoff=allowed, limit=12
        )
        found = [(str(known), int(edits)) for known, edits, _ in near]
        if len(text) == 3:  # so short a word has lost a letter, or it is another word
            found = [(known, edits) for known, edits in found if len(known) == 4]
        if found and is_english(text):
            # A real word is meant as typed, unless two letters were swapped ("form" for "from").
            found = [(known, 1) for known, _ in found if sorted(known) == sorted(text)]
        return found


def _allowed_edits(text: str) -> int:
    if len(text) < 3 or not text.isalpha():
        return 0
    return 2 if len(text) >= 6 else 1


_COMMON = frozenset(
    word
    for words in (english.FUNCTION, english.FILLER, english.LIGHT, english.RELATIONS)
    for word in words
    if len(word) > 3
)
