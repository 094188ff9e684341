"""The phrasings of a base as arrays, ready to be searched by unit."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from factdesk.matching.building import KINDS, build, owners
from factdesk.matching.candidates import LOOKED_AT, best_of_each, salience
from factdesk.matching.corpus import ReadTexts, WordTable
from factdesk.matching.gives import CHECKED_KINDS
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.meanings import load_meanings
from factdesk.matching.names import Names
from factdesk.matching.postings import Runs
from factdesk.matching.profile import Phrasing, ReadFact, read_profile
from factdesk.matching.rows import NO_FITS, NO_UNITS, Term, touched, weighed
from factdesk.matching.text import opening, read_token, weighty
from factdesk.matching.unitcolumns import Columns, Units
from factdesk.matching.units import WORDS_KEPT, Concept, Thesaurus
from factdesk.matching.verbatim import Verbatim
from factdesk.matching.weights import Weights
from factdesk.matching.wording import TextOfFact, Wording
from factdesk.matching.wordingtable import Counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from factdesk.factbase.models import FactBase
    from factdesk.matching.building import Built
    from factdesk.matching.corpus import Floats, Ints, Places
    from factdesk.matching.english import Kind
    from factdesk.matching.profile import FactProfile
    from factdesk.matching.text import Word
    from factdesk.matching.units import Unit

PROFILES_KEPT = 4096  # facts whose profile is kept once it has been read
TERMS_KEPT = 3_000  # known words of which is remembered which facts and units have them


class Index:
    """All phrasings of one base. Immutable after it is built; safe to share between threads.

    Phrasings have numbers ("rows"): those of a fact follow one another, its question first.

    Attributes:
        facts: the facts of the base.
        thesaurus, lexicon, names: what the base knows of words.
        first_row: for each fact the row of its question (and where the last fact ends).
        units: every distinct unit of the base, and `unit_weights` what each weighs.
        asked: the phrasings.
        ruled_out: the `not:` questions of all facts, and `first_ruled_out` where each fact's begin.
        kind_codes, ruled_out_kinds: the kind of each phrasing and `not:` question.
        units_with: for each key the units that have it, and how well.
        facts_with: for each key the facts that have it, and in how many of their texts.
        salience: the same with how much the key belongs to each, 0 to 1.
        profile: of a fact, by its number.
    """

    def __init__(self, base: FactBase, built: Built | None = None) -> None:
        """Index a base.

        Args:
            base: its facts.
            built: what was worked out of them before; worked out now when None.
        """
        built = build(base) if built is None else built
        self.facts = base.facts
        self.thesaurus = Thesaurus((), [Concept(*concept) for concept in built.concepts])
        texts, raws, stems = map(tuple, built.words)
        words = WordTable(texts, raws, stems, built.word_flags.tobytes())
        self._asked = ReadTexts(words, *built.asked_words)
        self._told = ReadTexts(words, *built.told_words)
        self.lexicon = Lexicon((), built.stem_of, built.misspelt)
        self.names = Names(built.names, self.thesaurus)
        sizes = [len(fact.questions) for fact in base.facts]
        ruled_out_sizes = [len(fact.not_) for fact in base.facts]
        self.first_row: Places = np.cumsum([0, *sizes])
        self.first_ruled_out: Places = np.cumsum([0, *ruled_out_sizes])
        keys = tuple(built.keys)
        self._keys = {key: number for number, key in enumerate(keys)}
        self.units = Units(Columns(tuple(built.units_shown), *built.unit_columns), keys)
        self.units_with = Runs(*built.units_with)
        self.facts_with = Runs(*built.facts_with)
        counts = self.facts_with.values
        phrasings = np.array(sizes, np.float32)[self.facts_with.numbers]
        self.salience = self.facts_with._replace(values=salience(counts, phrasings))
        self._weights = Weights(self._keys, built.asked_by, len(base.facts))
        self.unit_weights: Floats = built.unit_weights
        self.asked = weighed(*built.asked, owners(sizes), self.unit_weights)
        self.ruled_out = weighed(*built.ruled_out, owners(ruled_out_sizes), self.unit_weights)
        self.meanings = load_meanings()
        self._fact_meanings = built.fact_meanings
        self._verbatim = Verbatim(built.counting, built.hashes)
        self.kind_codes = built.kinds
        self.ruled_out_kinds = built.ruled_out_kinds
        self._ruled_out = ReadTexts(words, *built.ruled_out_words)
        self.wording = Wording(
            stems,
            built.pairs,
            Counted(*built.wording),
            np.diff((self.first_row, self.first_ruled_out)),
        )
        self._lacking = dict(zip(CHECKED_KINDS, built.lacking, strict=True))
        self.profile = lru_cache(maxsize=PROFILES_KEPT)(self._read_profile)
        self.profile_without = lru_cache(maxsize=1)(self._read_profile_without)
        self._keys_in = lru_cache(maxsize=1)(self._units_and_keys)  # asked fact after fact
        self._every = np.arange(len(base.facts), dtype=np.int32)
        self._terms: dict[tuple[tuple[tuple[str, float], ...], bool], Term] = {}

    def warm(self) -> None:
        """Find out now what is otherwise found out when it is first asked for, and remembered."""
        self.lexicon.warm()
        for fact in range(min(len(self.facts), PROFILES_KEPT)):
            self.profile(fact)
        self.thesaurus.read(self._most_frequent_words(WORDS_KEPT), self.lexicon)
        for unit in _most_frequent(self.asked.units, TERMS_KEPT):
            self.term_of(unit)

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
        return Phrasing(
            text=self.text(row),
            words=self._asked.read(row),
            units=tuple(self.units_of(row)),
            kind=KINDS[self.kind_codes[row]],
        )

    def units_of(self, row: int) -> list[Unit]:
        """The units of a phrasing."""
        return [self.units[number] for number in self.asked.units_of(row)]

    def phrasing_wording(self, row: int) -> TextOfFact:
        """How a phrasing is worded."""
        return TextOfFact(
            int(self.asked.fact_of[row]), self.wording.features(self._asked.read(row))
        )

    def meanings_of(self, facts: Ints, without: Sequence[int] = ()) -> Floats:
        """What the phrasings of some facts mean together, without some rows of one of them."""
        found: Floats = self._fact_meanings[facts]
        for row in without:
            own = facts == self.asked.fact_of[row]
            found[own] -= self.meanings.of_text(self._asked.read(row))
        return found

    def ruled_out_wording(self, row: int) -> TextOfFact:
        """How a `not:` question is worded."""
        return TextOfFact(
            int(self.ruled_out.fact_of[row]), self.wording.features(self._ruled_out.read(row))
        )

    def _read_profile_without(self, fact: int, rows: tuple[int, ...]) -> FactProfile:
        """The profile of a fact as if some of its phrasings explained no words."""
        all_rows = self.rows_of(fact)
        kept = (1 << len(all_rows)) - 1  # a bit for each of them
        for row in rows:
            kept &= ~(1 << (row - all_rows.start))
        units = self._keys_in(fact)
        # Most of its words stand in some other phrasing, too.
        lost = {key for texts, keys in units if not texts & kept for key in keys}
        left = [keys for texts, keys in units if texts & kept] if lost else []
        changed = {key: max((keys.get(key, 0.0) for keys in left), default=0.0) for key in lost}
        return self.profile(fact).asked_with(changed, kept.bit_count())

    def _lost(self, keys: Iterable[str], fact: int, rows: tuple[int, ...] = ()) -> frozenset[str]:
        """Those keys that no phrasing of a fact has without some of them, or without them all."""
        had = self.profile(fact).asked
        left = self.profile_without(fact, rows).asked if rows else ()
        return frozenset(key for key in keys if key in had and key not in left)

    def asked_verbatim(self, words: Sequence[Word]) -> list[int]:
        """The rows that say the same word for word, filler aside."""
        rows = self._verbatim.rows(words)
        asked = weighty([word.text for word in words]) if rows else []
        return [row for row in rows if weighty(self._asked.spelt(row)) == asked]

    def key(self, key: str) -> int | None:
        """The number of a key, None when the base does not have it."""
        return self._keys.get(key)

    def term(self, unit: Unit) -> Term:
        """A unit of a question as the base knows it."""
        return self._known_term(unit.keys, light=unit.light)

    def term_without(self, unit: Unit, fact: int, rows: tuple[int, ...] = ()) -> Term:
        """The same without a fact, or without some of its phrasings: rarer words weigh more."""
        term = self.term(unit)
        lost = self._lost(unit.keys, fact, rows)
        if not lost:
            return term
        weight = self._weights.of(list(unit.keys), light=unit.light, lost=lost)
        explained = term.explained
        if explained is not None and term.weight:
            explained = explained * np.float32(weight / term.weight)
        asking = np.float32(weight) * term.fits
        return replace(term, weight=weight, asking=asking, explained=explained)

    def term_of(self, unit: int) -> Term:
        """A unit of the base, by its number, as if it were asked."""
        return self._known_term(self.units.keys_of(unit), light=self.units.light(unit))

    def _known_term(self, keys: dict[str, float], *, light: bool) -> Term:
        spelt = tuple(keys.items())
        found = self._terms.get((spelt, light))
        if found is None:
            found = self._term(spelt, light=light)
            if found.keys and len(self._terms) < TERMS_KEPT:
                self._terms[spelt, light] = found
        return found

    def _term(self, spelt: Sequence[tuple[str, float]], *, light: bool) -> Term:
        known = [(self.key(key), quality) for key, quality in spelt]
        keys = tuple([(key, quality) for key, quality in known if key is not None])
        weight = self._weights.of([key for key, _ in spelt], light=light)
        if not keys:
            return Term(weight, keys, NO_UNITS, NO_FITS, NO_FITS, None)
        units, fits = touched(self.units_with, keys)
        explained = None
        if len(self.facts) <= LOOKED_AT:
            explained = np.float32(weight) * best_of_each(self, keys, self._every)
        asking = np.float32(weight) * fits
        return Term(weight, keys, units, fits, asking, explained)

    def facts_lacking(self, kind: Kind) -> npt.NDArray[np.bool_] | None:
        """For each fact whether it cannot answer such a question; None for kinds that all can."""
        return self._lacking.get(kind)

    def weight(self, unit: Unit) -> float:
        """How much a unit says about which fact is meant: its idf over facts, less if light."""
        return self._weights.of(list(unit.keys), light=unit.light)

    def _most_frequent_words(self, count: int) -> list[Word]:
        """The words that phrasings use most; one that opens a text is another than inside it."""
        opens = np.zeros(len(self._asked.words), np.int32)
        opens[self._asked.first_words()] = 1
        raws = self._asked.known.raws
        found = [divmod(n, 2) for n in _most_frequent(2 * self._asked.words + opens, count)]
        words = [(read_token(raws[number]), first) for number, first in found]
        return [opening(word) if first else word for word, first in words]

    def _read_profile(self, fact: int) -> FactProfile:
        rows = self.rows_of(fact)
        texts = self.facts[fact].questions
        units = list(dict.fromkeys(unit for row in rows for unit in self.asked.units_of(row)))
        read = ReadFact(
            fact=self.facts[fact],
            texts=texts,
            words=self._asked.read_several(rows),
            kinds=[KINDS[code] for code in self.kind_codes[rows.start : rows.stop].tolist()],
            asked=self.units.strongest(units),
            told=self._told.read(fact),
        )
        return read_profile(read, self.thesaurus, self.names)

    def _units_and_keys(self, fact: int) -> list[tuple[int, dict[str, float]]]:
        """For each unit of a fact's phrasings those that have it, as bits, and the unit's keys."""
        having: dict[int, int] = {}
        for place, row in enumerate(self.rows_of(fact)):
            for unit in self.asked.units_of(row):
                having[unit] = having.get(unit, 0) | 1 << place
        return [(texts, self.units.keys_of(unit)) for unit, texts in having.items()]


def _most_frequent(numbers: Ints, count: int) -> list[int]:
    """The numbers that occur most often."""
    found: list[int] = np.argsort(-np.bincount(numbers), kind="stable")[:count].tolist()
    return found
