"""Examinations as a picture: risk against coverage, and how far confidence can be trusted.

Drawn without a screen, and the same run gives the same file: no dates, no random ids in it.
Needs the extra `pictures`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator, PercentFormatter

from factdesk.exam.figures import share, tally
from factdesk.exam.grading import CALIBRATION_ERROR
from factdesk.exam.grading import CALIBRATION_ERROR_UNOBJECTED as UNOBJECTED_ERROR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from factdesk.exam.curves import Bin, Point
    from factdesk.exam.grading import Report
    from factdesk.exam.hindsight import PeerReport

_INK, _GREY, _PALE, _DESK = "#222222", "#7a7a7a", "#b0b0b0", "#0b5fa5"
# Told apart by people who do not see all colours, and by their dashes in print.
_PEERS: tuple[tuple[str, Any], ...] = (
    ("#d55e00", (0, (5, 2))),
    ("#009e73", (0, (1, 1.2))),
    ("#b8559a", (0, (6, 1.5, 1, 1.5))),
    ("#8a6d00", (0, (3, 1, 1, 1, 1, 1))),
)
_STYLE: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": _PALE,
    "axes.grid": True,
    "axes.labelcolor": _INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same letters on every machine
    "font.size": 10.0,
    "grid.color": "#e8e8e8",
    "legend.frameon": False,
    "svg.hashsalt": "factdesk",
    "xtick.color": _INK,
    "ytick.color": _INK,
}
_DATELESS: dict[str, dict[str, None]] = {
    ".png": {"Software": None},
    ".svg": {"Creator": None, "Date": None},
}
ENDINGS = tuple(_DATELESS)


def draw(path: Path, sets: Sequence[tuple[str, Report, Sequence[PeerReport]]]) -> None:
    """Draw question sets below one another, each with its two diagrams.

    Args:
        path: the file to write; its ending, .png or .svg, says as what.
        sets: for each its name, the desk's report and the peers' (none: only the desk is drawn).

    Raises:
        OSError: the file cannot be written.
    """
    with mpl.rc_context():
        mpl.rcdefaults()  # whatever a machine's own settings are
        mpl.rcParams.update(_STYLE)
        figure = Figure(figsize=(11, 4.9 * len(sets)), layout="constrained")
        rows = figure.subplots(len(sets), 2, squeeze=False)
        for (left, right), (name, report, peers) in zip(rows, sets, strict=True):
            asked = len(report.results)
            _risk_coverage(left, report, peers)
            _reliability(right, report)
            for axes, what in ((left, "Risk and coverage"), (right, "Reliability")):
                # A file's name may hold dollar signs, which are no formula.
                title = f"{what}: {name}, {asked:,} question{'' if asked == 1 else 's'}"
                axes.set_title(title, loc="left", fontsize=11, parse_math=False)
        kind = path.suffix.lower()
        figure.savefig(path, dpi=150, format=kind[1:], metadata=_DATELESS[kind])


def _risk_coverage(axes: Axes, report: Report, peers: Sequence[PeerReport]) -> None:
    asked = len(report.results)
    for place, peer in enumerate(peers):
        colour, dashes = _PEERS[place % len(_PEERS)]
        _line(axes, peer.curve, peer.name, color=colour, linestyle=dashes, linewidth=1.5)
        if peer.chosen:
            _dot(axes, peer.chosen.coverage, peer.chosen.risk, colour)
    _line(axes, report.curve(), "the desk", color=_DESK, linewidth=2.6, zorder=4)
    every = tally(result.grade for result in report.results)
    risk = share(every.wrong, every.right + every.wrong)
    if risk is not None:
        _dot(axes, (every.right + every.wrong) / asked, risk, _DESK)
    answerable = report.answerable.asked / asked
    axes.axvline(answerable, color=_PALE, linewidth=1, linestyle=":")
    axes.annotate(
        f"{answerable:.0%} can be\nanswered",
        (answerable, 0.02),
        xycoords=("data", "axes fraction"),
        xytext=(4, 0) if answerable < 0.8 else (-4, 0),
        textcoords="offset points",
        ha="left" if answerable < 0.8 else "right",
        fontsize=8.5,
        color=_GREY,
    )
    dot = "the desk as it is" + (",\npeers at their best threshold" if peers else "")
    axes.plot([], [], "o", color=_INK, markersize=6, label=dot)
    _percent(axes, "questions answered", "answers that are wrong")
    top = 1.0 if peers else max(axes.get_ylim()[1], 0.1)
    axes.set_ylim(-0.02 * top, top)
    axes.legend(loc="upper left", fontsize=8.5)


def _line(axes: Axes, curve: Sequence[Point], label: str, **style: Any) -> None:  # noqa: ANN401
    coverage, risk = [p.coverage for p in curve], [p.risk for p in curve]
    axes.plot(coverage, risk, label=label, clip_on=False, **style)


def _dot(axes: Axes, coverage: float, risk: float, colour: str) -> None:
    axes.plot(
        [coverage], [risk], "o", color=colour, markersize=8, markeredgecolor="white", zorder=5
    )


def _reliability(axes: Axes, report: Report) -> None:
    axes.plot([0, 1], [0, 1], color=_PALE, linewidth=1, linestyle=":", label="as sure as right")
    figures = report.further()
    for bins, what, error, colour in (
        (report.reliability(), "all replies", CALIBRATION_ERROR, _GREY),
        (report.reliability(unobjected=True), "no check objects", UNOBJECTED_ERROR, _DESK),
    ):
        off = figures[error]
        style: dict[str, Any] = {"color": colour, "markeredgecolor": "white"}
        label = what if off is None else f"{what}: off by {off:.1%} on average"
        axes.plot([], [], "o", markersize=8, label=label, **style)
        most = max((found.replies for found in bins), default=0)
        for found in bins:
            if found.confidence is None or found.right is None:
                continue
            ends = _wilson(found)
            axes.plot([found.confidence] * 2, ends, color=colour, linewidth=1, alpha=0.5)
            size = 4 + 8 * math.sqrt(found.replies / most)
            where = ([found.confidence], [found.right])
            axes.plot(*where, "o", markersize=size, clip_on=False, zorder=4, **style)
    axes.plot([], [], color=_GREY, linewidth=1, alpha=0.5, label="95% interval")
    _percent(axes, "confidence", "best fact is right")
    axes.set_ylim(-0.02, 1.02)
    axes.legend(loc="upper left", fontsize=8.5)


def _wilson(found: Bin) -> tuple[float, float]:
    """The interval in which the true share lies with 95 % probability (Wilson's)."""
    z, count, right = 1.96, found.replies, found.right or 0.0
    middle = (right + z * z / (2 * count)) / (1 + z * z / count)
    spread = z * math.sqrt(right * (1 - right) / count + (z / (2 * count)) ** 2)
    spread /= 1 + z * z / count
    return middle - spread, middle + spread


def _percent(axes: Axes, across: str, upwards: str) -> None:
    axes.set_xlabel(across)
    axes.set_ylabel(upwards)
    axes.set_xlim(-0.01, 1.01)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.xaxis.set_major_locator(MultipleLocator(0.2))
