"""A mention, a reply to the bot, a direct message, the menu's entry: all of it without intents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plugin.sending import QUIET
from plugin.zoo import (
    ELEPHANT_ANSWER,
    LIONS,
    LIONS_ANSWER,
    LIONS_ID,
    NOTHING,
    PENGUINS,
    PENGUINS_ANSWER,
    UNSURE,
)

if TYPE_CHECKING:
    from plugin.hosting import Hosting, Scene


async def test_a_mention_is_replied_to(scene: Scene) -> None:
    asked = await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    assert reply.embed["description"] == LIONS_ANSWER
    assert reply.replies_to is asked
    assert reply.mentions == []


@pytest.mark.parametrize("text", ["{me} {question}", "{question} {me}", "hey {me}, {question}"])
async def test_the_mention_may_stand_anywhere(scene: Scene, text: str) -> None:
    me = scene.world.bot.mention
    await scene.mia.says(scene.channel, text.format(me=me, question=LIONS))
    assert LIONS_ANSWER in (await scene.channel.next_message()).text


async def test_an_old_style_mention_is_one(scene: Scene) -> None:
    await scene.mia.says(scene.channel, f"<@!{scene.world.bot.id}> {LIONS}")
    assert LIONS_ANSWER in (await scene.channel.next_message()).text


async def test_a_fact_id_is_understood_in_a_message(scene: Scene) -> None:
    await scene.mia.says(scene.channel, LIONS_ID, mentions=[scene.world.bot])
    assert LIONS_ANSWER in (await scene.channel.next_message()).text


async def test_a_reply_to_the_bot_asks(scene: Scene) -> None:
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    first = await scene.channel.next_message()
    further = await scene.leo.says(scene.channel, PENGUINS, reply_to=first)
    second = await scene.channel.next_message()
    assert PENGUINS_ANSWER in second.text
    assert second.replies_to is further


async def test_a_reply_without_a_ping_cannot_be_read_and_is_left_alone(scene: Scene) -> None:
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    first = await scene.channel.next_message()
    await scene.leo.says(scene.channel, PENGUINS, reply_to=first, ping=False)
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == [first]


async def test_pinging_the_bot_below_a_message_asks_what_that_says(scene: Scene) -> None:
    bot = scene.world.bot
    asked = await scene.leo.says(scene.channel, LIONS, mentions=[scene.mia])
    await scene.mia.says(scene.channel, bot.mention, reply_to=asked)
    reply = await scene.channel.next_message()
    # Without the intent the bot does not read the message below which it was called.
    assert reply.buttons
    assert "What would you like to know?" in reply.text


async def test_with_the_intent_it_reads_the_message_below_which_it_was_called(
    scene: Scene, hosting: Hosting
) -> None:
    await scene.bot.close()
    async with hosting.bot(content=True):
        asked = await scene.leo.says(scene.channel, LIONS)
        await scene.mia.says(scene.channel, scene.world.bot.mention, reply_to=asked)
        assert LIONS_ANSWER in (await scene.channel.next_message()).text


async def test_a_mention_with_words_of_its_own_below_a_message_asks_these(scene: Scene) -> None:
    said = await scene.leo.says(scene.channel, LIONS)
    await scene.mia.says(scene.channel, f"{scene.world.bot.mention} {PENGUINS}", reply_to=said)
    assert PENGUINS_ANSWER in (await scene.channel.next_message()).text


async def test_a_direct_message_is_replied_to(scene: Scene) -> None:
    asked = await scene.mia.says(scene.mia.dm, "How old is Hanako the elephant?")
    reply = await scene.mia.dm.next_message()
    assert ELEPHANT_ANSWER in reply.text
    assert reply.replies_to is asked


@pytest.mark.parametrize("question", ["", NOTHING, UNSURE, "?", "x" * 2000])
async def test_asked_directly_it_always_replies_and_offers_something(
    scene: Scene, question: str
) -> None:
    await scene.mia.says(scene.channel, question, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    assert "What I cover" in reply.buttons
    assert "Remove" in reply.buttons
    assert "10 facts" in reply.text or len(reply.buttons) > 2


async def test_a_picture_in_a_direct_message_is_replied_to(scene: Scene) -> None:
    await scene.mia.says(scene.mia.dm, "", attachments=["lion.png"])
    assert "What I cover" in (await scene.mia.dm.next_message()).buttons


async def test_what_is_not_put_to_it_is_left_alone(scene: Scene) -> None:
    await scene.mia.says(scene.channel, LIONS)
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.leo])
    await scene.mia.says(scene.channel, f"@everyone {LIONS}")
    await scene.channel.webhook_message(f"{scene.world.bot.mention} {LIONS}")
    await scene.channel.system_message()
    other = scene.world.user("otherbot", bot=True)
    await other.says(scene.channel, LIONS, mentions=[scene.world.bot])
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == []


async def test_a_mention_in_a_thread_is_replied_to_there(scene: Scene) -> None:
    thread = await scene.channel.thread("animals", by=scene.mia)
    await scene.mia.says(thread, LIONS, mentions=[scene.world.bot])
    assert LIONS_ANSWER in (await thread.next_message()).text
    assert scene.channel.from_bot == []


async def test_the_menu_answers_what_a_message_asks_for_the_caller_alone(scene: Scene) -> None:
    said = await scene.leo.says(scene.channel, LIONS)
    found = await (await scene.mia.uses_menu("Find the fact", said)).done()
    assert found.reply is not None
    assert found.reply.embed["description"] == LIONS_ANSWER
    assert found.reply.ephemeral_to is scene.mia
    assert "Remove" not in found.reply.buttons


async def test_the_menu_on_a_message_without_words_offers_something(scene: Scene) -> None:
    said = await scene.leo.says(scene.channel, "", attachments=["lion.png"])
    found = await (await scene.mia.uses_menu("Find the fact", said)).done()
    assert found.reply is not None
    assert "What I cover" in found.reply.buttons
