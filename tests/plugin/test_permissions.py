"""What the bot may not do: it does without, and nothing breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plugin.sending import DELETIONS, MESSAGES, QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, NOTHING, PENGUINS, PENGUINS_ANSWER, UNSURE

if TYPE_CHECKING:
    from loopback import Channel
    from plugin.hosting import Hosting, Scene


async def still_works(scene: Scene) -> None:
    other = scene.guild.text_channel("elsewhere")
    await scene.mia.says(other, LIONS, mentions=[scene.world.bot])
    assert LIONS_ANSWER in (await other.next_message()).text


@pytest.mark.parametrize("question", [LIONS, UNSURE, NOTHING, ""])
async def test_without_embeds_the_same_as_plain_text(scene: Scene, question: str) -> None:
    bot = scene.world.bot
    await scene.mia.says(scene.channel, question, mentions=[bot])
    embedded = await scene.channel.next_message()
    scene.channel.deny_bot("embed_links")
    await scene.mia.says(scene.channel, question, mentions=[bot])
    reply = await scene.channel.next_message()
    assert reply.embeds == []
    assert reply.buttons == embedded.buttons
    assert embedded.embed["description"] in reply.content
    assert embedded.embed["title"] in reply.content
    for field in embedded.embed.get("fields", []):
        assert field["value"] in reply.content
    assert len(reply.content) <= 2000


async def test_commands_without_embeds(scene: Scene) -> None:
    scene.channel.deny_bot("embed_links")
    for private in (True, False):
        asked = await scene.mia.uses("/ask", question=LIONS, private=private, channel=scene.channel)
        reply = (await asked.done()).reply
        assert reply is not None
        assert LIONS_ANSWER in reply.content
        assert reply.embeds == []


async def test_pages_without_embeds(scene: Scene) -> None:
    scene.channel.deny_bot("embed_links")
    page = (await (await scene.mia.uses("/facts topics", channel=scene.channel)).done()).reply
    assert page is not None
    await (await scene.mia.selects(page, "Feeding")).done()
    assert "2 facts" in page.content


HIDDEN = 1 << 2  # the flag of a message whose embeds are not shown


@pytest.mark.parametrize("how", ["edited", "chosen"])
async def test_an_embed_shows_where_embeds_were_forbidden_before(scene: Scene, how: str) -> None:
    bot = scene.world.bot
    scene.channel.deny_bot("embed_links")
    question = await scene.mia.says(scene.channel, UNSURE, mentions=[bot])
    reply = await scene.channel.next_message()
    assert reply.embeds == []
    scene.channel.allow_bot("embed_links")
    if how == "edited":
        await scene.mia.edits(question, f"{bot.mention} {LIONS}")
    else:
        choice = next(label for label in reply.buttons if label.endswith(LIONS))
        await scene.mia.presses(reply, choice)
    await scene.world.until(lambda: LIONS_ANSWER in reply.text)
    assert reply.content == ""
    assert reply.embed["description"] == LIONS_ANSWER
    assert not reply.flags & HIDDEN


async def test_plain_text_where_embeds_were_allowed_before(scene: Scene) -> None:
    bot = scene.world.bot
    question = await scene.mia.says(scene.channel, LIONS, mentions=[bot])
    reply = await scene.channel.next_message()
    scene.channel.deny_bot("embed_links")
    await scene.mia.edits(question, f"{bot.mention} {PENGUINS}")
    await scene.world.until(lambda: PENGUINS_ANSWER in reply.content)
    assert reply.embeds == []


async def test_without_sending_it_does_not_even_try(scene: Scene) -> None:
    scene.channel.deny_bot("send_messages")
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    await scene.world.settled(QUIET)
    assert scene.world.sent(MESSAGES) == []
    await still_works(scene)


async def test_commands_without_sending(scene: Scene) -> None:
    scene.channel.deny_bot("send_messages")
    asked = await (await scene.mia.uses("/ask", question=LIONS, channel=scene.channel)).done()
    assert asked.reply is not None
    assert LIONS_ANSWER in asked.reply.text


async def test_when_discord_refuses_nothing_breaks(scene: Scene) -> None:
    """What the bot believes it may do is not always what Discord says."""
    scene.world.faults.status(MESSAGES, 403, code=50013)
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    await scene.world.until(
        lambda: scene.world.sent(MESSAGES)[-1:] and scene.world.sent(MESSAGES)[-1].status
    )
    await still_works(scene)


async def test_without_the_history_it_is_no_reply(scene: Scene) -> None:
    scene.channel.deny_bot("read_message_history")
    question = await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    assert LIONS_ANSWER in reply.text
    assert reply.reference is None
    await scene.mia.edits(question, f"{scene.world.bot.mention} {PENGUINS}")
    await scene.world.until(lambda: PENGUINS_ANSWER in reply.text)
    await scene.mia.deletes(question)
    await scene.world.until(lambda: reply.deleted)


@pytest.mark.parametrize("denied", ["send_messages", "send_messages_in_threads"])
async def test_threads_have_a_permission_of_their_own(scene: Scene, denied: str) -> None:
    thread = await scene.channel.thread("animals", by=scene.mia)
    scene.channel.deny_bot(denied)
    await scene.mia.says(thread, LIONS, mentions=[scene.world.bot])
    if denied == "send_messages":
        assert LIONS_ANSWER in (await thread.next_message()).text
    else:
        await scene.world.settled(QUIET)
        assert scene.world.sent(MESSAGES) == []


async def test_embeds_in_a_thread(scene: Scene) -> None:
    scene.channel.deny_bot("embed_links")
    thread = await scene.channel.thread("animals", by=scene.mia)
    await scene.mia.says(thread, LIONS, mentions=[scene.world.bot])
    assert LIONS_ANSWER in (await thread.next_message()).content


async def test_the_reply_is_followed_where_sending_was_forbidden_since(scene: Scene) -> None:
    question = await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    scene.channel.deny_bot("send_messages")
    await scene.mia.deletes(question)
    await scene.world.until(lambda: reply.deleted)
    assert len(scene.world.sent(DELETIONS)) == 1


async def test_a_channel_that_is_hidden_since(scene: Scene) -> None:
    question = await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    await scene.channel.next_message()
    scene.channel.deny_bot("view_channel")
    await scene.mia.edits(question, PENGUINS)
    await scene.mia.deletes(question)
    await scene.world.settled(QUIET)
    await still_works(scene)


async def test_listening_where_it_may_not_send(
    scene: Scene, hosting: Hosting, channel: Channel
) -> None:
    await scene.bot.close()
    channel.deny_bot("send_messages")
    async with hosting.bot(content=True, message_content=True, listen_in=[channel.id]):
        await scene.mia.says(channel, LIONS)
        await scene.world.settled(QUIET)
        assert scene.world.sent(MESSAGES) == []
        channel.allow_bot("send_messages")
        await scene.mia.says(channel, LIONS)
        assert LIONS_ANSWER in (await channel.next_message()).text


async def test_thrown_out_and_invited_again(scene: Scene) -> None:
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    scene.guild.remove_bot()
    scene.guild.add_bot()
    await scene.mia.says(scene.channel, PENGUINS, mentions=[scene.world.bot])
    assert PENGUINS_ANSWER in (await scene.channel.next_message()).text
    assert not reply.deleted
