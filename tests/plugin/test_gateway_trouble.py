"""The gateway goes away and comes back: the bot never needs a restart, and answers once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plugin.sending import MESSAGES, QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, PENGUINS, PENGUINS_ANSWER, SNAKES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from loopback import World
    from plugin.hosting import Scene

pytestmark = pytest.mark.usefixtures("_short_pauses")


async def dropped(world: World) -> None:
    world.gateway.drop()


async def closed(world: World) -> None:
    await world.gateway.close(4000)


async def asked_to_reconnect(world: World) -> None:
    world.gateway.reconnect()


async def invalidated(world: World) -> None:
    world.gateway.invalidate(resumable=True)


async def ended(world: World) -> None:
    world.gateway.invalidate(resumable=False)


async def forgotten(world: World) -> None:
    world.gateway.forget_sessions()
    world.gateway.drop()


async def down_for_a_while(world: World) -> None:
    await world.server.deaf()
    await world.server.listen()


RESUMED = [dropped, closed, asked_to_reconnect, invalidated, down_for_a_while]
ANEW = [ended, forgotten]


async def happens(world: World, trouble: Callable[[World], Awaitable[None]]) -> None:
    before = world.gateway.resumes + world.gateway.readies
    await trouble(world)
    await world.until(
        lambda: world.gateway.resumes + world.gateway.readies > before, 15, "the way back"
    )


@pytest.mark.parametrize("trouble", RESUMED + ANEW, ids=lambda each: each.__name__)
async def test_afterwards_all_is_as_before(
    scene: Scene, trouble: Callable[[World], Awaitable[None]]
) -> None:
    question = await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    await happens(scene.world, trouble)
    await scene.mia.edits(question, f"{scene.world.bot.mention} {PENGUINS}")
    await scene.world.until(lambda: PENGUINS_ANSWER in reply.text)
    asked = await scene.mia.uses("/ask", question=SNAKES, channel=scene.channel)
    answered = (await asked.done()).reply
    assert answered is not None
    pressed = await (await scene.leo.presses(reply, "Helpful")).done()
    assert pressed.reply is not None
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == [reply, answered]


@pytest.mark.parametrize("trouble", [dropped, closed], ids=lambda each: each.__name__)
async def test_what_was_asked_meanwhile_is_answered_once(
    scene: Scene, trouble: Callable[[World], Awaitable[None]]
) -> None:
    scene.world.gateway.accepting = False
    await trouble(scene.world)
    await scene.world.until(lambda: not scene.world.gateway.connections)
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    scene.world.gateway.accepting = True
    reply = await scene.channel.next_message(15)
    assert LIONS_ANSWER in reply.text
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == [reply]


async def test_deleted_while_it_was_away(scene: Scene) -> None:
    question = await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    reply = await scene.channel.next_message()
    scene.world.gateway.accepting = False
    scene.world.gateway.drop()
    await scene.world.until(lambda: not scene.world.gateway.connections)
    await scene.mia.deletes(question)
    scene.world.gateway.accepting = True
    await scene.world.until(lambda: reply.deleted, 15)


async def test_an_answer_on_its_way_arrives_without_the_gateway(scene: Scene) -> None:
    scene.world.faults.delay(MESSAGES, 0.2)
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    await scene.world.until(lambda: scene.world.sent(MESSAGES))
    scene.world.gateway.drop()
    assert LIONS_ANSWER in (await scene.channel.next_message()).text


async def test_again_and_again(scene: Scene) -> None:
    for trouble in (dropped, forgotten, closed, ended):
        await happens(scene.world, trouble)
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    assert LIONS_ANSWER in (await scene.channel.next_message(10)).text
    assert [command["name"] for command in scene.world.commands].count("ask") == 1
