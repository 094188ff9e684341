"""Question in, ranked facts with evidence and confidence out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factdesk.matching.confidence import estimate
from factdesk.matching.evidence import weigh
from factdesk.matching.index import Index
from factdesk.matching.question import read_question
from factdesk.matching.search import LeftOut, search
from factdesk.reply import Candidate

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
        hits = search(index, question, CONSIDERED, left_out)
        if not hits:
            return Match((), 0.0, question.asks, question.states)
        weighed = [weigh(index, question, hit, left_out.phrasing) for hit in hits]
        strength = [
            evidence.score * (OBJECTED if evidence.objections else 1.0) for evidence in weighed
        ]
        candidates = []
        for place, (hit, evidence) in enumerate(zip(hits, weighed, strict=True)):
            rival = max(strength[:place] + strength[place + 1 :], default=0.0)
            with_margin = replace(evidence, margin=evidence.score - rival)
            matched = index.text(hit.phrasing)
            candidates.append(Candidate(index.facts[hit.fact], matched, with_margin))
        first = candidates[0].evidence
        confidence = estimate(first.score, first.margin)
        return Match(tuple(candidates), confidence, question.asks, question.states)

    def best_fact(self, text: str) -> int | None:
        """The number of the fact that fits a text best, None when nothing is touched."""
        index = self.index
        hits = search(
            index, read_question(text, index.thesaurus, index.lexicon, index.names), limit=1
        )
        return hits[0].fact if hits else None

    def phrasings_of(self, fact: int) -> Sequence[Phrasing]:
        """The phrasings of a fact, read."""
        return self.index.profile(fact).phrasings
