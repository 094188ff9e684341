"""What people got when they asked, by week and by topic: counted, and told on a card. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from factdesk.factbase.citing import MONTHS
from factdesk.plugin.card import Card, Picture, Section
from factdesk.plugin.cards import topic_name
from factdesk.plugin.limits import EMBED_FIELD, cut
from factdesk.plugin.plain import plain
from factdesk.store import Tally

WEEKS: Final = 12
TOPICS: Final = 8
TITLE: Final = "Figures"
_WEEK: Final = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """What people got in one week, or on one topic.

    Attributes:
        name: the week's Monday, like "16 Nov", or the topic as read.
        answered: questions that got an answer,
        offered: choices,
        in_vain: neither.
        helpful: answers that somebody found helpful,
        not_right: or not right.
    """

    name: str
    answered: int
    offered: int
    in_vain: int
    helpful: int
    not_right: int

    @property
    def asked(self) -> int:
        """How many questions."""
        return self.answered + self.offered + self.in_vain

    @property
    def share(self) -> float | None:
        """Of the questions the part that got an answer; None: nobody asked."""
        return self.answered / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Stats:
    """What people got in the last weeks.

    Attributes:
        weeks: one after the other from the first that counts to this one, with those in which
            nobody asked; at most `WEEKS`.
        topics: the busiest first, at most `TOPICS`.
        total: all of it.
    """

    weeks: tuple[Counts, ...]
    topics: tuple[Counts, ...]
    total: Counts


def stats_of(tallies: Sequence[Tally], today: dt.date) -> Stats:
    """Count tallies by week and by topic.

    Args:
        tallies: of one server, in any order. Those of other weeks than the last `WEEKS` are left
            out.
        today: a day of the last week, in UTC as the tallies' weeks are.
    """
    this_week = today - dt.timedelta(days=today.weekday())
    by_week: dict[dt.date, Counter[str]] = defaultdict(Counter)
    by_topic: dict[str, Counter[str]] = defaultdict(Counter)
    for each in tallies:
        week = dt.date.fromisoformat(each.week)  # its Monday
        if this_week - (WEEKS - 1) * _WEEK <= week <= this_week:
            by_week[week][each.outcome] += each.count
            by_topic[each.topic][each.outcome] += each.count
    first = min(by_week, default=this_week)
    mondays = [first + number * _WEEK for number in range((this_week - first) // _WEEK + 1)]
    topics = [
        _counts(topic_name(topic) or "No topic", counter) for topic, counter in by_topic.items()
    ]
    return Stats(
        weeks=tuple(_counts(_day(monday), by_week[monday]) for monday in mondays),
        topics=tuple(sorted(topics, key=lambda topic: (-topic.asked, topic.name))[:TOPICS]),
        total=_counts("", sum(by_week.values(), Counter())),
    )


def stats_card(stats: Stats, picture: Picture | None = None) -> Card:
    """The numbers, the latest week and the busiest topic first."""
    if not any(map(_told, stats.weeks)):
        return Card("notice", "Nobody has asked yet, as far as I remember.", title=TITLE)
    weeks = [f"{week.name}: {_told(week)}" for week in reversed(stats.weeks) if _told(week)]
    topics = [f"{plain(topic.name)}: {_told(topic)}" for topic in stats.topics]
    share = stats.total.share
    answered = "" if share is None else f" Of all questions {share:.0%} got an answer."
    return Card(
        "notice",
        f"What people got when they asked here in the last {WEEKS} weeks.{answered}",
        title=TITLE,
        sections=(
            Section("By week, named by its Monday", cut("\n".join(weeks), EMBED_FIELD)),
            Section("By topic, the busiest first", cut("\n".join(topics), EMBED_FIELD)),
        ),
        picture=picture,
    )


def description_of(stats: Stats) -> str:
    """What the picture shows, for who does not see it; at most 1024 characters."""
    asked = [week for week in stats.weeks if week.asked]
    weeks = ", ".join(f"{week.name} {week.answered:,} of {week.asked:,}" for week in asked)
    topics = ", ".join(
        f"{topic.name} {topic.answered:,} of {topic.asked:,}" for topic in stats.topics
    )
    return cut(
        f"Two bar charts of questions answered, offered choices, and asked in vain. "
        f"Answered by week: {weeks}. Answered by topic: {topics}.",
        EMBED_FIELD,
    )


def _counts(name: str, counter: Counter[str]) -> Counts:
    return Counts(
        name,
        answered=counter["answer"],
        offered=counter["choices"],
        in_vain=counter["none"],
        helpful=counter["helpful"],
        not_right=counter["not right"],
    )


def _told(counts: Counts) -> str:
    """The numbers that are not 0; empty: there is none."""
    named = {
        "asked": counts.asked,
        "answered": counts.answered,
        "offered": counts.offered,
        "in vain": counts.in_vain,
        "helpful": counts.helpful,
        "not right": counts.not_right,
    }
    return ", ".join(f"{word} {number:,}" for word, number in named.items() if number)


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"
