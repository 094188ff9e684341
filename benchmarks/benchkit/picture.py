"""Time over size, both logarithmic: a straight line, and how steep it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchkit.contestants import CONTESTANTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchkit.measure import Measured


def draw(measured: Sequence[Measured], path: Path) -> None:
    """Draw p50 (solid) and p99 (dashed) of everybody, in the format that the path ends in.

    Raises:
        ImportError: matplotlib is not installed.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, and slow to import

    figure = Figure(figsize=(8, 6), layout="constrained")
    axes = figure.add_subplot(xscale="log", yscale="log")
    for key, contestant in CONTESTANTS.items():
        own = sorted((one for one in measured if one.contestant == key), key=lambda one: one.size)
        if not own:
            continue
        sizes = [one.size for one in own]
        (line,) = axes.plot(sizes, [one.p50 for one in own], "o-", label=f"{contestant.label}, p50")
        axes.plot(
            sizes,
            [one.p99 for one in own],
            "o--",
            color=line.get_color(),
            alpha=0.6,
            label=f"{contestant.label}, p99",
        )
    axes.set_xlabel("phrasings in the base")
    axes.set_ylabel("milliseconds a question, one core")
    axes.grid(visible=True, which="both", alpha=0.25)
    figure.legend(loc="outside lower center", ncols=2, fontsize="small")
    figure.savefig(path)
