"""Replies to what was merely overheard: an edit that leaves no sure answer takes them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from plugin.hosting import Scene
from plugin.sending import QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, NOTHING, PENGUINS, PENGUINS_ANSWER, UNSURE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from loopback import Channel, Guild, Message, User, World
    from plugin.hosting import Hosting


@pytest_asyncio.fixture
async def there(
    world: World, hosting: Hosting, guild: Guild, channel: Channel, mia: User, leo: User
) -> AsyncIterator[Scene]:
    async with hosting.bot(content=True, message_content=True, listen_in=[channel.id]) as bot:
        yield Scene(world, bot, guild, channel, mia, leo)


async def overheard(scene: Scene) -> tuple[Message, Message]:
    question = await scene.mia.says(scene.channel, LIONS)
    return question, await scene.channel.next_message()


async def test_another_sure_answer_replaces_the_first(there: Scene) -> None:
    question, reply = await overheard(there)
    await there.mia.edits(question, PENGUINS)
    await there.world.until(lambda: PENGUINS_ANSWER in reply.text)
    assert there.channel.from_bot == [reply]


@pytest.mark.parametrize("text", [NOTHING, UNSURE, "", "feeding time of the lions"])
async def test_without_a_sure_answer_the_reply_goes(there: Scene, text: str) -> None:
    question, reply = await overheard(there)
    await there.mia.edits(question, text)
    await there.world.until(lambda: reply.deleted)
    await there.mia.edits(question, LIONS)
    await there.world.settled(QUIET)
    assert there.channel.from_bot == []


async def test_deleted(there: Scene) -> None:
    question, reply = await overheard(there)
    await there.mia.deletes(question)
    await there.world.until(lambda: reply.deleted)


async def test_a_post_in_a_forum(world: World, hosting: Hosting, guild: Guild, mia: User) -> None:
    forum = guild.forum("questions")
    async with hosting.bot(content=True, message_content=True, listen_in=[forum.id]):
        post = await forum.post(mia, "A question", LIONS)
        reply = await post.next_message()
        first = post.messages[0]
        await mia.edits(first, PENGUINS)
        await world.until(lambda: PENGUINS_ANSWER in reply.text)
        await mia.edits(first, f"{PENGUINS} ")
        await world.settled(QUIET)
        assert LIONS_ANSWER not in reply.text


async def test_overheard_and_then_asked_it_is_answered_as_a_question(there: Scene) -> None:
    question, reply = await overheard(there)
    question.mentions.append(there.world.bot)
    await there.mia.edits(question, f"{there.world.bot.mention} {UNSURE}")
    await there.world.until(lambda: LIONS_ANSWER not in reply.text)
    assert "What I cover" in reply.buttons
    assert there.channel.from_bot == [reply]


async def test_what_was_overheard_in_vain_can_be_asked_by_an_edit(there: Scene) -> None:
    said = await there.mia.says(there.channel, UNSURE)
    await there.world.settled(QUIET)
    said.mentions.append(there.world.bot)
    await there.mia.edits(said, f"{there.world.bot.mention} {LIONS}")
    assert LIONS_ANSWER in (await there.channel.next_message()).text


async def test_an_edit_that_mentions_somebody_takes_it_away(there: Scene) -> None:
    question, reply = await overheard(there)
    question.mentions.append(there.leo)
    await there.mia.edits(question, f"{there.leo.mention} {PENGUINS}")
    await there.world.until(lambda: reply.deleted)
