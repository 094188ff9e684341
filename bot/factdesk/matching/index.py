"""The phrasings of a base, ready to be searched by unit."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.english import kind_of
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.names import Names
from factdesk.matching.profile import CHECKED_KINDS, ReadFact, read_profile, salience
from factdesk.matching.text import normal, read_words
from factdesk.matching.units import LIGHT_WEIGHT, Thesaurus, read_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from factdesk.factbase.models import FactBase
    from factdesk.matching.english import Kind
    from factdesk.matching.profile import FactProfile
    from factdesk.matching.text import Word
    from factdesk.matching.units import Unit

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int32]


class Postings(NamedTuple):
    """Where a key occurs: in which rows, how well it fits there, and what it weighs there."""

    rows: Ints
    quality: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for a fact, read."""

    text: str
    fact: int
    units: tuple[Unit, ...]
    kind: Kind
    normal: str


class Index:
    """All phrasings and fact profiles of one base. Immutable after it is built."""

    def __init__(self, base: FactBase) -> None:
        self.facts = base.facts
        self.thesaurus = Thesaurus(base.synonyms)
        asked = [[read_words(text) for text in fact.questions] for fact in base.facts]
        told = [read_words(fact.answer) for fact in base.facts]
        self.lexicon = Lexicon(_vocabulary(base, asked, told))
        self.names = Names((words for texts in asked for words in texts), told, self.thesaurus)
        units = [[read_units(words, self.thesaurus) for words in texts] for texts in asked]
        self._facts_with = _document_frequency(units)
        self.phrasings: list[Phrasing] = [
            Phrasing(
                text=text,
                fact=number,
                units=tuple(units[number][place]),
                kind=kind_of([word.text for word in words]),
                normal=normal(words),
            )
            for number, fact in enumerate(base.facts)
            for place, (text, words) in enumerate(zip(fact.questions, asked[number], strict=True))
        ]
        self.profiles = [
            read_profile(ReadFact(*read), self.thesaurus, self.names)
            for read in zip(base.facts, asked, told, units, strict=True)
        ]
        self._first = np.concatenate(
            ([0], np.cumsum([len(fact.questions) for fact in base.facts]))
        ).tolist()
        self.asked_verbatim: dict[str, list[int]] = defaultdict(list)
        for place, phrasing in enumerate(self.phrasings):
            self.asked_verbatim[phrasing.normal].append(place)
        self.fact_of = np.array([phrasing.fact for phrasing in self.phrasings], dtype=np.int32)
        self._weights = [tuple(map(self.weight, p.units)) for p in self.phrasings]
        self.totals = np.array(
            [sum(weights) or 1.0 for weights in self._weights],
            dtype=np.float32,
        )
        self.in_phrasings = self._phrasing_postings()
        self.in_facts = self._fact_postings()

        self._without_kind = {
            kind: np.array([not profile.offers(kind) for profile in self.profiles])
            for kind in CHECKED_KINDS
        }

    def facts_without_kind(self, kind: Kind) -> npt.NDArray[np.bool_] | None:
        """For each fact whether it cannot answer such a question; None for kinds that all can."""
        return self._without_kind.get(kind)

    def salience_without(self, fact: int, phrasing: int) -> dict[str, float]:
        """How salient each key is in a fact as if one of its phrasings were not there."""
        return salience(self._others(fact, phrasing), self.profiles[fact].told)

    def profile_without(self, fact: int, phrasing: int) -> FactProfile:
        """A fact's profile as if one of its phrasings explained no words."""
        return self.profiles[fact].without(self._others(fact, phrasing))

    def _others(self, fact: int, phrasing: int) -> list[tuple[Unit, ...]]:
        return [self.phrasings[p].units for p in self.phrasings_of(fact) if p != phrasing]

    def phrasings_of(self, fact: int) -> range:
        """The numbers of a fact's phrasings, its question first."""
        first = self._first[fact]
        return range(first, first + len(self.facts[fact].questions))

    def weight(self, unit: Unit) -> float:
        """How much a unit says about which fact is meant: its idf over facts, less if light."""
        own = [self._facts_with.get(key, 0) for key in unit.keys if not key.startswith("=")]
        shared = [self._facts_with.get(key, 0) for key in unit.keys]
        frequency = max(own, default=0) or max(shared)  # a word it lacks weighs as its synonyms
        total = len(self.facts)
        idf = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
        return idf * (LIGHT_WEIGHT if unit.light else 1.0)

    def _phrasing_postings(self) -> dict[str, Postings]:
        found: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        for place, phrasing in enumerate(self.phrasings):
            best: dict[str, tuple[float, float]] = {}
            for unit, weight in zip(phrasing.units, self._weights[place], strict=True):
                for key, quality in unit.keys.items():
                    best[key] = max(best.get(key, (0.0, 0.0)), (quality, weight))
            for key, (quality, weight) in best.items():
                found[key].append((place, quality, weight))
        return {key: _postings(rows) for key, rows in found.items()}

    def _fact_postings(self) -> dict[str, Postings]:
        found: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        for number, profile in enumerate(self.profiles):
            units = [self.phrasings[place].units for place in self.phrasings_of(number)]
            for key, quality in salience(units, profile.told).items():
                found[key].append((number, quality, 0.0))
        return {key: _postings(rows) for key, rows in found.items()}


def _vocabulary(
    base: FactBase, asked: Sequence[Sequence[Sequence[Word]]], told: Sequence[Sequence[Word]]
) -> Iterable[Word]:
    for texts in asked:
        for words in texts:
            yield from words
    for words in told:
        yield from words
    for article in base.articles:
        yield from read_words(f"{article.title} {article.publisher} {article.voice}")
    for group in base.synonyms:
        yield from read_words(" ".join(group.words))
    for fact in base.facts:
        yield from read_words(" ".join(fact.not_))


def _document_frequency(units: Sequence[Sequence[Sequence[Unit]]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for texts in units:
        for key in {key for text in texts for unit in text for key in unit.keys}:
            found[key] += 1
    return found


def _postings(rows: Sequence[tuple[int, float, float]]) -> Postings:
    places, qualities, weights = zip(*rows, strict=True)
    return Postings(
        np.array(places, dtype=np.int32),
        np.array(qualities, dtype=np.float32),
        np.array(weights, dtype=np.float32),
    )
