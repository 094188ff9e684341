"""From score and margin to a probability, and from probabilities to what the desk dares to say."""

from __future__ import annotations

import math
from dataclasses import dataclass

# Fitted by `factdesk check --calibration` on the bundled base asking itself its own phrasings.
INTERCEPT = -3.4
PER_SCORE = 4.1
PER_MARGIN = 11.2


@dataclass(frozen=True, slots=True)
class Bars:
    """From which confidence on the desk speaks.

    Attributes:
        answer: to answer when asked.
        listen: to speak up in a channel that it merely listens to.
        choices: which share of the question's weight the best fact must explain for choices to
            be offered; below it the desk says that it has nothing.
    """

    answer: float = 0.75
    listen: float = 0.9
    choices: float = 1 / 3


def estimate(score: float, margin: float) -> float:
    """The estimated probability (0 to 1) that the best fact is the right one."""
    return 1 / (1 + math.exp(-(INTERCEPT + PER_SCORE * score + PER_MARGIN * margin)))
