"""What people got when they asked: counted, told and drawn."""

from __future__ import annotations

import datetime as dt
import io
import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from PIL import Image

from cardkit import beyond_limits, payload_of
from factdesk.plugin.card import Picture
from factdesk.plugin.curation import stats_picture
from factdesk.plugin.curation.stats import (
    WEEKS,
    Counts,
    Stats,
    description_of,
    stats_card,
    stats_of,
)
from factdesk.plugin.curation.stats_picture import draw, figure_of
from factdesk.store import Tally

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from factdesk.store.curated import Counted

TODAY = dt.date(2026, 9, 16)  # a Wednesday of the 38th week
PARTS = ("answered", "offered", "in_vain")
MOST = 60_000  # bytes


def tally(week: int | str, topic: str, outcome: Counted, count: int = 1) -> Tally:
    name = week if isinstance(week, str) else f"2026-W{week:02}"
    return Tally(week=name, topic=topic, outcome=outcome, count=count)


TALLIES = [
    tally(35, "trade", "answer", 3),
    tally(35, "visits", "choices", 2),
    tally(35, "trade", "helpful", 4),
    tally(38, "visits", "answer", 5),
    tally(38, "", "none", 6),
    tally(38, "visits", "not right", 7),
]
STATS = stats_of(TALLIES, TODAY)


def crowded(count: int = 10**6) -> Stats:
    """As much as there can be: many weeks, many long topics, large numbers."""
    outcomes: tuple[Counted, ...] = ("answer", "choices", "none", "helpful", "not right")
    return stats_of(
        [
            tally(week, f"{'x' * 60}-{topic:02}", outcome, count + week * topic)
            for week in range(20, 39)
            for topic in range(20)
            for outcome in outcomes
        ],
        TODAY,
    )


# --- counted ------------------------------------------------------------------------------------


def test_weeks_are_counted_one_after_the_other_with_those_in_which_nobody_asked() -> None:
    nothing = (0, 0, 0, 0, 0)
    assert STATS.weeks == (
        Counts("24 Aug", 3, 2, 0, 4, 0),
        Counts("31 Aug", *nothing),
        Counts("7 Sep", *nothing),
        Counts("14 Sep", 5, 0, 6, 0, 7),
    )


def test_topics_are_counted_the_busiest_first() -> None:
    assert STATS.topics == (
        Counts("Visits", 5, 2, 0, 0, 7),
        Counts("No topic", 0, 0, 6, 0, 0),
        Counts("Trade", 3, 0, 0, 4, 0),
    )
    assert STATS.total == Counts("", 8, 2, 6, 4, 7)
    assert (STATS.total.asked, STATS.total.share) == (16, 0.5)


def test_only_the_last_weeks_count() -> None:
    old, first, later = tally(26, "a", "answer"), tally(27, "b", "none"), tally(39, "c", "none")
    stats = stats_of([old, first, later], TODAY)
    assert len(stats.weeks) == WEEKS
    assert [week.name for week in (stats.weeks[0], stats.weeks[-1])] == ["29 Jun", "14 Sep"]
    assert [topic.name for topic in stats.topics] == ["B"]


def test_a_year_ends_in_the_midst_of_a_week() -> None:
    counted = stats_of(
        [tally("2020-W53", "a", "answer"), tally("2021-W01", "a", "none")], dt.date(2021, 1, 5)
    )
    assert [(week.name, week.asked) for week in counted.weeks] == [("28 Dec", 1), ("4 Jan", 1)]


# --- told ---------------------------------------------------------------------------------------


def test_the_numbers_are_told() -> None:
    card = stats_card(STATS)
    assert "Of all questions 50% got an answer." in card.body
    weeks, topics = card.sections
    assert weeks.text.splitlines() == [
        "14 Sep: asked 11, answered 5, in vain 6, not right 7",
        "24 Aug: asked 5, answered 3, offered 2, helpful 4",
    ]
    assert topics.text.splitlines()[:2] == [
        "Visits: asked 7, answered 5, offered 2, not right 7",
        "No topic: asked 6, in vain 6",
    ]


def test_where_nobody_has_asked_it_says_so() -> None:
    assert "Nobody has asked yet" in stats_card(stats_of([], TODAY)).body


def test_opinions_on_older_answers_are_told_without_a_share() -> None:
    card = stats_card(stats_of([tally(38, "a", "helpful")], TODAY))
    assert "%" not in card.body
    assert card.sections[0].text == "14 Sep: helpful 1"


def test_discord_takes_it_however_much_was_asked() -> None:
    crowd = crowded()
    picture = Picture("stats.png", b"", description_of(crowd))
    assert beyond_limits(payload_of(stats_card(crowd, picture))) == []
    assert beyond_limits(payload_of(stats_card(crowd, picture), embeds=False)) == []
    assert len(picture.description) <= 1024


def test_the_picture_is_told_to_who_does_not_see_it() -> None:
    told = description_of(STATS)
    assert "Answered by week: 24 Aug 3 of 5, 14 Sep 5 of 11." in told
    assert "Answered by topic: Visits 5 of 7, No topic 0 of 6, Trade 3 of 3." in told


# --- drawn --------------------------------------------------------------------------------------


def bars(axes: Axes) -> list[Rectangle]:
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


def ticks(axis: Any) -> list[str]:
    return [label.get_text() for label in axis.get_ticklabels()]


def test_what_is_drawn_is_what_was_counted() -> None:
    above, below, shares = figure_of(STATS).axes
    by_part = [[getattr(week, part) for week in STATS.weeks] for part in PARTS]
    assert [bar.get_height() for bar in bars(above)] == [count for row in by_part for count in row]
    offered, in_vain = bars(above)[4:8], bars(above)[8:12]
    assert [bar.get_y() for bar in offered] == by_part[0]
    assert [bar.get_y() for bar in in_vain] == [
        sum(pair) for pair in zip(*by_part[:2], strict=True)
    ]
    by_topic = [getattr(topic, part) for part in PARTS for topic in STATS.topics]
    assert [bar.get_width() for bar in bars(below)] == by_topic
    assert ticks(above.xaxis) == ["24 Aug", "31 Aug", "7 Sep", "14 Sep"]
    assert ticks(below.yaxis) == ["Visits", "No topic", "Trade"]
    (line,) = shares.get_lines()
    drawn = [None if math.isnan(share) else share for share in line.get_ydata()]
    assert drawn == [week.share for week in STATS.weeks]
    assert drawn[1] is None


def test_twelve_weeks_have_as_many_names_as_there_is_room_for() -> None:
    weeks = stats_of([tally(27, "a", "answer")], TODAY)
    names = ticks(figure_of(weeks).axes[0].xaxis)
    assert len(names) <= 6
    assert names[-1] == "14 Sep"


@pytest.mark.parametrize("stats", [STATS, crowded(), crowded(1)], ids=["few", "most", "many"])
def test_the_picture_is_small_and_always_the_same(stats: Stats) -> None:
    drawn = draw(stats)
    assert len(drawn) <= MOST
    with Image.open(io.BytesIO(drawn)) as image:
        assert (image.format, image.size) == ("PNG", (1000, 750))
    assert draw(stats) == drawn


def test_a_name_is_no_formula() -> None:
    odd = stats_of([tally(38, "a$\\frac$b_c", "answer")], TODAY)
    assert ticks(figure_of(odd).axes[1].yaxis) == ["A$\\frac$b_c"]
    assert draw(odd)


def test_a_hosts_own_style_neither_shows_nor_changes() -> None:
    drawn = draw(STATS)
    own = {
        "figure.facecolor": "black",
        "axes.facecolor": "black",
        "text.color": "white",
        "font.family": "serif",
        "font.size": 30.0,
        "axes.grid": True,
        "savefig.facecolor": "black",
    }
    with mpl.rc_context(own):
        before = dict(mpl.rcParams)
        assert draw(STATS) == drawn
        assert dict(mpl.rcParams) == before


def test_parts_differ_in_lightness_and_not_in_hue_alone() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
            for value in to_rgb(colour)
        )
        return 116 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) ** (1 / 3) - 16

    found = sorted(lightness(colour) for _, colour in stats_picture._PARTS)
    assert min(b - a for a, b in pairwise(found)) > 20
    assert 100 - found[-1] > 15  # from the paper, too
