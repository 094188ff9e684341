"""The phrasings of a base as arrays, ready to be searched by unit."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, get_args

import numpy as np

from factdesk.matching.candidates import LOOKED_AT, best_of_each, salience
from factdesk.matching.corpus import Texts, Vocabulary
from factdesk.matching.english import Kind, kind_of
from factdesk.matching.gives import CHECKED_KINDS, offers, read_gives
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.meanings import load_meanings
from factdesk.matching.names import Names
from factdesk.matching.postings import facts_with_keys
from factdesk.matching.profile import (
    Phrasing,
    ReadFact,
    read_profile,
)
from factdesk.matching.rows import Term, UnitFits, weighed
from factdesk.matching.text import normal, read_words
from factdesk.matching.units import LIGHT_WEIGHT, Thesaurus
from factdesk.matching.unittable import UnitTable
from factdesk.matching.verbatim import Verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from factdesk.factbase.models import FactBase
    from factdesk.matching.corpus import Floats, Ints, Places
    from factdesk.matching.profile import FactProfile
    from factdesk.matching.text import Word
    from factdesk.matching.units import Unit

KINDS: tuple[Kind, ...] = get_args(Kind)
PROFILES_KEPT = 4096  # facts whose profile is kept once it has been read
_CACHE = 5_000  # typed words of which is remembered what the base makes of them


class Index:
    """All phrasings of one base. Immutable after it is built; safe to share between threads.

    Phrasings have numbers ("rows"): those of a fact follow one another, its question first.

    Attributes:
        facts: the facts of the base.
        thesaurus, lexicon, names: what the base knows of words.
        first_row: for each fact the row of its question (and where the last fact ends).
        units: every distinct unit of the base, and `unit_weights` what each weighs.
        asked: the phrasings.
        told: the answers, one a fact.
        ruled_out: the `not:` questions of all facts, and `first_ruled_out` where each fact's begin.
        meanings, row_meanings: the table of word meanings, and what each phrasing means.
        kind_codes, ruled_out_kinds: the kind of each phrasing and `not:` question.
        units_with: for each key the units that have it, and how well.
        facts_with: for each key the facts that have it, and in how many of their texts.
        salience: the same with how much the key belongs to each, 0 to 1.
        unit_fits: the units by what they are matched by.
        explained: of a term's keys how much of it each fact explains; only for a base so small
            that all facts are looked at.
        profile: of a fact, by its number.
        texts_with: of a fact the units that its texts have; of each its phrasings as bits, the
            question's the lowest, and the bit above them all for the answer.
    """

    def __init__(self, base: FactBase) -> None:
        self.facts = base.facts
        self.thesaurus = Thesaurus(base.synonyms)
        vocabulary = Vocabulary()
        self._asked = Texts((text for fact in base.facts for text in fact.questions), vocabulary)
        self._told = Texts((fact.answer for fact in base.facts), vocabulary)
        ruled_out = Texts((text for fact in base.facts for text in fact.not_), vocabulary)
        self.lexicon = Lexicon([*vocabulary.words, *_further_words(base)])
        self.names = Names(self._asked, self._told, self.thesaurus)
        self.first_row: Places = np.cumsum([0, *(len(f.questions) for f in base.facts)])
        table = UnitTable(vocabulary, self.thesaurus)
        asked, told = table.read(self._asked), table.read(self._told)
        not_asked = table.read(ruled_out)
        self.units: Sequence[Unit] = table.units
        self._keys = table.keys
        keys_of = table.keys_of()
        self.units_with = keys_of.turned(len(self._keys))
        fact_of = _owners([len(fact.questions) for fact in base.facts])
        self.facts_with, self._asked_by = facts_with_keys(
            (*asked, fact_of), told, keys_of, len(self._keys)
        )
        sizes = np.array([len(fact.questions) for fact in base.facts], np.float32)
        self.salience = self.facts_with._replace(
            values=salience(self.facts_with.values, sizes[self.facts_with.numbers])
        )
        self.unit_weights: Floats = np.array([self.weight(u) for u in self.units], np.float32)
        self.unit_fits = UnitFits(self.units_with, self.unit_weights)
        self.asked = weighed(*asked, fact_of, self.unit_weights)
        ruled_out_sizes = [len(fact.not_) for fact in base.facts]
        self.first_ruled_out: Places = np.cumsum([0, *ruled_out_sizes])
        self.ruled_out = weighed(*not_asked, _owners(ruled_out_sizes), self.unit_weights)
        self.meanings = load_meanings()
        self.row_meanings = self.meanings.of_texts(self._asked)
        self._verbatim = Verbatim(self._asked)
        self.told = weighed(*told, _owners([1] * len(base.facts)), self.unit_weights)
        self._kinds = _kinds(self._asked)
        self.kind_codes = np.array([KINDS.index(kind) for kind in self._kinds], np.int8)
        self.ruled_out_kinds = np.array([KINDS.index(k) for k in _kinds(ruled_out)], np.int8)
        self._lacking = self._facts_lacking()
        self.profile = lru_cache(maxsize=PROFILES_KEPT)(self._read_profile)
        self.texts_with = lru_cache(maxsize=PROFILES_KEPT)(self._texts_with)
        self.explained = lru_cache(maxsize=_CACHE)(self._explained)
        self._known_term = lru_cache(maxsize=_CACHE)(self._term)

    def warm(self) -> None:
        """Find out now what is otherwise found out when it is first asked for, and remembered."""
        self.lexicon.warm()
        for fact in range(min(len(self.facts), PROFILES_KEPT)):
            self.profile(fact)
            self.texts_with(fact)
        for unit in self.units[:_CACHE]:
            keys = self.term(unit).keys
            self.unit_fits.of(keys)
            if len(self.facts) <= LOOKED_AT:
                self.explained(keys)

    @property
    def rows(self) -> range:
        """The numbers of all phrasings."""
        return range(len(self.asked.fact_of))

    def rows_of(self, fact: int) -> range:
        """The rows of a fact, its question first."""
        return range(int(self.first_row[fact]), int(self.first_row[fact + 1]))

    def kind_code(self, kind: Kind) -> int:
        """The number that `kind_codes` has for a kind."""
        return KINDS.index(kind)

    def text(self, row: int) -> str:
        """A phrasing as the curator wrote it."""
        fact = int(self.asked.fact_of[row])
        return self.facts[fact].questions[row - int(self.first_row[fact])]

    def phrasing(self, row: int) -> Phrasing:
        """A phrasing, read."""
        fact = int(self.asked.fact_of[row])
        return self.profile(fact).phrasings[row - int(self.first_row[fact])]

    def asked_verbatim(self, words: Sequence[Word]) -> list[int]:
        """The rows that say the same word for word, filler aside."""
        rows = self._verbatim.rows(words)
        asked = normal(words) if rows else ""
        return [row for row in rows if normal(self._asked.read(row)) == asked]

    def key(self, key: str) -> int | None:
        """The number of a key, None when the base does not have it."""
        return self._keys.get(key)

    def term(self, unit: Unit) -> Term:
        """A unit of a question as the base knows it."""
        return self._known_term(tuple(unit.keys.items()), unit.light)

    def _term(self, spelt: tuple[tuple[str, float], ...], light: bool) -> Term:  # noqa: FBT001 - of a cache
        known = [(self.key(key), quality) for key, quality in spelt]
        keys = tuple([(key, quality) for key, quality in known if key is not None])
        return Term(self._weight([key for key, _ in spelt], light=light), keys)

    def _explained(self, keys: tuple[tuple[int, float], ...]) -> Floats:
        return best_of_each(self, keys, np.arange(len(self.facts), dtype=np.int32))

    def facts_lacking(self, kind: Kind) -> npt.NDArray[np.bool_] | None:
        """For each fact whether it cannot answer such a question; None for kinds that all can."""
        return self._lacking.get(kind)

    def weight(self, unit: Unit) -> float:
        """How much a unit says about which fact is meant: its idf over facts, less if light."""
        return self._weight(list(unit.keys), light=unit.light)

    def _weight(self, keys: Sequence[str], *, light: bool) -> float:
        own = [self._frequency(key) for key in keys if not key.startswith("=")]
        frequency = max(own, default=0)  # a word that the base lacks weighs as its synonyms
        frequency = frequency or max(self._frequency(key) for key in keys)
        total = len(self.facts)
        idf = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
        return idf * (LIGHT_WEIGHT if light else 1.0)

    def _frequency(self, key: str) -> int:
        number = self._keys.get(key)
        return 0 if number is None else int(self._asked_by[number])

    def _facts_lacking(self) -> dict[Kind, npt.NDArray[np.bool_]]:
        lacking = {kind: np.zeros(len(self.facts), dtype=bool) for kind in CHECKED_KINDS}
        for number, fact in enumerate(self.facts):
            gives = read_gives(self._told.read(number), fact.as_of)
            rows = self.rows_of(number)
            asked = frozenset(self._kinds[rows.start : rows.stop])
            for kind, facts in lacking.items():
                facts[number] = not offers(kind, gives, asked)
        return lacking

    def _read_profile(self, fact: int) -> FactProfile:
        phrasings = tuple(map(self._read_phrasing, self.rows_of(fact)))
        read = ReadFact(self.facts[fact], phrasings, self._told.read(fact))
        return read_profile(read, self.thesaurus, self.names)

    def _texts_with(self, fact: int) -> dict[int, int]:
        rows = self.rows_of(fact)
        texts = [*map(self.asked.units_of, rows), self.told.units_of(fact)]
        found: dict[int, int] = {}
        for place, units in enumerate(texts):
            for unit in units:
                found[unit] = found.get(unit, 0) | 1 << place
        return found

    def _read_phrasing(self, row: int) -> Phrasing:
        return Phrasing(
            text=self.text(row),
            words=self._asked.read(row),
            units=tuple([self.units[number] for number in self.asked.units_of(row)]),
            kind=self._kinds[row],
        )


def _kinds(texts: Texts) -> list[Kind]:
    return [kind_of(texts.spelt(text)) for text in range(len(texts))]


def _owners(sizes: Sequence[int]) -> Ints:
    """For each text its fact, given how many texts each fact has."""
    return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)


def _further_words(base: FactBase) -> Iterator[Word]:
    """The words that a base knows beside those of its phrasings and answers."""
    for article in base.articles:
        yield from read_words(f"{article.title} {article.publisher} {article.voice}")
    for group in base.synonyms:
        yield from read_words(" ".join(group.words))
