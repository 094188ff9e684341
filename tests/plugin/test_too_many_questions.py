"""Who asks too much is asked to wait, politely; others are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from plugin.sending import QUIET
from plugin.zoo import LIONS, LIONS_ANSWER

if TYPE_CHECKING:
    from loopback import Channel, User, World
    from plugin.hosting import Hosting

WAIT = re.compile(r"\d+ seconds?\b")


@pytest.fixture(autouse=True)
def _in_a_place(channel: Channel) -> None:
    """There is a channel before the bot starts."""


async def test_commands(hosting: Hosting, channel: Channel, mia: User, leo: User) -> None:
    async with hosting.bot(questions_per_minute=2):
        for _ in range(2):
            asked = await (await mia.uses("/ask", question=LIONS, channel=channel)).done()
            assert asked.reply is not None
            assert LIONS_ANSWER in asked.reply.text
        refused = await (await mia.uses("/ask", question=LIONS, channel=channel)).done()
        assert refused.reply is not None
        assert refused.reply.ephemeral_to is mia
        assert WAIT.search(refused.reply.text)
        assert LIONS_ANSWER not in refused.reply.text
        other = await (await leo.uses("/ask", question=LIONS, channel=channel)).done()
        assert other.reply is not None
        assert LIONS_ANSWER in other.reply.text


async def test_the_menu(hosting: Hosting, channel: Channel, mia: User) -> None:
    async with hosting.bot(questions_per_minute=1):
        said = await mia.says(channel, LIONS)
        await (await mia.uses_menu("Find the fact", said)).done()
        refused = await (await mia.uses_menu("Find the fact", said)).done()
        assert refused.reply is not None
        assert refused.reply.ephemeral_to is mia
        assert WAIT.search(refused.reply.text)


async def test_messages_are_told_once(
    world: World, hosting: Hosting, channel: Channel, mia: User, leo: User
) -> None:
    async with hosting.bot(questions_per_minute=1):
        for _ in range(4):
            await mia.says(channel, LIONS, mentions=[world.bot])
        await world.settled(QUIET)
        answer, notice = channel.from_bot
        assert LIONS_ANSWER in answer.text
        assert WAIT.search(notice.text)
        await leo.says(channel, LIONS, mentions=[world.bot])
        await world.until(lambda: len(channel.from_bot) == 3)
        assert LIONS_ANSWER in channel.from_bot[-1].text


async def test_pressing_buttons_is_no_question(
    hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot(questions_per_minute=1):
        asked = await (await mia.uses("/ask", question=LIONS, channel=channel)).done()
        assert asked.reply is not None
        pressed = await (await mia.presses(asked.reply, "Helpful")).done()
        assert pressed.reply is not None
        assert "wait" not in pressed.reply.text
