"""Whoever has asked before the bot is closed or the plugin unloaded gets the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plugin.hosting import EXTENSION
from plugin.sending import CALLBACK
from plugin.zoo import LIONS, LIONS_ANSWER

if TYPE_CHECKING:
    from loopback import Channel, User, World
    from plugin.hosting import Hosting

REMOVALS = "DELETE /webhooks/*"


@pytest.mark.parametrize("unloaded", [False, True])
async def test_a_command(
    world: World, hosting: Hosting, channel: Channel, mia: User, *, unloaded: bool
) -> None:
    async with hosting.bot() as bot:
        fault = world.faults.delay(CALLBACK, 0.5)
        asked = await mia.uses("/ask", question=LIONS, channel=channel)
        await world.until(lambda: fault.hits)
        if unloaded:
            await bot.unload_extension(EXTENSION)
            assert asked.reply is not None
    answered = (await asked.done()).reply
    assert answered is not None
    assert LIONS_ANSWER in answered.text


async def test_a_button(world: World, hosting: Hosting, channel: Channel, mia: User) -> None:
    async with hosting.bot():
        await mia.says(channel, LIONS, mentions=[world.bot])
        reply = await channel.next_message()
        fault = world.faults.delay(REMOVALS, 0.5)
        await mia.presses(reply, "Remove")
        await world.until(lambda: fault.hits)
    assert reply.deleted
    assert hosting.stored("select * from replies") == []
