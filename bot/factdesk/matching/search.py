"""How well each fact fits a question: words accounted for on either side, over all phrasings.

Facts are found by their rarest words first and under a budget, so that a question costs about the
same on a hundred facts and on a hundred thousand; only the best few are then scored in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.corpus import runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from factdesk.matching.corpus import Floats, Ints
    from factdesk.matching.index import Index
    from factdesk.matching.question import Question
    from factdesk.matching.units import Unit

ASKED_POWER = 1 / 3  # the asker's words count twice what the curator's do
VERBATIM = 1.2  # score of a phrasing asked word for word: more than any likeness can reach
CONTEXT_SHARE = 0.5  # what a sentence around the question counts for
OTHER_KIND = 0.85  # a fact that nobody asks with "when" is less likely to be meant by a "when"
ANSWER_COUNTS = 3.0  # the answer is as much as so many phrasings (see `postings.TOLD_COUNTS`)
HALF_SALIENT = 2.0  # phrasings that make a word half salient
BUDGET = 20_000  # facts looked at, counted once for each word that they have
LOOKED_AT = 256  # facts of which is found out how much of the question they explain
SCORED = 48  # facts of which every phrasing is compared


class LeftOut(NamedTuple):
    """What a search ignores, so that a base can be asked its own phrasings.

    Attributes:
        phrasing: the row of a phrasing, as if it were not there.
        fact: a fact, as if it were not there.
    """

    phrasing: int | None = None
    fact: int | None = None


class Hit(NamedTuple):
    """One fact and its best phrasing for a question.

    Attributes:
        fact: number of the fact.
        phrasing: row of its best phrasing.
        score: weighted geometric mean of `explained` and `asked`, 0 to 1, and more only for a
            phrasing asked word for word.
        explained: share of the question's weight that the fact explains, by salience.
        asked: share of the phrasing's weight that the question asks for.
    """

    fact: int
    phrasing: int
    score: float
    explained: float
    asked: float


class _Term(NamedTuple):
    """A unit of the question: what it weighs and its keys in the base, with their qualities."""

    weight: float
    keys: tuple[tuple[int, float], ...]


NOTHING_LEFT_OUT = LeftOut()


def search(
    index: Index, question: Question, limit: int = 8, left_out: LeftOut = NOTHING_LEFT_OUT
) -> list[Hit]:
    """The best facts for a question, best first.

    Args:
        index: the base.
        question: what was asked.
        limit: how many facts at most.
        left_out: what to search as if it were not in the base.

    Returns:
        One hit a fact; none for a question without a weighty word.
    """
    terms = [_term(index, unit) for unit in question.units]
    total = sum(term.weight for term in terms)
    if not total:
        return []
    verbatim = index.asked_verbatim(question.typed)
    facts = _candidates(index, terms)
    facts = np.union1d(facts, index.fact_of[verbatim]).astype(np.int32)
    if left_out.fact is not None:
        facts = facts[facts != left_out.fact]
    if not len(facts):
        return []
    explained = (_explained(index, terms, facts, left_out) / total).astype(np.float32)
    if len(facts) > SCORED:
        best = np.sort(np.lexsort((facts, -explained))[:SCORED])
        if verbatim:
            best = np.union1d(best, np.flatnonzero(np.isin(facts, index.fact_of[verbatim])))
        facts, explained = facts[best], explained[best]
    explained = np.minimum(explained, np.float32(1.0))
    rows, begins = runs(index.first_row, facts)
    asked, alike = _likeness(index, terms, question.context, rows)
    told = np.repeat(explained, np.diff(begins))
    score = told ** np.float32(1 - ASKED_POWER) * asked ** np.float32(ASKED_POWER)
    score = np.maximum(score, np.minimum(alike / np.float32(total), 1.0) * asked)
    score[np.isin(rows, verbatim)] = VERBATIM
    lacking = index.facts_lacking(question.kind)
    if lacking is not None:
        score[lacking[index.fact_of[rows]]] *= np.float32(OTHER_KIND)
    if left_out.phrasing is not None:
        score[rows == left_out.phrasing] = 0
    # Sums may differ in their last digit between machines; what looks equal must stay equal.
    score = np.round(score, 5)
    return _best_of_each(facts, rows, begins, (score, explained, asked), limit)


def _term(index: Index, unit: Unit) -> _Term:
    known = [(index.key(key), quality) for key, quality in unit.keys.items()]
    keys = tuple((key, q) for key, q in known if key is not None)
    return _Term(index.weight(unit), keys)


def _candidates(index: Index, terms: Sequence[_Term]) -> Ints:
    """The facts that have the rarest words of the question, ascending."""
    lists = sorted(
        (
            (len(numbers), key, weight * quality, numbers, counts)
            for weight, keys in terms
            for key, quality in keys
            for numbers, counts in [index.facts_with.of(key)]
        ),
        key=lambda found: found[:2],
    )
    taken: list[Ints] = []
    promise = np.zeros(len(index.facts), dtype=np.float32)
    left = BUDGET
    for length, _, weight, numbers, counts in lists:
        if length > left:
            # The rest are words that very many facts have: they count where another word led to.
            break
        left -= length
        promise[numbers] += weight * counts / (counts + HALF_SALIENT)
        taken.append(numbers)
    if not taken:
        taken = [lists[0][3][:BUDGET]] if lists else []
    if not taken:
        return np.zeros(0, dtype=np.int32)
    found = np.unique(np.concatenate(taken)) if len(taken) > 1 else taken[0]
    if len(found) > LOOKED_AT:
        best = np.argpartition(-promise[found], LOOKED_AT)[:LOOKED_AT]
        least = promise[found[best]].min()
        found = found[promise[found] >= least][: 2 * LOOKED_AT]  # ties in order, not by chance
    return found


def _explained(
    index: Index, terms: Sequence[_Term], facts: Ints, left_out: LeftOut
) -> npt.NDArray[np.float64]:
    """How much of the question's weight each fact explains."""
    sizes = np.diff(index.first_row)[facts] + ANSWER_COUNTS
    scale = (sizes + HALF_SALIENT) / sizes
    explained = np.zeros(len(facts))
    own = _own_keys(index, left_out)
    for weight, keys in terms:
        best = np.zeros(len(facts))
        for key, quality in keys:
            numbers, counts = index.facts_with.of(key)
            if not len(numbers):
                continue  # a word that occurs inside phrases only
            places = np.minimum(np.searchsorted(numbers, facts), len(numbers) - 1)
            count = np.where(numbers[places] == facts, counts[places], 0.0)
            if key in own:
                fact = index.fact_of[left_out.phrasing]
                count[facts == fact] -= own[key]
            best = np.maximum(best, quality * count / (count + HALF_SALIENT))
        explained += weight * best
    return explained * scale


def _own_keys(index: Index, left_out: LeftOut) -> dict[int, float]:
    """What a left out phrasing has added to the counts of its fact."""
    if left_out.phrasing is None:
        return {}
    own: dict[int, float] = {}
    for unit in index.phrasing(left_out.phrasing).units:
        for key, quality in unit.keys.items():
            number = index.key(key)
            if number is not None:
                own[number] = max(quality, own.get(number, 0.0))
    return own


def _likeness(
    index: Index, terms: Sequence[_Term], context: Sequence[Unit], rows: npt.NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """For each row the share of its weight that is asked for, and the weight that asks for it."""
    fits = np.zeros(len(index.unit_weights), dtype=np.float32)
    asking = np.zeros(len(index.unit_weights), dtype=np.float32)
    for weight, keys in terms:
        for key, quality in keys:
            units, qualities = index.units_with.of(key)
            fit = np.float32(quality) * qualities
            fits[units] = np.maximum(fits[units], fit)
            asking[units] = np.maximum(asking[units], np.float32(weight) * fit)
    for unit in context:  # it may point at a fact, but need not be explained by it
        for key, quality in _term(index, unit).keys:
            units, qualities = index.units_with.of(key)
            fit = np.float32(CONTEXT_SHARE * quality) * qualities
            fits[units] = np.maximum(fits[units], fit)
    places, begins = runs(index.unit_starts, rows)
    units = index.row_units[places]
    asked = _sums(fits[units] * index.unit_weights[units], begins) / index.totals[rows]
    return np.minimum(asked, np.float32(1.0)), _sums(asking[units], begins)


def _sums(values: Floats, begins: npt.NDArray[np.int64]) -> Floats:
    sums = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    return np.diff(sums[begins]).astype(np.float32)


def _best_of_each(
    facts: Ints,
    rows: npt.NDArray[np.int64],
    begins: npt.NDArray[np.int64],
    found: tuple[Floats, Floats, Floats],
    limit: int,
) -> list[Hit]:
    score, explained, asked = found
    best = np.maximum.reduceat(score, begins[:-1])
    order = np.lexsort((facts, -best))[:limit]
    hits = []
    for place in order.tolist():
        if best[place] > 0:
            start = int(begins[place])
            row = start + int(np.argmax(score[start : int(begins[place + 1])]))
            hits.append(
                Hit(
                    int(facts[place]),
                    int(rows[row]),
                    float(best[place]),
                    float(explained[place]),
                    float(asked[row]),
                )
            )
    return hits
