"""When the database fails, a curator is told that nothing was kept; all others go on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from factdesk.store import Store, StoreTrouble, address, trouble
from factdesk.store.trouble import TroubleError
from store.curatorkit import ANN, BOB, HERE, WHO, ask, asked, learn, texts
from store.storekit import locked
from store.troublekit import and_a_second, one_line, well_again

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.places import Place

    Opened = Callable[..., Store]
    Told = Callable[[], list[str]]


async def test_what_is_not_kept_is_said(opened: Opened, file: Path, told: Told) -> None:
    store = opened(file)
    curation = store.curation
    entry = await learn(curation)
    ask(curation, "a")
    await store.flush()
    decisions = (
        lambda: learn(curation, "other"),
        lambda: curation.mark_exported([entry.id]),
        lambda: curation.settle([1], "answered", **WHO),
        lambda: curation.mark_noted_exported([1]),
        lambda: curation.withhold(fact="f", reason="r", **WHO),
        lambda: curation.release(fact="f", **WHO),
        lambda: curation.set_setting(HERE, "k", 1, by=ANN),
        lambda: curation.undo(1, by=ANN),
        lambda: curation.forget_person(ANN),
        lambda: curation.forget_server(HERE),
    )
    with locked(file):
        for decide in decisions:
            with pytest.raises(StoreTrouble) as raised:
                await decide()
            assert str(raised.value) in {
                "The store's database is locked by another program, so this was not kept.",
                "Something still waits to be written, so not all can be forgotten.",
            }
        assert not await curation.wait_for("a", HERE, BOB)
        assert await curation.wishes() == []
        assert store.trouble == trouble.LOCKED.what
        one_line(told, trouble.LOCKED)
        assert await curation.learned() == [entry]
        assert await texts(curation) == ["a"]
    await well_again(store)
    and_a_second(told)
    assert await curation.learned("approved") == [entry]
    assert await curation.revision() == 1


async def test_what_is_noted_waits_for_the_lock(opened: Opened, file: Path) -> None:
    store = opened(file)
    await learn(store.curation)
    with locked(file):
        ask(store.curation, "a")
        store.curation.tally(guild_id=HERE, outcome="none", topic=None)
        assert await texts(store.curation) == []
    assert await texts(store.curation) == ["a"]
    assert len(await store.curation.tallies(HERE)) == 1


async def test_what_was_read_last_holds(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    curation = store.curation
    entry = await learn(curation)
    await curation.withhold(fact="f", reason="r", **WHO)
    await curation.set_setting(HERE, "k", 1, by=ANN)

    async def read() -> list[object]:
        return [
            await curation.learned("approved"),
            await curation.withheld(),
            await curation.settings(),
            await curation.revision(),
        ]

    before = await read()
    assert before == [[entry], {"f": "r"}, {HERE: {"k": 1}}, 3]

    async def fail(*_: object) -> None:
        raise TroubleError(trouble.OUT_OF_REACH, "")

    store._access.ask = fail
    for _ in range(2):
        found = await read()
        assert found == before
        found[0].clear()  # what somebody was given is that person's
    assert await curation.learned("undone") == []
    assert await curation.unanswered(HERE) == []
    assert await curation.changes(HERE) == []
    assert await curation.tallies(HERE) == []
    assert await curation.feedback_by_fact() == []
    assert await curation.noted_facts() == []
    assert await curation.about_person(ANN) is None


async def test_nothing_is_decided_after_closing(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    await learn(store.curation)
    await store.close()
    with pytest.raises(StoreTrouble, match="is closed"):
        await learn(store.curation, "other")
    assert await store.curation.learned() == []
    assert [entry.text for entry in await opened(place.address).curation.learned()] == ["what then"]


async def test_closing_waits_for_what_is_being_decided(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    deciding = asyncio.create_task(learn(store.curation))
    await asyncio.sleep(0)
    await store.close()
    assert [await deciding] == await opened(place.address).curation.learned()


async def test_closing_does_not_wait_for_ever(
    opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(file)
    await learn(store.curation)
    await store.close()
    monkeypatch.setattr("factdesk.store.store.CLOSING", 0.1)
    monkeypatch.setattr(address, "BUSY", 2.0)
    store = opened(file)
    with locked(file):
        deciding = asyncio.create_task(learn(store.curation, "other"))
        await asyncio.sleep(0.05)
        await store.close()
        with pytest.raises(StoreTrouble, match="is closed"):
            await deciding


async def test_a_curator_who_gives_up_breaks_nothing(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    await asked(curation, "a")
    for delay in (0, 0.0005, 0.001, 0.002, 0.005):
        deciding = [
            asyncio.create_task(curation.undo(99, by=ANN)),
            asyncio.create_task(learn(curation)),
            asyncio.create_task(curation.unanswered(HERE)),
        ]
        await asyncio.sleep(delay)
        for task in deciding:
            task.cancel()
        await asyncio.gather(*deciding, return_exceptions=True)
    assert len([await learn(curation)]) == len(await curation.learned())


async def test_what_no_database_can_keep_is_said(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    with pytest.raises(StoreTrouble, match="not foreseen, so this was not kept"):
        await store.curation.set_setting(2**64, "k", 1, by=ANN)
    await learn(store.curation)
    await well_again(store)
