"""A bot as a process that knows nothing of the test."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from loopback import NothingHappenedError

if TYPE_CHECKING:
    from loopback import World

BOT = [sys.executable, str(Path(__file__).with_name("samplebot.py"))]


async def test_a_program_is_led_here_and_stops_when_told(world: World) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    async with world.process(BOT, env={"SAMPLE_TOKEN": world.token}) as bot:
        await bot.ready()
        await mia.says(channel, "hello")
        assert (await channel.next_message()).content == "You said: hello"
        bot.signal(signal.SIGTERM)
        assert await bot.ended() == 0
    assert "goodbye" in bot.stdout
    assert "has connected to Gateway" in bot.stderr


async def test_a_wrong_token_ends_it(world: World) -> None:
    async with world.process(BOT, env={"SAMPLE_TOKEN": "wrong"}) as bot:
        with pytest.raises(NothingHappenedError, match="Improper token"):
            await bot.ready()
