"""The bot's own doings that need no process; the rest is in test_process.py."""

from __future__ import annotations

import asyncio
import logging
import queue
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import discord
import pytest
from discord import app_commands

from factdesk.app.bot import FactdeskBot, intents_for
from factdesk.app.serving import loaded_apart
from factdesk.app.syncing import SyncPlan, digest_of, sync_commands
from factdesk.app.token import StartProblem
from factdesk.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from factdesk.desk import Desk


@pytest.fixture
async def bot() -> AsyncIterator[FactdeskBot]:
    async with FactdeskBot(Settings(), asyncio.get_running_loop().create_future()) as made:
        yield made


def command(name: str, description: str = "Ask") -> app_commands.Command[Any, ..., Any]:
    async def callback(interaction: discord.Interaction) -> None:
        await interaction.response.defer()

    return app_commands.Command(name=name, description=description, callback=callback)


def test_only_the_message_content_intent_is_privileged() -> None:
    least = {"guilds", "guild_messages", "dm_messages"}
    assert {name for name, on in intents_for(Settings()) if on} == least
    more = {name for name, on in intents_for(Settings(message_content=True)) if on}
    assert more == least | {"message_content"}


async def test_nobody_is_pinged_and_nobody_is_remembered(bot: FactdeskBot) -> None:
    assert bot.allowed_mentions is not None
    assert bot.allowed_mentions.to_dict() == {"parse": []}
    assert bot._connection.member_cache_flags == discord.MemberCacheFlags.none()
    assert list(bot.cached_messages) == []
    assert (bot.commands, bot.help_command) == (set(), None)


async def test_an_event_that_cannot_be_read_is_logged(
    bot: FactdeskBot, caplog: pytest.LogCaptureFixture
) -> None:
    bot._connection.parsers["MESSAGE_CREATE"]({"no": "message"})
    assert "an event MESSAGE_CREATE could not be read" in caplog.text


async def test_no_start_is_tried_where_none_is_left(
    bot: FactdeskBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = {"total": 1000, "remaining": 0, "reset_after": 1_800_000, "max_concurrency": 1}

    async def fetch() -> tuple[int, str, dict[str, int]]:
        await asyncio.sleep(0)
        return 1, "wss://gateway.discord.gg", limits

    monkeypatch.setattr(bot.http, "get_bot_gateway", fetch)
    with pytest.raises(StartProblem, match="no more starts for 30 minutes, having seen 1000"):
        await bot.launch_shards()


async def test_the_digest_tells_commands_and_applications_apart(bot: FactdeskBot) -> None:
    bot._connection.application_id = 1
    bot.tree.add_command(command("ask"))
    bot.tree.add_command(command("facts"))
    first = digest_of(bot)
    bot.tree.clear_commands(guild=None)
    bot.tree.add_command(command("facts"))
    bot.tree.add_command(command("ask"))
    assert digest_of(bot) == first
    bot.tree.remove_command("ask")
    bot.tree.add_command(command("ask", "Ask it"))
    changed = digest_of(bot)
    bot._connection.application_id = 2
    assert len({first, changed, digest_of(bot)}) == 3


async def test_commands_for_test_servers_do_not_stay(
    bot: FactdeskBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, list[str]]] = []

    async def sync(*, guild: discord.Object) -> list[Any]:
        await asyncio.sleep(0)
        told.append((guild.id, [found.name for found in bot.tree.get_commands(guild=guild)]))
        return []

    monkeypatch.setattr(bot.tree, "sync", sync)
    bot._connection.application_id = 1
    bot.tree.add_command(command("ask"))
    await sync_commands(bot, None, SyncPlan(guilds=(7, 8)))
    assert told == [(7, ["ask"]), (8, ["ask"])]
    assert bot.tree.get_commands(guild=discord.Object(7)) == []
    assert len(bot.tree.get_commands()) == 1


async def test_being_ready_is_told_once_and_how_to_invite_a_bot_that_is_nowhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with FactdeskBot(Settings(), asyncio.get_running_loop().create_future()) as made:
        desk = SimpleNamespace(base=SimpleNamespace(facts=(1, 2)))
        made.factdesk_desk = cast("Desk", desk)
        made._connection.application_id = 5
        await made.on_ready()
        await made.on_ready()
    assert caplog.text.count("permissions=274877991936") == 1
    assert caplog.text.count("ready: 0 servers, 1 shard, 2 facts") == 1


async def test_a_desk_is_handed_over_before_it_is_made_lasting() -> None:
    desk = cast("Desk", SimpleNamespace())
    lasting: queue.Queue[Desk] = queue.Queue()
    assert await loaded_apart(lambda: desk, lasting.put) is desk
    assert await asyncio.to_thread(lasting.get, timeout=10) is desk


async def test_a_desk_that_does_not_load_is_told_to_who_waits_for_it() -> None:
    def load() -> Desk:
        raise ValueError("odd")

    with pytest.raises(ValueError, match="odd"):
        await loaded_apart(load, lambda _: None)


async def test_nobody_waits_for_a_desk_at_the_end() -> None:
    loading = loaded_apart(lambda: cast("Desk", time.sleep(0.05)), lambda _: None)
    loading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loading
