"""What the desk says: frozen values without behaviour. Terminals and Discord draw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from factdesk.factbase.models import Fact


class Explanation(NamedTuple):
    """One weighty word of a question and what the fact makes of it.

    Attributes:
        word: as typed.
        weight: how much it says about which fact is meant.
        by: "phrasing", "answer", or None when the fact does not explain it.
        how: "exact", "stem", "typo" or "unknown" (how the word was read).
    """

    word: str
    weight: float
    by: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against one fact as the answer to one question.

    Attributes:
        score: how well words are accounted for on either side, 0 to 1; beyond 1 only for a
            phrasing asked word for word.
        margin: how far the score lies above the best other fact's.
        explained: the question's weighty words, in order.
        missing: words that define the matched phrasing and that the question does not ask for.
        objections: each reason not to answer, as a plain sentence to the asker.
        worded: how much more usual the question's wording is among the fact's phrasings than among
            any other fact's, as a natural logarithm.
    """

    score: float
    margin: float
    explained: tuple[Explanation, ...]
    missing: tuple[str, ...]
    objections: tuple[str, ...]
    worded: float = 0.0

    @property
    def share(self) -> float:
        """Which share of the question's weight the fact explains, 0 to 1."""
        total = sum(e.weight for e in self.explained)
        return sum(e.weight for e in self.explained if e.by) / total if total else 0.0

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The question's words that the fact does not explain."""
        return tuple(e.word for e in self.explained if e.by is None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that may be meant, with the phrasing that came nearest and the evidence."""

    fact: Fact
    matched: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact answers the question."""

    question: str
    confidence: float
    candidate: Candidate
    related: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The desk is not sure: up to three facts, and why it does not answer at once."""

    question: str
    confidence: float
    candidates: tuple[Candidate, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The desk has nothing on that; `nearest` may help to ask again."""

    question: str
    confidence: float
    nearest: tuple[Candidate, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Silence:
    """In a channel that the desk merely listens to: it has nothing sure to say."""

    question: str
    confidence: float


Reply = Answer | Choices | NoAnswer | Silence
