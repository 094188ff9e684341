"""How much confidence is worth: reliability by confidence, and risk against coverage."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Tenths, and finer at the top, where it is decided what is answered.
EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Replies whose confidence lies between two values (the last bin holds its upper end too).

    Attributes:
        low: the lower end.
        high: the upper end.
        replies: how many.
        confidence: their mean confidence; None of no replies.
        right: the share of them whose best fact was right; None of no replies.
    """

    low: float
    high: float
    replies: int
    confidence: float | None
    right: float | None


class Attempt(NamedTuple):
    """The best fact for one question, if only the score were high enough to answer with it."""

    score: float
    right: bool
    answerable: bool


@dataclass(frozen=True, slots=True)
class Point:
    """What would happen if every attempt with at least this score were an answer.

    Attributes:
        threshold: the lowest score that is answered.
        asked: how many questions there were.
        answered: how many would be answered.
        right: how many of these rightly.
        useful: how many of the right ones answer questions that the base should answer.
    """

    threshold: float
    asked: int
    answered: int
    right: int
    useful: int

    @property
    def coverage(self) -> float:
        """The share of all questions that is answered."""
        return self.answered / self.asked

    @property
    def precision(self) -> float:
        """The share of the answers that is right."""
        return self.right / self.answered

    @property
    def risk(self) -> float:
        """The share of the answers that is wrong."""
        return 1 - self.precision


def reliability(replies: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Sort replies by confidence into bins.

    Args:
        replies: for each its confidence (0 to 1), and whether its best fact was right.

    Returns:
        Every bin from 0 to 1, also those that no reply fell into.
    """
    ordered = sorted(replies)
    bins = []
    for low, high in pairwise(EDGES):
        inside = [reply for reply in ordered if low <= reply[0] < high or reply[0] == high == 1]
        count = len(inside)
        confidence = sum(confidence for confidence, _ in inside) / count if count else None
        right = sum(right for _, right in inside) / count if count else None
        bins.append(Bin(low, high, count, confidence, right))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error: how far confidence and truth lie apart in a mean reply.

    Returns:
        The distance of mean confidence and share of right ones in each bin, weighted by its
        replies; None when there are none.
    """
    total = sum(found.replies for found in bins)
    if not total:
        return None
    apart = sum(
        found.replies * abs(found.confidence - found.right)
        for found in bins
        if found.confidence is not None and found.right is not None
    )
    return apart / total


def risk_coverage(attempts: Iterable[Attempt], asked: int) -> list[Point]:
    """The curve of risk against coverage, from the highest threshold to the lowest.

    Attempts of one score are answered together or not at all: no threshold comes between them.

    Args:
        attempts: the best fact for each question that has one.
        asked: how many questions there were in all.
    """
    points: list[Point] = []
    answered = right = useful = 0
    ordered = sorted(attempts, key=lambda attempt: -attempt.score)
    for score, group in groupby(ordered, key=lambda attempt: attempt.score):
        for attempt in group:
            answered += 1
            right += attempt.right
            useful += attempt.right and attempt.answerable
        points.append(Point(score, asked, answered, right, useful))
    return points
