"""How well each fact fits a question: words accounted for on either side, over all phrasings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.matching.index import Floats, Index, Postings
    from factdesk.matching.question import Question
    from factdesk.matching.units import Unit

ASKED_POWER = 1 / 3  # the asker's words count twice what the curator's do


VERBATIM = 1.2  # score of a phrasing asked word for word: more than any likeness can reach
CONTEXT_SHARE = 0.5  # what a sentence around the question counts for
OTHER_KIND = 0.85  # a fact that nobody asks with "when" is less likely to be meant by a "when"


class LeftOut(NamedTuple):
    """What a search ignores, so that a base can be asked its own phrasings.

    Attributes:
        phrasing: a phrasing, as if it were not there.
        fact: a fact, as if it were not there.
    """

    phrasing: int | None = None
    fact: int | None = None


class Hit(NamedTuple):
    """One fact and its best phrasing for a question.

    Attributes:
        fact: number of the fact.
        phrasing: number of its best phrasing.
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


def search(
    index: Index,
    question: Question,
    limit: int = 8,
    left_out: LeftOut = LeftOut(),  # noqa: B008
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
    units = question.units
    weights = [index.weight(unit) for unit in units]
    total = sum(weights)
    if not total:
        return []
    rows = len(index.phrasings)
    asked = np.zeros(rows, dtype=np.float32)
    alike = np.zeros(rows, dtype=np.float32)
    by_fact = np.zeros(len(index.facts), dtype=np.float32)
    done: set[str] = set()
    for unit, weight in zip(units, weights, strict=True):
        fits, phrase_weights = _fits(index.in_phrasings, unit, rows)
        if done.isdisjoint(unit.keys):  # a word typed twice asks for a phrasing's word once
            asked += fits * phrase_weights
        done.update(unit.keys)
        alike += weight * fits
        by_fact += weight * _fits(index.in_facts, unit, len(index.facts))[0]
    for unit in question.context:  # it may point at a fact, but need not be explained by it
        if done.isdisjoint(unit.keys):
            fits, phrase_weights = _fits(index.in_phrasings, unit, rows)
            asked += CONTEXT_SHARE * fits * phrase_weights
    if left_out.phrasing is not None:
        fact = int(index.fact_of[left_out.phrasing])
        by_fact[fact] = _explained_without(index, units, weights, fact, left_out.phrasing)
    explained = np.minimum(by_fact / total, 1.0)[index.fact_of]
    asked = np.minimum(asked / index.totals, 1.0)
    score = explained ** (1 - ASKED_POWER) * asked**ASKED_POWER
    alike = np.minimum(alike / total, 1.0) * asked  # 1 for a phrasing asked word for word
    score = np.maximum(score, alike)
    _adjust(index, question, score, left_out)
    return _best_per_fact(index, score, explained, asked, limit)


def _adjust(index: Index, question: Question, score: Floats, left_out: LeftOut) -> None:
    """What is not about single words: verbatim phrasings, kinds of question, what is left out."""
    for row in index.asked_verbatim.get(question.normal, ()):
        score[row] = VERBATIM
    lacking = index.facts_without_kind(question.kind)
    if lacking is not None:
        score *= np.where(lacking[index.fact_of], OTHER_KIND, 1.0)
    if left_out.phrasing is not None:
        score[left_out.phrasing] = 0
    if left_out.fact is not None:
        score[index.fact_of == left_out.fact] = 0


def _fits(postings: dict[str, Postings], unit: Unit, rows: int) -> tuple[Floats, Floats]:
    fits = np.zeros(rows, dtype=np.float32)
    weights = np.zeros(rows, dtype=np.float32)
    for key, quality in unit.keys.items():
        found = postings.get(key)
        if found is not None:
            fits[found.rows] = np.maximum(fits[found.rows], quality * found.quality)
            weights[found.rows] = np.maximum(weights[found.rows], found.weight)
    return fits, weights


def _explained_without(
    index: Index, units: Sequence[Unit], weights: Sequence[float], fact: int, phrasing: int
) -> float:
    keys = index.salience_without(fact, phrasing)
    return sum(
        weight * max((q * keys.get(key, 0.0) for key, q in unit.keys.items()), default=0.0)
        for unit, weight in zip(units, weights, strict=True)
    )


def _best_per_fact(
    index: Index, score: Floats, explained: Floats, asked: Floats, limit: int
) -> list[Hit]:
    wanted = min(len(score), limit * 30)
    rows = np.argpartition(-score, wanted - 1)[:wanted]
    rows = rows[np.lexsort((rows, -score[rows]))]
    hits: dict[int, Hit] = {}
    for row in rows.tolist():
        fact = int(index.fact_of[row])
        if score[row] > 0 and fact not in hits:
            hits[fact] = Hit(fact, row, float(score[row]), float(explained[row]), float(asked[row]))
            if len(hits) == limit:
                break
    return list(hits.values())
