"""What speaks for and against a fact, as numbers from which its confidence is estimated.

Every sign is language-level: it says how words, kinds and phrasings of the question and of the fact
account for one another, and knows nothing of any topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.corpus import runs
from factdesk.matching.meanings import likeness as meaning_likeness
from factdesk.matching.measure import focus_keys
from factdesk.matching.rows import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from factdesk.matching.corpus import Floats
    from factdesk.matching.evidence import Check, Weighed
    from factdesk.matching.index import Index
    from factdesk.matching.question import Question
    from factdesk.matching.rows import Rows
    from factdesk.matching.search import Found, LeftOut

_NOTHING = np.float32(0)
MOST_TERMS = 60  # words of a question of which it is found out which stand together
NEARLY_OWN = 0.8  # likeness to a phrasing from which on only the fact's own `not:` questions count
VOTERS = 10  # of the likest phrasings, those that may vote for their fact


class Signs(NamedTuple):
    """The signs of one fact; shares and likenesses are between 0 and 1.

    Attributes:
        score: of the search, at most 1.
        verbatim: 1 for a phrasing asked word for word.
        margin: of the score over the best other fact's.
        like: likeness to the likest phrasing.
        like_of_kind: likeness to the likest phrasing of the question's own kind.
        like_margin: how much liker the fact's likest phrasing is than any other fact's.
        votes: the fact's share in the likeness of the likest phrasings.
        meaning: likeness in meaning to the nearest phrasing, -1 to 1.
        meaning_margin: how much nearer in meaning that is than any other fact's.
        covered: share of the question that one phrasing alone has.
        pairs: share of the question's pairs of words that stand together in some phrasing or in
            the answer.
        explained: share of the question's weight that the fact explains, by salience.
        asked: share of the best phrasing that the question asks for.
        unexplained: how many weighty words the fact does not explain.
        unexplained_light: how many words that carry little it does not explain.
        unexplained_share: which share of the question's weight all those are.
        rarest: share of the fact's phrasings that use the word that fewest of them use.
        words: how many weighty words the question has.
        weight: what they weigh.
        keywords: 1 when the question has no question word and no verb in front.
        kind_share: share of the fact's phrasings that are of the question's kind.
        focus: 1 when the fact is asked for the very thing (which *city*), -1 when it is not, 0
            when the question names none.
        not_like_margin: how much liker the likest phrasing is than any `not:` question of the
            fact.
        not_of_kind_margin: the same among those of the question's kind.
        ruled_out_margin: the same among those of all facts that fit, unless the question is nearly
            one of this fact itself.
        ruled_out_nearer: how much liker the likest `not:` question of any fact is than the likest
            phrasing, 0 when it is not.
        alike_but: the likeness where some check speaks against the fact: nearly a known question,
            with one thing changed.
        kind, measure, name, name_around, figure, negation, direction, relation, too_little,
            remark: 1 when that
            check speaks against the fact (see `evidence.py`).
    """

    score: float
    verbatim: float
    margin: float
    like: float
    like_of_kind: float
    like_margin: float
    votes: float
    meaning: float
    meaning_margin: float
    covered: float
    pairs: float
    explained: float
    asked: float
    unexplained: float
    unexplained_light: float
    unexplained_share: float
    rarest: float
    words: float
    weight: float
    keywords: float
    kind_share: float
    focus: float
    not_like_margin: float
    not_of_kind_margin: float
    ruled_out_margin: float
    ruled_out_nearer: float
    alike_but: float
    kind: float
    measure: float
    name: float
    name_around: float
    figure: float
    negation: float
    direction: float
    relation: float
    too_little: float
    remark: float


_CHECKS: tuple[Check, ...] = (
    "kind",
    "measure",
    "name",
    "name around",
    "figure",
    "negation",
    "direction",
    "relation",
    "too little",
    "remark",
)


class SignReader:
    """Reads the signs of the facts that a search found: what they share is found out once."""

    def __init__(self, index: Index, question: Question, found: Found, left_out: LeftOut) -> None:
        self._index = index
        self._question = question
        self._found = found
        self._place_of = {int(fact): place for place, fact in enumerate(found.facts)}
        counted = ~np.isin(found.rows, left_out.phrasings) if left_out.phrasings else None
        kind = index.kind_code(question.kind)
        of_kind = index.kind_codes[found.rows] == kind
        like = found.likeness.harmonic
        meaning = meaning_likeness(
            index.row_meanings[found.rows], index.meanings.of_text(question.words)
        )
        if counted is not None:
            meaning[~counted] = -1
        firsts = found.begins[:-1]
        self._like = np.maximum.reduceat(like, firsts).tolist()
        self._like_of_kind = np.maximum.reduceat(np.where(of_kind, like, _NOTHING), firsts).tolist()
        self._meaning = np.maximum.reduceat(meaning, firsts).tolist()
        self._covered = np.maximum.reduceat(found.likeness.covered, firsts).tolist()
        self._votes = np.add.reduceat(_votes(like), firsts).tolist()
        self._kind_share = np.add.reduceat(of_kind.astype(np.float32), firsts) / np.diff(
            found.begins
        )
        terms = found.terms[:MOST_TERMS]
        weights = np.array([term.weight for term in terms], dtype=np.float32)
        self._pair_weights = np.triu(np.outer(weights, weights), 1)
        self._all_pairs = float(self._pair_weights.sum())
        self._weight = sum(term.weight for term in found.terms)
        self._bits = np.arange(len(terms))
        self._unit_terms = _terms_of_units(index, found)
        self._counted = counted
        self._asked_for = focus_keys(question.words, index.thesaurus)
        rows, _ = runs(index.first_ruled_out, found.facts)
        if left_out.ruled_out:
            rows = rows[~np.isin(rows, left_out.ruled_out)]
        self._not_fact = index.ruled_out.fact_of[rows]
        self._not_like = found.comparison.with_rows(index.ruled_out, rows).harmonic
        self._not_like_of_kind = np.where(
            index.ruled_out_kinds[rows] == kind, self._not_like, _NOTHING
        )
        self._ruled_out = _most(self._not_like_of_kind)

    def read(self, place: int, weighed: Weighed) -> Signs:
        """The signs of one fact.

        Args:
            place: its place among the hits.
            weighed: the evidence for it.
        """
        hits, question = self._found.hits, self._question
        hit = hits[place]
        own = self._place_of[hit.fact]
        rival = max((other.score for other in hits if other is not hit), default=0.0)
        like, like_of_kind = self._like[own], self._like_of_kind[own]
        meaning = self._meaning[own]
        own_not = self._not_fact == hit.fact
        own_of_kind = _most(self._not_like_of_kind[own_not])
        # What another fact does not answer, this one may: it is nearly asked for that itself.
        ruled_out = own_of_kind if like_of_kind >= NEARLY_OWN else self._ruled_out
        missing = [
            (unit, term.weight)
            for unit, term, explanation in zip(
                question.units, self._found.terms, weighed.explained, strict=True
            )
            if explanation.by is None and not unit.maybe_function
        ]
        pairs, rarest = self._together(own)
        return Signs(
            score=min(hit.score, 1.0),
            verbatim=float(hit.score > 1),
            margin=min(hit.score, 1.0) - min(rival, 1.0),
            like=like,
            like_of_kind=like_of_kind,
            like_margin=like - _most_but(self._like, own),
            votes=self._votes[own],
            meaning=meaning,
            meaning_margin=meaning - _most_but(self._meaning, own),
            covered=self._covered[own],
            pairs=pairs,
            explained=hit.explained,
            asked=hit.asked,
            unexplained=sum(not unit.light for unit, _ in missing),
            unexplained_light=sum(unit.light for unit, _ in missing),
            unexplained_share=sum(weight for _, weight in missing) / (self._weight or 1.0),
            rarest=rarest,
            words=len(question.units),
            weight=self._weight,
            keywords=float(question.kind == "open"),
            kind_share=float(self._kind_share[own]),
            focus=self._focus(weighed),
            not_like_margin=like - _most(self._not_like[own_not]),
            not_of_kind_margin=like_of_kind - own_of_kind,
            ruled_out_margin=like_of_kind - ruled_out,
            ruled_out_nearer=max(ruled_out - like, 0.0),
            alike_but=like if weighed.against else 0.0,
            **{check.replace(" ", "_"): float(check in weighed.against) for check in _CHECKS},
        )

    def _focus(self, weighed: Weighed) -> float:
        if not self._asked_for:
            return 0.0
        return -1.0 if self._asked_for.isdisjoint(weighed.profile.foci) else 1.0

    def _together(self, own: int) -> tuple[float, float]:
        """The share of pairs that stand together in a text of the fact, and the rarest word's."""
        found = self._found
        begin, end = int(found.begins[own]), int(found.begins[own + 1])
        rows = found.rows[begin:end]
        if self._counted is not None:
            rows = rows[self._counted[begin:end]]
        texts = self._terms_in(self._index.asked, rows)
        answer = self._terms_in(self._index.told, found.facts[own : own + 1])
        has = ((np.concatenate((texts, answer))[:, np.newaxis] >> self._bits) & 1).astype(
            np.float32
        )
        pairs = 1.0
        if self._all_pairs:
            pairs = float(self._pair_weights[has.T @ has > 0].sum()) / self._all_pairs
        rarest = float(has[:-1].mean(axis=0).min()) if len(texts) else 0.0
        return pairs, rarest

    def _terms_in(self, texts: Rows, chosen: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
        """For each text the question's words that it has, a bit for each word."""
        places, begins = runs(texts.starts, chosen)
        bits = np.zeros(len(chosen), dtype=np.int64)
        filled = np.flatnonzero(np.diff(begins))
        if len(filled):
            found = self._unit_terms[texts.units[places]]
            bits[filled] = np.bitwise_or.reduceat(found, begins[filled])
        return bits


def _terms_of_units(index: Index, found: Found) -> npt.NDArray[np.int64]:
    """For each unit of the base the question's words that it is the same word as, a bit each."""
    bits = np.zeros(len(index.unit_weights), dtype=np.int64)
    for number, term in enumerate(found.terms[:MOST_TERMS]):
        for key, quality in term.keys:
            units, qualities = index.units_with.of(key)
            bits[units[quality * qualities >= ENOUGH]] |= 1 << number
    return bits


def _most_but(values: Sequence[float], place: int) -> float:
    """The highest value of all others."""
    return max((*values[:place], *values[place + 1 :]), default=0.0)


def _most(values: Floats) -> float:
    return float(values.max()) if len(values) else 0.0


def _votes(like: Floats) -> npt.NDArray[np.float32]:
    """For each phrasing its share in the likeness of the likest ones."""
    if len(like) > VOTERS:
        like = np.where(like >= np.partition(like, -VOTERS)[-VOTERS], like, np.float32(0))
    return like / (like.sum() or np.float32(1))
