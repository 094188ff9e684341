"""Question in, ranked facts with evidence and confidence out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from factdesk.matching.confidence import careful
from factdesk.matching.evidence import LIKE_A_RULED_OUT_ONE, Scales
from factdesk.matching.question import read_question
from factdesk.matching.search import NOTHING, search
from factdesk.matching.signs import SignReader
from factdesk.reply import Candidate, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.matching.confidence import Confidence
    from factdesk.matching.evidence import Weighed
    from factdesk.matching.index import Index
    from factdesk.matching.profile import Phrasing
    from factdesk.matching.question import Question
    from factdesk.matching.search import Hit, LeftOut
    from factdesk.matching.signs import Signs

CONSIDERED = 3

# From this probability on a fact of another source keeps the desk from answering: to name the wrong
# source is worse than to ask which is meant ("Where was this printed?").
OTHER_SOURCE = 0.2


class Considered(NamedTuple):
    """One fact that may be meant: how it was found, weighed, and the signs of it."""

    hit: Hit
    weighed: Weighed
    signs: Signs


@dataclass(frozen=True, slots=True)
class Match:
    """What the matcher found for one question.

    Attributes:
        candidates: the best facts, surest first; none when nothing of the base is touched.
        confidence: probability that the first is the right answer.
        likely: probability that the right answer is among the candidates.
        sure: whether the confidence suffices to answer when asked; `surer`, to speak up unasked.
        asks: whether the text is phrased as a question.
    """

    candidates: tuple[Candidate, ...]
    confidence: float
    likely: float
    sure: bool
    surer: bool
    asks: bool


class Matcher:
    """Matches questions against one base. Immutable; safe to share between threads."""

    def __init__(self, index: Index, confidence: Confidence | None = None) -> None:
        """Match against a base.

        Args:
            index: the base, read.
            confidence: how sure one may be on this base, as its calibration says; careful when
                None.
        """
        self.index = index
        self.confidence = confidence or careful()

    def consider(self, text: str, left_out: LeftOut = NOTHING) -> tuple[Question, list[Considered]]:
        """Read a question and look at the facts that fit its words best, best first."""
        question = self.read(text)
        return question, self.consider_read(question, left_out)

    def read(self, text: str) -> Question:
        """A question, read against the base."""
        index = self.index
        return read_question(text, index.thesaurus, index.lexicon, index.names)

    def consider_read(self, question: Question, left_out: LeftOut = NOTHING) -> list[Considered]:
        """Look at the facts that fit a question's words best, best first."""
        index = self.index
        found = search(index, question, CONSIDERED, left_out)
        if found is None or not found.hits:
            return []
        scales = Scales(index, question, found, left_out)
        reader = SignReader(index, question, found, left_out)
        considered = []
        for place, hit in enumerate(found.hits):
            weighed = scales.weigh(hit)
            signs = reader.read(place, weighed)
            if signs.nearly_ruled_out:
                weighed = weighed.objected(LIKE_A_RULED_OUT_ONE)
            considered.append(Considered(hit, weighed, signs))
        return considered

    def match(self, text: str) -> Match:
        """Find the facts that may answer a text of any length and script. Never raises."""
        question, considered = self.consider(text)
        if not considered:
            return Match((), 0.0, 0.0, sure=False, surer=False, asks=question.asks)
        probabilities = self.confidence.of_all([one.signs for one in considered])
        order = sorted(range(len(considered)), key=lambda place: (-probabilities[place], place))
        best, confidence = considered[order[0]], probabilities[order[0]]
        rivals = [considered[place] for place in order[1:] if probabilities[place] >= OTHER_SOURCE]
        unclear = any(self._of_another_source(best, rival) for rival in rivals)
        return Match(
            candidates=tuple([self._candidate(considered[place], considered) for place in order]),
            confidence=confidence,
            likely=min(sum(probabilities), 1.0),
            sure=self._suffices(best, confidence, considered, unclear=unclear, unasked=False),
            surer=self._suffices(best, confidence, considered, unclear=unclear, unasked=True),
            asks=question.asks,
        )

    def _suffices(
        self,
        best: Considered,
        confidence: float,
        considered: Sequence[Considered],
        *,
        unclear: bool,
        unasked: bool,
    ) -> bool:
        verbatim = best.hit.score > 1 and not any(
            one.hit.score > 1 for one in considered if one is not best
        )
        if unclear and not verbatim:
            return False
        against = best.weighed.against
        return self.confidence.suffices(
            confidence, best.signs, against, verbatim=verbatim, unasked=unasked
        )

    def _of_another_source(self, one: Considered, other: Considered) -> bool:
        """Whether two facts rest on different articles."""
        first, second = (
            {citation.article.id for citation in self.index.facts[each.hit.fact].citations}
            for each in (one, other)
        )
        return first.isdisjoint(second)

    def _candidate(self, one: Considered, considered: Sequence[Considered]) -> Candidate:
        rival = max([other.hit.score for other in considered if other is not one], default=0.0)
        hit, weighed = one.hit, one.weighed
        objections = tuple([objection.sentence for objection in weighed.objections])
        return Candidate(
            self.index.facts[hit.fact],
            self.index.text(hit.phrasing),
            Evidence(
                score=hit.score,
                margin=hit.score - rival,
                explained=weighed.explained,
                missing=weighed.missing,
                objections=objections,
                worded=one.signs.worded_margin,
            ),
        )

    def best_fact(self, text: str) -> int | None:
        """The number of the fact that fits a text best, None when nothing is touched."""
        found = search(self.index, self.read(text), limit=1)
        return found.hits[0].fact if found and found.hits else None

    def phrasings_of(self, fact: int) -> Sequence[Phrasing]:
        """The phrasings of a fact, read."""
        return [self.index.phrasing(row) for row in self.index.rows_of(fact)]
