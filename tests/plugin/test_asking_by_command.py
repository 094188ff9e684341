"""`/ask`: in public, privately, completed while typing; whatever is asked, something is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plugin.zoo import LIONS, LIONS_ANSWER, LIONS_ID, NOTHING, UNSURE

if TYPE_CHECKING:
    from loopback import Message
    from plugin.hosting import Scene


async def ask(scene: Scene, question: str, **more: object) -> Message:
    asked = await scene.mia.uses("/ask", question=question, channel=scene.channel, **more)
    reply = (await asked.done()).reply
    assert reply is not None
    return reply


async def test_a_question_is_answered_for_all_to_see(scene: Scene) -> None:
    reply = await ask(scene, LIONS)
    assert not reply.ephemeral
    assert reply.embed["title"] == LIONS
    assert reply.embed["description"] == LIONS_ANSWER
    assert scene.channel.from_bot == [reply]


async def test_an_answer_names_its_source(scene: Scene) -> None:
    source = (await ask(scene, LIONS)).embed["fields"][0]
    assert source["name"] == "Source"
    for part in ("Notice", "Board", "1 March 2026", "the board", "paragraph 1"):
        assert part in source["value"]


async def test_a_typo_is_understood(scene: Scene) -> None:
    assert LIONS_ANSWER in (await ask(scene, "wehn are the loins fed")).text


async def test_a_private_question_is_answered_for_one_person(scene: Scene) -> None:
    reply = await ask(scene, LIONS, private=True)
    assert reply.ephemeral_to is scene.mia
    assert "Remove" not in reply.buttons
    assert "Remove" in (await ask(scene, LIONS, private=False)).buttons


async def test_the_answer_is_there_at_once(scene: Scene) -> None:
    asked = await (await scene.mia.uses("/ask", question=LIONS, channel=scene.channel)).done()
    assert not asked.deferred
    assert len(scene.world.sent("POST /interactions/*/callback")) == 1


async def test_typing_offers_questions_whose_values_are_ids(scene: Scene) -> None:
    offered = await scene.mia.types("/ask", question="lion", channel=scene.channel)
    assert (LIONS, LIONS_ID) in offered
    assert len(offered) <= 25


async def test_typing_nothing_offers_something(scene: Scene) -> None:
    offered = await scene.mia.types("/ask", question="", channel=scene.channel)
    assert 0 < len(offered) <= 25


async def test_picking_an_offered_question_answers_it(scene: Scene) -> None:
    offered = await scene.mia.types("/ask", question="lions fed", channel=scene.channel)
    assert LIONS_ANSWER in (await ask(scene, str(offered[0].value))).text


async def test_an_uncertain_question_gets_choices_and_the_reason(scene: Scene) -> None:
    reply = await ask(scene, UNSURE)
    choices = [
        label
        for label in reply.buttons
        if label not in {"What I cover", "Tell me when you know", "Remove"}
    ]
    assert len(choices) == 3
    assert "“lions”" in reply.text
    assert LIONS_ANSWER not in reply.text


@pytest.mark.parametrize("question", [NOTHING, " ", "???", "🦁", "\u200b", "x" * 100])
async def test_without_an_answer_something_is_offered(scene: Scene, question: str) -> None:
    reply = await ask(scene, question)
    assert "10 facts" in reply.text
    pressed = await (await scene.mia.presses(reply, "What I cover")).done()
    assert pressed.reply is not None
    assert pressed.reply.ephemeral_to is scene.mia
    listed = await (await scene.mia.selects(pressed.reply, "Feeding")).done()
    assert listed.reply is not None
    shown = await (await scene.mia.selects(listed.reply, LIONS)).done()
    assert shown.reply is not None
    assert LIONS_ANSWER in shown.reply.text


@pytest.mark.parametrize("length", [501, 4_000, 4_001, 6_000])
async def test_a_long_question_is_replied_to(scene: Scene, length: int) -> None:
    reply = await ask(scene, f"{LIONS} {'blah ' * length}"[:length])
    assert reply.buttons
    if length > 4_000:
        assert "4,000" in reply.text


async def test_a_command_is_no_message_to_follow(scene: Scene) -> None:
    """The reply to a command has no question that could be edited: nothing is remembered of it."""
    await ask(scene, LIONS)
    await scene.bot.cogs["Factdesk"].services.store.flush()
    assert not scene.bot.cogs["Factdesk"].services.store._writer.waiting
