"""A bot that restarts between: replies are followed, buttons work, forms are taken."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from plugin.sending import QUIET
from plugin.zoo import (
    ELEPHANT_ANSWER,
    LIONS,
    LIONS_ANSWER,
    NOTHING,
    PENGUINS,
    PENGUINS_ANSWER,
    UNSURE,
    make_zoo,
)
from smallbases import make_small_base

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from loopback import Channel, Message, User, World
    from plugin.hosting import Hosting

WITHOUT_LIONS = """
- id: penguin-pool
  question: Where do the penguins swim?
  answer: The penguins swim in the northern pool.
"""


@pytest.fixture(autouse=True)
def _in_a_place(channel: Channel) -> None:
    """There is a channel before the bot starts."""


async def replied(world: World, channel: Channel, mia: User, text: str) -> tuple[Message, Message]:
    question = await mia.says(channel, text, mentions=[world.bot])
    return question, await channel.next_message()


@asynccontextmanager
async def restarted(hosting: Hosting, **settings: object) -> AsyncIterator[None]:
    """Another bot object in place of the first, with the same store."""
    async with hosting.bot(**settings):
        yield


@pytest.mark.parametrize("direct", [False, True])
async def test_edited_after_it(
    world: World, hosting: Hosting, channel: Channel, mia: User, *, direct: bool
) -> None:
    place = mia.dm if direct else channel
    async with hosting.bot():
        question, reply = await replied(world, place, mia, LIONS)
    async with restarted(hosting):
        await mia.edits(question, f"{world.bot.mention} {PENGUINS}")
        await world.until(lambda: PENGUINS_ANSWER in reply.text)
        await mia.edits(question, f"{world.bot.mention} {NOTHING}")
        await world.until(lambda: "What I cover" in reply.buttons)
    async with restarted(hosting):
        await mia.deletes(question)
        await world.until(lambda: reply.deleted)


async def test_unchanged_after_it(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot():
        question, reply = await replied(world, channel, mia, LIONS)
    async with restarted(hosting):
        await mia.edits(question, f"{world.bot.mention} {LIONS}")
        await world.settled(QUIET)
    assert reply.edited is None


async def test_bulk_deleted_after_it(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot():
        pairs = [await replied(world, channel, mia, text) for text in (LIONS, PENGUINS)]
    async with restarted(hosting):
        world.delete(*[question for question, _ in pairs])
        await world.until(lambda: all(reply.deleted for _, reply in pairs))


async def test_overheard_and_withdrawn_after_it(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    listening = {"content": True, "listen_in": [channel.id], "message_content": True}
    async with hosting.bot(**listening):
        question = await mia.says(channel, LIONS)
        reply = await channel.next_message()
    async with restarted(hosting, **listening):
        await mia.edits(question, NOTHING)
        await world.until(lambda: reply.deleted)


async def test_what_was_removed_stays_away(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot():
        question, reply = await replied(world, channel, mia, LIONS)
        await mia.presses(reply, "Remove")
        await world.until(lambda: reply.deleted)
    async with restarted(hosting):
        await mia.edits(question, f"{world.bot.mention} {PENGUINS}")
        await world.settled(QUIET)
    assert channel.from_bot == []


async def test_buttons_of_an_answer(
    world: World, hosting: Hosting, channel: Channel, mia: User, leo: User
) -> None:
    async with hosting.bot():
        _, reply = await replied(world, channel, mia, LIONS)
    async with restarted(hosting):
        thanked = await (await leo.presses(reply, "Helpful")).done()
        assert thanked.reply is not None
        assert thanked.reply.ephemeral_to is leo
        related = await (await leo.presses(reply, "How old is Hanako the elephant?")).done()
        assert related.reply is not None
        assert related.reply.ephemeral_to is leo
        assert ELEPHANT_ANSWER in related.reply.text
        await mia.presses(reply, "Remove")
        await world.until(lambda: reply.deleted)
    assert hosting.stored("select fact, verdict from feedback") == [("lion-feeding", "helpful")]


async def test_choices(
    world: World, hosting: Hosting, channel: Channel, mia: User, leo: User
) -> None:
    async with hosting.bot():
        _, reply = await replied(world, channel, mia, UNSURE)
    async with restarted(hosting):
        choice = next(label for label in reply.buttons if label.endswith(LIONS))
        refused = await (await leo.presses(reply, choice)).done()
        assert refused.reply is not None
        assert refused.reply.ephemeral_to is leo
        assert LIONS_ANSWER not in reply.text
        await (await mia.presses(reply, choice)).done()
        assert LIONS_ANSWER in reply.text


async def test_a_form_that_was_open_meanwhile(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot():
        _, reply = await replied(world, channel, mia, LIONS)
        form = await (await mia.presses(reply, "Not right")).done()
    async with restarted(hosting):
        sent = await mia.submits(form, {"reason": "out of date", "details": "since May"})
        thanks = (await sent.done()).reply
        assert thanks is not None
        assert thanks.ephemeral_to is mia
    assert hosting.stored("select fact, verdict, reason, details from feedback") == [
        ("lion-feeding", "not right", "out of date", "since May")
    ]


async def test_lists_of_topics(hosting: Hosting, channel: Channel, mia: User) -> None:
    async with hosting.bot():
        browsed = (await (await mia.uses("/facts topics", channel=channel)).done()).reply
        assert browsed is not None
    async with restarted(hosting):
        await (await mia.selects(browsed, "Feeding")).done()
        assert "2 facts" in browsed.text
        await (await mia.presses(browsed, "All topics")).done()
        assert "Pick a topic" in str(browsed.components)


async def test_a_fact_that_is_gone(
    world: World, hosting: Hosting, channel: Channel, mia: User, tmp_path: Path
) -> None:
    folder = tmp_path / "changing"
    make_zoo(folder)
    async with hosting.bot(base=folder):
        _, answer = await replied(world, channel, mia, LIONS)
        _, unsure = await replied(world, channel, mia, UNSURE)
        browsed = (await (await mia.uses("/facts topics", channel=channel)).done()).reply
        assert browsed is not None
        form = await (await mia.presses(answer, "Not right")).done()
    make_small_base(folder, WITHOUT_LIONS)
    async with restarted(hosting, base=folder):
        choice = next(label for label in unsure.buttons if label.endswith(LIONS))
        presses = [
            await mia.presses(answer, "Helpful"),
            await mia.presses(answer, "Not right"),
            await mia.presses(answer, "How old is Hanako the elephant?"),
            await mia.presses(unsure, choice),
            await mia.selects(browsed, "Feeding"),
            await mia.submits(form, {"reason": "other"}),
        ]
        for pressed in presses:
            told = (await pressed.done()).reply
            assert told is not None
            assert told.ephemeral_to is mia
            assert "My facts have changed" in told.text
        await mia.presses(answer, "Remove")
        await world.until(lambda: answer.deleted)
    assert hosting.stored("select * from feedback") == []


async def test_old_replies_are_forgotten(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot():
        question, reply = await replied(world, channel, mia, LIONS)
    assert hosting.stored("select reply_id from replies") == [(reply.id,)]
    hosting.change("update replies set asked_at = '2020-01-01 00:00:00.000000'")
    async with restarted(hosting):
        await replied(world, channel, mia, PENGUINS)
    async with restarted(hosting):
        await mia.edits(question, f"{world.bot.mention} {PENGUINS}")
        await world.settled(QUIET)
    assert LIONS_ANSWER in reply.text
    assert (reply.id,) not in hosting.stored("select reply_id from replies")
