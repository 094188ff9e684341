from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from factdesk.store import Change, StoreTrouble
from store.curatorkit import ANN, BOB, HERE, THERE, WHO, ask, asked, learn, settings_of, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from factdesk.store import Store
    from store.places import Place

    Opened = Callable[..., Store]


async def test_a_phrasing_is_unlearned(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    await learn(curation)
    undoing = await curation.undo(1, by=BOB)
    assert undoing == Change(
        id=2,
        guild_id=HERE,
        by=BOB,
        at=undoing.at,
        what="unlearn",
        subject="what then",
        before="a-fact",
        after=None,
        undone=False,
    )
    assert [entry.state for entry in await curation.learned()] == ["undone"]
    assert [change.undone for change in await curation.changes(HERE)] == [False, True]
    assert await curation.revision() == 2
    with pytest.raises(StoreTrouble, match="added anew"):
        await curation.undo(undoing.id, by=BOB)


async def test_what_it_answered_is_open_again(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    a, b, c = await asked(curation, "a", "b", "c")
    await curation.learn(text="a", fact="f", answers=[a, b, c], **WHO)
    await curation.settle([b], "not ours", **WHO)
    await curation.undo(1, by=BOB)
    assert sorted(await texts(curation)) == ["a", "c"]
    assert await texts(curation, "not ours") == ["b"]


async def test_what_is_in_the_files_is_taken_out_there(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    await curation.mark_exported([(await learn(curation)).id])
    with pytest.raises(StoreTrouble, match="in the fact files"):
        await curation.undo(1, by=ANN)


async def test_questions_are_open_again(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    a, b = await asked(curation, "a", "b")
    await curation.settle([b], "not ours", **WHO)
    await curation.settle([a, b], "answered", **WHO)
    undoing = await curation.undo(2, by=BOB)
    assert undoing.after == {str(a): "open", str(b): "not ours"}
    assert (await texts(curation), await texts(curation, "not ours")) == (["a"], ["b"])
    assert await curation.revision() == 1
    await curation.undo(undoing.id, by=BOB)  # an undoing is a change
    assert sorted(await texts(curation, "answered")) == ["a", "b"]


async def test_facts_and_settings_are_as_they_were(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    await curation.withhold(fact="f", reason="old", **WHO)
    await curation.withhold(fact="f", reason="wrong", **WHO)
    await curation.release(fact="f", **WHO)
    assert (await curation.undo(3, by=BOB)).what == "withhold"
    assert await curation.withheld() == {"f": "wrong"}
    await curation.undo(2, by=BOB)
    assert await curation.withheld() == {"f": "old"}
    assert (await curation.undo(1, by=BOB)).what == "release"
    assert await curation.withheld() == {}
    first = await curation.set_setting(HERE, "k", [1], by=ANN)
    second = await curation.set_setting(HERE, "k", [2], by=ANN)
    await curation.undo(second.id, by=BOB)
    assert await settings_of(curation, HERE) == {"k": [1]}
    await curation.undo(first.id, by=BOB)
    assert await settings_of(curation, HERE) == {}


@pytest.mark.usefixtures("_patient")
async def test_it_is_undone_once(opened: Opened, place: Place) -> None:
    stores = [opened(place.address) for _ in range(4)]
    await stores[0].curation.withhold(fact="f", reason="r", **WHO)
    outcomes = await asyncio.gather(
        *(store.curation.undo(1, by=ANN) for store in stores), return_exceptions=True
    )
    assert sum(isinstance(outcome, Change) for outcome in outcomes) == 1
    refusals = {str(outcome) for outcome in outcomes if isinstance(outcome, StoreTrouble)}
    assert refusals == {"That change was undone already."}
    assert [store.trouble for store in stores] == [None] * 4
    assert len(await stores[0].curation.changes(HERE)) == 2


async def test_what_is_not_there_to_undo_is_told(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    await curation.withhold(fact="f", reason="r", **WHO)
    for number, guild_id in ((99, None), (1, THERE)):
        with pytest.raises(StoreTrouble, match="There is no such change"):
            await curation.undo(number, by=ANN, guild_id=guild_id)
    await curation.release(fact="f", **WHO)
    with pytest.raises(StoreTrouble, match="nothing to undo"):
        await curation.undo(1, by=ANN, guild_id=HERE)
    assert [change.undone for change in await curation.changes(HERE)] == [False, False]


async def test_forgotten_questions_are_not_opened(opened: Opened, place: Place) -> None:
    first = opened(place.address)
    await first.curation.settle(await asked(first.curation, "a"), "answered", **WHO)
    await first.close()
    store = opened(place.address, keep_questions=timedelta(0))
    await store.reply_to(0)
    await store.flush()
    assert [change.subject for change in await store.curation.changes(HERE)] == [""]
    with pytest.raises(StoreTrouble, match="nothing to undo"):
        await store.curation.undo(1, by=ANN)
    ask(store.curation, "b")
    assert [question.id for question in await store.curation.unanswered(HERE)] == [2]
