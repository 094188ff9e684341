"""What a word weighs in a base: the fewer facts are asked for with it, the more."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from factdesk.matching.units import LIGHT_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from factdesk.matching.corpus import Ints


class Weights:
    """The weights of words by their keys."""

    def __init__(self, numbers: Mapping[str, int], asked_by: Ints, facts: int) -> None:
        """Know how frequent keys are.

        Args:
            numbers: the number of each key.
            asked_by: for each key how many facts have it in their phrasings.
            facts: how many facts there are.
        """
        self._numbers = numbers
        self._asked_by = asked_by
        self._facts = facts

    def of(
        self, keys: Sequence[str], *, light: bool, lost: AbstractSet[str] = frozenset()
    ) -> float:
        """How much a unit says about which fact is meant: its idf over facts, less if light.

        Args:
            keys: the unit's.
            light: whether it carries little.
            lost: keys that one fact less shall have.
        """
        own = [self._frequency(key, lost) for key in keys if not key.startswith("=")]
        frequency = max(own, default=0)  # a word that the base lacks weighs as its synonyms
        frequency = frequency or max(self._frequency(key, lost) for key in keys)
        idf = math.log(1 + (self._facts - frequency + 0.5) / (frequency + 0.5))
        return idf * (LIGHT_WEIGHT if light else 1.0)

    def _frequency(self, key: str, lost: AbstractSet[str]) -> int:
        number = self._numbers.get(key)
        return 0 if number is None else int(self._asked_by[number]) - (key in lost)
