"""Who changed what, for curators to see and to take back. Pure, as all cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factdesk.plugin.card import Card, Menu, Option, Row
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.limits import OPTION, OPTIONS, cut_line
from factdesk.plugin.plain import plain
from factdesk.plugin.server.panels import change_told
from factdesk.plugin.server.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.store import Change

_DONE: Final = {
    "learn": "learned",
    "unlearn": "unlearned",
    "withhold": "withheld",
    "release": "serves again",
}
_SETTLED: Final = {
    "open": "to be seen to again:",
    "answered": "answered:",
    "new fact": "needs a new fact:",
    "not ours": "not ours:",
}
_OF_FACTS: Final = {"withhold", "release"}  # their subject is a fact's id


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
        if not each.undone and each.what != "unlearn"  # that is added anew, past the gate
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
    return f"{_verb(change)} {_subject(change, plain(cut_line(change.subject, 80)))}"


def _label(change: Change) -> str:
    """What was done, where nothing is formatted."""
    if change.what == "set":
        setting = SETTINGS.get(change.subject)
        if setting is None:
            return change.subject
        return change_told(change) if setting.steps else setting.name  # no mentions
    return f"{_verb(change)} {_subject(change, change.subject)}"


def _verb(change: Change) -> str:
    if change.what != "settle":
        return _DONE[change.what]
    states = set((change.after or {}).values())
    return _SETTLED[states.pop()] if len(states) == 1 else "settled"


def _subject(change: Change, text: str) -> str:
    """What it was done to; people's own words are quoted."""
    if change.what in _OF_FACTS:
        return text
    return f"“{text}”" if text else "a question that is forgotten by now"


def _who(change: Change) -> str:
    return f"<@{change.by}>" if change.by else "somebody"
