"""Which facts may be meant at all, and how much of a question each explains.

Facts are found by their rarest words first and under a budget, so that a question costs about the
same on a hundred facts and on a hundred thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from factdesk.matching.postings import TOLD_COUNTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factdesk.matching.corpus import Floats, Ints
    from factdesk.matching.index import Index
    from factdesk.matching.rows import Term

HALF_SALIENT = 2.0  # phrasings that make a word half salient
BUDGET = 20_000  # facts looked at, counted once for each word that they have
LOOKED_AT = 256  # facts of which is found out how much of the question they explain


def candidates(index: Index, terms: Sequence[Term]) -> Ints:
    """The facts that have the rarest words of the question, ascending."""
    lists = [
        (len(numbers), key, weight * quality, numbers, counts)
        for weight, keys in terms
        for key, quality in keys
        for numbers, counts in [index.facts_with.of(key)]
    ]
    lists.sort(key=lambda found: found[:2])
    taken: list[Ints] = []
    explained = np.zeros(len(index.facts), dtype=np.float32)
    left = BUDGET
    for length, _, weight, numbers, counts in lists:
        if length > left:
            # The rest are words that very many facts have; they count where a rarer one led to.
            break
        left -= length
        explained[numbers] += weight * counts / (counts + HALF_SALIENT)
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


def explained_by(
    index: Index, terms: Sequence[Term], facts: Ints, less: tuple[int, Mapping[int, float]] | None
) -> Floats:
    """How much of the question's weight each fact explains.

    A fact explains a word the better the more of its phrasings use it. The curve saturates: a word
    that a handful of people use for a fact is as good as one that all use.

    Args:
        index: the base.
        terms: the question's units.
        facts: the facts in question, ascending.
        less: a fact, and for some keys how often it has them less than the base says.
    """
    sizes = np.diff(index.first_row)[facts] + TOLD_COUNTS
    scale = (sizes + HALF_SALIENT) / sizes
    explained = np.zeros(len(facts))
    for weight, keys in terms:
        best = np.zeros(len(facts))
        for key, quality in keys:
            numbers, counts = index.facts_with.of(key)
            if not len(numbers):
                continue  # a word that the base has inside phrases only
            places = np.minimum(np.searchsorted(numbers, facts), len(numbers) - 1)
            count = np.where(numbers[places] == facts, counts[places], 0.0)
            if less is not None and key in less[1]:
                count = np.maximum(count - np.where(facts == less[0], less[1][key], 0.0), 0.0)
            best = np.maximum(best, quality * count / (count + HALF_SALIENT))
        explained += weight * best
    total = sum(term.weight for term in terms) or 1.0
    return np.minimum(explained * scale / total, 1.0).astype(np.float32)


_NONE: Ints = np.zeros(0, dtype=np.int32)
