"""What speaks for and against a fact, as numbers from which its confidence is estimated.

Every sign is language-level: it says how words, kinds and phrasings of the question and of the fact
account for one another, and knows nothing of any topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.meanings import likeness
from factdesk.matching.search import places_of

if TYPE_CHECKING:
    from factdesk.matching.corpus import Floats
    from factdesk.matching.evidence import Weighed
    from factdesk.matching.index import Index
    from factdesk.matching.question import Question
    from factdesk.matching.rows import Owned
    from factdesk.matching.search import Found, LeftOut

NEARLY_OWN = 0.8  # likeness to a phrasing from which on only the fact's own `not:` questions count


class Signs(NamedTuple):
    """The signs of one fact; shares and likenesses are between 0 and 1.

    Attributes:
        verbatim: 1 for a phrasing asked word for word.
        margin: of the score over the best other fact's, each counted as 1 at most.
        like_of_kind: likeness to the likest phrasing of the question's own kind.
        asked: share of the best phrasing that the question asks for.
        unexplained: how many weighty words the fact does not explain.
        unexplained_light: how many words that carry little it does not explain.
        unexplained_share: which share of the question's weight all those are.
        weight: what the question's words weigh together.
        keywords: 1 when the question has no question word and no verb in front.
        kind_share: share of the fact's phrasings that are of the question's kind.
        not_of_kind_margin: how much liker the likest phrasing is than any `not:` question of the
            fact, among those of the question's kind.
        ruled_out_margin: the same among those of all facts that fit, unless the question is nearly
            one of this fact itself. Below 0 it is nearly ruled out.
        ruled_out_nearer: how much liker that `not:` question is than any phrasing of whatever
            kind, 0 when it is not.
        alike_but: likeness to the likest phrasing where some check speaks against the fact (see
            `evidence.py`): nearly a known question, with one thing changed.
        meaning_margin: how much nearer in meaning the question is to the fact's phrasings together
            than to any other fact's (see `meanings.py`).
        worded_margin: how much more usual the question's wording is in the fact's phrasings than
            in any other fact's (see `wording.py`).
        worded_not_margin: how much more than in the fact's own `not:` questions.
    """

    verbatim: float
    margin: float
    like_of_kind: float
    asked: float
    unexplained: float
    unexplained_light: float
    unexplained_share: float
    weight: float
    keywords: float
    kind_share: float
    not_of_kind_margin: float
    ruled_out_margin: float
    ruled_out_nearer: float
    alike_but: float
    meaning_margin: float
    worded_margin: float
    worded_not_margin: float

    @property
    def nearly_ruled_out(self) -> bool:
        """Whether a `not:` question is liker than any phrasing, none being asked verbatim."""
        return self.ruled_out_margin < 0 and not self.verbatim


class SignReader:
    """Reads the signs of the facts that a search found: what they share is found out once."""

    def __init__(self, index: Index, question: Question, found: Found, left_out: LeftOut) -> None:
        self._index = index
        self._question = question
        self._found = found
        self._left_out = left_out
        self._place_of = {fact: place for place, fact in enumerate(found.facts.tolist())}
        asked, like = found.asked, found.likeness.harmonic
        kind = index.kind_code(question.kind)
        of_kind = index.kind_codes.take(asked.rows) == kind
        firsts = asked.begins[:-1]
        most, total = np.maximum.reduceat, np.add.reduceat
        self._like = most(like, firsts).tolist()
        self._like_of_kind = most(like * of_kind, firsts).tolist()
        phrasings = asked.sizes
        if left_out.phrasings:
            left = np.ones(len(of_kind), np.int64)
            left[places_of(asked.rows, left_out.phrasings)] = 0
            of_kind &= left > 0
            phrasings = total(left, firsts)
        times = total(of_kind, firsts, dtype=np.float32)
        self._kind_share = (times / np.maximum(phrasings, 1).astype(np.float32)).tolist()
        self._weights = [term.weight for term in found.terms]
        self._weight = sum(self._weights)
        self._not_like_of_kind = self._not_like(kind)
        self._ruled_out = max(self._not_like_of_kind)
        self._meaning = likeness(
            index.meanings_of(found.facts, left_out.phrasings),
            index.meanings.of_text(question.words),
        ).tolist()
        self._worded = found.worded.asked.tolist()
        self._worded_not = found.worded.ruled_out.tolist()

    def _not_like(self, kind: int) -> list[float]:
        """For each fact how like the question is to its likest `not:` question of a kind."""
        index, ruled_out = self._index, self._found.ruled_out
        like = self._found.not_likeness.harmonic
        like = like * (index.ruled_out_kinds.take(ruled_out.rows) == kind)
        if self._left_out.ruled_out:
            like[places_of(ruled_out.rows, self._left_out.ruled_out)] = 0
        return _most_of_each(ruled_out, like)

    def read(self, place: int, weighed: Weighed) -> Signs:
        """The signs of one fact.

        Args:
            place: its place among the hits.
            weighed: the evidence for it.
        """
        hits, question = self._found.hits, self._question
        hit = hits[place]
        own = self._place_of[hit.fact]
        rival = max([other.score for other in hits if other is not hit], default=0.0)
        like, like_of_kind = self._like[own], self._like_of_kind[own]
        not_like = self._not_like_of_kind[own]
        # What another fact does not answer, this one may: it is nearly asked for that itself.
        ruled_out = not_like if like_of_kind >= NEARLY_OWN else self._ruled_out
        missing = [
            (unit.light, weight)
            for unit, weight, (_, _, by, _) in zip(
                question.units, self._weights, weighed.explained, strict=True
            )
            if by is None and not unit.maybe_function
        ]
        light = sum([is_light for is_light, _ in missing])
        worded = self._worded[own]
        return Signs(
            verbatim=float(hit.score > 1),
            margin=min(hit.score, 1.0) - min(rival, 1.0),
            like_of_kind=like_of_kind,
            asked=hit.asked,
            unexplained=len(missing) - light,
            unexplained_light=light,
            unexplained_share=sum([weight for _, weight in missing]) / (self._weight or 1.0),
            weight=self._weight,
            keywords=float(question.kind == "open"),
            kind_share=self._kind_share[own],
            not_of_kind_margin=like_of_kind - not_like,
            ruled_out_margin=like_of_kind - ruled_out,
            ruled_out_nearer=max(ruled_out - like, 0.0),
            alike_but=like if weighed.objections else 0.0,
            meaning_margin=self._meaning[own] - _most_of_others(self._meaning, own),
            worded_margin=worded - _most_of_others(self._worded, own),
            worded_not_margin=worded - self._worded_not[own],
        )


def _most_of_others(values: list[float], place: int) -> float:
    """The highest value of all but one place, 0 when there is no other."""
    return max([*values[:place], *values[place + 1 :]], default=0.0)


def _most_of_each(owned: Owned, values: Floats) -> list[float]:
    """The highest value of each fact, none being below 0; 0 for a fact without any."""
    filled = owned.sizes > 0
    firsts = owned.begins[:-1][filled]
    most = np.zeros(len(filled), dtype=np.float32)
    if len(firsts):
        most[filled] = np.maximum.reduceat(values, firsts)
    found: list[float] = most.tolist()
    return found
