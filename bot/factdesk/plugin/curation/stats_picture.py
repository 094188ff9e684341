"""The figures of `/desk stats` as a picture. Needs the extra `pictures`.

Drawn without pyplot and without changing matplotlib's settings: a host may draw pictures itself.
Its own style must not make this one illegible.
"""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter
from PIL import Image  # which matplotlib needs itself

from factdesk.plugin.curation.stats import Counts, Stats
from factdesk.plugin.limits import cut_line

_INK, _PALE, _GRID, _PAPER = "#1f2328", "#9aa0a6", "#e4e6e9", "#ffffff"
# Told apart by hue and by lightness, so also by people who do not see all colours.
_PARTS: Final = (
    ("answered", "#0b4f8a"),
    ("offered", "#f5c24c"),
    ("in_vain", "#d55e00"),
)
_TOPIC: Final = 26  # characters of a topic's name
_ROOM: Final = 4  # bars that there is room for at least, so that a single one is no wall
_COLOURS: Final = 48  # enough for flat areas and the edges of letters; a third of the size
# Discord shows it some 400 wide: letters must stand that.
_INCHES, _DPI, _SIZE, _SMALL = (10, 7.5), 100, 17, 15.5
_LETTERS: Final = "DejaVu Sans"  # comes with matplotlib: the same on every machine
_ONE_AT_A_TIME: Final = threading.Lock()  # matplotlib is not made for threads


def draw(stats: Stats) -> bytes:
    """The picture as PNG, 1000 by 750 pixels; the same figures make the same picture.

    May be called from any thread.
    """
    full, small = io.BytesIO(), io.BytesIO()
    with _ONE_AT_A_TIME:
        figure_of(stats).savefig(full, format="png", dpi=_DPI, facecolor=_PAPER)
    with Image.open(full) as image:
        method = Image.Quantize.MAXCOVERAGE  # keeps the rare colours
        few = image.convert("RGB").quantize(_COLOURS, method, dither=Image.Dither.NONE)
    few.save(small, "PNG", optimize=True)
    return small.getvalue()


def figure_of(stats: Stats) -> Figure:
    """What is drawn: weeks above, topics below."""
    layout = ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.1)  # inches
    figure = Figure(figsize=_INCHES, facecolor=_PAPER, layout=layout)
    rows = [1.3, 0.45 + 0.13 * max(len(stats.topics), _ROOM)]
    above, below = figure.subplots(2, 1, height_ratios=rows)
    _weeks(above, stats.weeks)
    _topics(below, stats.topics)
    line, *bars = above.get_legend_handles_labels()[0]
    figure.legend(
        handles=[*bars, line],
        loc="outside upper center",
        ncols=len(bars) + 1,
        prop=_font(_SMALL),
        labelcolor=_INK,
        frameon=False,
        handlelength=1.5,
        columnspacing=1.4,
    )
    return figure


def _weeks(axes: Axes, weeks: Sequence[Counts]) -> None:
    places = range(len(weeks))
    below = [0] * len(weeks)
    for part, colour in _PARTS:
        counts = [getattr(week, part) for week in weeks]
        label = part.replace("_", " ")
        axes.bar(places, counts, 0.72, below, color=colour, edgecolor=_PAPER, label=label)
        below = [low + count for low, count in zip(below, counts, strict=True)]
    _dress(axes, "Questions by week")
    axes.set_xlim(-0.6, max(len(weeks), _ROOM) - 0.4)
    axes.set_ylim(0, max(*below, 1) * 1.05)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.grid(visible=True, axis="y", color=_GRID, linewidth=1)
    step = math.ceil(len(weeks) / 6)
    shown = list(places)[::-step][::-1]  # this week always
    axes.set_xticks(shown, [weeks[place].name for place in shown], **_text())
    shares = axes.twinx()
    line = [math.nan if week.share is None else week.share for week in weeks]
    halo = [withStroke(linewidth=5, foreground=_PAPER)]  # it crosses the bars
    style: dict[str, Any] = {"color": _INK, "markersize": 9, "linewidth": 2.5, "path_effects": halo}
    shares.plot(places, line, "o-", clip_on=False, **style)
    _dress(shares, "")
    shares.set_ylim(0, 1.05)
    shares.set_yticks([0, 0.5, 1])
    shares.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.plot([], [], "o-", label="share answered", **style)


def _topics(axes: Axes, topics: Sequence[Counts]) -> None:
    places = range(len(topics))
    left = [0] * len(topics)
    for part, colour in _PARTS:
        counts = [getattr(topic, part) for topic in topics]
        axes.barh(places, counts, 0.72, left, color=colour, edgecolor=_PAPER)
        left = [low + count for low, count in zip(left, counts, strict=True)]
    _dress(axes, "Questions by topic")
    axes.set_xlim(0, max(*left, 1) * 1.02)
    axes.set_ylim(max(len(topics), _ROOM) - 0.5, -0.5)  # the busiest on top
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.grid(visible=True, axis="x", color=_GRID, linewidth=1)
    names = [cut_line(topic.name, _TOPIC) for topic in topics]
    axes.set_yticks(list(places), names, **_text())


def _dress(axes: Axes, title: str) -> None:
    axes.set_facecolor(_PAPER)
    axes.set_axisbelow(True)
    axes.grid(visible=False)
    if title:
        axes.set_title(title, loc="left", font=_font(_SIZE), color=_INK, parse_math=False)
    axes.tick_params(color=_PALE, labelcolor=_INK, labelsize=_SMALL, labelfontfamily=_LETTERS)
    axes.spines[:].set_visible(False)
    axes.spines["bottom"].set(visible=True, color=_PALE)


def _text() -> dict[str, Any]:
    """For names that others chose: a dollar sign in them is no formula."""
    return {"font": _font(_SMALL), "color": _INK, "parse_math": False}


def _font(size: float) -> FontProperties:
    return FontProperties(family=_LETTERS, size=size)
