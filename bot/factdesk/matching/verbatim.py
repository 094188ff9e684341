"""Which phrasings say the same as a question word for word, filler aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from factdesk.matching import english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.matching.corpus import Places, ReadTexts
    from factdesk.matching.text import Word


class Verbatim:
    """The phrasings by a hash of their words: eight bytes each, however long they are."""

    def __init__(self, words: Sequence[str], hashes: Places) -> None:
        """Know some phrasings by what `hashed` finds in them.

        Args:
            words: the words that count, by number.
            hashes: the hash of each phrasing.
        """
        self._numbers = {word: number for number, word in enumerate(words, start=1)}
        self._rows: Places = np.argsort(hashes, kind="stable")
        self._hashes: Places = hashes[self._rows]

    def rows(self, words: Sequence[Word]) -> list[int]:
        """The phrasings whose words have the hash of these: nearly always the very same words."""
        numbers = [self._numbers.get(word.text, -1) for word in words if _counts(word.text)]
        if not numbers or -1 in numbers:
            return []
        wanted = hash(tuple(numbers))
        start = int(self._hashes.searchsorted(wanted))
        if start == len(self._hashes) or self._hashes[start] != wanted:
            return []
        end = int(self._hashes.searchsorted(wanted, "right"))
        found: list[int] = self._rows[start:end].tolist()
        return found


def hashed(texts: ReadTexts) -> tuple[list[str], Places]:
    """The words that count, each standing for its number from 1, and the hash of each text."""
    numbers: dict[str, int] = {}
    of_word = [
        numbers.setdefault(word, len(numbers) + 1) if _counts(word) else 0
        for word in texts.known.texts
    ]
    hashes = np.fromiter(
        (
            hash(tuple([n for w in texts.numbers(text) if (n := of_word[w])]))
            for text in range(len(texts))
        ),
        dtype=np.int64,
        count=len(texts),
    )
    return list(numbers), hashes


def _counts(word: str) -> bool:
    return word not in english.FILLER
