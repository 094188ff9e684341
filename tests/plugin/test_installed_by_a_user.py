"""Where the bot is not: in servers and private conversations of people who installed the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loopback import TestMistakeError
from plugin.zoo import LIONS, LIONS_ANSWER, UNSURE

if TYPE_CHECKING:
    from loopback import Channel
    from plugin.hosting import Scene

PLACES = ["server", "with the bot", "with a friend", "group"]


def place(scene: Scene, name: str) -> Channel:
    nina = scene.world.user("nina", installed=True)
    scene.mia = nina
    if name == "server":
        return scene.world.guild("Elsewhere", bot=False).text_channel("general")
    if name == "with the bot":
        return nina.dm
    others = [scene.leo] if name == "with a friend" else [scene.leo, scene.world.user("ada")]
    return scene.world.private(nina, *others)


@pytest.mark.parametrize("name", PLACES)
async def test_a_command_is_answered(scene: Scene, name: str) -> None:
    here = place(scene, name)
    asked = await (await scene.mia.uses("/ask", question=LIONS, channel=here)).done()
    assert asked.reply is not None
    assert LIONS_ANSWER in asked.reply.text


@pytest.mark.parametrize("name", PLACES)
async def test_the_menu_answers(scene: Scene, name: str) -> None:
    here = place(scene, name)
    said = await scene.mia.says(here, LIONS)
    found = await (await scene.mia.uses_menu("Find the fact", said)).done()
    assert found.reply is not None
    assert LIONS_ANSWER in found.reply.text
    assert found.reply.ephemeral


@pytest.mark.parametrize("name", PLACES)
async def test_browsing_and_privacy(scene: Scene, name: str) -> None:
    here = place(scene, name)
    for command in ("/facts topics", "/facts privacy", "/facts about"):
        used = await (await scene.mia.uses(command, channel=here)).done()
        assert used.reply is not None
        assert used.reply.ephemeral


@pytest.mark.parametrize("name", PLACES)
async def test_choices_and_removal(scene: Scene, name: str) -> None:
    here = place(scene, name)
    asked = await (await scene.mia.uses("/ask", question=UNSURE, channel=here)).done()
    reply = asked.reply
    assert reply is not None
    choice = next(label for label in reply.buttons if label.endswith(LIONS))
    pressed = await (await scene.mia.presses(reply, choice)).done()
    assert pressed.reply is reply
    assert LIONS_ANSWER in reply.text
    await scene.mia.presses(reply, "Remove")
    await scene.world.until(lambda: reply.deleted, what="the removal")


async def test_running_a_server_is_for_servers(scene: Scene) -> None:
    for name in ("with the bot", "server"):
        here = place(scene, name)
        with pytest.raises(TestMistakeError):
            await scene.mia.uses("/desk status", channel=here)
