"""The phrasings of a base, ready to be searched by unit."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching import english
from factdesk.matching.english import Kind, kind_of
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.measure import counted_in, measured_keys
from factdesk.matching.names import Names
from factdesk.matching.text import read_words
from factdesk.matching.units import LIGHT_WEIGHT, Thesaurus, read_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from factdesk.factbase.models import Fact, FactBase
    from factdesk.matching.text import Word
    from factdesk.matching.units import Unit

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int32]

CHECKED_KINDS: tuple[Kind, ...] = ("when", "how many", "who", "where", "why", "how")
TOLD_COUNTS = 3.0  # a word of the answer belongs to the fact like one of so many phrasings
HALF_SALIENT = 2.0  # phrasings that make a word half salient
TOLD_QUALITY = 0.8  # a word explained by the answer alone counts less than one people ask with


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


class RuledOut(NamedTuple):
    """A question that the curator has ruled out for a fact."""

    normal: str
    kind: Kind
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class FactProfile:
    """What one fact can explain and what its answer gives.

    Attributes:
        fact: the fact.
        keys: every key of its phrasings and answer, with its quality.
        asked: the keys of its phrasings alone.
        told: the keys of its answer alone.
        kinds: the kinds of its phrasings.
        numbers: the figures of its phrasings and answer.
        gives_year: whether its answer has a year beside its as-of date.
        gives_time: whether its answer has any figure, month, weekday or word such as "daily".
        gives_number: whether its answer has a figure beside its as-of date.
        gives_name: whether its answer has a proper name.
        gives_reason: whether its answer has a word such as "because".
        measures: the keys of what its phrasings want measured and its answer's figures count.
        negated: whether phrasings or answer deny something.
        orders: how many of its phrasings (and its answer) have any two names in which order.
        ruled_out: its `not:` questions, read.
    """

    fact: Fact
    keys: dict[str, float]
    asked: dict[str, float]
    told: dict[str, float]
    kinds: frozenset[Kind]
    numbers: frozenset[str]
    gives_year: bool
    gives_time: bool
    gives_number: bool
    gives_name: bool
    gives_reason: bool
    measures: frozenset[str]
    negated: bool
    orders: Counter[tuple[str, str]]
    ruled_out: tuple[RuledOut, ...]

    def offers(self, kind: Kind) -> bool:
        """Whether the fact can answer a question of that kind."""
        if kind == "when":
            return self.gives_year or (self.gives_time and "when" in self.kinds)
        if kind == "how many":
            return self.gives_number or "how many" in self.kinds
        if kind == "who":
            return self.gives_name and "who" in self.kinds
        if kind == "why":
            return self.gives_reason or "why" in self.kinds
        return kind not in CHECKED_KINDS or kind in self.kinds


class _ReadFact(NamedTuple):
    """A fact with the words of its phrasings and answer, and the units of its phrasings."""

    fact: Fact
    asked: Sequence[Sequence[Word]]
    told: Sequence[Word]
    units: Sequence[Sequence[Unit]]


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
            _profile(_ReadFact(*read), self.thesaurus, self.names)
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
        profile = self.profiles[fact]
        others = [self.phrasings[p].units for p in self.phrasings_of(fact) if p != phrasing]
        return _salience(others, profile.told)

    def profile_without(self, fact: int, phrasing: int) -> FactProfile:
        """A fact's profile as if one of its phrasings explained no words."""
        profile = self.profiles[fact]
        others = [self.phrasings[p].units for p in self.phrasings_of(fact) if p != phrasing]
        asked = _strongest(unit for units in others for unit in units)
        return replace(profile, keys=_explaining(asked, profile.told), asked=asked)

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
            for key, quality in _salience(units, profile.told).items():
                found[key].append((number, quality, 0.0))
        return {key: _postings(rows) for key, rows in found.items()}


def normal(words: Sequence[Word]) -> str:
    """A text reduced to its words, for telling whether two texts are the same question."""
    return " ".join(word.text for word in words if word.text not in english.FILLER)


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


def _profile(read: _ReadFact, thesaurus: Thesaurus, names: Names) -> FactProfile:
    fact, asked, told, units = read
    answer = _strongest(read_units(told, thesaurus))
    asked_keys = _strongest(unit for text in units for unit in text)
    as_of = {str(fact.as_of.year), str(fact.as_of.day), fact.as_of.strftime("%B").casefold()}
    figures = {word.text for word in told if word.is_number} - as_of
    months = {word.text for word in told if word.text in english.MONTHS} - as_of
    return FactProfile(
        fact=fact,
        keys=_explaining(asked_keys, answer),
        asked=asked_keys,
        told=answer,
        kinds=frozenset(kind_of([word.text for word in words]) for words in asked),
        numbers=frozenset(w.text for words in (*asked, told) for w in words if w.is_number),
        gives_year=any(len(figure) == 4 for figure in figures),
        gives_time=bool(figures or months) or any(w.text in english.TIME_WORDS for w in told),
        gives_number=bool(figures),
        gives_name=any(word.capitalised for word in told),
        gives_reason=any(word.text in english.REASONS for word in told),
        measures=frozenset(key for words in asked for key in measured_keys(words, thesaurus))
        | frozenset(counted_in(told, thesaurus)),
        negated=any(w.text in english.NEGATIONS for words in (*asked, told) for w in words),
        orders=Counter(pair for words in (*asked, told) for pair in names.pairs(words)),
        ruled_out=tuple(_ruled_out(text, thesaurus) for text in fact.not_),
    )


def _ruled_out(text: str, thesaurus: Thesaurus) -> RuledOut:
    words = read_words(text)
    kind = kind_of([word.text for word in words])
    return RuledOut(normal(words), kind, tuple(read_units(words, thesaurus)))


def _document_frequency(units: Sequence[Sequence[Sequence[Unit]]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for texts in units:
        for key in {key for text in texts for unit in text for key in unit.keys}:
            found[key] += 1
    return found


def _explaining(asked: dict[str, float], told: dict[str, float]) -> dict[str, float]:
    keys = {key: quality * TOLD_QUALITY for key, quality in told.items()}
    for key, quality in asked.items():
        keys[key] = max(quality, keys.get(key, 0.0))
    return keys


def _salience(phrasings: Sequence[Sequence[Unit]], told: dict[str, float]) -> dict[str, float]:
    """How much each key belongs to a fact, 0 to 1: the more of its phrasings use it, the more.

    A word of the answer counts like a few phrasings. The curve saturates: a word that a handful of
    people use for a fact is as good as one that all use.
    """
    counts = {key: TOLD_COUNTS * quality for key, quality in told.items()}
    for units in phrasings:
        for key, quality in _strongest(units).items():
            counts[key] = counts.get(key, 0.0) + quality
    most = len(phrasings) + TOLD_COUNTS
    scale = (most + HALF_SALIENT) / most
    return {key: scale * count / (count + HALF_SALIENT) for key, count in counts.items()}


def _strongest(units: Iterable[Unit]) -> dict[str, float]:
    keys: dict[str, float] = {}
    for unit in units:
        for key, quality in unit.keys.items():
            keys[key] = max(quality, keys.get(key, 0.0))
    return keys


def _postings(rows: Sequence[tuple[int, float, float]]) -> Postings:
    places, qualities, weights = zip(*rows, strict=True)
    return Postings(
        np.array(places, dtype=np.int32),
        np.array(qualities, dtype=np.float32),
        np.array(weights, dtype=np.float32),
    )
