"""Texts of a base, each a run of units, and how alike they are to a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.corpus import runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from factdesk.matching.corpus import Floats, Ints, Places
    from factdesk.matching.postings import Runs

ENOUGH = 0.4  # from this quality on a key counts as the same word
CONTEXT_SHARE = 0.5  # what a sentence around the question counts for


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A unit of the question as the base knows it.

    Attributes:
        weight: what it weighs.
        keys: its keys in the base, with their qualities.
        units: the units of the base that have some of these keys, each once.
        fits: how well each of them is what was typed, 0 to 1.
        asking: that times the weight: how much of the question each of them is.
        explained: how much of the question's weight each fact explains by it; None for a unit that
            the base has nowhere, and in a base so large that not all facts are looked at.
    """

    weight: float
    keys: tuple[tuple[int, float], ...]
    units: Ints
    fits: Floats
    asking: Floats
    explained: Floats | None


@dataclass(frozen=True, slots=True)
class Rows:
    """Some texts of a base.

    Attributes:
        units: the units of all texts, one text after the other.
        starts: where each text begins in `units`, and where the last one ends.
        lengths: how many units each text has.
        fact_of: for each text the fact it belongs to.
        totals: for each text the weight of its units, 1 for a text without any.
    """

    units: Ints
    starts: Places
    lengths: Places
    fact_of: Ints
    totals: Floats

    def units_of(self, row: int) -> list[int]:
        """The units of one text."""
        found: list[int] = self.units[self.starts[row] : self.starts[row + 1]].tolist()
        return found


class Owned(NamedTuple):
    """All texts of some facts.

    Attributes:
        rows: the texts, fact after fact.
        begins: where those of each fact begin in `rows`, and where the last one's end.
        firsts, ends: for each fact its first text, and the one behind its last.
        sizes: how many texts each fact has.
    """

    rows: Places
    begins: Places
    firsts: Places
    ends: Places
    sizes: Places


def owned_by(facts: npt.NDArray[np.integer], first_text: Places) -> Owned:
    """All texts of some facts, given where those of each fact of the base begin."""
    firsts, ends = first_text[facts], first_text[facts + 1]
    sizes = ends - firsts
    begins = np.concatenate((_ZERO, sizes.cumsum()))
    rows = (firsts - begins[:-1]).repeat(sizes) + np.arange(begins[-1])
    return Owned(rows, begins, firsts, ends, sizes)


def weighed(units: Ints, starts: Places, fact_of: Ints, unit_weights: Floats) -> Rows:
    """Texts with the weight of each."""
    totals = sums(unit_weights[units], starts)
    totals[totals <= 0] = 1.0
    return Rows(units, starts, np.diff(starts), fact_of, totals)


class Likeness(NamedTuple):
    """How some texts and a question account for one another, each between 0 and 1.

    Attributes:
        asked: the share of each text's weight that the question asks for.
        covered: the share of the question's weight that each text alone has.
        harmonic: the harmonic mean of both.
    """

    asked: Floats
    covered: Floats
    harmonic: Floats


def touched(units_with: Runs, keys: Sequence[tuple[int, float]]) -> tuple[Ints, Floats]:
    """The units of a base that have some of a term's keys, and how well each fits.

    Args:
        units_with: for each key the units that have it.
        keys: of the term, with qualities; at least one.
    """
    runs_of = [(units_with.of(key), np.float32(quality)) for key, quality in keys]
    if len(runs_of) == 1:  # mostly
        (units, qualities), quality = runs_of[0]
        return units, quality * qualities
    units = np.concatenate([units for (units, _), _ in runs_of])
    fits = np.concatenate([quality * qualities for (_, qualities), quality in runs_of])
    order = units.argsort(kind="stable")
    units = units[order]
    firsts = np.concatenate((_ZERO, (units[1:] != units[:-1]).nonzero()[0] + 1))
    return units[firsts], np.maximum.reduceat(fits[order], firsts)


class Comparison:
    """One question, ready to be compared with many texts.

    Attributes:
        touched: for each unit of the base whether the question or a sentence around it has some of
            its keys.
    """

    def __init__(
        self, unit_weights: Floats, terms: Sequence[Term], context: Sequence[Term]
    ) -> None:
        """Find out how well every unit of the base fits the question.

        Args:
            unit_weights: what each unit of the base weighs.
            terms: the question's units.
            context: the units of the sentences around the question. They may point at a text,
                but need not be explained by it.
        """
        self._total = sum([term.weight for term in terms]) or 1.0
        self._wanted = np.zeros(len(unit_weights), dtype=np.float32)
        self._asking = np.zeros(len(unit_weights), dtype=np.float32)
        self.touched = np.zeros(len(unit_weights), dtype=np.bool_)
        asked = np.concatenate([NO_UNITS, *[term.units for term in terms]])
        fits = np.concatenate([NO_FITS, *[term.fits for term in terms]])
        asking = np.concatenate([NO_FITS, *[term.asking for term in terms]])
        np.maximum.at(self._asking, asked, asking)
        if context:
            around = [np.float32(CONTEXT_SHARE) * term.fits for term in context]
            asked = np.concatenate([asked, *[term.units for term in context]])
            fits = np.concatenate([fits, *around])
        self.touched[asked] = True
        np.maximum.at(self._wanted, asked, fits * unit_weights.take(asked))

    def with_rows(self, texts: Rows, chosen: npt.NDArray[np.integer]) -> Likeness:
        """How alike the question is to some of the texts."""
        places, _ = runs(texts.starts, chosen)
        return self._with(texts.units.take(places), texts.lengths[chosen], texts.totals[chosen])

    def with_owned(self, *wanted: tuple[Rows, Owned]) -> list[Likeness]:
        """How alike the question is to all texts of some facts.

        Those of a fact lie side by side, so they are taken as one slice. Several kinds of texts are
        compared at once, for there are too few for their number to matter.
        """
        units: list[Ints] = []
        lengths: list[Places] = []
        totals: list[Floats] = []
        for texts, owned in wanted:
            firsts, ends = texts.starts[owned.firsts], texts.starts[owned.ends]
            slices = zip(firsts.tolist(), ends.tolist(), strict=True)
            units += [texts.units[first:end] for first, end in slices]
            lengths.append(texts.lengths.take(owned.rows))
            totals.append(texts.totals.take(owned.rows))
        shares = self._with(np.concatenate(units), np.concatenate(lengths), np.concatenate(totals))
        found, done = [], 0
        for _, owned in wanted:
            now = done + len(owned.rows)
            found.append(Likeness(*[share[done:now] for share in shares]))
            done = now
        return found

    def _with(self, units: Ints, lengths: Places, totals: Floats) -> Likeness:
        # Most units are not the question's: only those that are need to be summed.
        places = self.touched.take(units).nonzero()[0]
        touched = units.take(places)
        text_of = np.arange(len(lengths)).repeat(lengths).take(places)
        asked: Floats = _summed(text_of, self._wanted.take(touched), len(lengths)) / totals
        covered: Floats = _summed(text_of, self._asking.take(touched), len(lengths))
        covered /= np.float32(self._total)
        np.minimum(asked, _WHOLE, out=asked)
        np.minimum(covered, _WHOLE, out=covered)
        both: Floats = np.maximum(asked + covered, _NEXT_TO_NOTHING)
        harmonic: Floats = 2 * asked * covered / both
        return Likeness(asked, covered, harmonic)


def _summed(text_of: Places, values: Floats, texts: int) -> Floats:
    """The sum of each text's values, added up in double precision."""
    return np.bincount(text_of, values, texts).astype(np.float32)


def sums(values: Floats, begins: Places) -> Floats:
    """The sum of each run of values; runs may be empty."""
    total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    return np.diff(total[begins]).astype(np.float32)


_ZERO: Places = np.zeros(1, dtype=np.int64)
_WHOLE, _NEXT_TO_NOTHING = np.float32(1), np.float32(1e-9)
NO_UNITS: Ints = np.zeros(0, dtype=np.int32)
NO_FITS: Floats = np.zeros(0, dtype=np.float32)
