"""What people do reaches a bot, and what it answers reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loopback import TestMistakeError

if TYPE_CHECKING:
    from conftest import Connect
    from loopback import World


async def test_a_slash_command_is_answered(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    async with connect():
        asked = await (await mia.uses("/ask", question="why?", channel=channel)).done()
    assert asked.reply is not None
    assert asked.reply.embed["description"] == "why?"
    assert asked.reply.buttons == ["Helpful", "Not right", "More"]
    assert not asked.reply.ephemeral
    assert not asked.deferred
    assert asked.acknowledged_after is not None
    assert channel.visible == [asked.reply]


async def test_a_private_answer_is_seen_by_one_person(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia, leo = world.user("mia"), world.user("leo")
    async with connect():
        asked = await (await mia.uses("/ask", question="q", private=True, channel=channel)).done()
        assert asked.reply is not None
        assert asked.reply.ephemeral_to is mia
        assert channel.visible == []
        with pytest.raises(TestMistakeError, match="does not see"):
            await leo.presses(asked.reply, "Helpful")
        await (await mia.presses(asked.reply, "Helpful")).done()
    assert asked.reply.content == "Thanks!"
    assert asked.reply.buttons == []


async def test_autocomplete_offers_choices(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    async with connect():
        offered = await mia.types("/ask", question="par", channel=channel)
    assert [choice.name for choice in offered] == ["par red", "par green", "par blue"]


async def test_a_deferred_answer_comes_later(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    async with connect():
        asked = await mia.uses("/slowly", seconds=0.1, channel=channel)
        await asked.done()
    assert asked.deferred
    assert asked.reply is not None
    assert asked.reply.content == "Here."


async def test_a_modal_is_filled_in(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    async with connect():
        asked = await (await mia.uses("/ask", question="q", channel=channel)).done()
        assert asked.reply is not None
        pressed = await (await mia.presses(asked.reply, "wrong")).done()
        assert pressed.modal is not None
        assert pressed.modal.title == "Tell us"
        told = await (await mia.submits(pressed, {"Reason": "it is so"})).done()
    assert told.reply is not None
    assert told.reply.content == "Because it is so"
    assert told.reply.ephemeral_to is mia


async def test_followups_and_selects(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    async with connect():
        asked = await (await mia.uses("/ask", question="q", channel=channel)).done()
        assert asked.reply is not None
        more = await (await mia.presses(asked.reply, "More")).done()
        assert (await more.followed_up()).content == "And more."
        assert more.reply is not None
        assert more.reply.content == "More."
        chosen = await (await mia.selects(asked.reply, "Green")).done()
    assert chosen.reply is not None
    assert chosen.reply.content == "green"


async def test_a_context_menu_and_a_direct_message(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    async with connect():
        said = await mia.says(channel, "nobody reads this")
        found = await (await mia.uses_menu("Find the fact", said)).done()
        assert found.reply is not None
        assert found.reply.content == "Found: nobody reads this"
        await mia.says(mia.dm, "hello")
        answer = await mia.dm.next_message()
    assert answer.content == "You said: hello"
    assert answer.replies_to is not None
    assert channel.from_bot == []
