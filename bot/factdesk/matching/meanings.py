"""How near two texts are in meaning, by a small table of word meanings.

The table (`words/meanings.npy`, made by `docs/make_meanings.py` from an Apache-licensed sentence
encoder) has 48 numbers for each of 30,000 English words. Words that share a topic are near one
another in it, opposites too: it may help to tell which of two facts is meant, but explains no word.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factdesk.matching.english import is_function

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from factdesk.matching.corpus import Floats, Places, ReadTexts
    from factdesk.matching.text import Word

    Bytes = npt.NDArray[np.int8]

LEAST_LENGTH = np.float32(1e-3)  # a shorter sum of meanings is what was left by rounding
ROWS_AT_ONCE = 20_000


class Meanings:
    """The table: a vector for each of the words that it knows, most frequent word first."""

    def __init__(self, vectors: Bytes, words: Iterable[str]) -> None:
        self._vectors = vectors
        self._numbers = {word: number for number, word in enumerate(words)}
        self._weights = _weights(np.arange(len(vectors)))

    def __contains__(self, word: str) -> bool:
        return word in self._numbers

    def of_text(self, words: Iterable[Word]) -> Floats:
        """The meaning of a text: a vector of length 1, or 0 when none of its words is known."""
        found = [self._number(word) for word in words]
        known = np.array([number for number in found if number is not None], np.int64)
        vector: Floats = self._weights[known] @ self._vectors[known].astype(np.float32)
        return vector / np.float32(math.sqrt(float(vector @ vector)) or 1)

    def of_facts(self, texts: ReadTexts, first_text: Places) -> Floats:
        """What the texts of each fact mean together: the sum of their meanings.

        Args:
            texts: those of all facts, fact after fact.
            first_text: where those of each fact begin, and where the last one's end.
        """
        of_word = np.array(
            [-1 if (n := self._number(w)) is None else n for w in texts.known], np.int64
        )
        weights = np.where(of_word < 0, np.float32(0), _weights(of_word))
        found = np.zeros((len(first_text) - 1, self._vectors.shape[1]), dtype=np.float32)
        fact_of = np.repeat(np.arange(len(found)), np.diff(first_text))
        for first in range(0, len(texts), ROWS_AT_ONCE):
            last = min(first + ROWS_AT_ONCE, len(texts))
            starts = texts.starts[first : last + 1]
            words = texts.words[starts[0] : starts[-1]]
            known = of_word[words] >= 0
            begins = np.concatenate(([0], np.cumsum(known)))[starts - starts[0]]
            words, lengths = words[known], np.diff(begins)
            sums = np.zeros((last - first, self._vectors.shape[1]), dtype=np.float32)
            for place in range(lengths.max(initial=0)):  # all first words, all second ones, ...
                having = np.flatnonzero(lengths > place)
                word = words[begins[having] + place]
                sums[having] += self._vectors[of_word[word]] * weights[word][:, np.newaxis]
            np.add.at(found, fact_of[first:last], _unit_length(sums))
        return found

    def _number(self, word: Word) -> int | None:
        number = self._numbers.get(word.text)
        if number is None or word.is_number or is_function(word.text):
            return None
        return number


@lru_cache(maxsize=1)
def load_meanings() -> Meanings:
    """The table that ships with the package."""
    folder = Path(__file__).with_name("words")
    vectors = np.load(folder / "meanings.npy", allow_pickle=False)
    words = (folder / "meanings.txt").read_text(encoding="ascii").split("\n")
    return Meanings(vectors, words[: len(vectors)])


def likeness(meanings: Floats, meaning: Floats) -> Floats:
    """How near some meanings are to a meaning of length 1: -1 to 1, 0 where nothing is known."""
    lengths = np.sqrt((meanings * meanings).sum(axis=1))
    found: Floats = (meanings @ meaning) / np.maximum(lengths, LEAST_LENGTH)
    return found


def _weights(numbers: npt.NDArray[np.int64]) -> Floats:
    """The rarer a word is in general, the more it says."""
    weights: Floats = np.log(np.maximum(numbers, 0) + 2).astype(np.float32)
    return weights


def _unit_length(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    found: Floats = (vectors / lengths).astype(np.float32)
    return found
