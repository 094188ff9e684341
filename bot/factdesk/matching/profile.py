"""What one fact can explain, and what its answer gives: read when it first comes into question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from factdesk.matching import english
from factdesk.matching.gives import offers, read_gives
from factdesk.matching.measure import counted_in, measured_keys
from factdesk.matching.question import is_remark
from factdesk.matching.text import normal, read_words
from factdesk.matching.units import read_units, strongest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.factbase.models import Fact
    from factdesk.matching.english import Kind
    from factdesk.matching.gives import Gives
    from factdesk.matching.names import Names, Pair
    from factdesk.matching.text import Word
    from factdesk.matching.units import Thesaurus, Unit

STATED_SHARE = 0.1  # of the phrasings, from which a fact is asked for with remarks
TOLD_QUALITY = 0.8  # a word explained by the answer alone counts less than one people ask with


class Phrasing(NamedTuple):
    """One way to ask for a fact, read."""

    text: str
    words: tuple[Word, ...]
    units: tuple[Unit, ...]
    kind: Kind


class ReadFact(NamedTuple):
    """A fact, read.

    Attributes:
        fact: the fact.
        texts, words, kinds: its phrasings, the words of each, and the kind of each.
        asked: the keys of its phrasings, each with its best quality.
        told: the words of its answer.
    """

    fact: Fact
    texts: Sequence[str]
    words: Sequence[tuple[Word, ...]]
    kinds: Sequence[Kind]
    asked: dict[str, float]
    told: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class FactProfile:
    """What one fact can explain and what its answer gives.

    Attributes:
        fact: the fact.
        size: how many phrasings it has.
        keys: every key of its phrasings and answer, with its quality.
        asked: the keys of its phrasings alone.
        told: the keys of its answer alone.
        kinds: the kinds of its phrasings.
        numbers: the figures of its phrasings and answer.
        gives: what its answer has.
        measures: the keys of what its phrasings want measured and its answer's figures count.
        negated: whether phrasings or answer deny something.
        stated: whether people ask for it with remarks, too.
        orders: how many of its phrasings (and its answer) have any two names in which roles.
        ruled_out: its `not:` questions, for comparing whole questions.
    """

    fact: Fact
    size: int
    keys: dict[str, float]
    asked: dict[str, float]
    told: dict[str, float]
    kinds: frozenset[Kind]
    numbers: frozenset[str]
    gives: Gives
    measures: frozenset[str]
    negated: bool
    stated: bool
    orders: Counter[Pair]
    ruled_out: frozenset[str]

    def offers(self, kind: Kind) -> bool:
        """Whether the fact can answer a question of that kind."""
        return offers(kind, self.gives, self.kinds)

    def asked_with(self, changed: dict[str, float], size: int) -> FactProfile:
        """The profile as if so many phrasings had some keys in another quality, 0 for none."""
        if not changed:
            return replace(self, size=size)
        asked, keys = dict(self.asked), dict(self.keys)
        for key, quality in changed.items():
            both = max(quality, self.told.get(key, 0.0) * TOLD_QUALITY)
            for known, now in ((asked, quality), (keys, both)):
                if now:
                    known[key] = now
                else:
                    known.pop(key, None)
        return replace(self, size=size, keys=keys, asked=asked)


def read_profile(read: ReadFact, thesaurus: Thesaurus, names: Names) -> FactProfile:
    """The profile of a fact.

    Args:
        read: the fact, read.
        thesaurus: the base's synonyms.
        names: the base's proper names.
    """
    fact, told, asked = read.fact, read.told, read.asked
    texts = [*read.words, told]
    answer = strongest(read_units(told, thesaurus))
    measured = [measured_keys(words, thesaurus) for words in read.words]
    remarks = [
        kind == "open" and "?" not in text and is_remark(text, words)
        for text, words, kind in zip(read.texts, read.words, read.kinds, strict=True)
    ]
    return FactProfile(
        fact=fact,
        size=len(read.texts),
        keys=_explaining(asked, answer),
        asked=asked,
        told=answer,
        kinds=frozenset(read.kinds),
        numbers=frozenset(word.text for words in texts for word in words if word.is_number),
        gives=read_gives(told, fact.as_of),
        measures=frozenset(counted_in(told, thesaurus)).union(*measured),
        negated=any(word.text in english.NEGATIONS for words in texts for word in words),
        stated=sum(remarks) >= STATED_SHARE * len(remarks),
        orders=Counter(pair for words in texts for pair in names.pairs(words)),
        ruled_out=frozenset(normal(read_words(text)) for text in fact.not_),
    )


def _explaining(asked: dict[str, float], told: dict[str, float]) -> dict[str, float]:
    keys = {key: quality * TOLD_QUALITY for key, quality in told.items()}
    for key, quality in asked.items():
        keys[key] = max(quality, keys.get(key, 0.0))
    return keys
