"""What curators see at a glance: changes, channels, settings. Pure, as all cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factdesk.plugin.card import Card, Menu, Option, Row
from factdesk.plugin.curation.curators import ROLE
from factdesk.plugin.curation.remembering import REMEMBER
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.limits import OPTION, OPTIONS, cut_line
from factdesk.plugin.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.store import Change

_DONE: Final = {
    "learn": "learned",
    "unlearn": "unlearned",
    "settle": "settled",
    "withhold": "withheld",
    "release": "serves again",
    "set": "set",
}


def changes_card(changes: Sequence[Change]) -> Card:
    """The latest changes, and the way to take one back."""
    if not changes:
        return Card("notice", "Nobody has changed anything here yet.", title="Changes")
    lines = [
        f"- {each.at:%Y-%m-%d %H:%M} UTC, {_who(each)}: {_DONE[each.what]} "
        f"{plain(cut_line(each.subject, 80))}{' (taken back)' if each.undone else ''}"
        for each in changes[:10]
    ]
    options = tuple(
        Option(
            cut_line(f"{_DONE[each.what]} {each.subject}", OPTION),
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


def channels_card(channels: Sequence[int], *, can_read: bool) -> Card:
    """Where the desk listens in a server."""
    if not channels:
        body = "I listen in no channel of this server. Name one to change that."
    else:
        body = "I listen in " + ", ".join(f"<#{each}>" for each in channels) + "."
    if not can_read:
        body += (
            "\n\nBut I cannot read there: the message content intent is missing. The bot's "
            "operator sets message_content and switches the intent on in Discord's portal."
        )
    return Card("notice" if can_read else "unsure", body, title="Listening")


def settings_card(settings: dict[str, Any]) -> Card:
    """The settings of a server."""
    remembers = settings.get(REMEMBER, True)
    role = settings.get(ROLE)
    lines = [
        "Questions asked in vain are "
        + ("remembered, without who asked." if remembers else "not remembered."),
        f"Curators: who may manage the server{f', and <@&{role}>' if role else ''}.",
    ]
    return Card("notice", "\n".join(lines), title="Settings of this server")


def _who(change: Change) -> str:
    return f"<@{change.by}>" if change.by else "somebody"
