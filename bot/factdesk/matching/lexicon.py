"""The words a base knows, and which of them a typed word may be.

A word is compared with the vocabulary as a whole word: the same word, then the same stem, then a
typo of it (optimal string alignment, so that a transposition counts once). A number is never a
typo of a number, and a real English word is never a typo of another: "hotel" is not "motel".
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from factdesk.matching import english
from factdesk.matching.meanings import load_meanings
from factdesk.matching.text import read_new_token, read_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factdesk.matching.text import Word

How = Literal["exact", "stem", "typo", "unknown"]

_NONE: Mapping[str, str] = MappingProxyType({})
_QUALITY_OF_EDITS = (1.0, 0.95, 0.85)
_SPLIT_CACHE = 250  # typed words of which is remembered whether they are two
_MOST_TYPOS = 12  # vocabulary words that a typed word may be
_LONGEST = 30  # letters of a word that is looked up with typos
_SHORTEST_PART = 3  # letters of each half of two words typed as one


class Reading(NamedTuple):
    """One way to read a typed word: the stem it stands for, and how well it fits (0 to 1)."""

    stem: str
    quality: float
    how: How
    word: str


def stems_of(words: Iterable[Word]) -> dict[str, str]:
    """The stem of each word that is no figure."""
    return {word.text: word.stem for word in words if not word.is_number}


def is_english(word: str) -> bool:
    """Whether a lower-case word is among the 30,000 most frequent English ones."""
    return word in load_meanings()


class Lexicon:
    """The vocabulary of one base. Immutable after it is built; safe to share between threads."""

    def __init__(
        self,
        words: Iterable[Word],
        stem_of: dict[str, str] | None = None,
        misspelt: Mapping[str, str] = _NONE,
    ) -> None:
        """Know some words.

        Args:
            words: the words of a base, the most used first: of several that are as near to what was
                typed, that one is meant.
            stem_of: instead of them the stem of each that is no figure, as `stems_of` finds it.
            misspelt: words that the base seems to misspell, and what it means by each. They are
                read as either.
        """
        self._misspelt = misspelt
        self._stem_of = stems_of(words) if stem_of is None else stem_of
        self._stems = frozenset(
            [stem for word, stem in self._stem_of.items() if word not in misspelt]
        )
        common = {word: word for word in _COMMON if word not in self._stem_of}
        self._candidates = common | self._stem_of
        self._rewritten = lru_cache(maxsize=_SPLIT_CACHE)(self._split)

    def __contains__(self, stem: str) -> bool:
        return stem in self._stems

    @cached_property
    def _spellings(self) -> _Spellings:
        # Many a program that asks one question never needs them.
        return _Spellings(word for word in self._candidates if len(word) > 2)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        words = dict.fromkeys((*self._stem_of, *self._candidates))
        return {word: rank for rank, word in enumerate(words)}

    def read(self, word: Word) -> tuple[Reading, ...]:
        """The ways to read a word, best first; its own stem when the base does not know it."""
        if word.is_number:
            return (Reading(word.stem, 1.0, "exact", word.text),)
        readings = self._read(word.text, word.stem)
        if word.capitalised and readings[0].how == "typo":
            # Nobody writes a function word with a capital: "Peru" is not "per".
            readings = tuple(r for r in readings if not english.is_function(r.word))
        return readings or (Reading(word.stem, 1.0, "unknown", word.text),)

    def typo_of(self, text: str) -> str | None:
        """The word from which a misspelt one is a single edit away; None when none is so near."""
        one_edit = [known for known, edits in self._typos(text) if edits == 1]
        return min(one_edit, key=self._ranks.__getitem__, default=None)

    def warm(self) -> None:
        """Load what only misspelt words need."""
        self._typos("misspelt")

    def rejoin(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words as the base writes them, where it joins or splits them otherwise.

        "Semi conductors" become one word; "agritech" becomes two.
        """
        known = [word.is_number or self._knows(word) for word in words]
        if all(known):
            return tuple(words)  # nearly always
        found: list[Word] = []
        before = True  # whether the word before is known
        for word, is_known in zip(words, known, strict=True):
            if found and not (before and is_known) and self._is_one(found[-1], word):
                raw = found[-1].raw + word.raw
                capitalised = found[-1].capitalised
                found[-1] = read_token(raw)._replace(raw=raw, capitalised=capitalised)
                before = self._knows(found[-1])
            elif not is_known:
                found += self._rewritten(word.raw) or (word,)
                before = self._knows(found[-1])
            else:
                found.append(word)
                before = True
        return tuple(found)

    def _knows(self, word: Word) -> bool:
        return word.text in self._candidates or word.stem in self._stems

    def _is_one(self, first: Word, second: Word) -> bool:
        """Whether the base has two words as one, given that it does not know them both."""
        if first.is_number or second.is_number:
            return False
        together = first.text + second.text
        stem = read_new_token(together).stem
        # What merely looks like an ending is none: "zebra s" is two words.
        return together in self._stem_of or (stem in self._stems and stem != first.stem)

    def _split(self, raw: str) -> tuple[Word, ...]:
        """The two known words that an unknown one is made of; none when it is not."""
        text = raw.casefold()
        if len(text) > _LONGEST:
            return ()
        for place in range(_SHORTEST_PART, len(raw) - _SHORTEST_PART + 1):
            first = raw[:place]
            if not first.isupper() and not self._may_begin(first.casefold()):
                continue  # nearly always
            halves = read_token(first), read_token(raw[place:])
            if all(half.text in self._stem_of and not half.is_number for half in halves):
                # One slip of the finger is likelier than a space left out.
                return () if is_english(text) or self.typo_of(text) else halves
        return ()

    def _may_begin(self, folded: str) -> bool:
        """Whether the base may have a word, as `read_token` would read it."""
        return english.CHAT_SPELLINGS.get(folded, folded) in self._stem_of

    def _read(self, text: str, stem: str) -> tuple[Reading, ...]:
        if text in self._candidates:
            itself = Reading(stem, 1.0, "exact", text)
            meant = self._misspelt.get(text)
            if meant is None:
                return (itself,)
            return (Reading(self._candidates[meant], _QUALITY_OF_EDITS[1], "typo", meant), itself)
        if stem in self._stems:
            return (Reading(stem, 1.0, "stem", text),)
        found = self._typos(text)
        if not found:
            return (Reading(stem, 1.0, "unknown", text),)
        best = min(edits for _, edits in found)
        readings: dict[str, Reading] = {}
        for known, edits in sorted(found, key=lambda one: self._ranks[one[0]]):
            if edits == best:
                meant = self._candidates[known]
                readings[meant] = Reading(meant, _QUALITY_OF_EDITS[best], "typo", known)
        return tuple(readings.values())

    def _typos(self, text: str) -> list[tuple[str, int]]:
        allowed = _allowed_edits(text)
        if not allowed:
            return []
        from rapidfuzz import process  # noqa: PLC0415 - many a question has no typo
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        near = process.extract(
            text,
            self._spellings.near(text, allowed),
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=_MOST_TYPOS,
        )
        found = [(str(known), int(edits)) for known, edits, _ in near]
        if len(text) == 3:  # so short a word has lost a letter, or it is another word
            found = [(known, edits) for known, edits in found if len(known) == 4]
        if found and is_english(text):
            # A real word is meant as typed, unless two letters were swapped ("form" for "from").
            found = [(known, 1) for known, _ in found if sorted(known) == sorted(text)]
        return found


class _Spellings:
    """The spellings of a vocabulary by length, with bits for the letters that they have.

    An edit changes the length by at most one and at most two of the bits: nearly all spellings are
    ruled out by that alone, without comparing them.
    """

    def __init__(self, words: Iterable[str]) -> None:
        ordered = sorted(words, key=lambda word: (len(word), word))
        self._words = np.array(ordered, dtype=np.object_)
        self._letters = np.array([_letters(word) for word in ordered], dtype=np.uint64)
        lengths = [len(word) for word in ordered]
        longest = max(lengths, default=0)
        self._from_length = np.searchsorted(lengths, np.arange(longest + 2)).tolist()

    def near(self, text: str, edits: int) -> list[str]:
        """The spellings that may be so many edits away, in order."""
        last = len(self._from_length) - 1
        start = self._from_length[min(max(len(text) - edits, 0), last)]
        end = self._from_length[min(len(text) + edits + 1, last)]
        differing = np.bitwise_count(self._letters[start:end] ^ np.uint64(_letters(text)))
        found: list[str] = self._words[start:end][differing <= 2 * edits].tolist()
        return found


def _letters(word: str) -> int:
    """A bit for each letter of a word, and another for each that it has twice.

    Letters of other scripts are folded into the same 32.
    """
    once = twice = 0
    for letter in word:
        bit = 1 << (ord(letter) & 31)
        twice |= once & bit
        once |= bit
    return once | twice << 32


def _allowed_edits(text: str) -> int:
    if not 3 <= len(text) <= _LONGEST or not text.isalpha():
        return 0
    return 2 if len(text) >= 6 else 1


_COMMON = frozenset(
    word
    for words in (english.FUNCTION, english.FILLER, english.LIGHT, english.RELATIONS)
    for word in words
    if len(word) > 3
)
