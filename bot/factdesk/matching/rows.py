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


class Term(NamedTuple):
    """A unit of the question: what it weighs, and its keys in the base with their qualities."""

    weight: float
    keys: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Some texts of a base.

    Attributes:
        units: the units of all texts, one text after the other.
        starts: where each text begins in `units`, and where the last one ends.
        fact_of: for each text the fact it belongs to.
        totals: for each text the weight of its units, 1 for a text without any.
    """

    units: Ints
    starts: Places
    fact_of: Ints
    totals: Floats

    def units_of(self, row: int) -> list[int]:
        """The units of one text."""
        found: list[int] = self.units[self.starts[row] : self.starts[row + 1]].tolist()
        return found


def weighed(units: Ints, starts: Places, fact_of: Ints, unit_weights: Floats) -> Rows:
    """Texts with the weight of each."""
    totals = sums(unit_weights[units], starts)
    totals[totals <= 0] = 1.0
    return Rows(units, starts, fact_of, totals)


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


class Comparison:
    """One question, ready to be compared with many texts."""

    def __init__(
        self,
        units_with: Runs,
        unit_weights: Floats,
        terms: Sequence[Term],
        context: Sequence[Term],
    ) -> None:
        """Find out how well every unit of the base fits the question.

        Args:
            units_with: for each key the units that have it.
            unit_weights: what each unit weighs.
            terms: the question's units.
            context: the units of the sentences around the question. They may point at a text,
                but need not be explained by it.
        """
        self._weights = unit_weights
        self._total = sum(term.weight for term in terms) or 1.0
        self._fits = np.zeros(len(unit_weights), dtype=np.float32)
        self._asking = np.zeros(len(unit_weights), dtype=np.float32)
        for weight, keys in terms:
            for key, quality in keys:
                units, qualities = units_with.of(key)
                fit = np.float32(quality) * qualities
                self._fits[units] = np.maximum(self._fits[units], fit)
                asking = np.float32(weight) * fit
                self._asking[units] = np.maximum(self._asking[units], asking)
        for _, keys in context:
            for key, quality in keys:
                units, qualities = units_with.of(key)
                fit = np.float32(CONTEXT_SHARE * quality) * qualities
                self._fits[units] = np.maximum(self._fits[units], fit)

    def with_rows(self, texts: Rows, chosen: npt.NDArray[np.integer]) -> Likeness:
        """How alike the question is to some of the texts."""
        places, begins = runs(texts.starts, chosen)
        units = texts.units[places]
        asked = sums(self._fits[units] * self._weights[units], begins) / texts.totals[chosen]
        covered = sums(self._asking[units], begins) / np.float32(self._total)
        asked, covered = np.minimum(asked, np.float32(1)), np.minimum(covered, np.float32(1))
        both = np.maximum(asked + covered, np.float32(1e-9))
        return Likeness(asked, covered, 2 * asked * covered / both)


def sums(values: Floats, begins: Places) -> Floats:
    """The sum of each run of values; runs may be empty."""
    total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    return np.diff(total[begins]).astype(np.float32)
