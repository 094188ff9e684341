"""Which facts may be meant at all, and how much of a question each explains.

Facts are found by their rarest words first and under a budget, so that a question costs about the
same on a hundred facts and on a hundred thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from factdesk.matching.postings import TOLD_COUNTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from factdesk.matching.corpus import Floats, Ints
    from factdesk.matching.index import Index
    from factdesk.matching.rows import Term

_Number = TypeVar("_Number", float, "Floats")

HALF_SALIENT = 2.0  # phrasings that make a word half salient
BUDGET = 20_000  # facts looked at, counted once for each word that they have
LOOKED_AT = 256  # facts of which is found out how much of the question they explain


def candidates(index: Index, terms: Sequence[Term]) -> Ints:
    """The facts that have the rarest words of the question, ascending."""
    if len(index.facts) <= LOOKED_AT:
        return np.arange(len(index.facts), dtype=np.int32)
    lists = [
        (len(numbers), key, term.weight * quality, numbers, values)
        for term in terms
        for key, quality in term.keys
        for numbers, values in [index.salience.of(key)]
    ]
    lists.sort(key=lambda found: found[:2])
    taken: list[Ints] = []
    explained = np.zeros(len(index.facts), dtype=np.float32)
    left = BUDGET
    for length, _, weight, numbers, values in lists:
        if length > left:
            # The rest are words that very many facts have; they count where a rarer one led to.
            break
        left -= length
        explained[numbers] += np.float32(weight) * values
        taken.append(numbers)
    if not taken:
        return lists[0][3][:LOOKED_AT] if lists else _NONE
    found = np.unique(np.concatenate(taken))
    if len(found) > LOOKED_AT:
        promising = explained[found]
        least = np.partition(promising, -LOOKED_AT)[-LOOKED_AT]
        above, ties = found[promising > least], found[promising == least]
        found = np.sort(np.concatenate((above, ties[: LOOKED_AT - len(above)])))
    return found


def explained_by(index: Index, terms: Sequence[Term], facts: Ints) -> Floats:
    """How much of the question's weight each fact explains, 0 to 1.

    Args:
        index: the base.
        terms: the question's units.
        facts: the facts in question, ascending.
    """
    small = len(index.facts) <= LOOKED_AT
    explained = np.zeros(len(index.facts) if small else len(facts), dtype=np.float32)
    for term in terms:
        if term.explained is not None:
            explained += term.explained
        elif term.keys:
            explained += np.float32(term.weight) * best_of_each(index, term.keys, facts)
    if small and len(facts) < len(explained):
        explained = explained[facts]
    total = sum([term.weight for term in terms]) or 1.0
    shares: Floats = np.minimum(explained / np.float32(total), np.float32(1))
    return shares


def best_of_each(index: Index, keys: Sequence[tuple[int, float]], facts: Ints) -> Floats:
    """How much of one unit of a question each fact explains, 0 to 1.

    Args:
        index: the base.
        keys: what the unit is matched by, with qualities.
        facts: the facts in question, ascending.
    """
    best = np.zeros(len(facts), dtype=np.float32)
    everything = len(facts) == len(index.facts)
    for key, quality in keys:
        numbers, salience = index.salience.of(key)
        places: npt.NDArray[np.integer] = numbers
        if not everything:
            places, salience = _among(facts, numbers, salience)
        np.maximum.at(best, places, np.float32(quality) * salience)
    return best


def explained_with_less(
    index: Index, terms: Sequence[Term], fact: int, less: Mapping[int, float], phrasings: int
) -> float:
    """How much one fact explains without some of its phrasings.

    Args:
        index: the base.
        terms: the question's units.
        fact: the fact.
        less: for some keys how often the phrasings left out have them.
        phrasings: how many phrasings are left.
    """
    explained = 0.0
    for term in terms:
        best = 0.0
        for key, quality in term.keys:
            numbers, counts = index.facts_with.of(key)
            place = int(np.searchsorted(numbers, fact))
            if place < len(numbers) and numbers[place] == fact:
                count = max(float(counts[place]) - less.get(key, 0.0), 0.0)
                best = max(best, quality * salience(count, phrasings))
        explained += term.weight * best
    total = sum(term.weight for term in terms) or 1.0
    return min(explained / total, 1.0)


def _among(facts: Ints, numbers: Ints, values: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """Where some of the numbers stand among the facts, and their values."""
    places = np.minimum(np.searchsorted(numbers, facts), max(len(numbers) - 1, 0))
    if not len(numbers):
        return np.zeros(0, dtype=np.int64), values
    found = np.flatnonzero(numbers[places] == facts)
    return found, values[places[found]]


def salience(count: _Number, phrasings: _Number) -> _Number:
    """How much a word belongs to a fact, 0 to 1.

    The more of its phrasings use it, the more. The curve saturates: a word that a handful of people
    use for a fact is as good as one that all use.

    Args:
        count: how many phrasings use it; the answer counts like `TOLD_COUNTS`.
        phrasings: how many there are.
    """
    most = phrasings + TOLD_COUNTS
    return (most + HALF_SALIENT) / most * count / (count + HALF_SALIENT)


_NONE: Ints = np.zeros(0, dtype=np.int32)
