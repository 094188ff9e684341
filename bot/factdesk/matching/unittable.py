"""The units of all texts of a base: each distinct one has a number, each text is a run of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from factdesk.matching.lexicon import Reading
from factdesk.matching.postings import Runs
from factdesk.matching.units import is_content, phrase_unit, word_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factdesk.matching.corpus import Ints, Places, Texts, Vocabulary
    from factdesk.matching.units import Thesaurus, Unit


NO_UNIT = -1  # of a word that carries nothing


class UnitTable:
    """Every distinct unit of a base, and the keys that units are matched by.

    Attributes:
        units: the units by number.
        keys: the number of each key.
    """

    def __init__(self, vocabulary: Vocabulary, thesaurus: Thesaurus) -> None:
        self.units: list[Unit] = []
        self.keys: dict[str, int] = {}
        self._vocabulary = vocabulary
        self._thesaurus = thesaurus
        self._units_of_words: list[int] = []
        self._of_word: dict[str, int] = {}
        self._of_phrase: dict[tuple[int, ...], int] = {}

    def read(self, texts: Texts) -> tuple[Ints, Places]:
        """The units of some texts: their numbers, one text after the other, and where each begins.

        A word is a unit by itself or none, unless it stands in a phrase of the synonyms.
        """
        self._units_of_words += [
            self._word_unit(n) for n in range(len(self._units_of_words), len(self._vocabulary))
        ]
        units = np.array(self._units_of_words, np.int32)[texts.words]
        for first, length, unit in self._phrases(texts):
            units[first] = unit
            units[first + 1 : first + length] = NO_UNIT
        kept = units >= 0
        starts = np.concatenate(([0], np.cumsum(kept)))[texts.starts].astype(np.int64)
        return units[kept], starts

    def _phrases(self, texts: Texts) -> Iterator[tuple[int, int, int]]:
        """The phrases of the synonyms in some texts: first place, length in words, and unit."""
        stems = [word.stem for word in self._vocabulary.words]
        behind = 0
        for place, text in zip(*self._phrase_starts(texts), strict=True):
            end = int(texts.starts[text + 1])
            if place < behind or place >= end - 1:
                continue  # inside the phrase before, or the pair stands across two texts
            words = texts.words[place : min(end, place + self._thesaurus.longest)].tolist()
            found = self._thesaurus.phrase_at([(stems[word],) for word in words], 0)
            if found is not None:
                length, concepts = found
                yield place, length, self._phrase_unit(tuple(words[:length]), concepts)
                behind = place + length

    def _phrase_starts(self, texts: Texts) -> tuple[list[int], list[int]]:
        """Where the first two words of a phrase stand side by side, and in which text."""
        numbers: dict[str, int] = {}
        stems = np.array(
            [numbers.setdefault(word.stem, len(numbers)) for word in self._vocabulary.words],
            np.int64,
        )
        starting = np.array(
            [
                numbers[first] * len(numbers) + numbers[second]
                for first, second in self._thesaurus.phrase_starts()
                if first in numbers and second in numbers
            ],
            np.int64,
        )
        if not len(starting) or len(texts.words) < 2:
            return [], []
        typed = stems[texts.words]
        pairs = typed[:-1] * len(numbers) + typed[1:]
        starting.sort()
        nearest = starting[np.minimum(np.searchsorted(starting, pairs), len(starting) - 1)]
        places = np.flatnonzero(nearest == pairs)
        found = np.searchsorted(texts.starts, places, side="right") - 1
        return places.tolist(), found.tolist()

    def _phrase_unit(self, words: tuple[int, ...], concepts: Sequence[str]) -> int:
        unit = self._of_phrase.get(words)
        if unit is None:
            read = [self._vocabulary.words[word] for word in words]
            unit = self._add(phrase_unit(read, concepts, self._thesaurus))
            self._of_phrase[words] = unit
        return unit

    def _word_unit(self, number: int) -> int:
        """The unit of a word by itself."""
        word = self._vocabulary.words[number]
        if not is_content(word):
            return NO_UNIT
        unit = self._of_word.get(word.text)
        if unit is None:
            readings = (Reading(word.stem, 1.0, "exact", word.text),)
            unit = self._add(word_unit(word, readings, self._thesaurus))
            self._of_word[word.text] = unit
        return unit

    def _add(self, unit: Unit) -> int:
        for key in unit.keys:
            self.keys.setdefault(key, len(self.keys))
        self.units.append(unit)
        return len(self.units) - 1

    def keys_of(self) -> Runs:
        """The keys of every unit, with their qualities."""
        keys = [self.keys[key] for unit in self.units for key in unit.keys]
        qualities = [quality for unit in self.units for quality in unit.keys.values()]
        starts = np.cumsum([0, *(len(unit.keys) for unit in self.units)], dtype=np.int64)
        return Runs(np.array(keys, np.int32), np.array(qualities, np.float32), starts)
