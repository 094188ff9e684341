"""From score and margin to a probability, and from probabilities to what the desk dares to say."""

from __future__ import annotations

import math
from dataclasses import dataclass

# As `factdesk check --calibration` fits it to the bundled base asking itself its own phrasings.
INTERCEPT = -1.23
PER_SCORE = 2.78
PER_MARGIN = 4.73


@dataclass(frozen=True, slots=True)
class Bars:
    """From which confidence on the desk speaks.

    Attributes:
        answer: to answer when asked.
        listen: to speak up in a channel that it merely listens to.
        choices: which share of the question's weight the best fact must explain for choices to
            be offered; below it the desk says that it has nothing.
    """

    answer: float = 0.85  # 97 % right by the same calibration (0.841), rounded up
    listen: float = 0.87  # 98 %
    choices: float = 1 / 3


def estimate(score: float, margin: float) -> float:
    """The estimated probability (0 to 1) that the best fact is the right one.

    A score beyond 1 (a phrasing asked word for word) counts by its margin alone: two facts that
    share a phrasing are as unsure as any two.
    """
    return 1 / (1 + math.exp(-(INTERCEPT + PER_SCORE * min(score, 1.0) + PER_MARGIN * margin)))
