"""How a question is worded, against how all phrasings of a fact are.

Likeness compares a question with one phrasing at a time. Here all phrasings of a fact speak at
once: each word of the question, and each pair of neighbours, is more or less usual among them than
among the phrasings of all facts. So the small words count, too, and their order: "who pays", "paid
by whom". This is naive Bayes (McCallum and Nigam, "A comparison of event models for naive Bayes
text classification", 1998), how often a word stands in a fact being smoothed towards how often it
stands anywhere.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.wordingtable import numbered, pair_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from factdesk.matching.corpus import Ints, Places
    from factdesk.matching.text import Word
    from factdesk.matching.wordingtable import Counted, Counts

    Doubles = npt.NDArray[np.float64]

SMOOTHING = 3.0  # texts worded like all that every fact is thought to have besides its own
RAREST = 0.01  # of all texts: what stands in fewer tells as much as what stands in so many
DIGITS = 3  # logarithms may differ in their last digits between machines


class TextOfFact(NamedTuple):
    """A text's fact and features."""

    fact: int
    features: Places


class Usual(NamedTuple):
    """How much more usual a question's wording is in some facts than in all.

    For each fact a sum of natural logarithms, 0 where it is as usual as in all.

    Attributes:
        asked: in their phrasings, against all phrasings.
        ruled_out: in their `not:` questions, against the `not:` questions of all facts.
    """

    asked: Doubles
    ruled_out: Doubles


class Wording:
    """The wording of a base. Immutable; safe to share between threads."""

    def __init__(
        self, stems: Iterable[str], pairs: Places, counted: Counted, sizes: Places
    ) -> None:
        """Know a base's wording.

        Args:
            stems: the stem of each word.
            pairs: every pair that stands in some text, ascending.
            counted: the features of the phrasings and of the `not:` questions.
            sizes: how many phrasings, and how many `not:` questions, each fact has.
        """
        self._numbers = numbered(stems)
        self._edge = len(self._numbers)
        self._pairs = pairs
        self._frequencies, self._keys, self._counts = counted
        self._sizes = sizes
        self._texts = np.maximum(sizes.sum(axis=1, keepdims=True), 1)

    def features(self, words: Sequence[Word]) -> Places:
        """The features of a text, ascending; those that the base has not say nothing."""
        edge = self._edge
        numbers = [self._numbers.get(word.stem, -1) for word in words]
        stems = {number for number in numbers if number >= 0}
        neighbours = set(pairwise([edge, *numbers, edge]) if numbers else ())
        wanted = [pair_number(a, b, edge) for a, b in neighbours if a >= 0 and b >= 0]
        places = self._pairs.searchsorted(np.array(wanted, np.int64)).tolist()
        pairs = [
            edge + place
            for place, pair in zip(places, wanted, strict=True)
            if place < len(self._pairs) and self._pairs[place] == pair
        ]
        return np.array(sorted([*stems, *pairs]), np.int64)

    def known_without(
        self, features: Places, texts: Sequence[TextOfFact], fact: int | None
    ) -> Places:
        """Those features that the base has without some texts, or without a whole fact."""
        times: Places = self._frequencies[:, features].sum(axis=0)
        for text in texts:
            times -= np.isin(features, text.features)
        if fact is not None:
            times -= self._counted(features, np.array([fact])).sum(axis=(0, 1), dtype=times.dtype)
        found: Places = features[times > 0]
        return found

    def usual(
        self,
        features: Places,
        facts: Ints,
        without: Sequence[TextOfFact] = (),
        without_ruled_out: Sequence[TextOfFact] = (),
    ) -> Usual:
        """How much more usual a question's wording is in the texts of some facts than in all.

        Args:
            features: the question's.
            facts: the numbers of the facts.
            without: phrasings that do not count.
            without_ruled_out: `not:` questions that do not.
        """
        counts = self._counted(features, facts)
        sizes = self._sizes[:, facts]
        for kind, left_out in enumerate((without, without_ruled_out)):
            for text in left_out:
                own = facts == text.fact
                counts[kind, own] -= np.isin(features, text.features)
                sizes[kind] -= own
        in_all = np.maximum(self._frequencies.take(features, axis=1) / self._texts, RAREST)
        ratios = (counts / in_all[:, np.newaxis] + SMOOTHING) / (sizes + SMOOTHING)[..., np.newaxis]
        return Usual(*np.log(ratios).sum(axis=2).round(DIGITS))

    def _counted(self, features: Places, facts: npt.NDArray[np.integer]) -> Counts:
        """In how many texts of each kind, of each of some facts, each feature stands."""
        count = self._frequencies.shape[1]
        wanted = (facts.astype(np.int64) * count)[:, np.newaxis] + features
        wanted = wanted.astype(self._keys.dtype)  # else all keys would be converted
        places = self._keys.searchsorted(wanted)
        known = self._keys.take(places) == wanted
        counts: Counts = self._counts.take(places, axis=1) * known
        return counts
