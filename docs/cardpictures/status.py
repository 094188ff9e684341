"""The card of `/desk status`, made from a server and a bot that are connected to nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import discord
from discord.ext import commands

from factdesk.matching.autocomplete import Autocomplete
from factdesk.plugin.life import Life
from factdesk.plugin.selfcheck import Served, status_card
from factdesk.plugin.services import Services
from factdesk.settings import Settings
from factdesk.store import Store

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from factdesk.plugin.card import Card

ALL_IT_NEEDS: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    read_message_history=True,
)
_SINCE: Final = dt.datetime(2026, 9, 14, 8, 30, tzinfo=dt.UTC)  # the same in all pictures
_BOT, _SERVER, _CHANNEL, _PERSON = 11, 21, 22, 31


def _user(number: int, name: str) -> Any:  # noqa: ANN401 - as Discord's API gives it
    return {"id": str(number), "username": name, "discriminator": "0", "avatar": None}


def status(desk: Desk, permissions: discord.Permissions, *, listening: bool) -> Card:
    """What the desk says of itself in a server.

    Args:
        desk: answers questions.
        permissions: what it may do there.
        listening: whether it listens in one channel.
    """
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=listening)
    bot = commands.Bot(commands.when_mentioned, intents=intents)
    settings = Settings(
        listen_in=frozenset({_CHANNEL} if listening else ()), message_content=listening
    )
    store = Store(Path("factdesk.sqlite3"))  # which opens nothing before it is used
    services = Services(bot, desk, Autocomplete(desk.base), store, Life(store), settings)
    services.since = _SINCE
    services.servers.known = True
    return status_card(_interaction(bot, permissions), services, Served(learned=12, waiting=3))


def _interaction(
    bot: commands.Bot, permissions: discord.Permissions
) -> discord.Interaction[commands.Bot]:
    state = bot._connection  # noqa: SLF001 - what discord.py itself makes interactions from
    state.user = discord.ClientUser(state=state, data=_user(_BOT, "Factdesk"))
    channel = {
        "id": str(_CHANNEL),
        "type": 0,
        "name": "questions",
        "position": 0,
        "permission_overwrites": [],
    }
    server: Any = {
        "id": str(_SERVER),
        "name": "Minsk Watch",
        "channels": [channel],
        "roles": [],
        "members": [],
    }
    state._add_guild(discord.Guild(data=server, state=state))  # noqa: SLF001
    data: Any = {
        "id": "41",
        "application_id": str(_BOT),
        "type": 2,
        "token": "",
        "version": 1,
        "guild_id": str(_SERVER),
        "channel": channel,
        "app_permissions": str(permissions.value),
        "attachment_size_limit": 0,
        "member": {
            "user": _user(_PERSON, "tom"),
            "roles": [],
            "permissions": "0",
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        },
    }
    return discord.Interaction(data=data, state=state)
