"""What is counted in an examination, and the five figures that sum it up.

The figures are made of questions and grades alone, so that whatever answers questions (the desk,
a peer) is measured by the same code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factdesk.exam.questions import ExamQuestion

Outcome = Literal["answer", "choices", "none"]
Grade = Literal["right", "wrong", "offered", "misled", "nothing"]

NEAR_MISS = "near-miss"
NONSENSE = frozenset({"off-topic", "not-a-question", "hostile"})

PRECISION = "given answers that are right"
ANSWERED = "answerable answered right"
OFFERED = "answerable right or offered"
NEAR_MISSES = "near-misses answered"
NONSENSE_ANSWERED = "off-topic, chatter, hostile answered"


@dataclass(slots=True)
class Tally:
    """Counts of one group of questions.

    Attributes:
        asked: how many were asked.
        right: answered with a fact that answers it.
        wrong: answered with another.
        offered: the right fact was among the choices.
        misled: choices without the right fact.
        nothing: no answer, and none offered.
    """

    asked: int = 0
    right: int = 0
    wrong: int = 0
    offered: int = 0
    misled: int = 0
    nothing: int = 0


def grade_of(question: ExamQuestion, outcome: Outcome, facts: Sequence[str]) -> Grade:
    """How good a reply to a question is.

    Args:
        question: with the facts that answer it.
        outcome: what kind of reply it was.
        facts: the one answered with, or those offered.
    """
    hit = not set(question.facts).isdisjoint(facts)
    if outcome == "answer":
        return "right" if hit else "wrong"
    if outcome == "choices":
        return "offered" if hit else "misled"
    return "nothing"


def tally(grades: Iterable[Grade]) -> Tally:
    """Count grades."""
    counts = Tally()
    for grade in grades:
        counts.asked += 1
        setattr(counts, grade, getattr(counts, grade) + 1)
    return counts


def five_figures(graded: Sequence[tuple[ExamQuestion, Grade]]) -> dict[str, float | None]:
    """The figures by name, each a share between 0 and 1, or None where nothing was asked."""
    every = tally(grade for _, grade in graded)
    answerable = tally(grade for question, grade in graded if question.answerable)
    near_miss = tally(grade for question, grade in graded if question.kind == NEAR_MISS)
    nonsense = tally(grade for question, grade in graded if question.kind in NONSENSE)
    return {
        PRECISION: share(every.right, every.right + every.wrong),
        ANSWERED: share(answerable.right, answerable.asked),
        OFFERED: share(answerable.right + answerable.offered, answerable.asked),
        NEAR_MISSES: share(near_miss.wrong, near_miss.asked),
        NONSENSE_ANSWERED: share(nonsense.wrong, nonsense.asked),
    }


def share(part: int, whole: int) -> float | None:
    """A part as a share between 0 and 1; None of nothing."""
    return part / whole if whole else None
