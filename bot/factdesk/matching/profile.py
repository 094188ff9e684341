"""What one fact can explain, and what its answer gives: read once, when a base is loaded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from factdesk.factbase.citing import MONTHS
from factdesk.matching import english
from factdesk.matching.english import Kind, kind_of
from factdesk.matching.measure import counted_in, measured_keys
from factdesk.matching.text import normal, read_words
from factdesk.matching.units import Thesaurus, read_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factdesk.factbase.models import Fact
    from factdesk.matching.names import Names
    from factdesk.matching.text import Word
    from factdesk.matching.units import Unit

CHECKED_KINDS: tuple[Kind, ...] = ("when", "how many", "who", "where", "why", "how")
TOLD_COUNTS = 3.0  # a word of the answer belongs to the fact like one of so many phrasings
HALF_SALIENT = 2.0  # phrasings that make a word half salient
TOLD_QUALITY = 0.8  # a word explained by the answer alone counts less than one people ask with


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

    def without(self, others: Sequence[Sequence[Unit]]) -> FactProfile:
        """The profile as if only these of its phrasings (their units) explained words."""
        asked = _strongest(unit for units in others for unit in units)
        return replace(self, keys=_explaining(asked, self.told), asked=asked)


class ReadFact(NamedTuple):
    """A fact with the words of its phrasings and answer, and the units of its phrasings."""

    fact: Fact
    asked: Sequence[Sequence[Word]]
    told: Sequence[Word]
    units: Sequence[Sequence[Unit]]


def read_profile(read: ReadFact, thesaurus: Thesaurus, names: Names) -> FactProfile:
    """The profile of a fact.

    Args:
        read: the fact with its words and units.
        thesaurus: the base's synonyms.
        names: the base's proper names.
    """
    fact, asked, told, units = read
    answer = _strongest(read_units(told, thesaurus))
    asked_keys = _strongest(unit for text in units for unit in text)
    as_of = {str(fact.as_of.year), str(fact.as_of.day), MONTHS[fact.as_of.month - 1].casefold()}
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


def _explaining(asked: dict[str, float], told: dict[str, float]) -> dict[str, float]:
    keys = {key: quality * TOLD_QUALITY for key, quality in told.items()}
    for key, quality in asked.items():
        keys[key] = max(quality, keys.get(key, 0.0))
    return keys


def salience(phrasings: Sequence[Sequence[Unit]], told: dict[str, float]) -> dict[str, float]:
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
