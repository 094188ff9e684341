"""The whole loop through Discord, with the program as a process of its own.

Asked in vain, gathered, refused where it would do harm, learned, answered at once, told to who
waited, taken back, learned again, written into the files, and served from them: with a `kill -9`
in the middle, and with a second process on the same store.
"""

from __future__ import annotations

import asyncio
import difflib
import signal
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from app.harbour import FERRY, FERRY_ANSWER, FERRY_ID, FERRY_TITLE, LIGHTHOUSE, make_harbour
from loopback import World
from loopback.fixtures import world
from plugin.curating import added, found, opened, options_of, picked, pressed, shown, used
from store.places import Databases

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from loopback import Message, User
    from loopback.process import BotProcess

__all__ = ["world"]

MOST_ASKED = "When does the earliest boat go today?"
OTHERWISE = "Earliest boat today, when does it go?"
IN_OTHER_WORDS = "Tell me when the earliest boat goes today"
LEARNED = "when does the earliest boat go today"  # as it is remembered
IN_THE_SET = "When does the earliest boat go?"
PARKING = "Is there parking at the pier?"
PARKED = "is there parking at the pier"
SOON = 15  # seconds, for what takes a process three at most


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store that is empty."""
    if request.param == "sqlite":
        yield str(tmp_path / "memory.sqlite3")
        return
    databases = Databases()
    yield databases.make().address
    databases.drop()


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DISCORD_TOKEN", "FACTDESK_TOKEN", "FACTDESK_BASE", "FACTDESK_STORE"):
        monkeypatch.delenv(name, raising=False)
    return make_harbour(tmp_path)


class Town:
    """A server in a Discord, with a curator."""

    def __init__(self, world: World, name: str, *, before: int = 0) -> None:
        """Found the town, after so many others: those of two Discords have the same ids."""
        for number in range(before):
            world.guild(f"elsewhere {number}", bot=False)
        self.world = world
        self.guild = world.guild(name)
        self.square = self.guild.text_channel("square")
        self.cora = world.user(f"cora-of-{name}")
        self.guild.join(self.cora, may=["manage_guild"])

    def process(self, base: Path, store: str) -> BotProcess:
        command = [sys.executable, "-m", "factdesk", "run", "--sync", "--base", str(base)]
        env = {"DISCORD_TOKEN": self.world.token, "FACTDESK_STORE": store}
        return self.world.process(command, env=env, cwd=str(base.parent))

    async def open(self, bot: BotProcess) -> None:
        await bot.says("ready: ", 30)
        await self.world.offers("ask", "desk")

    async def asks(self, person: User, question: str) -> Message:
        return await used(person, "/ask", self.square, question=question)

    async def answers(self, question: str) -> bool:
        """Whether a question gets the ferry's answer now."""
        return FERRY_ANSWER in (await self.asks(self.cora, question)).text

    async def hears_soon(self, question: str, *, answered: bool) -> None:
        """Wait until a question gets the ferry's answer, or gets it no more."""
        async with asyncio.timeout(SOON):
            while await self.answers(question) is not answered:  # noqa: ASYNC110 - it is not told
                await asyncio.sleep(0.2)

    async def in_vain(self, times: int) -> Message:
        """The list of what was asked in vain, once it was asked so often."""
        async with asyncio.timeout(SOON):
            while True:
                listed = await used(self.cora, "/desk unanswered", self.square)
                if f"asked {times} time" in listed.text:
                    return listed


def told(person: User) -> list[str]:
    """The direct messages that somebody got."""
    return [message.text for message in person.dm.from_bot]


async def command(*arguments: str | Path) -> tuple[int, str]:
    """A command's exit code and what it prints."""
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "factdesk", *map(str, arguments)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await running.communicate()
    assert running.returncode is not None
    return running.returncode, out.decode()


def lines_of(base: Path) -> dict[str, list[str]]:
    """All that stands in a base, by file."""
    return {
        path.relative_to(base).as_posix(): path.read_text(encoding="utf-8").splitlines()
        for path in sorted(base.rglob("*"))
        if path.is_file()
    }


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    """The lines that were added to or taken from each file."""
    found = {
        name: [
            line
            for line in difflib.ndiff(before.get(name, []), after.get(name, []))
            if line[0] in "+-"
        ]
        for name in before.keys() | after.keys()
    }
    return {name: lines for name, lines in found.items() if lines}


async def test_the_whole_loop(world: World, base: Path, store: str) -> None:
    async with World() as other:
        town, village = Town(world, "town"), Town(other, "village", before=1)
        mia, leo, ida = (world.user(name) for name in ("mia", "leo", "ida"))
        async with village.process(base, store) as elsewhere:
            async with town.process(base, store) as bot:
                await town.open(bot)
                await village.open(elsewhere)
                await village.hears_soon(MOST_ASKED, answered=False)
                await three_ask_in_vain_and_two_want_to_know(town, mia, leo, ida)
                card = await the_curator_finds_them_together(town)
                await a_wrong_fact_is_refused(town, card)
                card = await opened(town.cora, town.square, LEARNED)
                learned = await added(town.cora, card, FERRY)
                bot.signal(signal.SIGKILL)
                assert await bot.ended() == -signal.SIGKILL
                assert learned.embed["title"] == "Learned"
            async with town.process(base, store) as bot:
                await town.open(bot)
                answer = await town.asks(ida, MOST_ASKED)
                assert FERRY_ANSWER in answer.text
                assert FERRY_TITLE in answer.text
                for person in (mia, leo):
                    await world.until(lambda p=person: p.dm.from_bot, SOON, "the direct message")
                await village.hears_soon(MOST_ASKED, answered=True)
                await it_is_taken_back_and_learned_again(town, village)
                parked = await opened(town.cora, town.square, PARKED)
                await pressed(town.cora, parked, "Needs a new fact")
                await it_is_written_into_the_files_once(base, store)
        code, out = await command("check", "--base", base)
        assert (code, out.count("no findings")) == (0, 1), out
        async with town.process(base, str(base.parent / "empty.sqlite3")) as bot:
            await town.open(bot)
            assert await town.answers(MOST_ASKED)
        for person in (mia, leo):
            (message,) = told(person)
            assert FERRY_ANSWER in message
        assert told(ida) == []
        assert other.violations == []


async def three_ask_in_vain_and_two_want_to_know(
    town: Town, mia: User, leo: User, ida: User
) -> None:
    await leo.says(town.square, OTHERWISE, mentions=[town.world.bot])
    leos = await town.square.next_message(10)
    mias = await town.asks(mia, MOST_ASKED)
    for question in (MOST_ASKED, IN_OTHER_WORDS, PARKING):
        await town.asks(ida, question)
    for person, message in ((mia, mias), (leo, leos)):
        assert FERRY_ANSWER not in message.text
        wish = await pressed(person, message, "Tell me when you know")
        assert "I will write to you" in wish.text


async def the_curator_finds_them_together(town: Town) -> Message:
    listed = await town.in_vain(5)
    assert list(options_of(listed)) == [LEARNED, PARKED]  # the most frequent first
    card = await picked(town.cora, listed, options_of(listed)[LEARNED])
    assert "Asked 4 times" in card.text
    for text in (LEARNED, "earliest boat today when does it go", IN_OTHER_WORDS.lower()):
        assert text in card.text
    return card


async def a_wrong_fact_is_refused(town: Town, card: Message) -> None:
    """And nothing is changed by that."""
    refused = await added(town.cora, card, LIGHTHOUSE)
    assert "Not learned" in refused.text
    assert IN_THE_SET in refused.text
    for question in (IN_THE_SET, MOST_ASKED):
        reply = await town.asks(town.cora, question)
        assert "1871" not in reply.text
    changes = await used(town.cora, "/desk changes", town.square)
    assert "Nobody has changed" in changes.text


async def it_is_taken_back_and_learned_again(town: Town, village: Town) -> None:
    listed = await used(town.cora, "/desk changes", town.square)
    what = f"learned “{LEARNED}”"
    assert what in listed.text
    await (await town.cora.selects(listed, options_of(listed)[what])).done(10)
    await town.world.until(lambda: "Taken back" in listed.text, SOON, "the change taken back")
    assert not await town.answers(MOST_ASKED)
    await village.hears_soon(MOST_ASKED, answered=False)
    card = await opened(town.cora, town.square, LEARNED)
    assert (await added(town.cora, card, FERRY)).embed["title"] == "Learned"
    assert await town.answers(MOST_ASKED)
    await village.hears_soon(MOST_ASKED, answered=True)


async def it_is_written_into_the_files_once(base: Path, store: str) -> None:
    """And nothing else is."""
    before = lines_of(base)
    code, out = await command("learned", "--store", store)
    assert code == 0
    assert f"{FERRY_ID}\t{LEARNED}\t" in out
    assert f"needs a new fact\t{PARKED}\t" in out
    export = ("learned", "export", "--base", base, "--store", store)
    code, out = await command(*export)
    assert code == 0, out
    after = lines_of(base)
    difference = changed(before, after)
    assert difference.pop("facts/harbour.yaml") == [f"+       - {LEARNED}"]
    drafts = [line for line in difference.pop("drafts.yaml") if not line.startswith("+ #")]
    assert drafts[:2] == ["+ drafts:", f"+   - question: {PARKED}"]
    assert difference == {}
    code, out = await command(*export)
    assert (code, out) == (0, "no phrasings and no new facts written.\n")
    assert lines_of(base) == after


async def test_who_was_to_be_told_when_it_was_killed_is_told_later(
    world: World, base: Path, store: str
) -> None:
    town, mia = Town(world, "town"), world.user("mia")
    async with town.process(base, store) as bot:
        await town.open(bot)
        await pressed(mia, await town.asks(mia, MOST_ASKED), "Tell me when you know")
        stopped = world.faults.delay("POST /users/@me/channels", 60)
        card = await opened(town.cora, town.square, LEARNED)
        await added(town.cora, card, FERRY)
        await world.until(lambda: stopped.hits, SOON, "the direct message on its way")
        bot.signal(signal.SIGKILL)
        await bot.ended()
        assert told(mia) == []
    for _ in range(2):
        async with town.process(base, store) as bot:
            await town.open(bot)
            await world.until(lambda: mia.dm.from_bot, SOON, "the direct message")
            async with asyncio.timeout(SOON):
                while "Forget me" in (await used(mia, "/facts privacy", town.square)).buttons:
                    pass
    (message,) = told(mia)
    assert FERRY_ANSWER in message


@asynccontextmanager
async def both_running(world: World, base: Path, store: str) -> AsyncIterator[tuple[Town, Town]]:
    """One server as two processes see it."""
    async with World() as other:
        towns = Town(world, "town"), Town(other, "town")
        assert towns[0].guild.id == towns[1].guild.id
        async with towns[0].process(base, store) as one, towns[1].process(base, store) as two:
            await towns[0].open(one)
            await towns[1].open(two)
            yield towns
        assert other.violations == []


async def test_of_two_curators_at_two_processes_one_wins_and_the_other_hears_of_it(
    world: World, base: Path, store: str
) -> None:
    async with both_running(world, base, store) as towns:
        await towns[0].asks(towns[0].cora, MOST_ASKED)
        await towns[0].in_vain(1)
        cards = [await opened(town.cora, town.square, LEARNED) for town in towns]
        lists = [
            await found(town.cora, card, FERRY) for town, card in zip(towns, cards, strict=True)
        ]
        for town, listed in zip(towns, lists, strict=True):
            await shown(await town.cora.selects(listed, options_of(listed)[FERRY]))
        for town, listed in zip(towns, lists, strict=True):
            await town.world.until(lambda card=listed: is_over(card), SOON, "the verdict")
        assert sorted("has been seen to" in listed.text for listed in lists) == [False, True]
        assert sum("Learned" in listed.text for listed in lists) == 1
        changes = await used(towns[0].cora, "/desk changes", towns[0].square)
        assert list(options_of(changes)) == [f"learned “{LEARNED}”"]


async def test_settings_reach_the_other_process(world: World, base: Path, store: str) -> None:
    async with both_running(world, base, store) as (here, there):
        wish = "Tell me when you know"
        assert wish in (await there.asks(there.cora, MOST_ASKED)).buttons
        await used(here.cora, "/desk settings", here.square, remember=False)
        async with asyncio.timeout(SOON):
            while wish in (await there.asks(there.cora, MOST_ASKED)).buttons:  # noqa: ASYNC110
                await asyncio.sleep(0.2)


def is_over(card: Message) -> bool:
    """Whether a curator's press has come to its end."""
    return "earned" in card.text or "has been seen to" in card.text
