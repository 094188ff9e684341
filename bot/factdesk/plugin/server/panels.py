"""The panels of `/desk settings` and `/desk channels`. Pure: values in, cards out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from factdesk.plugin.card import Button, Card, Menu, Option, Picker, Row
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.limits import OPTION, OPTIONS, cut_line
from factdesk.plugin.server.settings import OPERATORS, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Collection

    from factdesk.plugin.server.settings import ServerSettings, Setting
    from factdesk.settings import Settings
    from factdesk.store import Change

DEFAULT: Final = "default"
UNKNOWN: Final = "What this server has set cannot be read now. See /desk status."
LISTEN_IN: Final = SETTINGS["listen_in"]


def settings_card(here: ServerSettings, *, known: bool) -> Card:
    """All settings of a server, to pick one from; channels have a panel of their own.

    Args:
        here: what holds in the server.
        known: whether what it has set could be read.
    """
    shown = [each for each in SETTINGS.values() if each is not LISTEN_IN]
    lines = [f"**{each.name}:** {holds(each, here)}" for each in shown]
    options = tuple(
        Option(each.name, str(CustomId("setting", each.slug)), cut_line(each.what, OPTION))
        for each in shown
    )
    if not known:
        lines += ["", UNKNOWN]
    menu = Menu("Pick a setting to change", CustomId("pick"), options)
    elsewhere = "Where I listen: /desk channels. Who changed what: /desk changes."
    body = "\n".join([*lines, "", elsewhere])
    return Card("notice", body, title="Settings of this server", rows=(menu,))


def setting_card(setting: Setting, here: ServerSettings, operator: Settings) -> Card:
    """One setting, and the way to change it."""
    rows: list[Row] = []
    if setting.steps:
        rows.append(Menu("Pick a value", CustomId("pick"), _values(setting, here, operator)))
    else:
        role = here.curator_role
        picked = (role,) if role is not None else ()
        rows.append(Picker("roles", "Pick a role", CustomId("pick", setting.slug), picked))
    rows.append((Button("All settings", CustomId("settings")),))
    body = f"{setting.what}\n\n**Now:** {holds(setting, here)}"
    return Card("notice", body, title=setting.name, rows=tuple(rows))


def channels_card(
    here: Collection[int], operators: Collection[int], *, can_read: bool, known: bool
) -> Card:
    """Where the desk listens in a server.

    Args:
        here: ids of the channels that the server has set.
        operators: ids of its channels that the operator has set.
        can_read: whether the desk may read channels at all.
        known: whether what the server has set could be read.
    """
    channels = sorted({*here, *operators})
    if channels:
        body = f"I listen in {_mentioned(channels)}."
    else:
        body = "I listen in no channel of this server."
    if operators:
        body += f"\nThe bot's operator has set {_mentioned(sorted(operators))}; that stays."
    if not can_read:
        body += (
            "\n\nBut I cannot read there: the message content intent is missing. The bot's "
            "operator sets message_content and switches the intent on in Discord's portal."
        )
    rows: tuple[Row, ...] = ()
    if not known:
        body += f"\n\n{UNKNOWN}"
    elif len(here) <= OPTIONS:
        picked = tuple(sorted(here))
        place = CustomId("pick", LISTEN_IN.slug)
        rows = (Picker("channels", "Pick all channels to listen in", place, picked, OPTIONS),)
    else:
        body += "\n\nThese are too many for a menu: name one with /desk channels channel:"
    return Card("notice" if can_read else "unsure", body, title="Listening", rows=rows)


def change_told(change: Change) -> str:
    """A change of a setting in words, in Discord's formatting: what it was and what it became."""
    setting = SETTINGS.get(change.subject)
    if setting is None:  # of another version
        return "a setting that I do not know"
    return f"{setting.name}: {setting.describe(change.before)} → {setting.describe(change.after)}"


def holds(setting: Setting, here: ServerSettings) -> str:
    """What holds in a server, and on whose word."""
    value = getattr(here, setting.key)
    told = setting.unset if value is None else setting.told(value)
    whose = setting.operators and setting.key not in here.own
    return f"{told} ({OPERATORS})" if whose else told


def value_of(text: str) -> Any:  # noqa: ANN401 - whatever a setting may be
    """What an option of a setting stands for; None: the server sets nothing.

    Raises:
        ValueError: it stands for nothing.
    """
    return None if text == DEFAULT else json.loads(text)


def _values(setting: Setting, here: ServerSettings, operator: Settings) -> tuple[Option, ...]:
    steps = setting.steps
    options = []
    if setting.operators:
        theirs = getattr(operator, setting.key)
        told = f"As the bot's operator has it: {setting.told(theirs)}"
        options.append(Option(told, _set(setting, DEFAULT), _now(setting.key not in here.own)))
        if setting.key == "keep_questions_days":
            steps = tuple(each for each in steps if each <= theirs)
    now = getattr(here, setting.key) if setting.key in here.own or not options else None
    options += [
        Option(setting.told(each), _set(setting, json.dumps(each)), _now(each == now))
        for each in steps
    ]
    return tuple(options)


def _set(setting: Setting, value: str) -> str:
    return str(CustomId("set", f"{setting.slug}.{value}"))


def _now(holds: bool) -> str | None:  # noqa: FBT001
    return "Now" if holds else None


def _mentioned(channels: Collection[int]) -> str:
    return LISTEN_IN.told(frozenset(channels))
