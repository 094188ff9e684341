"""Peers on a question set, each at the threshold that would have been its best.

A peer knows no silence. So it is lent the threshold that, with all answers known, lets it answer
the most questions without being wrong more often than the desk was in the same run. Nobody could
have chosen it beforehand: what is reported is more than the peer could do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.exam.curves import Attempt, risk_coverage
from factdesk.exam.figures import OFFERED, PRECISION, five_figures, grade_of, share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factdesk.exam.curves import Point
    from factdesk.exam.grading import Report
    from factdesk.exam.peers import Peer, Ranked
    from factdesk.exam.questions import ExamQuestion


@dataclass(frozen=True, slots=True)
class PeerReport:
    """A peer at its best threshold.

    Attributes:
        name: of the peer.
        chosen: the point on its curve that the threshold gives; None when it never finds a fact.
        reaches: whether its answers there are right at least as often as the desk's.
        figures: the five figures there.
        curve: its risk and coverage at all thresholds.
    """

    name: str
    chosen: Point | None
    reaches: bool
    figures: dict[str, float | None]
    curve: list[Point]


def examine_peer(
    peer: Peer,
    questions: Sequence[ExamQuestion],
    required: float | None,
    advance: Callable[[], None] = lambda: None,
) -> PeerReport:
    """Ask a peer every question and find its best threshold.

    Args:
        peer: ready for the base that the questions are about.
        questions: the set.
        required: the desk's share of right answers; None when it gave none. Then it was never
            wrong, and the peer must not be wrong either.
        advance: called once a question, to show progress.
    """
    asked: list[tuple[ExamQuestion, tuple[Ranked, ...]]] = []
    for question in questions:
        asked.append((question, peer.rank(question.text)))
        advance()
    attempts = [
        Attempt(ranked[0].score, ranked[0].fact in question.facts, question.answerable)
        for question, ranked in asked
        if ranked
    ]
    curve = risk_coverage(attempts, len(asked))
    chosen, reaches = best_point(curve, 1.0 if required is None else required)
    threshold = chosen.threshold if chosen else float("inf")
    return PeerReport(peer.name, chosen, reaches, _figures(asked, threshold), curve)


def examine_peers(
    peers: Sequence[Peer],
    questions: Sequence[ExamQuestion],
    desk: Report,
    advance: Callable[[], None] = lambda: None,
) -> list[PeerReport]:
    """Ask every peer every question; see `examine_peer`."""
    required = desk.figures()[PRECISION]
    return [examine_peer(peer, questions, required, advance) for peer in peers]


def best_point(curve: Sequence[Point], required: float) -> tuple[Point | None, bool]:
    """The best point of a curve in hindsight.

    Args:
        curve: from `risk_coverage`.
        required: which share of the answers must be right.

    Returns:
        The point with the most answerable questions answered right among those with that share,
        and True; or where there is none, the one with the highest share, and False.
    """
    enough = [point for point in curve if point.precision >= required]
    if enough:
        return max(enough, key=lambda point: (point.useful, point.precision)), True
    if curve:
        return max(curve, key=lambda point: (point.precision, point.useful)), False
    return None, False


def _figures(
    asked: Sequence[tuple[ExamQuestion, tuple[Ranked, ...]]], threshold: float
) -> dict[str, float | None]:
    """The five figures at a threshold.

    Below it the peer's best facts count as choices. And in its favour, they also count as offered
    where it answered with a wrong one of them.
    """
    graded = []
    for question, ranked in asked:
        facts = [fact for fact, _ in ranked]
        if not ranked:
            grade = grade_of(question, "none", ())
        elif ranked[0].score >= threshold:
            grade = grade_of(question, "answer", facts[:1])
        else:
            grade = grade_of(question, "choices", facts)
        graded.append((question, grade))
    answerable = [(question, ranked) for question, ranked in asked if question.answerable]
    found = sum(
        any(fact in question.facts for fact, _ in ranked) for question, ranked in answerable
    )
    return five_figures(graded) | {OFFERED: share(found, len(answerable))}
