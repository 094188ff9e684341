"""What the speed benchmark found, as tables and sentences."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from benchkit.clock import growth
from benchkit.contestants import CONTESTANTS, DESK
from benchkit.table import percent, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchkit.measure import Measured

TIME_HEADER = (
    "phrasings",
    "who",
    "p50 ms",
    "p99 ms",
    "worst ms",
    "p50 to desk",
    "p99 to desk",
    "found",
)
MEMORY_HEADER = ("phrasings", "who", "load s", "base MB", "added MB", "peak MB", "cold ms")
GROWTH_HEADER = ("from", "to", "who", "p50 exponent", "p99 exponent")


def report(measured: Sequence[Measured]) -> str:
    """All tables, with what has to be known to read them."""
    parts = [
        table(TIME_HEADER, time_rows(measured), labels=2),
        table(MEMORY_HEADER, memory_rows(measured), labels=2),
    ]
    grown = growth_rows(measured)
    if grown:
        parts.append(table(GROWTH_HEADER, grown, labels=3))
    parts.append("\n".join(notes(measured)))
    return "\n\n".join(parts)


def time_rows(measured: Sequence[Measured]) -> list[tuple[str, ...]]:
    """Rows under `TIME_HEADER`: time a question, and how often the right fact came first."""
    desks = {one.size: one for one in measured if one.contestant == DESK}
    return [
        (
            short(one.size),
            CONTESTANTS[one.contestant].label,
            _milliseconds(one.p50),
            _milliseconds(one.p99),
            _milliseconds(one.worst),
            _ratio(one.p50, desk.p50 if desk else None),
            _ratio(one.p99, desk.p99 if desk else None),
            percent(one.found, one.answerable),
        )
        for one in measured
        for desk in [desks.get(one.size)]
    ]


def memory_rows(measured: Sequence[Measured]) -> list[tuple[str, ...]]:
    """Rows under `MEMORY_HEADER`: what comes before the first question."""
    return [
        (
            short(one.size),
            CONTESTANTS[one.contestant].label,
            f"{one.load_seconds:.2f}",
            f"{one.base_mb:.0f}",
            f"{one.added_mb:.0f}",
            f"{one.peak_mb:.0f}",
            _milliseconds(one.cold),
        )
        for one in measured
    ]


def growth_rows(measured: Sequence[Measured]) -> list[tuple[str, ...]]:
    """Rows under `GROWTH_HEADER`: the exponent between each size and the next one measured."""
    rows: list[tuple[str, ...]] = []
    for key, contestant in CONTESTANTS.items():
        own = sorted((one for one in measured if one.contestant == key), key=lambda one: one.size)
        for small, large in pairwise(own):
            p50 = growth((small.size, small.p50), (large.size, large.p50))
            p99 = growth((small.size, small.p99), (large.size, large.p99))
            sizes = (short(small.size), short(large.size))
            rows.append((*sizes, contestant.label, f"{p50:.2f}", f"{p99:.2f}"))
    return rows


def notes(measured: Sequence[Measured]) -> Iterator[str]:
    """What each base held, and who was asked fewer questions than the others."""
    most: dict[int, int] = {}
    for one in measured:
        if one.size not in most:
            yield f"{short(one.size)}: {one.facts:,} facts, {one.words:,} different words."
        most[one.size] = max(one.asked, most.get(one.size, 0))
    for one in measured:
        label = CONTESTANTS[one.contestant].label
        asked = f"{short(one.size)}: {label} was asked {one.asked} questions"
        if one.asked < most[one.size]:
            yield f"{asked}, others up to {most[one.size]}: patience ran out."


def short(size: int) -> str:
    """A size as it is typed: 10k, 1M."""
    for unit, letter in ((1_000_000, "M"), (1_000, "k")):
        if size % unit == 0:
            return f"{size // unit}{letter}"
    return str(size)


def parse_sizes(text: str) -> list[int]:
    """Sizes as typed, "1k,10k,1M", in rising order.

    Raises:
        ValueError: one of them is no size.
    """
    factors = {"k": 1_000, "m": 1_000_000}
    sizes: set[int] = set()
    for part in text.lower().split(","):
        number, factor = (part[:-1], factors[part[-1]]) if part[-1:] in factors else (part, 1)
        sizes.add(int(number) * factor)
    if min(sizes) < 100:
        raise ValueError("A base of fewer than 100 phrasings tells nothing.")
    return sorted(sizes)


def _milliseconds(value: float) -> str:
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"


def _ratio(value: float, desk: float | None) -> str:
    if not desk:
        return "-"
    ratio = value / desk
    return f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2f}"
