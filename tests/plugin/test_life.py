"""The life of a reply: it follows its question's edits, and goes when the question goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plugin.sending import DELETIONS, EDITS, QUIET
from plugin.zoo import (
    LIONS,
    LIONS_ANSWER,
    NOTHING,
    PENGUINS,
    PENGUINS_ANSWER,
    UNSURE,
)

if TYPE_CHECKING:
    from loopback import Message
    from plugin.hosting import Scene


async def asked(scene: Scene, text: str = LIONS) -> tuple[Message, Message]:
    """A question with a mention, and the reply."""
    question = await scene.mia.says(scene.channel, text, mentions=[scene.world.bot])
    return question, await scene.channel.next_message()


async def edits(scene: Scene, question: Message, text: str) -> None:
    await scene.mia.edits(question, f"{scene.world.bot.mention} {text}")


async def test_another_question_gets_another_answer(scene: Scene) -> None:
    question, reply = await asked(scene)
    await edits(scene, question, PENGUINS)
    await scene.world.until(lambda: reply.embed["description"] == PENGUINS_ANSWER)
    assert scene.channel.from_bot == [reply]
    await edits(scene, question, LIONS)
    await scene.world.until(lambda: reply.embed["description"] == LIONS_ANSWER)


@pytest.mark.parametrize("text", [NOTHING, UNSURE, ""])
async def test_into_something_unanswerable_withdraws_the_answer(scene: Scene, text: str) -> None:
    question, reply = await asked(scene)
    await edits(scene, question, text)
    await scene.world.until(lambda: LIONS_ANSWER not in reply.text)
    assert scene.channel.from_bot == [reply]
    assert "What I cover" in reply.buttons
    assert "Helpful" not in reply.buttons


async def test_the_buttons_are_those_of_the_new_answer(scene: Scene) -> None:
    question, reply = await asked(scene)
    assert "How old is Hanako the elephant?" in reply.buttons
    await edits(scene, question, PENGUINS)
    await scene.world.until(lambda: "How old is Hanako the elephant?" not in reply.buttons)
    form = await (await scene.mia.presses(reply, "Not right")).done()
    assert form.modal is not None
    assert form.modal.payload["custom_id"].endswith("penguin-pool")


@pytest.mark.parametrize("text", [LIONS, f"  {LIONS} "])
async def test_unchanged_nothing_is_sent(scene: Scene, text: str) -> None:
    question, _ = await asked(scene)
    await edits(scene, question, text)
    await scene.world.settled(QUIET)
    assert scene.world.sent(EDITS) == []


async def test_an_unfolded_link_is_no_edit(scene: Scene) -> None:
    question, reply = await asked(scene)
    question.content = f"{scene.world.bot.mention} {PENGUINS}"  # were it read, it would show
    payload = question.event_payload() | {"edited_timestamp": None}
    scene.world.emit("MESSAGE_UPDATE", payload, channel=scene.channel, message=question)
    await scene.world.settled(QUIET)
    assert LIONS_ANSWER in reply.text


async def test_without_the_mention_it_is_no_question_to_the_desk(scene: Scene) -> None:
    question, reply = await asked(scene)
    question.mentions.clear()
    await scene.mia.edits(question, LIONS)
    await scene.world.until(lambda: reply.deleted)


async def test_deleted(scene: Scene) -> None:
    question, reply = await asked(scene)
    await scene.mia.deletes(question)
    await scene.world.until(lambda: reply.deleted)
    await scene.world.settled(QUIET)
    assert len(scene.world.sent(DELETIONS)) == 1


async def test_bulk_deleted(scene: Scene) -> None:
    pairs = [await asked(scene, text) for text in (LIONS, PENGUINS, NOTHING)]
    said = await scene.leo.says(scene.channel, "Hello")
    scene.world.delete(said, *[question for question, _ in pairs])
    await scene.world.until(lambda: all(reply.deleted for _, reply in pairs))


async def test_questions_with_their_replies_bulk_deleted(scene: Scene) -> None:
    pairs = [await asked(scene, text) for text in (LIONS, PENGUINS)]
    scene.world.delete(*[message for pair in pairs for message in pair])
    await scene.world.settled(QUIET)
    await asked(scene)


async def test_removed_by_the_asker_it_stays_away(scene: Scene) -> None:
    question, reply = await asked(scene)
    await scene.mia.presses(reply, "Remove")
    await scene.world.until(lambda: reply.deleted)
    await edits(scene, question, PENGUINS)
    await scene.mia.deletes(question)
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == []
    assert scene.world.sent(EDITS) == []


async def test_a_reply_that_a_moderator_deleted_stays_away(scene: Scene) -> None:
    question, reply = await asked(scene)
    scene.world.delete(reply)
    await edits(scene, question, PENGUINS)
    await edits(scene, question, UNSURE)
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == []
    assert len(scene.world.sent(EDITS)) <= 1


async def test_asked_by_an_edit(scene: Scene) -> None:
    message = await scene.mia.says(scene.channel, LIONS)
    message.mentions.append(scene.world.bot)
    for _ in range(2):
        await edits(scene, message, LIONS)
    reply = await scene.channel.next_message()
    assert LIONS_ANSWER in reply.text
    assert reply.replies_to is message
    await edits(scene, message, PENGUINS)
    await scene.world.until(lambda: PENGUINS_ANSWER in reply.text)
    await scene.mia.presses(reply, "Remove")
    await scene.world.until(lambda: reply.deleted)
    await edits(scene, message, LIONS)
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == []


async def test_an_edit_asks_nothing_of_what_was_not_seen(scene: Scene) -> None:
    """A message from before the bot's time, one of long ago, and another bot's."""
    extension = "factdesk"
    before = await scene.mia.says(scene.channel, LIONS)
    await scene.world.settled(QUIET)
    await scene.bot.unload_extension(extension)
    await scene.bot.load_extension(extension)
    old = await scene.mia.says(scene.channel, LIONS)
    old.id = scene.world.snowflakes.old()
    scene.world.messages[old.id] = old
    scene.world.emit("MESSAGE_CREATE", old.event_payload(), channel=scene.channel, message=old)
    scripted = await scene.channel.webhook_message(LIONS)
    for message in (before, old, scripted):
        message.mentions.append(scene.world.bot)
    for message in (before, old):
        await edits(scene, message, LIONS)
    scene.world.edit(scripted, content=f"{scene.world.bot.mention} {LIONS}")
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == []


async def test_in_direct_messages(scene: Scene) -> None:
    question = await scene.mia.says(scene.mia.dm, LIONS)
    reply = await scene.mia.dm.next_message()
    await scene.mia.edits(question, PENGUINS)
    await scene.world.until(lambda: PENGUINS_ANSWER in reply.text)
    await scene.mia.deletes(question)
    await scene.world.until(lambda: reply.deleted)


async def test_in_a_thread(scene: Scene) -> None:
    thread = await scene.channel.thread("animals", by=scene.mia)
    question = await scene.mia.says(thread, LIONS, mentions=[scene.world.bot])
    reply = await thread.next_message()
    await edits(scene, question, PENGUINS)
    await scene.world.until(lambda: PENGUINS_ANSWER in reply.text)
    await scene.mia.deletes(question)
    await scene.world.until(lambda: reply.deleted)


async def test_a_choice_made_is_followed_too(scene: Scene) -> None:
    question, reply = await asked(scene, UNSURE)
    choice = next(label for label in reply.buttons if label.endswith(LIONS))
    await (await scene.mia.presses(reply, choice)).done()
    assert LIONS_ANSWER in reply.text
    await edits(scene, question, PENGUINS)
    await scene.world.until(lambda: PENGUINS_ANSWER in reply.text)
