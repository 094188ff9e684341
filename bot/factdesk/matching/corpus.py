"""The texts of a base as numbers: each distinct word has one, each text is a run of them.

A million phrasings are eight million words but only some hundred thousand different ones. What can
be known of a word alone is found out once, and the texts take four bytes a word.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, overload

import numpy as np

from factdesk.matching.text import Word, opening, read_token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Places = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]


_IS_NUMBER, _CAPITALISED = 1, 2


class WordTable(Sequence[Word]):
    """Words in columns.

    Some thousand tuples that stay for good would be gone through by every full garbage collection;
    so each word is put together when it is asked for.

    Attributes:
        texts, raws, stems: the parts of each word.
        flags: whether it is a figure, and whether it has a capital, a bit each.
    """

    def __init__(
        self,
        texts: Sequence[str] = (),
        raws: Sequence[str] = (),
        stems: Sequence[str] = (),
        flags: bytes | bytearray = b"",
    ) -> None:
        self.texts, self.raws, self.stems = texts, raws, stems
        self.flags = flags

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, number: int) -> Word: ...

    @overload
    def __getitem__(self, number: slice) -> list[Word]: ...

    def __getitem__(self, number: int | slice) -> Word | list[Word]:
        if isinstance(number, slice):
            return [self[place] for place in range(len(self))[number]]
        flags = self.flags[number]
        return Word(
            self.texts[number],
            self.raws[number],
            self.stems[number],
            flags & _IS_NUMBER != 0,
            flags & _CAPITALISED != 0,
        )


class GrowingWords(WordTable):
    """Words in columns, to which others may be added."""

    def __init__(self) -> None:
        self._columns: tuple[list[str], list[str], list[str]] = ([], [], [])
        self._bits = bytearray()
        super().__init__(*self._columns, self._bits)

    def append(self, word: Word) -> None:
        """Add one more."""
        for column, part in zip(self._columns, (word.text, word.raw, word.stem), strict=True):
            column.append(part)
        self._bits.append(_IS_NUMBER * word.is_number | _CAPITALISED * word.capitalised)


class Vocabulary:
    """The distinct words of some texts, as typed."""

    def __init__(self) -> None:
        self.words = GrowingWords()
        self._numbers = _Numbers(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def numbers(self, typed: Iterable[str]) -> Iterable[int]:
        """The numbers of words as typed; new ones for those that have not occurred before."""
        return map(self._numbers.__getitem__, typed)


class _Numbers(dict[str, int]):
    """The numbers of words; a word is read and numbered when it is first looked up."""

    def __init__(self, words: GrowingWords) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, raw: str) -> int:
        number = self[raw] = len(self._words)
        self._words.append(read_token(raw))
        return number


class ReadTexts:
    """Some texts, as runs of word numbers.

    Attributes:
        known: what the numbers stand for.
        words: the word numbers of all texts, one text after the other.
        starts: where each text begins in `words`, and where the last one ends.
    """

    def __init__(self, known: WordTable, words: Ints, starts: Places) -> None:
        self.known, self.words, self.starts = known, words, starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    def numbers(self, text: int) -> list[int]:
        """The word numbers of a text."""
        found: list[int] = self.words[self.starts[text] : self.starts[text + 1]].tolist()
        return found

    def spelt(self, text: int) -> list[str]:
        """The words of a text as they are compared."""
        texts = self.known.texts
        return [texts[number] for number in self.numbers(text)]

    def read(self, text: int) -> tuple[Word, ...]:
        """The words of a text."""
        (words,) = self.read_several(range(text, text + 1))
        return words

    def read_several(self, texts: range) -> list[tuple[Word, ...]]:
        """The words of some texts, which are put together once however often they stand there."""
        starts = self.starts[texts.start : texts.stop + 1].tolist()
        numbers = self.words[starts[0] : starts[-1]].tolist()
        known = {number: self.known[number] for number in set(numbers)}
        found = []
        for start, end in pairwise(starts):
            words = [known[number] for number in numbers[start - starts[0] : end - starts[0]]]
            if words:
                words[0] = opening(words[0])
            found.append(tuple(words))
        return found

    def first_words(self) -> Places:
        """The places in `words` where a text begins."""
        return self.starts[:-1][np.diff(self.starts) > 0]


class Texts(ReadTexts):
    """Some texts, read."""

    def __init__(self, texts: Iterable[str], vocabulary: Vocabulary) -> None:
        words = array("i")
        starts = array("q", [0])
        for text in texts:
            raw, shouted = tokens(text)
            words.extend(vocabulary.numbers(map(str.lower, raw) if shouted else raw))
            starts.append(len(words))
        numbers: Ints = np.frombuffer(words, dtype=np.int32) if words else _NO_WORDS
        super().__init__(vocabulary.words, numbers, np.frombuffer(starts, dtype=np.int64))


_NO_WORDS: Ints = np.zeros(0, dtype=np.int32)


def runs(starts: Places, chosen: npt.NDArray[np.integer]) -> tuple[Places, Places]:
    """The places of several runs of an array, one run after the other.

    Args:
        starts: where each run begins, and where the last one ends.
        chosen: the numbers of the runs wanted.

    Returns:
        The places, and where each wanted run begins among them (and where the last one ends).
    """
    lengths = starts[chosen + 1] - starts[chosen]
    ends = np.cumsum(lengths)
    begins = np.concatenate((_ZERO, ends))
    places = np.repeat(starts[chosen] - begins[:-1], lengths) + np.arange(begins[-1])
    return places, begins


_ZERO: Places = np.zeros(1, dtype=np.int64)
