"""Channels set to listening: sure answers to questions between others, else silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from plugin.hosting import Scene
from plugin.sending import QUIET
from plugin.zoo import (
    ELEPHANT,
    LIONS,
    LIONS_ANSWER,
    NOTHING,
    PENGUINS,
    PENGUINS_ANSWER,
    UNSURE,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from loopback import Channel, Guild, User, World
    from plugin.hosting import Hosting

NO_PAUSES: dict[str, Any] = {"channel_pause": 0, "asker_pause": 0}


@pytest_asyncio.fixture
async def there(
    world: World, hosting: Hosting, guild: Guild, channel: Channel, mia: User, leo: User
) -> AsyncIterator[Scene]:
    """A bot that listens in the channel and pauses for nobody but the same question."""
    listening = hosting.bot(content=True, message_content=True, listen_in=[channel.id], **NO_PAUSES)
    async with listening as bot:
        yield Scene(world, bot, guild, channel, mia, leo)


async def silent(scene: Scene, channel: Channel) -> bool:
    await scene.world.settled(QUIET)
    return channel.from_bot == []


async def test_a_question_is_answered(there: Scene) -> None:
    asked = await there.mia.says(there.channel, LIONS)
    reply = await there.channel.next_message()
    assert reply.embed["description"] == LIONS_ANSWER
    assert reply.replies_to is asked
    assert reply.mentions == []


@pytest.mark.parametrize("text", [UNSURE, NOTHING, "feeding time of the lions", "lions", "hello!"])
async def test_it_is_silent_when_not_sure_or_not_asked(there: Scene, text: str) -> None:
    await there.mia.says(there.channel, text)
    assert await silent(there, there.channel)


async def test_other_channels_are_not_listened_to(there: Scene) -> None:
    other = there.guild.text_channel("staff")
    await there.mia.says(other, LIONS)
    assert await silent(there, other)


async def test_a_mention_is_answered_anywhere(there: Scene) -> None:
    other = there.guild.text_channel("staff")
    await there.mia.says(other, NOTHING, mentions=[there.world.bot])
    assert (await other.next_message()).buttons


async def test_bots_webhooks_and_system_messages(there: Scene) -> None:
    bot = there.world.user("otherbot", bot=True)
    await bot.says(there.channel, LIONS)
    await there.channel.webhook_message(LIONS)
    await there.channel.system_message()
    assert await silent(there, there.channel)


async def test_replies_between_others(there: Scene) -> None:
    said = await there.leo.says(there.channel, "I like lions")
    await there.mia.says(there.channel, LIONS, reply_to=said, ping=False)
    assert await silent(there, there.channel)


async def test_a_reply_to_the_bot_without_ping_asks_directly(there: Scene) -> None:
    await there.mia.says(there.channel, LIONS)
    first = await there.channel.next_message()
    await there.leo.says(there.channel, NOTHING, reply_to=first, ping=False)
    assert "What I cover" in (await there.channel.next_message()).buttons


async def test_messages_that_mention_somebody(there: Scene) -> None:
    role = there.guild.role("keepers")
    await there.mia.says(there.channel, LIONS, mentions=[there.leo])
    await there.mia.says(there.channel, f"<@&{role.id}> {PENGUINS}")
    await there.mia.says(there.channel, f"@everyone {ELEPHANT}")
    assert await silent(there, there.channel)


async def test_commands_of_other_bots(there: Scene) -> None:
    await there.mia.says(there.channel, f"!ask {LIONS}")
    assert await silent(there, there.channel)


async def test_a_thread_listens_with_its_channel(there: Scene) -> None:
    thread = await there.channel.thread("animals", by=there.mia)
    await there.mia.says(thread, LIONS)
    assert LIONS_ANSWER in (await thread.next_message()).text
    other = await there.guild.text_channel("staff").thread("animals", by=there.mia)
    await there.mia.says(other, LIONS)
    assert await silent(there, other)


async def test_the_same_question_is_not_answered_twice(there: Scene) -> None:
    await there.mia.says(there.channel, LIONS)
    first = await there.channel.next_message()
    await there.leo.says(there.channel, "when are the LIONS fed")
    await there.leo.says(there.channel, PENGUINS)
    second = await there.channel.next_message()
    await there.world.settled(QUIET)
    assert PENGUINS_ANSWER in second.text
    assert there.channel.from_bot == [first, second]


@pytest.mark.parametrize("pause", ["channel_pause", "asker_pause"])
async def test_pauses(
    world: World, hosting: Hosting, channel: Channel, mia: User, leo: User, pause: str
) -> None:
    pauses = NO_PAUSES | {pause: 3600}
    async with hosting.bot(content=True, message_content=True, listen_in=[channel.id], **pauses):
        await mia.says(channel, LIONS)
        first = await channel.next_message()
        await mia.says(channel, PENGUINS)
        await world.settled(QUIET)
        assert channel.from_bot == [first]
        await leo.says(channel, PENGUINS)
        if pause == "asker_pause":
            assert PENGUINS_ANSWER in (await channel.next_message()).text
        else:
            await world.settled(QUIET)
            assert channel.from_bot == [first]


async def test_a_silence_begins_no_pause(hosting: Hosting, channel: Channel, mia: User) -> None:
    async with hosting.bot(content=True, message_content=True, listen_in=[channel.id]):
        await mia.says(channel, NOTHING)
        await mia.says(channel, UNSURE)
        await mia.says(channel, LIONS)
        assert LIONS_ANSWER in (await channel.next_message()).text


async def test_without_the_intent_it_does_not_listen_and_says_so(
    world: World, hosting: Hosting, guild: Guild, channel: Channel, mia: User
) -> None:
    async with hosting.bot(listen_in=[channel.id]):
        await mia.says(channel, LIONS)
        await world.settled(QUIET)
        assert channel.from_bot == []
        guild.join(mia, may=["manage_guild"])
        status = await (await mia.uses("/desk status", channel=channel)).done()
        assert status.reply is not None
        assert "message content intent is missing" in status.reply.text
        await mia.says(channel, LIONS, mentions=[world.bot])
        assert LIONS_ANSWER in (await channel.next_message()).text


async def test_with_the_intent_the_status_says_where_it_listens(there: Scene) -> None:
    there.guild.join(there.mia, may=["manage_guild"])
    status = await (await there.mia.uses("/desk status", channel=there.channel)).done()
    assert status.reply is not None
    assert "I listen in 1 channel of this server." in status.reply.text
