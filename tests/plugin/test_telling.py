"""*Tell me when you know*: told once, whatever happens meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from factdesk.plugin import delivery
from factdesk.store import StoreTrouble
from plugin.curating import added, opened, pressed, used
from plugin.sending import MESSAGES
from plugin.zoo import LIONS, LIONS_ANSWER, LIONS_ID, make_zoo
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.plugin.services import Services
    from factdesk.reply import Reply
    from factdesk.store import Wish
    from loopback import Channel, Guild, User, World
    from plugin.hosting import AnyHost, Hosting, Scene

ODD = "predator lunch hour please"
OPENING = "when was the aquarium opened"
AQUARIUM = """
- id: aquarium
  question: When was the aquarium opened?
  phrasings: [opening year of the aquarium]
  answer: The aquarium was opened in 1913.
"""
DIRECT_MESSAGES = "POST /users/@me/channels"


@pytest.fixture
def cora(world: World, guild: Guild, channel: Channel) -> User:  # noqa: ARG001 - there is a place
    person = world.user("cora")
    guild.join(person, may=["manage_guild"])
    return person


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "PAUSES", (0.01,))


def services_of(bot: AnyHost) -> Services:
    return bot.get_cog("Factdesk").services  # type: ignore[union-attr]


async def waits_for(person: User, channel: Channel, question: str = ODD) -> None:
    reply = await used(person, "/ask", channel, question=question)
    assert "I will write" in (await pressed(person, reply, "Tell me when you know")).text


async def taught(bot: AnyHost, cora: User, channel: Channel) -> None:
    await added(cora, await opened(cora, channel, ODD), LIONS)
    await services_of(bot).telling.finish()


async def waiting(bot: AnyHost) -> list[int]:
    return [wish.user_id for wish in await services_of(bot).store.curation.wishes()]


async def test_who_takes_no_direct_messages_is_forgotten(
    scene: Scene, cora: User, caplog: pytest.LogCaptureFixture
) -> None:
    await waits_for(scene.mia, scene.channel)
    scene.mia.takes_dms = False
    await taught(scene.bot, cora, scene.channel)
    assert await waiting(scene.bot) == []
    told = [record.getMessage() for record in caplog.records if "wanted to know" in record.msg]
    reason = "takes no direct messages, and is forgotten: Discord answered 403 (code 50007)."
    assert told == [f"Somebody who wanted to know {reason}"]
    assert not any(str(scene.mia.id) in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize(("status", "code"), [(503, 0), (403, 40003)])
async def test_who_cannot_be_told_now_is_told_after_the_next_start(
    world: World, hosting: Hosting, channel: Channel, mia: User, cora: User, status: int, code: int
) -> None:
    async with hosting.bot() as bot:
        await waits_for(mia, channel)
        world.faults.status(DIRECT_MESSAGES, status, times=99, code=code)
        await taught(bot, cora, channel)
        assert await waiting(bot) == [mia.id]
    world.faults.clear()
    async with hosting.bot() as bot:
        assert LIONS_ANSWER in (await mia.dm.next_message(10)).text
        await services_of(bot).telling.finish()
        assert await waiting(bot) == []


async def test_told_but_not_forgotten_it_is_told_no_second_time(
    world: World,
    hosting: Hosting,
    channel: Channel,
    mia: User,
    cora: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As after a kill between the two."""

    async def fails(*_: object) -> None:
        raise StoreTrouble("The store's disk is full, so this was not kept.")

    async with hosting.bot() as bot:
        await waits_for(mia, channel)
        monkeypatch.setattr(type(services_of(bot).store.curation), "fulfil", fails)
        await taught(bot, cora, channel)
        assert await waiting(bot) == [mia.id]
        monkeypatch.undo()
    sent = len(world.sent(MESSAGES))
    async with hosting.bot() as bot:
        await world.until(lambda: len(world.sent(MESSAGES)) > sent, 10, "the second message")
        await services_of(bot).telling.finish()
        assert await waiting(bot) == []
    assert len(mia.dm.from_bot) == 1


async def test_what_happens_before_a_round_begins_needs_no_other_round(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = services_of(scene.bot)
    await services.telling.finish()
    rounds: list[None] = []

    async def wishes() -> list[Wish]:
        rounds.append(None)
        if len(rounds) == 1:
            for _ in range(3):
                services.telling.soon()  # while one is under way: exactly one follows
        return []

    monkeypatch.setattr(services.store.curation, "wishes", wishes)
    for _ in range(3):
        services.telling.soon()
    while services.telling._rounds:
        await services.telling.finish()
    assert len(rounds) == 2


async def test_who_waits_for_a_new_fact_is_told_when_it_is_in_the_files(
    hosting: Hosting, channel: Channel, mia: User, leo: User, cora: User, tmp_path: Path
) -> None:
    folder = tmp_path / "zoo"
    make_zoo(folder)
    async with hosting.bot(base=folder) as bot:
        await waits_for(mia, channel, OPENING)
        await pressed(cora, await opened(cora, channel, OPENING), "Needs a new fact")
        await waits_for(leo, channel, OPENING)  # noted, it can still be waited for
        rows = yaml.safe_load(ZOO) + yaml.safe_load(AQUARIUM)
        make_small_base(folder, yaml.safe_dump(rows))
        await services_of(bot).reload()
        for person in (mia, leo):
            assert "in 1913" in (await person.dm.next_message(10)).text
        await services_of(bot).telling.finish()
        assert await waiting(bot) == []


async def test_somebody_of_another_bots_server_is_left_to_that_bot(scene: Scene) -> None:
    curation = services_of(scene.bot).store.curation
    elsewhere = scene.guild.id + 1
    curation.note_unanswered(guild_id=elsewhere, text=ODD, outcome="none", nearest=None)
    await curation.wait_for(ODD, elsewhere, scene.mia.id)
    await curation.learn(text=ODD, fact=LIONS_ID, guild_id=elsewhere, by=1)
    await services_of(scene.bot).learning.refresh()
    services_of(scene.bot).telling.soon()
    await services_of(scene.bot).telling.finish()
    assert await waiting(scene.bot) == [scene.mia.id]
    assert scene.mia.dm.from_bot == []


async def test_what_a_server_promises_holds_for_those_who_wait(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = services_of(scene.bot)
    await services.store.curation.set_setting(scene.guild.id, "promise", 0.99, by=1)
    await services.servers.read()
    await waits_for(scene.mia, scene.channel)
    asked: list[tuple[str, float | None]] = []
    ask = services.desk.ask

    def noted(text: str, *, promise: float | None = None, listening: bool = False) -> Reply:
        asked.append((text, promise))
        return ask(text, promise=promise, listening=listening)

    monkeypatch.setattr(services.desk, "ask", noted)
    services.telling.soon()
    await services.telling.finish()
    assert asked == [(ODD, 0.99)]
    assert await waiting(scene.bot) == [scene.mia.id]
