"""Question in, ranked facts with evidence and confidence out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.matching.confidence import estimate
from factdesk.matching.evidence import weigh
from factdesk.matching.index import Index
from factdesk.matching.question import read_question
from factdesk.matching.search import LeftOut, search
from factdesk.reply import Candidate, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.factbase.models import FactBase
    from factdesk.matching.profile import Phrasing

CONSIDERED = 4
OBJECTED = 0.7  # a fact that some check speaks against is less of a rival


@dataclass(frozen=True, slots=True)
class Match:
    """What the matcher found for one question.

    Attributes:
        candidates: the best facts, best first; none when nothing of the base is touched.
        confidence: probability that the first is the right answer.
        asks: whether the text is phrased as a question.
        states: whether it is a remark rather than a question or keywords.
    """

    candidates: tuple[Candidate, ...]
    confidence: float
    asks: bool
    states: bool


class Matcher:
    """Matches questions against one base. Immutable; safe to share between threads."""

    def __init__(self, base: FactBase) -> None:
        self.index = Index(base)

    def match(self, text: str, left_out: LeftOut | None = None) -> Match:
        """Find the facts that may answer a text of any length and script. Never raises."""
        index = self.index
        question = read_question(text, index.thesaurus, index.lexicon, index.names)
        left_out = left_out or LeftOut()
        found = search(index, question, CONSIDERED, left_out)
        if found is None or not found.hits:
            return Match((), 0.0, question.asks, question.states)
        weighed = [weigh(index, question, hit, left_out) for hit in found.hits]
        strength = [
            hit.score * (OBJECTED if one.objections else 1.0)
            for hit, one in zip(found.hits, weighed, strict=True)
        ]
        candidates = []
        for place, (hit, one) in enumerate(zip(found.hits, weighed, strict=True)):
            rival = max(strength[:place] + strength[place + 1 :], default=0.0)
            evidence = Evidence(
                score=hit.score,
                margin=hit.score - rival,
                explained=one.explained,
                missing=one.missing,
                objections=tuple(objection.sentence for objection in one.objections),
            )
            matched = index.text(hit.phrasing)
            candidates.append(Candidate(index.facts[hit.fact], matched, evidence))
        first = candidates[0].evidence
        confidence = estimate(first.score, first.margin)
        return Match(tuple(candidates), confidence, question.asks, question.states)

    def best_fact(self, text: str) -> int | None:
        """The number of the fact that fits a text best, None when nothing is touched."""
        index = self.index
        question = read_question(text, index.thesaurus, index.lexicon, index.names)
        found = search(index, question, limit=1)
        return found.hits[0].fact if found and found.hits else None

    def phrasings_of(self, fact: int) -> Sequence[Phrasing]:
        """The phrasings of a fact, read."""
        return self.index.profile(fact).phrasings
