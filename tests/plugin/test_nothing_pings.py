"""Nothing pings, and what a person or a fact says is never shown formatted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from loopback.record import Request
from plugin.sending import message_in, pings
from plugin.zoo import LIONS, make_zoo

if TYPE_CHECKING:
    from pathlib import Path

    from loopback import Channel, Message, User, World
    from plugin.hosting import Hosting, Scene

NASTY: Final = [
    "@everyone",
    "@here",
    "<@{leo}> and <@!{leo}>",
    "<@&{role}>",
    "**bold** __under__ ~~gone~~ ||hidden|| `code`",
    "[press here](https://evil.example)",
    "https://evil.example/@everyone",
    "```\nblock\n```",
    "# heading\n> quote\n- list\n1. list\n-# small",
    "\u202e right to left \u202c",
]


def nasty(world: World, channel: Channel, leo: User) -> list[str]:
    role = channel.guild.role("keepers")
    return [text.format(leo=leo.id, role=role.id, world=world) for text in NASTY]


def pings_somebody(message: Message) -> bool:
    return bool(message.mentions or message.mention_roles or message.mention_everyone)


@pytest.mark.parametrize("embeds", [True, False])
async def test_whatever_a_question_contains(scene: Scene, *, embeds: bool) -> None:
    if not embeds:
        scene.channel.deny_bot("embed_links")
    for text in nasty(scene.world, scene.channel, scene.leo):
        question = f"what is {text} lions"
        asked = await scene.mia.uses("/ask", question=question, channel=scene.channel)
        reply = (await asked.done()).reply
        assert reply is not None
        assert not pings_somebody(reply)
        await scene.mia.says(scene.channel, question, mentions=[scene.world.bot])
    await scene.world.until(lambda: len(scene.channel.from_bot) == 2 * len(NASTY))
    for reply in scene.channel.from_bot:
        assert not pings_somebody(reply)
        assert "](https://evil" not in reply.text
        assert "https://evil" not in reply.text
        assert "**bold**" not in reply.text
        assert "<@" not in reply.text.replace("\\<@", "")


@pytest.mark.parametrize("embeds", [True, False])
async def test_whatever_a_fact_base_contains(
    world: World,
    hosting: Hosting,
    channel: Channel,
    mia: User,
    leo: User,
    tmp_path: Path,
    *,
    embeds: bool,
) -> None:
    if not embeds:
        channel.deny_bot("embed_links")
    texts = " ".join(nasty(world, channel, leo))
    folder = tmp_path / "nasty"
    make_zoo(folder)
    path = folder / "facts/notes.yaml"
    notes = json.loads(path.read_text(encoding="utf-8"))
    for row in notes["facts"]:
        row["answer"] = f"{row['answer']} {texts}"
    path.write_text(json.dumps(notes), encoding="utf-8")
    async with hosting.bot(base=folder):
        await mia.says(channel, LIONS, mentions=[world.bot])
        reply = await channel.next_message()
        assert not pings_somebody(reply)
        assert "https://evil" not in reply.text
        assert "**bold**" not in reply.text
        for button in ("How old is Hanako the elephant?", "Not right"):
            await (await mia.presses(reply, button)).done()


async def test_a_look_that_sees_pings() -> None:
    """The look at all that is sent would see one."""

    def sent(message: object) -> Request:
        return Request("POST", "/channels/1/messages", {}, {}, message, {}, 0.0)

    assert pings(sent({"content": "hello"}))
    assert pings(sent({"content": "hello", "allowed_mentions": {"parse": ["users"]}}))
    assert pings(sent({"content": "x", "allowed_mentions": {"parse": [], "replied_user": True}}))
    assert not pings(sent({"content": "hello", "allowed_mentions": {"parse": []}}))
    assert message_in(sent({"content": "hello"})) == {"content": "hello"}
