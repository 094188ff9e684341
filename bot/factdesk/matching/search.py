"""How well each fact fits a question: words accounted for on either side, over all phrasings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.candidates import candidates, explained_by, explained_with_less
from factdesk.matching.rows import Comparison, owned_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from factdesk.matching.corpus import Floats, Ints, Places
    from factdesk.matching.index import Index
    from factdesk.matching.question import Question
    from factdesk.matching.rows import Likeness, Owned, Term
    from factdesk.matching.wording import Doubles, Usual

ASKED_POWER = np.float32(1 / 3)  # the asker's words count twice what the curator's do
VERBATIM = 1.2  # score of a phrasing asked word for word: more than any likeness can reach
OTHER_KIND = np.float32(0.85)  # for a fact that nobody asks with "when", asked with "when"
SCORED = 8  # facts of which every phrasing is compared
WORDED = 0.01  # of the score: what counts in ranking for each unit of how a fact is worded
DIGITS = 5  # sums may differ in their last digits between machines; equal must stay equal


class LeftOut(NamedTuple):
    """What a search ignores, so that a base can be asked its own questions.

    Attributes:
        phrasings: rows of phrasings of one fact, as if they were not there.
        fact: a fact, as if it were not there.
        ruled_out: rows of `not:` questions, as if they were not there.
    """

    phrasings: tuple[int, ...] = ()
    fact: int | None = None
    ruled_out: tuple[int, ...] = ()


NOTHING = LeftOut()
_SAME = np.float32(1)
_NO_FACTS: frozenset[int] = frozenset()


class Hit(NamedTuple):
    """One fact and its best phrasing for a question.

    Attributes:
        fact: number of the fact.
        phrasing: row of its best phrasing.
        score: weighted geometric mean of `explained` and `asked`, 0 to 1, and more only for a
            phrasing asked word for word.
        explained: share of the question's weight that the fact explains, by salience.
        asked: share of the phrasing's weight that the question asks for.
        rank: the score, with how the question is worded: what the hits are ordered by.
    """

    fact: int
    phrasing: int
    score: float
    explained: float
    asked: float
    rank: float


class Found(NamedTuple):
    """What a search found.

    Attributes:
        hits: the best facts, best first; none for a question without a weighty word.
        terms: the question's units, as the base knows them.
        touched: for each unit of the base whether the question has some of its keys.
        facts: the facts compared, ascending.
        asked: their phrasings, fact after fact.
        likeness: how alike each of these is to the question.
        ruled_out, not_likeness: the same of their `not:` questions.
        worded: for each of `facts` how usual the question's wording is in it.
    """

    hits: tuple[Hit, ...]
    terms: tuple[Term, ...]
    touched: npt.NDArray[np.bool_]
    facts: Ints
    asked: Owned
    likeness: Likeness
    ruled_out: Owned
    not_likeness: Likeness
    worded: Usual


def search(
    index: Index, question: Question, limit: int = 8, left_out: LeftOut = NOTHING
) -> Found | None:
    """The best facts for a question.

    Args:
        index: the base.
        question: what was asked.
        limit: how many facts at most.
        left_out: what to search as if it were not in the base.

    Returns:
        None when no fact has a word of the question.
    """
    terms = _terms(index, question, left_out)
    if not any(term.keys for term in terms):
        return None
    verbatim = _verbatim(index, question)
    facts, explained = _facts(index, terms, verbatim, left_out)
    if not len(facts):
        return None
    asked = owned_by(facts, index.first_row)
    rows = asked.rows
    context = [index.term(unit) for unit in question.context]
    comparison = Comparison(index.unit_weights, terms, context)
    ruled_out = owned_by(facts, index.first_ruled_out)
    likeness, not_likeness = comparison.with_owned(
        (index.asked, asked), (index.ruled_out, ruled_out)
    )
    told = (explained ** (1 - ASKED_POWER)).repeat(asked.sizes)
    score = told * likeness.asked**ASKED_POWER
    score = np.maximum(score, likeness.covered * likeness.asked)  # 1 for the very same words
    if verbatim:
        places = np.minimum(rows.searchsorted(verbatim), len(rows) - 1)
        score[places[rows[places] == verbatim]] = VERBATIM
    lacking = index.facts_lacking(question.kind)
    if lacking is not None:
        score *= np.where(lacking[facts], OTHER_KIND, _SAME).repeat(asked.sizes)
    if left_out.phrasings:
        ignored = places_of(rows, left_out.phrasings)
        score[ignored] = 0
        for share in likeness:
            share[ignored] = 0
    score = score.round(DIGITS)
    without = [index.phrasing_wording(row) for row in left_out.phrasings]
    without_ruled_out = [index.ruled_out_wording(row) for row in left_out.ruled_out]
    features = index.wording.features(question.words)
    if left_out != NOTHING:
        features = index.wording.known_without(
            features, [*without, *without_ruled_out], left_out.fact
        )
    worded = index.wording.usual(features, facts, without, without_ruled_out)
    hits = tuple(
        [
            Hit(
                fact=int(facts[place]),
                phrasing=int(rows[row]),
                score=float(score[row]),
                explained=float(explained[place]),
                asked=float(likeness.asked[row]),
                rank=rank,
            )
            for place, row, rank in _best_of_each(asked.begins, score, worded.asked, limit)
        ]
    )
    touched = comparison.touched
    return Found(hits, terms, touched, facts, asked, likeness, ruled_out, not_likeness, worded)


def _verbatim(index: Index, question: Question) -> list[int]:
    """The phrasings asked word for word: by all that was said, of other facts by what asks."""
    said = index.asked_verbatim(question.said)
    if len(question.said) == len(question.typed):
        return said
    fact_of = index.asked.fact_of
    facts = {fact_of[row] for row in said}
    return said + [row for row in index.asked_verbatim(question.typed) if fact_of[row] not in facts]


def _terms(index: Index, question: Question, left_out: LeftOut) -> tuple[Term, ...]:
    """The question's units as the base knows them, or would know them without what is left out."""
    if left_out.fact is not None:
        return tuple([index.term_without(unit, left_out.fact) for unit in question.units])
    if left_out.phrasings:
        rows = left_out.phrasings
        fact = int(index.asked.fact_of[rows[0]])
        return tuple([index.term_without(unit, fact, rows) for unit in question.units])
    return tuple([index.term(unit) for unit in question.units])


def _facts(
    index: Index, terms: Sequence[Term], verbatim: list[int], left_out: LeftOut
) -> tuple[Ints, Floats]:
    """The facts whose phrasings are worth comparing, and how much each explains."""
    asked_so = set(index.asked.fact_of[verbatim].tolist()) if verbatim else _NO_FACTS
    facts = candidates(index, terms)
    if asked_so and not asked_so.issubset(facts.tolist()):
        facts = np.array(sorted(asked_so.union(facts.tolist())), dtype=np.int32)
    if left_out.fact is not None:
        facts = facts[facts != left_out.fact]
    explained = explained_by(index, terms, facts)
    if left_out.phrasings:
        fact, less = _less(index, left_out)
        left = len(index.rows_of(fact)) - len(left_out.phrasings)
        explained[facts == fact] = explained_with_less(index, terms, fact, less, left)
    if len(facts) > SCORED:
        chosen = (-explained).argsort(kind="stable")[:SCORED]  # of equals the first
        if asked_so:
            asked = facts.searchsorted(sorted(asked_so.intersection(facts.tolist())))
            chosen = np.array(sorted({*chosen.tolist(), *asked.tolist()}))
        else:
            chosen.sort()
        facts, explained = facts[chosen], explained[chosen]
    return facts, explained


def places_of(rows: Places, some: Sequence[int]) -> Places:
    """The places of some rows among ascending ones; of those that are there."""
    wanted = np.array(some, dtype=rows.dtype)
    places = rows.searchsorted(wanted)
    places[places == len(rows)] = 0
    found: Places = places[rows[places] == wanted] if len(rows) else places[:0]
    return found


def _less(index: Index, left_out: LeftOut) -> tuple[int, dict[int, float]]:
    """What left out phrasings have added to their fact."""
    added: dict[int, float] = {}
    for row in left_out.phrasings:
        for key, quality in index.units.strongest(index.asked.units_of(row)).items():
            number = index.key(key)
            if number is not None:
                added[number] = added.get(number, 0.0) + quality
    return int(index.asked.fact_of[left_out.phrasings[0]]), added


def _best_of_each(
    begins: Places, score: Floats, worded: Doubles, limit: int
) -> list[tuple[int, int, float]]:
    """The best facts with their best rows, as places among the facts and rows; best first."""
    best = np.maximum.reduceat(score, begins[:-1])
    # A phrasing asked word for word comes first, whatever else it is like.
    rank = np.where(best > 1, best, np.minimum(best + WORDED * worded, 1)).round(DIGITS)
    found = []
    for place in (-rank).argsort(kind="stable")[:limit].tolist():
        if best[place] > 0:
            start = int(begins[place])
            row = start + int(score[start : begins[place + 1]].argmax())
            found.append((place, row, float(rank[place])))
    return found
