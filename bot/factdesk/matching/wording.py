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

from factdesk.matching.wordingtable import Counted, numbered, pair_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from factdesk.matching.corpus import Ints, Places
    from factdesk.matching.text import Word
    from factdesk.matching.wordingtable import Counts

    Doubles = npt.NDArray[np.float64]

SMOOTHING = 3.0  # texts worded like all that every fact is thought to have besides its own
RAREST = 0.01  # of all texts: what stands in fewer tells as much as what stands in so many
DIGITS = 3  # logarithms may differ in their last digits between machines


class TextOfFact(NamedTuple):
    """A text's fact and features."""

    fact: int
    features: Places


class Wording:
    """The wording of a base. Immutable; safe to share between threads."""

    def __init__(
        self,
        stems: Iterable[str],
        pairs: Places,
        asked: tuple[Counted, Places],
        ruled_out: tuple[Counted, Places],
    ) -> None:
        """Know a base's wording.

        Args:
            stems: the stem of each word.
            pairs: every pair that stands in some text, ascending.
            asked: the features of the phrasings, and how many phrasings each fact has.
            ruled_out: the same of the `not:` questions.
        """
        self._numbers = numbered(stems)
        self._edge = len(self._numbers)
        self._pairs = pairs
        self._asked = _Side(*asked)
        self._ruled_out = _Side(*ruled_out)

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
        times = self._asked.times(features) + self._ruled_out.times(features)
        for text in texts:
            times -= np.isin(features, text.features)
        if fact is not None:
            times -= self._asked.times(features, fact) + self._ruled_out.times(features, fact)
        return features[times > 0]

    def asked(self, features: Places, facts: Ints, without: Sequence[TextOfFact] = ()) -> Doubles:
        """How much more usual a question's wording is in the phrasings of some facts than in all.

        Args:
            features: the question's.
            facts: the numbers of the facts.
            without: phrasings that do not count.

        Returns:
            For each fact a sum of natural logarithms, 0 where it is as usual as in all.
        """
        return self._asked.logarithms(features, facts, without)

    def ruled_out(
        self, features: Places, facts: Ints, without: Sequence[TextOfFact] = ()
    ) -> Doubles:
        """The same in their `not:` questions, against the `not:` questions of all facts."""
        return self._ruled_out.logarithms(features, facts, without)


class _Side:
    """Phrasings, or `not:` questions: their features, and how many texts each fact has."""

    def __init__(self, counted: Counted, sizes: Places) -> None:
        self._keys, self._counts = counted.keys, counted.counts
        self._frequencies, self._texts = counted.frequencies, max(int(sizes.sum()), 1)
        self._sizes = sizes

    def times(self, features: Places, fact: int | None = None) -> Ints:
        """In how many texts each feature stands, of all facts or of one."""
        if fact is None:
            times = self._frequencies[features]
        else:
            times = self._counted(features, np.array([fact]))[0].astype(np.int32)
        return times

    def _counted(self, features: Places, facts: npt.NDArray[np.integer]) -> Counts:
        wanted = (facts.astype(np.int64) * len(self._frequencies))[:, np.newaxis] + features
        places = self._keys.searchsorted(wanted)
        counts: Counts = self._counts[places] * (self._keys[places] == wanted)
        return counts

    def logarithms(self, features: Places, facts: Ints, without: Sequence[TextOfFact]) -> Doubles:
        counts = self._counted(features, facts)
        sizes = self._sizes[facts]
        for text in without:
            own = facts == text.fact
            counts[own] -= np.isin(features, text.features)
            sizes = sizes - own
        smoothed = sizes + SMOOTHING
        in_all = np.maximum(self._frequencies[features] / self._texts, RAREST)
        ratios = (counts / in_all + SMOOTHING) / smoothed[:, np.newaxis]
        found: Doubles = np.log(ratios).sum(axis=1).round(DIGITS)
        return found
