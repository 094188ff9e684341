"""Unloading and reloading leave nothing of the plugin behind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import discord
import pytest

from plugin.hosting import EXTENSION, Host, ShardedHost, is_ours, others, threads
from plugin.sending import QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, UNSURE

if TYPE_CHECKING:
    import asyncio

    from loopback import Channel, User, World
    from plugin.hosting import AnyHost, Hosting


def traces(bot: AnyHost) -> dict[str, Any]:
    """All that an extension may leave in a bot."""
    tree = bot.tree
    kinds = discord.AppCommandType
    views = bot._connection._view_store
    return {
        "commands": [command for kind in kinds for command in tree.get_commands(type=kind)],
        "cogs": dict(bot.cogs),
        "extensions": dict(bot.extensions),
        "listeners": {name: list(each) for name, each in bot.extra_events.items() if each},
        "checks": (list(bot._checks), list(bot._check_once)),
        "dynamic items": dict(views._dynamic_items),
        "views": {key: dict(value) for key, value in views._views.items()},
        "modals": dict(views._modals),
        "attributes": sorted(vars(bot)),
        "tree": (tree.on_error, tree.interaction_check, tree.translator),
    }


async def use(world: World, channel: Channel, mia: User) -> None:
    """A bit of everything, so that all that is made lazily is made."""
    asked = await (await mia.uses("/ask", question=LIONS, private=True, channel=channel)).done()
    asked = await (await mia.uses("/ask", question=UNSURE, channel=channel)).done()
    assert asked.reply is not None
    await (await mia.presses(asked.reply, "What I cover")).done()
    said = await mia.says(channel, LIONS, mentions=[world.bot])
    reply = await channel.next_message()
    while reply.replies_to is not said:
        reply = await channel.next_message()
    form = await (await mia.presses(reply, "Not right")).done()
    assert form.modal is not None
    await (await mia.presses(reply, "Helpful")).done()
    await mia.edits(said, f"{world.bot.mention} nothing")
    await world.until(lambda: LIONS_ANSWER not in reply.text)
    await mia.deletes(said)
    await world.until(lambda: reply.deleted)
    await world.settled(QUIET)


def bots_own(tasks: set[asyncio.Task[Any]]) -> list[str]:
    """What these tasks do, but for those of the Discord that the bot talks to."""
    told = [repr(each.get_coro()) for each in tasks]
    return [each for each in told if "RequestHandler" not in each and "Connection" not in each]


def modules() -> set[str]:
    return {name for name in sys.modules if is_ours(name)}


@pytest.mark.parametrize("kind", [Host, ShardedHost])
async def test_unloading(
    world: World, hosting: Hosting, channel: Channel, mia: User, kind: type[AnyHost]
) -> None:
    bot = hosting.made(kind)
    bot.factdesk_settings = hosting.settings()
    async with hosting.running(bot):
        before, tasks, running = traces(bot), others(), threads()
        await bot.load_extension(EXTENSION)
        await bot.tree.sync()
        await use(world, channel, mia)
        await bot.unload_extension(EXTENSION)
        assert traces(bot) == before
        assert modules() == set()
        await world.until(lambda: threads() <= running, what="the end of threads")
        await world.until(lambda: bots_own(others() - tasks) == [], what="the end of tasks")


async def test_reloading(world: World, hosting: Hosting, channel: Channel, mia: User) -> None:
    async with hosting.bot() as bot:
        before = {name: len(found) for name, found in traces(bot).items()}
        await bot.unload_extension(EXTENSION)
        running = threads()
        await bot.load_extension(EXTENSION)
        for _ in range(3):
            await bot.reload_extension(EXTENSION)
            assert {name: len(found) for name, found in traces(bot).items()} == before
        await use(world, channel, mia)
        await bot.unload_extension(EXTENSION)
        await world.until(lambda: threads() <= running, what="the end of threads")


async def test_after_a_reload_that_failed_it_can_be_loaded_again(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot() as bot:
        good, bot.factdesk_settings = bot.factdesk_settings, {"promise": 7}
        with pytest.raises(Exception, match="promise"):
            await bot.reload_extension(EXTENSION)
        assert bot.cogs == {}
        assert list(bot.tree.walk_commands()) == []
        bot.factdesk_settings = good
        await bot.load_extension(EXTENSION)
        await use(world, channel, mia)


async def test_it_keeps_nothing_in_memory_of_the_messages_it_sent(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot() as bot:
        before, tasks = traces(bot)["views"], others()
        for private in (True, False) * 3:
            asked = await mia.uses("/ask", question=LIONS, private=private, channel=channel)
            await asked.done()
        assert traces(bot)["views"] == before
        await world.until(lambda: bots_own(others() - tasks) == [], what="the end of tasks")


async def test_unloading_while_a_question_is_being_answered(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot() as bot:
        world.faults.delay("POST /channels/*/messages", 0.2)
        await mia.says(channel, LIONS, mentions=[world.bot])
        await world.until(lambda: world.sent("POST /channels/*/messages"))
        await bot.unload_extension(EXTENSION)
        assert LIONS_ANSWER in (await channel.next_message()).text
