"""The example for hosts runs as it stands in the documentation."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from basekit import REPOSITORY
from loopback.fixtures import world

if TYPE_CHECKING:
    from pathlib import Path

    from loopback import World

__all__ = ["world"]

LINES = 15


def example() -> str:
    text = (REPOSITORY / "docs" / "for-hosts.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return str(found)


def test_it_is_as_short_as_it_is_said_to_be() -> None:
    assert len([line for line in example().splitlines() if line.strip()]) <= LINES


async def test_a_bot_that_loads_the_desk_answers(world: World, tmp_path: Path) -> None:
    channel = world.guild("Host").text_channel("general")
    mia = world.user("mia")
    world.no_mentions = False  # what the host itself sends is its own business
    command = [sys.executable, "-c", example()]
    settings = {
        "DISCORD_TOKEN": world.token,
        "FACTDESK_CACHE": str(tmp_path / "cache"),
        "FACTDESK_STORE": str(tmp_path / "store.sqlite3"),
    }
    async with world.process(command, env=settings, cwd=tmp_path) as bot:
        await bot.ready()
        await world.offers("ask", "facts", "desk")
        asked = await mia.uses(
            "/ask", question="When did India recognise Belarus?", channel=channel
        )
        await asked.done(10)
        assert asked.reply is not None
        assert "1991" in asked.reply.text
        assert "Millennium Post" in asked.reply.text
