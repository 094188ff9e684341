"""Questions edited or deleted while the bot was away are followed once it is back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from factdesk.plugin import catching_up
from factdesk.plugin.catching_up import PAGE
from plugin.hosting import EXTENSION, ShardedHost
from plugin.sending import DELETIONS, EDITS, MESSAGES, QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, NOTHING, PENGUINS, PENGUINS_ANSWER

if TYPE_CHECKING:
    from loopback import Channel, Message, User, World
    from plugin.hosting import Hosting, Scene

HISTORY = "GET /channels/*/messages"


@pytest.fixture(autouse=True)
def _in_a_place(channel: Channel) -> None:
    """There is a channel before the bot starts."""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It catches up at once."""
    for name in ("FIRST", "APART", "BETWEEN"):
        monkeypatch.setattr(catching_up, name, 0.01)


async def replied(world: World, channel: Channel, mia: User, text: str) -> tuple[Message, Message]:
    question = await mia.says(channel, text, mentions=[world.bot])
    return question, await channel.next_message()


async def looked(world: World) -> None:
    """It has had the time to look at everything."""
    await asyncio.sleep(0.3)
    await world.settled(QUIET)


@pytest.mark.parametrize("direct", [False, True])
async def test_edited_and_deleted_while_it_was_down(
    world: World, hosting: Hosting, channel: Channel, mia: User, leo: User, *, direct: bool
) -> None:
    place = mia.dm if direct else channel
    async with hosting.bot():
        edited, followed = await replied(world, place, mia, LIONS)
        deleted, gone = await replied(world, place, mia, LIONS)
        _, kept = await replied(world, channel, leo, LIONS)
    await mia.edits(edited, f"{world.bot.mention} {PENGUINS}")
    await mia.deletes(deleted)
    for _ in range(2):
        async with hosting.bot():
            await world.until(lambda: PENGUINS_ANSWER in followed.text and gone.deleted)
            await looked(world)
    assert LIONS_ANSWER in kept.text
    assert kept.edited is None
    assert (len(world.sent(MESSAGES)), len(world.sent(EDITS)), len(world.sent(DELETIONS))) == (
        3,
        1,
        1,
    )


async def test_edited_away_while_it_was_down(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot():
        unanswerable, changed = await replied(world, channel, mia, LIONS)
        unasked, withdrawn = await replied(world, channel, mia, LIONS)
    await mia.edits(unanswerable, f"{world.bot.mention} {NOTHING}")
    unasked.mentions.clear()
    await mia.edits(unasked, "never mind")
    async with hosting.bot():
        await world.until(lambda: "What I cover" in changed.buttons and withdrawn.deleted)


async def test_overheard_and_edited_while_it_was_down(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    listening = {"content": True, "listen_in": [channel.id], "message_content": True}
    async with hosting.bot(**listening):
        question = await mia.says(channel, LIONS)
        reply = await channel.next_message()
    await mia.edits(question, NOTHING)
    async with hosting.bot(**listening):
        await world.until(lambda: reply.deleted)


async def test_after_a_session_that_was_lost(scene: Scene) -> None:
    edited, followed = await replied(scene.world, scene.channel, scene.mia, LIONS)
    deleted, gone = await replied(scene.world, scene.channel, scene.leo, LIONS)
    await looked(scene.world)
    scene.world.gateway.accepting = False
    scene.world.gateway.drop()
    scene.world.gateway.forget_sessions()
    await scene.mia.edits(edited, f"{scene.world.bot.mention} {PENGUINS}")
    await scene.leo.deletes(deleted)
    scene.world.gateway.accepting = True
    await scene.world.until(lambda: PENGUINS_ANSWER in followed.text and gone.deleted, 20)


async def test_in_every_kind_of_place_and_by_a_sharded_bot(
    world: World, hosting: Hosting, mia: User
) -> None:
    channels = [world.guild(f"Zoo {number}").text_channel("visitors") for number in range(3)]
    threads = [await channels[0].thread("talk", by=mia)]
    options = {"shard_count": 2}
    async with hosting.bot(ShardedHost, options=options):
        pairs = [await replied(world, each, mia, LIONS) for each in channels + threads]
    for question, _ in pairs:
        await mia.deletes(question)
    async with hosting.bot(ShardedHost, options=options):
        await world.until(lambda: all(reply.deleted for _, reply in pairs), 10)


@pytest.mark.parametrize("missing", ["read_message_history", "view_channel"])
async def test_what_cannot_be_seen_stays(
    world: World, hosting: Hosting, channel: Channel, mia: User, missing: str
) -> None:
    async with hosting.bot():
        question, reply = await replied(world, channel, mia, LIONS)
    await mia.deletes(question)
    channel.deny_bot(missing)
    before = len(world.sent(HISTORY))
    async with hosting.bot():
        await looked(world)
        assert not reply.deleted
        assert len(world.sent(HISTORY)) == before
    channel.allow_bot(missing)
    async with hosting.bot():
        await world.until(lambda: reply.deleted)


@pytest.mark.parametrize("status", [403, 404, 503])
async def test_what_discord_does_not_show_stays(
    world: World, hosting: Hosting, channel: Channel, mia: User, status: int
) -> None:
    async with hosting.bot():
        question, reply = await replied(world, channel, mia, LIONS)
    await mia.deletes(question)
    world.faults.status(HISTORY, status, times=9)
    async with hosting.bot():
        await looked(world)
        assert not reply.deleted


async def test_a_server_that_it_has_left(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot():
        await replied(world, channel, mia, LIONS)
    assert channel.guild is not None
    channel.guild.remove_bot()
    async with hosting.bot():
        await looked(world)
        assert world.sent(DELETIONS) == []


async def test_a_reply_that_somebody_deleted_is_forgotten(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot():
        question, reply = await replied(world, channel, mia, LIONS)
    world.delete(reply)
    await mia.edits(question, f"{world.bot.mention} {PENGUINS}")
    async with hosting.bot():
        await looked(world)
    assert len(channel.from_bot) == 0
    assert hosting.stored("select * from replies") == []


async def test_many_replies_take_few_requests(
    world: World, hosting: Hosting, channel: Channel
) -> None:
    people = [world.user(f"visitor {number}") for number in range(30)]
    async with hosting.bot():
        pairs = [await replied(world, channel, each, LIONS) for each in people]
    for visitor, (question, _) in zip(people, pairs, strict=True):
        await visitor.deletes(question)
    before = len(world.sent(HISTORY))
    async with hosting.bot():
        await world.until(lambda: all(reply.deleted for _, reply in pairs), 20)
    assert len(world.sent(HISTORY)) == before + 1


async def test_questions_on_several_pages_and_far_before_their_reply(
    world: World, hosting: Hosting, channel: Channel, mia: User, leo: User
) -> None:
    early = await leo.says(channel, "hello")
    async with hosting.bot():
        first = await replied(world, channel, mia, LIONS)
        for _ in range(PAGE + 10):
            await leo.says(channel, "chatter")
        second = await replied(world, channel, mia, LIONS)
        third = await replied(world, channel, mia, LIONS)
        await looked(world)
    hosting.change(f"update replies set question_id = {early.id} where reply_id = {third[1].id}")  # noqa: S608
    for by, message in ((leo, early), (mia, first[0]), (mia, second[0])):
        await by.deletes(message)
    async with hosting.bot():
        await world.until(lambda: all(each[1].deleted for each in (first, second, third)))


async def test_there_is_an_end_to_requests(
    world: World, hosting: Hosting, channel: Channel, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert channel.guild is not None
    places = [channel, *(channel.guild.text_channel(f"hall {number}") for number in range(3))]
    async with hosting.bot():
        pairs = [await replied(world, place, mia, LIONS) for place in places]
    for question, _ in pairs:
        await mia.deletes(question)
    monkeypatch.setattr(catching_up, "REQUESTS", 2)
    async with hosting.bot():
        await looked(world)
    assert [reply.deleted for _, reply in pairs] == [False, False, True, True]


async def test_loaded_into_a_bot_that_is_running(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot() as bot:
        question, reply = await replied(world, channel, mia, LIONS)
        await bot.unload_extension(EXTENSION)
        await mia.deletes(question)
        await bot.load_extension(EXTENSION)
        await world.until(lambda: reply.deleted)
