"""What curators see at a glance: figures and changes. Pure, as all cards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from factdesk.plugin.card import Card, Menu, Option, Row, Section
from factdesk.plugin.cards import topic_name
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.limits import EMBED_FIELD, OPTION, OPTIONS, cut, cut_line
from factdesk.plugin.plain import plain
from factdesk.plugin.server.panels import change_told
from factdesk.plugin.server.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.store import Change, Tally

WEEKS: Final = 8
TOPICS: Final = 8
_IN_WORDS: Final = {
    "answer": "answered",
    "choices": "offered",
    "none": "in vain",
    "helpful": "helpful",
    "not right": "not right",
}
_DONE: Final = {
    "learn": "learned",
    "unlearn": "unlearned",
    "settle": "settled",
    "withhold": "withheld",
    "release": "serves again",
}


def stats_card(tallies: Sequence[Tally]) -> Card:
    """How often people asked and what they got, by week and by topic."""
    if not tallies:
        return Card("notice", "Nobody has asked yet, as far as I remember.", title="Figures")
    weeks: dict[str, Counter[str]] = {}
    topics: dict[str, Counter[str]] = {}
    for each in tallies:
        weeks.setdefault(each.week, Counter())[each.outcome] += each.count
        topics.setdefault(each.topic, Counter())[each.outcome] += each.count
    by_week = [f"{week}: {_told(weeks[week])}" for week in sorted(weeks, reverse=True)[:WEEKS]]
    busiest = sorted(topics, key=lambda topic: (-topics[topic].total(), topic))[:TOPICS]
    by_topic = [
        f"{plain(topic_name(topic)) or 'No topic'}: {_told(topics[topic])}" for topic in busiest
    ]
    return Card(
        "notice",
        "What people got when they asked here.",
        title="Figures",
        sections=(
            Section("By week", cut("\n".join(by_week), EMBED_FIELD)),
            Section("By topic", cut("\n".join(by_topic), EMBED_FIELD)),
        ),
    )


def changes_card(changes: Sequence[Change]) -> Card:
    """The latest changes, and the way to take one back."""
    if not changes:
        return Card("notice", "Nobody has changed anything here yet.", title="Changes")
    lines = [
        f"- {each.at:%Y-%m-%d %H:%M} UTC, {_who(each)}: {_done(each)}"
        f"{' (taken back)' if each.undone else ''}"
        for each in changes[:10]
    ]
    options = tuple(
        Option(
            cut_line(_label(each), OPTION),
            str(CustomId("undo", str(each.id))),
            f"{each.at:%Y-%m-%d %H:%M} UTC",
        )
        for each in changes[:OPTIONS]
        if not each.undone
    )
    rows: tuple[Row, ...] = ()
    if options:
        rows = (Menu("Take one back", CustomId("pick"), options),)
    return Card("notice", "\n".join(lines), title="Changes", rows=rows)


def taken_back_card(undoing: Change) -> Card:
    """A change was taken back."""
    return Card("notice", f"Taken back: {_done(undoing)}.")


def _done(change: Change) -> str:
    """What was done, in Discord's formatting."""
    if change.what == "set":
        return change_told(change)
    return f"{_DONE[change.what]} {plain(cut_line(change.subject, 80))}"


def _label(change: Change) -> str:
    """What was done, where nothing is formatted."""
    if change.what == "set":
        setting = SETTINGS.get(change.subject)
        if setting is None:
            return change.subject
        return change_told(change) if setting.steps else setting.name  # no mentions
    return f"{_DONE[change.what]} {change.subject}"


def _told(counts: Counter[str]) -> str:
    return ", ".join(
        f"{word} {counts[outcome]:,}" for outcome, word in _IN_WORDS.items() if counts[outcome]
    )


def _who(change: Change) -> str:
    return f"<@{change.by}>" if change.by else "somebody"
