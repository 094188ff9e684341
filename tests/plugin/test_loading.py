"""Loading into every kind of bot, with and without the message content intent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from factdesk.store import Store
from plugin.hosting import COG, EXTENSION, Host, ShardedHost
from plugin.sending import QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, LIONS_ID, NOTHING, PENGUINS, PENGUINS_ANSWER, UNSURE

if TYPE_CHECKING:
    from loopback import User, World
    from plugin.hosting import AnyHost, Hosting

KINDS: dict[str, tuple[type[AnyHost], dict[str, Any]]] = {
    "Bot": (Host, {}),
    "a shard of a Bot": (Host, {"shard_id": 0, "shard_count": 1}),
    "AutoShardedBot": (ShardedHost, {}),
    "AutoShardedBot with two shards": (ShardedHost, {"shard_count": 2}),
}


@pytest.mark.parametrize("content", [False, True], ids=["no intent", "message content"])
@pytest.mark.parametrize("name", KINDS)
async def test_all_ways_of_asking_work(
    world: World, hosting: Hosting, mia: User, name: str, *, content: bool
) -> None:
    kind, options = KINDS[name]
    guilds = [world.guild(f"Zoo {number}") for number in range(3)]
    channels = [guild.text_channel("visitors") for guild in guilds]
    listened = channels[0].id
    async with hosting.bot(kind, content=content, options=options, listen_in=[listened]):
        for channel in channels:
            asked = await (await mia.uses("/ask", question=UNSURE, channel=channel)).done()
            assert asked.reply is not None
            choice = next(label for label in asked.reply.buttons if label.endswith(LIONS))
            await (await mia.presses(asked.reply, choice)).done()
            assert LIONS_ANSWER in asked.reply.text
            said = await mia.says(channel, LIONS, mentions=[world.bot])
            reply = await channel.next_message()
            while reply.replies_to is not said:
                reply = await channel.next_message()
            await mia.edits(said, f"{world.bot.mention} {PENGUINS}")
            await world.until(lambda reply=reply: PENGUINS_ANSWER in reply.text)
            found = await (await mia.uses_menu("Find the fact", said)).done()
            assert found.reply is not None
        await mia.says(mia.dm, LIONS)
        assert LIONS_ANSWER in (await mia.dm.next_message()).text
        before = len(channels[0].from_bot)
        await mia.says(channels[0], LIONS)
        await world.settled(QUIET)
        assert len(channels[0].from_bot) - before == int(content)


async def test_loading_after_the_start(world: World, hosting: Hosting, mia: User) -> None:
    channel = world.guild("Zoo").text_channel("visitors")
    bot = hosting.made()
    async with hosting.running(bot):
        bot.factdesk_settings = hosting.settings()
        await bot.load_extension(EXTENSION)
        await mia.says(channel, LIONS, mentions=[world.bot])
        assert LIONS_ANSWER in (await channel.next_message()).text


async def test_what_was_learned_and_withheld_holds_from_the_start(hosting: Hosting) -> None:
    store = Store(hosting.store)
    await store.curation.learn(text=NOTHING, fact=LIONS_ID, guild_id=1, by=2)
    await store.curation.withhold(fact="penguin-pool", reason="wrong", guild_id=1, by=2)
    await store.close()
    bot = hosting.made()
    bot.factdesk_settings = hosting.settings()
    async with bot:
        await bot.load_extension(EXTENSION)
        base = bot.get_cog(COG).services.desk.base  # type: ignore[union-attr]
        assert NOTHING in base.fact(LIONS_ID).phrasings
        assert base.fact("penguin-pool") is None


async def test_before_the_login(hosting: Hosting) -> None:
    bot = hosting.made()
    bot.factdesk_settings = hosting.settings()
    async with bot:
        await bot.load_extension(EXTENSION)
        assert COG in bot.cogs


async def test_the_host_decides_when_to_sync(world: World, hosting: Hosting) -> None:
    bot = hosting.made()
    bot.factdesk_settings = hosting.settings()
    async with hosting.running(bot):
        await bot.load_extension(EXTENSION)
        await bot.reload_extension(EXTENSION)
        await bot.unload_extension(EXTENSION)
    assert world.sent("* /applications/*/commands*") == []


async def test_two_bots_in_one_process(world: World, hosting: Hosting, mia: User) -> None:
    channel = world.guild("Zoo").text_channel("visitors")
    other = hosting.made()
    other.factdesk_settings = hosting.settings(store=":memory:")
    async with other, hosting.bot():
        await other.load_extension(EXTENSION)
        await other.unload_extension(EXTENSION)
        said = await mia.says(channel, LIONS, mentions=[world.bot])
        reply = await channel.next_message()
        pressed = await (await mia.presses(reply, "Helpful")).done()
        assert pressed.reply is not None
    async with hosting.bot():
        await mia.edits(said, f"{world.bot.mention} {PENGUINS}")
        await world.until(lambda: PENGUINS_ANSWER in reply.text)
    assert hosting.stored("select fact, verdict from feedback") == [("lion-feeding", "helpful")]
