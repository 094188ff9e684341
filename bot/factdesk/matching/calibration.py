"""A base asked its own phrasings: how sure may the desk be, and from when on may it answer?

Each phrasing is asked twice: left out of the base, when its fact should be found all the same; and
with its whole fact left out, when nothing should be answered (unless a related fact comes first:
that one may well be right, and the trial tells nothing). What the checks let through is
weighed as if three questions in ten had no fact, a logistic curve over score and margin is fitted
to it, and the bar is the lowest confidence from which on the promised share of answers is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from factdesk.matching.search import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factdesk.factbase.models import Fact
    from factdesk.matching.matcher import Matcher

WITHOUT_FACT = 0.3  # assumed share of questions that the base has no fact for
RIDGE = 1e-3  # keeps the fit finite where right and wrong separate perfectly
NEWTON_STEPS = 25


@dataclass(frozen=True, slots=True)
class Trial:
    """One question to the base with something left out.

    Attributes:
        score: of the best fact.
        margin: over the next fact.
        cleared: whether no check objected.
        right: whether the best fact was the right one.
        weight: what the trial counts for.
    """

    score: float
    margin: float
    cleared: bool
    right: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What asking itself told about a base.

    Attributes:
        trials: how many questions were asked.
        found: share of left-out phrasings whose fact came first.
        intercept, per_score, per_margin: the logistic curve of the confidence.
        bar: from which confidence on answers keep the promise; None where none does.
        precision: the share of right answers at that bar.
        answered: the share of left-out phrasings answered right at that bar.
    """

    trials: int
    found: float
    intercept: float
    per_score: float
    per_margin: float
    bar: float | None
    precision: float
    answered: float


def calibrate(matcher: Matcher, promise: float, every: int = 3) -> Calibration:
    """Ask the base its own phrasings.

    Args:
        matcher: of the base.
        promise: the share of answers that must be right, 0 to 1.
        every: ask every so manyth phrasing.
    """
    trials = list(_trials(matcher, every))
    known = [trial for trial in trials if trial.weight == 1 - WITHOUT_FACT]
    cleared = [trial for trial in trials if trial.cleared]
    curve = _fit(cleared)
    confidences = 1 / (1 + np.exp(-(_features(cleared) @ curve)))
    bar, precision, answered = _bar(cleared, confidences, promise)
    return Calibration(
        trials=len(trials),
        found=sum(trial.right for trial in known) / max(len(known), 1),
        intercept=float(curve[0]),
        per_score=float(curve[1]),
        per_margin=float(curve[2]),
        bar=bar,
        precision=precision,
        answered=answered / max(len(known), 1),
    )


def _trials(matcher: Matcher, every: int) -> Iterator[Trial]:
    index = matcher.index
    for number in index.rows[::every]:
        fact = int(index.asked.fact_of[number])
        for left_out, weight in (
            (LeftOut(phrasing=number), 1 - WITHOUT_FACT),
            (LeftOut(fact=fact), WITHOUT_FACT),
        ):
            match = matcher.match(index.text(number), left_out)
            best = match.candidates[0] if match.candidates else None
            asked = index.facts[fact]
            if best is not None and not (left_out.fact is not None and _related(best.fact, asked)):
                yield Trial(
                    score=best.evidence.score,
                    margin=best.evidence.margin,
                    cleared=not best.evidence.objections,
                    right=best.fact.id == asked.id,
                    weight=weight,
                )


def _related(one: Fact, other: Fact) -> bool:
    """Whether the curator says that one fact may answer what is asked of the other."""
    return one.id in other.see_also or other.id in one.see_also


def _features(trials: Sequence[Trial]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[1.0, trial.score, trial.margin] for trial in trials]).reshape(-1, 3)


def _fit(trials: Sequence[Trial]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Logistic regression by Newton's method, a little ridge on the slopes."""
    x = _features(trials)
    right = np.array([trial.right for trial in trials], dtype=float)
    weight = np.array([trial.weight for trial in trials])
    penalty = np.diag([0.0, RIDGE, RIDGE]) * len(trials)
    curve = np.zeros(3)
    for _ in range(NEWTON_STEPS):
        expected = 1 / (1 + np.exp(-(x @ curve)))
        gradient = x.T @ (weight * (right - expected)) - penalty @ curve
        steepness = weight * expected * (1 - expected)
        hessian = (x * steepness[:, None]).T @ x + penalty + 1e-9 * np.eye(3)
        step = np.linalg.solve(hessian, gradient)
        curve = curve + step
        if np.abs(step).max() < 1e-8:
            break
    return curve


def _bar(
    trials: Sequence[Trial],
    confidences: np.ndarray[tuple[int], np.dtype[np.float64]],
    promise: float,
) -> tuple[float | None, float, float]:
    """The lowest bar that keeps the promise, the precision there, and how many it answers right."""
    best: tuple[float | None, float, float] = (None, 0.0, 0.0)
    given = right = 0.0
    answered = 0
    for place in np.argsort(-confidences, kind="stable").tolist():
        trial = trials[place]
        given += trial.weight
        right += trial.weight * trial.right
        answered += trial.right
        if right / given >= promise:
            best = (float(confidences[place]), right / given, float(answered))
    return best
