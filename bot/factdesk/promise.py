"""What a desk promises: the share of its answers that are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

DEFAULT_PROMISE: Final = 0.98
STEPS: Final = (0.9, 0.95, 0.98, 0.99)  # promises that every desk can be asked for, besides its own


class Promising(Protocol):
    """Whoever has made a promise."""

    @property
    def promise(self) -> float:
        """The share of answers that shall be right."""

    @property
    def withhold_stale(self) -> bool:
        """Whether facts past their time are left out."""


def unasked(promise: float) -> float:
    """The promise for speaking up in a channel: half as many wrong answers."""
    return 1 - (1 - promise) / 2


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise, where nobody has set another."""

    promise: float = DEFAULT_PROMISE
    withhold_stale: bool = False
