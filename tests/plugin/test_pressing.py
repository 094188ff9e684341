"""Buttons: whose they are, and what they do; feedback without who gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plugin.sending import DELETIONS, QUIET
from plugin.zoo import ELEPHANT, ELEPHANT_ANSWER, LIONS, LIONS_ANSWER, NOTHING, UNSURE

if TYPE_CHECKING:
    from loopback import Message
    from plugin.hosting import Hosting, Scene


async def ask(scene: Scene, question: str, **more: object) -> Message:
    asked = await scene.mia.uses("/ask", question=question, channel=scene.channel, **more)
    reply = (await asked.done()).reply
    assert reply is not None
    return reply


def choice_of(reply: Message, question: str = LIONS) -> str:
    return next(label for label in reply.buttons if label.endswith(question))


@pytest.mark.parametrize("private", [False, True])
async def test_a_choice_becomes_the_answer(scene: Scene, *, private: bool) -> None:
    reply = await ask(scene, UNSURE, private=private)
    pressed = await (await scene.mia.presses(reply, choice_of(reply))).done()
    assert pressed.reply is reply
    assert reply.embed["description"] == LIONS_ANSWER
    assert "Helpful" in reply.buttons
    assert ("Remove" in reply.buttons) is not private


async def test_choices_are_the_askers(scene: Scene) -> None:
    reply = await ask(scene, UNSURE)
    before = reply.text
    scene.guild.join(scene.leo, may=["manage_messages"])
    pressed = await (await scene.leo.presses(reply, choice_of(reply))).done()
    assert pressed.reply is not None
    assert pressed.reply.ephemeral_to is scene.leo
    assert "Only the person who asked" in pressed.reply.text
    assert reply.text == before


async def test_after_a_choice_the_removal_is_still_the_askers(scene: Scene) -> None:
    reply = await ask(scene, UNSURE)
    await (await scene.mia.presses(reply, choice_of(reply))).done()
    refused = await (await scene.leo.presses(reply, "Remove")).done()
    assert refused.reply is not None
    assert not reply.deleted
    await scene.mia.presses(reply, "Remove")
    await scene.world.until(lambda: reply.deleted)


async def test_everybody_may_open_related_questions(scene: Scene) -> None:
    reply = await ask(scene, LIONS)
    for person in (scene.mia, scene.leo):
        pressed = await (await person.presses(reply, ELEPHANT)).done()
        assert pressed.reply is not None
        assert pressed.reply.ephemeral_to is person
        assert ELEPHANT_ANSWER in pressed.reply.text
    assert LIONS_ANSWER in reply.text


async def test_everybody_may_see_what_is_covered(scene: Scene) -> None:
    reply = await ask(scene, NOTHING)
    pressed = await (await scene.leo.presses(reply, "What I cover")).done()
    assert pressed.reply is not None
    assert pressed.reply.ephemeral_to is scene.leo


async def test_removed_by_who_may_manage_messages(scene: Scene) -> None:
    reply = await ask(scene, LIONS)
    scene.guild.join(scene.leo, may=["manage_messages"])
    await scene.leo.presses(reply, "Remove")
    await scene.world.until(lambda: reply.deleted)


async def test_removed_by_two_at_once(scene: Scene) -> None:
    reply = await ask(scene, LIONS)
    scene.guild.join(scene.leo, may=["manage_messages"])
    first, second = (
        await scene.mia.presses(reply, "Remove"),
        await scene.leo.presses(reply, "Remove"),
    )
    await scene.world.until(lambda: reply.deleted and first.acknowledged and second.acknowledged)
    await scene.world.settled(QUIET)


async def test_not_removed_by_others(scene: Scene) -> None:
    reply = await ask(scene, LIONS)
    pressed = await (await scene.leo.presses(reply, "Remove")).done()
    assert pressed.reply is not None
    assert pressed.reply.ephemeral_to is scene.leo
    assert "remove" in pressed.reply.text
    assert not reply.deleted
    assert scene.world.sent(DELETIONS) == []


async def test_helpful_counts_once_a_person(scene: Scene, hosting: Hosting) -> None:
    reply = await ask(scene, LIONS)
    for person in (scene.mia, scene.mia, scene.leo):
        pressed = await (await person.presses(reply, "Helpful")).done()
        assert pressed.reply is not None
        assert pressed.reply.ephemeral_to is person
    await scene.bot.close()
    assert hosting.stored("select fact, verdict, reason from feedback") == [
        ("lion-feeding", "helpful", None),
        ("lion-feeding", "helpful", None),
    ]


@pytest.mark.parametrize("reason", ["wrong fact", "out of date", "not in the source", "other"])
async def test_not_right_asks_for_a_reason(scene: Scene, hosting: Hosting, reason: str) -> None:
    reply = await ask(scene, LIONS)
    pressed = await (await scene.leo.presses(reply, "Not right")).done()
    assert pressed.modal is not None
    sent = await (await scene.leo.submits(pressed, {"reason": reason})).done()
    assert sent.reply is not None
    assert sent.reply.ephemeral_to is scene.leo
    await scene.bot.close()
    assert hosting.stored("select fact, verdict, reason, details from feedback") == [
        ("lion-feeding", "not right", reason, None)
    ]


async def test_details_are_kept_as_typed_on_one_line(scene: Scene, hosting: Hosting) -> None:
    reply = await ask(scene, LIONS)
    pressed = await (await scene.leo.presses(reply, "Not right")).done()
    details = "It is\n16:00 now, @everyone \ud83e\udd81"
    sent = await scene.leo.submits(pressed, {"reason": "out of date", "details": details})
    await sent.done()
    await scene.bot.close()
    ((kept,),) = hosting.stored("select details from feedback")
    assert str(kept).startswith("It is 16:00 now, @everyone")


async def test_nothing_that_is_kept_tells_who(scene: Scene, hosting: Hosting) -> None:
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    await (await scene.leo.presses(reply, "Helpful")).done()
    await scene.bot.close()
    tables = [row[0] for row in hosting.stored("select name from sqlite_master where type='table'")]
    kept = repr([hosting.stored(f"select * from {table}") for table in tables])  # noqa: S608
    for secret in (LIONS, str(scene.mia.id), str(scene.leo.id), "mia", "leo"):
        assert secret not in kept
