"""Many people at once, and a slow network: everybody is answered in time.

The time is the processor's, of the bot and of this Discord together: what else runs on the machine
makes no difference to it.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from plugin.sending import CALLBACK, MESSAGES
from plugin.zoo import LIONS, LIONS_ANSWER, NOTHING, PENGUINS, UNSURE

if TYPE_CHECKING:
    from plugin.hosting import Scene

PEOPLE: Final = 200
IN_TIME: Final = 3.0  # seconds that Discord gives
AT_LAST: Final = 50.0  # seconds, on a machine that has much else to do
TEXTS: Final = [LIONS, PENGUINS, UNSURE, NOTHING, f"{LIONS} {'please ' * 100}"]


async def test_commands_of_200_people(scene: Scene) -> None:
    people = [scene.world.user(f"person-{number}") for number in range(PEOPLE)]
    scene.world.answer_within = AT_LAST
    begun = time.process_time()
    asked = [
        await person.uses("/ask", question=TEXTS[number % len(TEXTS)], channel=scene.channel)
        for number, person in enumerate(people)
    ]
    await asyncio.gather(*(each.done(AT_LAST) for each in asked))
    assert time.process_time() - begun < IN_TIME
    assert all(each.reply is not None for each in asked)
    assert len(scene.world.sent(CALLBACK)) == PEOPLE


async def test_messages_of_200_people(scene: Scene) -> None:
    people = [scene.world.user(f"person-{number}") for number in range(PEOPLE)]
    begun = time.process_time()
    questions = {
        await person.says(
            scene.channel, TEXTS[number % len(TEXTS)], mentions=[scene.world.bot]
        ): person
        for number, person in enumerate(people)
    }
    await scene.world.until(lambda: len(scene.channel.from_bot) == PEOPLE, AT_LAST)
    assert time.process_time() - begun < IN_TIME
    assert {reply.replies_to for reply in scene.channel.from_bot} == set(questions)
    assert len(scene.world.sent(MESSAGES)) == PEOPLE


async def test_a_slow_network(scene: Scene) -> None:
    scene.world.faults.delay(CALLBACK, 1.0, times=20)
    asked = [
        await scene.world.user(f"person-{number}").uses(
            "/ask", question=LIONS, channel=scene.channel
        )
        for number in range(20)
    ]
    await asyncio.gather(*(each.done() for each in asked))
    assert {each.reply.embed["description"] for each in asked if each.reply} == {LIONS_ANSWER}
