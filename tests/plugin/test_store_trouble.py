"""A store that fails costs the life of replies, never an answer; and says so once."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from factdesk.plugin import answering
from factdesk.store import address
from plugin.curating import options_of, picked, pressed, used
from plugin.sending import QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, NOTHING, PENGUINS, PENGUINS_ANSWER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loopback import Channel, Message, User, World
    from plugin.hosting import Hosting


@pytest.fixture(autouse=True)
def _in_a_place(channel: Channel, mia: User) -> None:
    """There is a channel before the bot starts, and mia may manage its server."""
    channel.guild.join(mia, may=["manage_guild"])


async def replied(world: World, channel: Channel, mia: User, text: str) -> tuple[Message, Message]:
    question = await mia.says(channel, text, mentions=[world.bot])
    return question, await channel.next_message()


async def all_ways_of_asking_work(world: World, channel: Channel, mia: User) -> None:
    question, reply = await replied(world, channel, mia, LIONS)
    assert LIONS_ANSWER in reply.text
    asked = await (await mia.uses("/ask", question=PENGUINS, channel=channel)).done()
    assert asked.reply is not None
    assert PENGUINS_ANSWER in asked.reply.text
    pressed = await (await mia.presses(reply, "Helpful")).done()
    assert pressed.reply is not None
    # While the bot runs, replies are followed: memory suffices for that.
    await mia.edits(question, f"{world.bot.mention} {PENGUINS}")
    await world.until(lambda: PENGUINS_ANSWER in reply.text)
    await mia.deletes(question)
    await world.until(lambda: reply.deleted)


async def status(channel: Channel, mia: User) -> str:
    page = (await (await mia.uses("/desk status", channel=channel)).done()).reply
    assert page is not None
    return page.text


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


async def test_locked(
    world: World,
    hosting: Hosting,
    channel: Channel,
    mia: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with hosting.bot():
        await replied(world, channel, mia, LIONS)
    async with hosting.bot():
        with locked(hosting.store):
            await all_ways_of_asking_work(world, channel, mia)
            question, reply = await replied(world, channel, mia, LIONS)
            await world.until(lambda: told(caplog), 10, "a warning")
            assert "locked" in await status(channel, mia)
    assert len([text for text in told(caplog) if "locked by" in text]) == 1
    async with hosting.bot():  # what waited was written when the lock was gone
        await mia.edits(question, f"{world.bot.mention} {NOTHING}")
        await world.until(lambda: LIONS_ANSWER not in reply.text)


async def test_presses_are_answered_in_time_while_it_is_locked(
    world: World,
    hosting: Hosting,
    channel: Channel,
    mia: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Discord waits less long for an answer than SQLite for a lock."""
    monkeypatch.setattr(address, "BUSY", 2.0)
    monkeypatch.setattr(answering, "DEFER_AFTER", 0.1)
    async with hosting.bot() as bot:
        asked = await used(mia, "/ask", channel, question=NOTHING)
        await pressed(mia, asked, "Tell me when you know")
        await used(mia, "/desk settings", channel, curators=channel.guild.role("curators"))
        listed = await used(mia, "/desk unanswered", channel)
        changes = await used(mia, "/desk changes", channel)
        mine = await used(mia, "/facts privacy", channel)
        question = next(iter(options_of(listed).values()))
        card = await picked(mia, listed, question)
        other = await used(mia, "/desk unanswered", channel)
        other = await picked(mia, other, question)
        await bot.get_cog("Factdesk").services.finish()  # type: ignore[union-attr]
        world.answer_within = 1.5
        with locked(hosting.store):
            for message, label, verdict in (
                (asked, "Tell me when you know", "Please try again later."),
                (mine, "Forget me", "locked by another program"),
                (card, "Needs a new fact", "this was not kept"),
            ):
                said = (await (await mia.presses(message, label)).done(10)).reply or message
                await world.until(lambda m=said, text=verdict: text in m.text, 20, verdict)
            undo = next(iter(options_of(changes).values()))
            said = (await (await mia.selects(changes, undo)).done(10)).reply or changes
            await world.until(lambda: "this was not kept" in said.text, 20, "the refusal")
            form = await (await mia.presses(other, "Add to another fact")).done()
            assert form.modal is not None


async def test_lists_that_may_not_be_all_say_so(
    hosting: Hosting, channel: Channel, mia: User
) -> None:
    hosting.store.parent.mkdir()
    hosting.store.write_bytes(b"this is no database at all" * 400)
    async with hosting.bot():
        for command in ("unanswered", "feedback", "stats", "changes"):
            text = (await used(mia, f"/desk {command}", channel)).text
            assert "This may not be all" in text
            assert "damaged" in text
        asked = await used(mia, "/ask", channel, question=NOTHING)
        wish = await pressed(mia, asked, "Tell me when you know")
        assert "cannot note that now" in wish.text


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name == "factdesk.store"]


async def test_corrupt(
    world: World,
    hosting: Hosting,
    channel: Channel,
    mia: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hosting.store.parent.mkdir()
    garbage = b"this is no database at all" * 400
    hosting.store.write_bytes(garbage)
    async with hosting.bot():
        await all_ways_of_asking_work(world, channel, mia)
        await world.until(lambda: told(caplog), 10, "a warning")
        assert "damaged" in await status(channel, mia)
    assert hosting.store.read_bytes() == garbage  # nobody's file is overwritten
    assert len([text for text in told(caplog) if "damaged" in text]) == 1


async def test_read_only(
    world: World,
    hosting: Hosting,
    channel: Channel,
    mia: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with hosting.bot():
        question, reply = await replied(world, channel, mia, LIONS)
    address = f"sqlite+aiosqlite:///file:{hosting.store}?mode=ro&uri=true"
    async with hosting.bot(store=address):
        await all_ways_of_asking_work(world, channel, mia)
        await mia.deletes(question)  # what was remembered can still be read
        await world.until(lambda: reply.deleted)
        await world.until(lambda: told(caplog), 10, "a warning")
        assert "only be read" in await status(channel, mia)


async def test_out_of_reach(
    world: World,
    hosting: Hosting,
    channel: Channel,
    mia: User,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    async with hosting.bot(store=str(tmp_path / "taken" / "replies.sqlite3")):
        await all_ways_of_asking_work(world, channel, mia)
        await world.until(lambda: told(caplog), 10, "a warning")
        page = await status(channel, mia)
    assert "cannot be reached" in page
    assert str(tmp_path) not in page


@pytest.mark.parametrize("address", ["nonsense://x", "mysql+aiomysql://u:secret@nowhere/x"])
async def test_an_address_that_cannot_be_used(
    world: World,
    hosting: Hosting,
    channel: Channel,
    mia: User,
    caplog: pytest.LogCaptureFixture,
    address: str,
) -> None:
    async with hosting.bot(store=address):
        await all_ways_of_asking_work(world, channel, mia)
        await world.until(lambda: told(caplog), 10, "a warning")
        page = await status(channel, mia)
    assert "address cannot be used" in page
    assert "secret" not in page + caplog.text


async def test_deleted_while_it_runs(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    async with hosting.bot():
        await replied(world, channel, mia, LIONS)
        await world.until(hosting.store.exists)
        await world.settled(QUIET)
        for file in hosting.store.parent.iterdir():
            file.unlink()
        await all_ways_of_asking_work(world, channel, mia)
