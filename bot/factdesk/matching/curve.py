"""A logistic curve over signs: fitted to trials, near the curve that is believed beforehand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING

import numpy as np

from factdesk.matching.signs import Signs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Doubles = npt.NDArray[np.float64]

NEWTON_STEPS = 50
FARTHEST = 30.0  # beyond this many logits a probability is as good as 0 or 1
LONGEST_STEP = 5.0


@dataclass(frozen=True, slots=True)
class Curve:
    """From signs to a probability.

    Attributes:
        intercept: the logit where all signs are 0.
        slopes: for each sign, what one of it adds to the logit.
        spreads: for each sign, how much it varied where the curve was fitted (its standard
            deviation): the unit in which a deviation from the slopes is measured.
    """

    intercept: float
    slopes: Doubles
    spreads: Doubles

    def probability(self, signs: Signs) -> float:
        """The estimated probability, 0 to 1."""
        return self.probabilities((signs,))[0]

    def probabilities(self, each: Sequence[Signs]) -> list[float]:
        """The estimated probability, 0 to 1, for each of some signs."""
        slopes = self.slopes.tolist()
        found = []
        for signs in each:
            # A sum that is rounded but once is the same on every machine.
            logit = self.intercept + math.fsum(map(mul, slopes, signs))
            found.append(1 / (1 + math.exp(-min(max(logit, -FARTHEST), FARTHEST))))
        return found

    def to_json(self) -> dict[str, object]:
        """The curve as plain values."""
        return {
            "intercept": self.intercept,
            "slopes": dict(zip(Signs._fields, self.slopes.tolist(), strict=True)),
            "spreads": dict(zip(Signs._fields, self.spreads.tolist(), strict=True)),
        }


def curve_of(intercept: float, slopes: Mapping[str, float], spreads: Mapping[str, float]) -> Curve:
    """A curve from the names of signs.

    Raises:
        KeyError: a sign is missing, or one is named that there is not.
        ValueError, TypeError: something is no number.
    """
    if not slopes.keys() | spreads.keys() <= set(Signs._fields):
        raise KeyError("These are the signs of another version.")
    return Curve(
        float(intercept),
        np.array([float(slopes[name]) for name in Signs._fields]),
        np.array([float(spreads[name]) for name in Signs._fields]),
    )


def fit(
    signs: Sequence[Signs],
    right: Sequence[bool],
    weights: Sequence[float],
    believed: Curve | None = None,
    belief: float = 3.0,
) -> Curve:
    """Fit a curve by penalised maximum likelihood (Newton's method).

    Args:
        signs: the signs of each trial.
        right: whether its fact was the right one.
        weights: what each trial counts.
        believed: the curve to stay near; one without slopes when None.
        belief: how many trials' worth of evidence it takes to move a slope by a spread.
    """
    values = np.array(signs, dtype=np.float64).reshape(len(right), len(Signs._fields))
    rows = np.hstack([np.ones((len(values), 1)), values])
    wanted, counted = np.array(right, dtype=np.float64), np.array(weights, dtype=np.float64)
    if believed is None:
        spreads = values.std(axis=0)
        spreads[spreads == 0] = 1.0
        believed = Curve(0.0, np.zeros(len(spreads)), spreads)
    penalty = np.concatenate(([1e-3], belief * believed.spreads**2 + 1e-6))
    start = np.concatenate(([believed.intercept], believed.slopes))
    found = start.copy()
    for _ in range(NEWTON_STEPS):
        logits = np.clip(rows @ found, -FARTHEST, FARTHEST)
        expected = 1 / (1 + np.exp(-logits))
        gradient = rows.T @ (counted * (wanted - expected)) - penalty * (found - start)
        steepness = counted * expected * (1 - expected)
        step = np.linalg.solve((rows * steepness[:, None]).T @ rows + np.diag(penalty), gradient)
        found += np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        if np.abs(step).max() < 1e-9:
            break
    return Curve(float(found[0]), found[1:], believed.spreads)
