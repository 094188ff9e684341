"""Which phrasings say the same as a question word for word, filler aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from factdesk.matching import english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.matching.corpus import Places, Texts
    from factdesk.matching.text import Word


class Verbatim:
    """The phrasings by a hash of their words: eight bytes each, however long they are."""

    def __init__(self, texts: Texts) -> None:
        self._numbers: dict[str, int] = {}
        of_word = [self._number(word) for word in texts.vocabulary.words]
        hashes = np.fromiter(
            (
                hash(tuple([n for w in texts.numbers(text) if (n := of_word[w])]))
                for text in range(len(texts))
            ),
            dtype=np.int64,
            count=len(texts),
        )
        self._rows: Places = np.argsort(hashes, kind="stable")
        self._hashes: Places = hashes[self._rows]

    def rows(self, words: Sequence[Word]) -> list[int]:
        """The phrasings whose words have the hash of these: nearly always the very same words."""
        numbers = [self._numbers.get(word.text, -1) for word in words if _counts(word)]
        if not numbers or -1 in numbers:
            return []
        wanted = hash(tuple(numbers))
        start = int(self._hashes.searchsorted(wanted))
        if start == len(self._hashes) or self._hashes[start] != wanted:
            return []
        end = int(self._hashes.searchsorted(wanted, "right"))
        found: list[int] = self._rows[start:end].tolist()
        return found

    def _number(self, word: Word) -> int:
        """A number from 1 for each word as it is compared, 0 for filler."""
        return self._numbers.setdefault(word.text, len(self._numbers) + 1) if _counts(word) else 0


def _counts(word: Word) -> bool:
    return word.text not in english.FILLER
