"""From signs to a probability, and from probabilities to what the desk dares to say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from factdesk.matching.curve import Curve, curve_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from factdesk.matching.evidence import Check
    from factdesk.matching.signs import Signs

DIGITS = 4  # what two machines may compute differently must not decide

# Measured with one, two and four phrasings of each bundled fact: from here on 95 to 98 of 100
# answers are right.
CAREFUL_BAR = 0.8

EVEN = 0.5  # what is no likelier right than wrong is not answered, whatever was promised

TIED = 0.05  # probabilities that differ by less are as good as equal

# What no likeness makes up for, on any base.
ALWAYS_AGAINST: frozenset[Check] = frozenset(
    {"ruled out", "remark", "figure", "name", "negation", "direction"}
)

# What takes much to make up for: with it the odds count for a fourth of what they are.
MOSTLY_AGAINST: frozenset[Check] = frozenset({"nearly ruled out"})
OBJECTION = 4.0


@lru_cache(maxsize=1)
def default_curve() -> Curve:
    """The curve that is believed before a base has been asked (`benchmarks/fit_curve.py`)."""
    path = Path(__file__).with_name("curve.json")
    return curve_of(**json.loads(path.read_text(encoding="utf-8"))["curve"])


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure one may be on one base.

    Attributes:
        curve: from signs to the probability that a fact is the right answer.
        answer: from which probability on to answer when asked; above 1, never.
        listen: the same to speak up in a channel that the desk merely listens to.
        careful: whether every check must be passed, for a base that cannot be asked itself.
    """

    curve: Curve
    answer: float
    listen: float
    careful: bool

    @property
    def can_be_kept(self) -> bool:
        """Whether there is a probability from which on to answer."""
        return self.careful or self.answer <= 1

    def of_all(self, candidates: Sequence[Signs]) -> list[float]:
        """The probability, 0 to 1, that each of some facts is the right answer."""
        return [round(p, DIGITS) for p in probabilities_of(self.curve, candidates)]

    def suffices(
        self,
        confidence: float,
        signs: Signs,
        against: AbstractSet[Check],
        *,
        verbatim: bool = False,
        unasked: bool = False,
    ) -> bool:
        """Whether one may answer.

        Args:
            confidence: the probability of the best fact.
            signs: its signs.
            against: the checks that speak against it.
            verbatim: whether the question is word for word a phrasing of this fact alone.
            unasked: whether the desk merely overheard the question.
        """
        if self.careful:
            other_kind = not signs.kind_share and not signs.keywords
            forbidden = bool(against) or other_kind or bool(signs.unexplained_light)
        else:
            forbidden = confidence <= EVEN
            confidence = checked(confidence, against)
        if verbatim and "ruled out" not in against:
            return True  # the curator says so: beyond any promise
        return not forbidden and confidence >= (self.listen if unasked else self.answer)


def probabilities_of(curve: Curve, candidates: Sequence[Signs]) -> list[float]:
    """The probability of each of some facts.

    Only one can be the right one: where two are about equally probable, neither is more than
    even odds.
    """
    alone = curve.probabilities(candidates)
    found = []
    for place, probability in enumerate(alone):
        rival = max((*alone[:place], *alone[place + 1 :]), default=0.0)
        tied = rival > probability - TIED
        found.append(min(probability, EVEN) if tied else probability)
    return found


def checked(probability: float, against: AbstractSet[Check]) -> float:
    """What a probability counts for when some checks speak against the fact."""
    if not ALWAYS_AGAINST.isdisjoint(against):
        return 0.0
    if MOSTLY_AGAINST.isdisjoint(against):
        return probability
    return probability / (probability + OBJECTION * (1 - probability))


def careful() -> Confidence:
    """For a base that has too few phrasings to be asked itself: every check must be passed."""
    return Confidence(default_curve(), CAREFUL_BAR, CAREFUL_BAR, careful=True)
