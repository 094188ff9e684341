"""Time taken per question, and the figures that describe many such times."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Given = TypeVar("Given")
Made = TypeVar("Made")


class Times(NamedTuple):
    """What many questions took, in milliseconds."""

    asked: int
    p50: float
    p99: float
    worst: float
    mean: float


def describe(milliseconds: Sequence[float]) -> Times:
    """The figures of at least one time."""
    ordered = sorted(milliseconds)
    return Times(
        asked=len(ordered),
        p50=percentile(ordered, 50),
        p99=percentile(ordered, 99),
        worst=ordered[-1],
        mean=sum(ordered) / len(ordered),
    )


def percentile(ordered: Sequence[float], rank: float) -> float:
    """The smallest of the sorted values that so many per cent of them do not exceed.

    No value is made up between two others. Of fewer than a hundred the 99th is the largest.
    """
    return ordered[max(0, math.ceil(len(ordered) * rank / 100) - 1)]


def time_each(
    ask: Callable[[Given], Made], questions: Iterable[Given], patience: float = math.inf
) -> tuple[list[float], list[Made]]:
    """Ask one question after the other until all are asked or patience has run out.

    Args:
        ask: what is timed.
        questions: what it is asked.
        patience: seconds after which no further question is asked.

    Returns:
        The milliseconds that each took, and what each brought.
    """
    times: list[float] = []
    made: list[Made] = []
    deadline = time.perf_counter() + patience
    for question in questions:
        started = time.perf_counter()
        if started >= deadline and times:
            break
        made.append(ask(question))
        times.append(1000 * (time.perf_counter() - started))
    return times, made


def growth(smaller: tuple[int, float], larger: tuple[int, float]) -> float:
    """The exponent b of time = a * size ** b through two points (size, time)."""
    return math.log(larger[1] / smaller[1]) / math.log(larger[0] / smaller[0])
