"""Sessions, intents, and what can go wrong with a gateway's connection."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import pytest

from loopback.inprocess import running

if TYPE_CHECKING:
    from conftest import Connect
    from loopback import World

MESSAGES = "POST /channels/*/messages"


async def test_content_is_seen_only_where_discord_shows_it(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia, leo = world.user("mia"), world.user("leo")
    async with connect(content=False) as bot:
        plain = await mia.says(channel, "plain", attachments=["a.png"])
        await mia.says(channel, "to you", mentions=[world.bot])
        mine = await channel.next_message()
        await leo.says(channel, "a reply", reply_to=mine)
        await leo.says(channel, "no ping", reply_to=mine, ping=False)
        await leo.says(channel, "on plain", reply_to=plain, mentions=[world.bot])
        await mia.says(mia.dm, "in private")
        await mia.dm.next_message()
        await world.settled()
        heard = {
            message.content.split("> ")[-1]
            for message in bot.heard
            if message.author.id != bot.user.id
        }
        assert heard == {"", "to you", "a reply", "on plain", "in private"}
        stripped = next(m for m in bot.heard if m.id == plain.id)
        assert (stripped.attachments, stripped.author.name) == ([], "mia")
        told = next(m for m in bot.heard if m.content.endswith("on plain"))
        assert told.reference is not None
        assert told.reference.resolved.content == ""
        assert any(m.content == "You said: in private" for m in bot.heard)


async def test_with_the_intent_all_content_is_seen(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    async with connect(content=True):
        await world.user("mia").says(channel, "plain")
        assert (await channel.next_message()).content == "You said: plain"


async def test_an_intent_that_is_not_granted_ends_it(world: World, connect: Connect) -> None:
    world.privileged.remove("message_content")
    async with connect(content=False) as bot:
        bot._connection._intents.message_content = True
        world.gateway.forget_sessions()
        await world.gateway.close(4000)
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await bot.connect()


async def test_what_is_missed_in_a_drop_comes_with_the_resume(
    world: World, connect: Connect
) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    async with connect(content=True):
        world.gateway.accepting = False
        world.gateway.drop()
        await mia.says(channel, "missed")
        await asyncio.sleep(0.05)
        world.gateway.accepting = True
        assert (await channel.next_message(10)).content == "You said: missed"
    assert world.gateway.resumes == 1
    assert len(world.gateway.identifies) == 1


@pytest.mark.parametrize("fault", ["close", "reconnect", "invalid", "invalid for good"])
async def test_the_bot_comes_back(world: World, connect: Connect, fault: str) -> None:
    channel = world.guild().text_channel("general")
    async with connect(content=True):
        match fault:
            case "close":
                await world.gateway.close(4000)
            case "reconnect":
                world.gateway.reconnect()
            case "invalid":
                world.gateway.invalidate(resumable=True)
            case _:
                world.gateway.invalidate(resumable=False)
        for_good = fault == "invalid for good"
        await world.until(lambda: world.gateway.resumes or world.gateway.readies > 1)
        assert (world.gateway.resumes, world.gateway.readies) == ((0, 2) if for_good else (1, 1))
        await world.user("mia").says(channel, "back")
        assert (await channel.next_message()).content == "You said: back"


async def test_heartbeats_without_answer_make_it_reconnect(world: World, connect: Connect) -> None:
    world.heartbeat_interval = 0.1
    async with connect(heartbeat_timeout=1.0):
        await world.until(lambda: world.gateway.heartbeats >= 3)
        assert world.gateway.resumes == 0
        world.gateway.acknowledging = False
        await world.until(lambda: world.gateway.resumes, 10)
        world.gateway.acknowledging = True


async def test_discord_is_down_for_a_while(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    async with connect(content=True):
        await world.server.deaf()
        await asyncio.sleep(0.1)
        await world.server.listen()
        await world.until(lambda: world.gateway.resumes, 15)
        await world.user("mia").says(channel, "up?")
        assert (await channel.next_message()).content == "You said: up?"


async def test_events_can_be_slow(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    async with connect(content=True):
        world.gateway.event_delay = 0.2
        said = world._last_activity
        await world.user("mia").says(channel, "slowly")
        await channel.next_message()
        assert world._last_activity - said >= 0.2
        world.gateway.event_delay = 0.0


async def test_each_guild_has_its_shard(world: World, connect: Connect) -> None:
    first, second = world.guild("first"), world.guild("second")
    channels = [guild.text_channel("general") for guild in (first, second)]
    for shard in range(2):
        async with connect(content=True, shard_id=shard, shard_count=2) as bot:
            for channel in channels:
                await world.user("mia").says(channel, "which?")
            await channels[shard].next_message()
            await world.settled()
            assert bot.heard[0].guild.name == ("first", "second")[shard]
    assert [len(channel.from_bot) for channel in channels] == [1, 1]


class Sharded(discord.AutoShardedClient):
    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the five seconds between two shards."""


async def test_as_many_shards_as_recommended(world: World) -> None:
    world.shards = 3
    guilds = [world.guild(name) for name in ("first", "second", "third")]
    bot = Sharded(intents=discord.Intents.default(), guild_ready_timeout=0.05)
    async with running(world, bot):
        assert sorted(bot.shards) == [0, 1, 2]
        shards = {guild.name: guild.shard_id for guild in bot.guilds}
        assert shards == {guild.name: number for number, guild in enumerate(guilds)}
        world.gateway.reconnect()
        await world.until(lambda: world.gateway.resumes == 3)


async def test_members_are_told_when_asked_for(world: World, connect: Connect) -> None:
    guild = world.guild()
    guild.join(world.user("mia"))
    async with connect() as bot:
        await world.until(lambda: bot.guilds and bot.guilds[0].name)
        found = await bot.guilds[0].query_members("mi")
        assert [member.name for member in found] == ["mia"]


async def test_a_bot_can_be_thrown_out_and_let_in(world: World, connect: Connect) -> None:
    guild = world.guild()
    async with connect() as bot:
        await world.until(lambda: bot.guilds)
        guild.remove_bot()
        await world.until(lambda: not bot.guilds)
        guild.add_bot()
        await world.until(lambda: bot.guilds)
