"""What happens to a question while it is being answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugin.sending import EDITS, MESSAGES, QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, NOTHING, PENGUINS, PENGUINS_ANSWER, SNAKES

if TYPE_CHECKING:
    from loopback import Message
    from plugin.hosting import Scene

SLOW = 0.25


async def being_answered(scene: Scene) -> Message:
    """A question whose answer is on its way to Discord."""
    scene.world.faults.delay(MESSAGES, SLOW)
    question = await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    await scene.world.until(lambda: scene.world.sent(MESSAGES))
    return question


async def test_deleted_the_reply_does_not_stay(scene: Scene) -> None:
    question = await being_answered(scene)
    await scene.mia.deletes(question)
    await scene.world.until(lambda: scene.world.sent(MESSAGES)[0].status is not None)
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == []


async def test_deleted_when_the_reply_is_no_reply_yet_taken(scene: Scene) -> None:
    """Without Read Message History it is no reply to the question, so Discord takes it."""
    scene.channel.deny_bot("read_message_history")
    question = await being_answered(scene)
    await scene.mia.deletes(question)
    await scene.world.until(lambda: scene.world.sent(MESSAGES)[0].status == 200)
    await scene.world.until(lambda: scene.channel.from_bot == [])
    assert len(scene.world.said) == 1


async def test_edited_the_reply_ends_as_the_last_edit_wants(scene: Scene) -> None:
    question = await being_answered(scene)
    for text in (PENGUINS, NOTHING, SNAKES, PENGUINS):
        await scene.mia.edits(question, f"{scene.world.bot.mention} {text}")
    reply = await scene.channel.next_message()
    await scene.world.until(lambda: PENGUINS_ANSWER in reply.text)
    await scene.world.settled(QUIET)
    assert PENGUINS_ANSWER in reply.text
    assert scene.channel.from_bot == [reply]


async def test_edited_many_times_the_last_wins(scene: Scene) -> None:
    question = await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    scene.world.faults.delay(EDITS, SLOW)
    for text in (PENGUINS, SNAKES, NOTHING, PENGUINS, LIONS):
        await scene.mia.edits(question, f"{scene.world.bot.mention} {text}")
    await scene.world.settled(quiet=SLOW + 0.1)
    assert LIONS_ANSWER in reply.text


async def test_edited_and_deleted_at_once(scene: Scene) -> None:
    question = await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    scene.world.faults.delay(EDITS, SLOW)
    await scene.mia.edits(question, f"{scene.world.bot.mention} {PENGUINS}")
    await scene.mia.deletes(question)
    await scene.world.until(lambda: reply.deleted)
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == []


async def test_a_hundred_questions_deleted_at_once(scene: Scene) -> None:
    people = [scene.world.user(f"person-{number}") for number in range(30)]
    for person in people:
        await person.says(scene.channel, LIONS, mentions=[scene.world.bot])
    await scene.world.until(lambda: len(scene.channel.from_bot) == 30, timeout=10)
    scene.world.delete(*[m for m in scene.channel.visible if m.author in people])
    await scene.world.until(lambda: scene.channel.from_bot == [], timeout=10)
