"""What curators decide: kept, on record, seen by all processes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from factdesk.store import Change, Learned, Outdated, StoreTrouble
from store.curatorkit import ANN, BOB, HERE, THERE, WHO, asked, learn, settings_of, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from factdesk.store import Store
    from store.places import Place

    Opened = Callable[..., Store]

SECOND = timedelta(seconds=5)


async def test_a_phrasing_is_kept_to_the_last_detail(opened: Opened, place: Place) -> None:
    first = opened(place.address)
    entry = await first.curation.learn(
        text="what \ud83d then\0?", fact="a-fact", guild_id=THERE, by=BOB
    )
    await first.close()
    assert abs(datetime.now(UTC) - entry.approved_at) < SECOND
    assert entry == Learned(
        id=1,
        text="what ? then?",
        fact="a-fact",
        guild_id=THERE,
        approved_by=BOB,
        approved_at=entry.approved_at,
        state="approved",
    )
    curation = opened(place.address).curation
    assert await curation.learned() == [entry]
    assert await curation.changes(THERE) == [
        Change(
            id=1,
            guild_id=THERE,
            by=BOB,
            at=entry.approved_at,
            what="learn",
            subject="what ? then?",
            before=None,
            after="a-fact",
            undone=False,
        )
    ]


@pytest.mark.usefixtures("_patient")
async def test_a_phrasing_is_learned_once(opened: Opened, place: Place) -> None:
    stores = [opened(place.address) for _ in range(4)]
    entries = await asyncio.gather(*(learn(store.curation) for store in stores for _ in range(3)))
    assert len(set(entries)) == 1
    curation = stores[0].curation
    assert await curation.revision() == 1
    assert len(await curation.changes(HERE)) == 1
    other = await learn(curation, fact="b-fact")
    assert await curation.learned() == [entries[0], other]


async def test_a_phrasing_settles_the_questions_that_it_answers(
    opened: Opened, place: Place
) -> None:
    curation = opened(place.address).curation
    a, b, c, d = await asked(curation, "a", "b", "c", "d")
    await curation.settle([c], "not ours", **WHO)
    await curation.learn(text="a", fact="f", answers=iter([a, b, c, 99]), **WHO)
    assert sorted(await texts(curation, "answered")) == ["a", "b"]
    assert await texts(curation, "not ours") == ["c"]
    change, _ = await curation.changes(HERE)
    assert (change.what, change.after) == ("learn", "f")
    assert change.before == {str(a): "open", str(b): "open"}
    with pytest.raises(StoreTrouble, match="has been seen to meanwhile"):
        await curation.learn(text="other", fact="f", answers=[a, c], **WHO)
    with pytest.raises(StoreTrouble, match="has been seen to meanwhile"):
        await curation.learn(text="other", fact="f", answers=[d], guild_id=THERE, by=ANN)
    assert [entry.text for entry in await curation.learned()] == ["a"]


async def test_what_was_found_good_before_another_change_is_not_learned(
    opened: Opened, place: Place
) -> None:
    one, other = (opened(place.address).curation for _ in range(2))
    seen = await one.revision()
    await learn(other, "a", "a-fact")
    with pytest.raises(Outdated, match="try again"):
        await one.learn(text="a", fact="b-fact", seen=seen, **WHO)
    assert [entry.fact for entry in await one.learned()] == ["a-fact"]
    await one.learn(text="b", fact="b-fact", seen=await one.revision(), **WHO)


async def test_an_empty_phrasing_is_refused(opened: Opened, place: Place) -> None:
    with pytest.raises(ValueError, match="words"):
        await learn(opened(place.address).curation, "  ")


async def test_phrasings_are_found_by_state(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    entries = [await learn(curation, text) for text in ("a", "b", "c")]
    await curation.undo(1, by=ANN)
    await curation.mark_exported([entry.id for entry in entries[:2]])
    by_state = {
        state: [entry.text for entry in await curation.learned(state)]
        for state in ("approved", "exported", "undone")
    }
    assert by_state == {"approved": ["c"], "exported": ["b"], "undone": ["a"]}
    assert [entry.text for entry in await curation.learned("approved", "undone")] == ["a", "c"]
    assert await learn(curation, "b") == (await curation.learned("exported"))[0]
    assert (await learn(curation, "a")).id == 4
    await curation.mark_exported([])


async def test_questions_are_settled_together(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    a, b, c = await asked(curation, "a", "b", "c")
    await asked(curation, "b")
    change = await curation.settle([a, b, 99], "new fact", **WHO)
    assert (change.what, change.subject) == ("settle", "b")
    assert change.before == {str(a): "open", str(b): "open"}
    assert change.after == {str(a): "new fact", str(b): "new fact"}
    assert await curation.settle([a], "new fact", **WHO) is None
    assert await curation.settle([], "answered", **WHO) is None
    assert await curation.settle([a], "not ours", was="open", **WHO) is None
    assert await curation.settle([c], "answered", guild_id=THERE, by=ANN) is None
    assert await curation.settle(iter([c]), "not ours", **WHO) is not None
    assert (await texts(curation), await texts(curation, "not ours")) == ([], ["c"])
    assert len(await curation.changes(HERE)) == 2


async def test_what_needs_a_new_fact_is_exported_once(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    a, b = await asked(curation, "a", "b")
    assert await curation.noted_facts() == []
    await curation.settle([a, b], "new fact", **WHO)
    assert [question.text for question in await curation.noted_facts()] == ["a", "b"]
    await curation.mark_noted_exported(iter([a]))
    assert [question.text for question in await curation.noted_facts()] == ["b"]


async def test_facts_are_withheld_and_released(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    assert await curation.release(fact="f", **WHO) is None
    await curation.withhold(fact="f", reason="old", **WHO)
    assert await curation.withhold(fact="f", reason="old", **WHO) is None
    change = await curation.withhold(fact="f", reason="wrong", **WHO)
    assert (change.what, change.before, change.after) == ("withhold", "old", "wrong")
    await curation.withhold(fact="g", reason="old", **WHO)
    assert await curation.withheld() == {"f": "wrong", "g": "old"}
    change = await curation.release(fact="f", **WHO)
    assert (change.what, change.subject) == ("release", "f")
    assert (change.before, change.after) == ("wrong", None)
    assert await curation.withheld() == {"g": "old"}
    assert await curation.revision() == 4


async def test_settings_are_json_by_server(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    values = {
        "channels": [1, 2**62],
        "deep": {"b": {"half \ud83d\0": None}, "a": 0.98},
        "on": False,
        "empty": "",
    }
    for key, value in values.items():
        await curation.set_setting(HERE, key, value, by=ANN)
    await curation.set_setting(THERE, "on", value=True, by=ANN)
    assert await settings_of(curation, HERE) == values
    assert await settings_of(curation, THERE) == {"on": True}
    assert await settings_of(curation, 1) == {}
    change = await curation.set_setting(HERE, "on", 0, by=ANN)
    assert (change.before, change.after) == (False, 0)
    assert await curation.set_setting(HERE, "on", 0, by=ANN) is None
    await curation.set_setting(HERE, "on", None, by=ANN)
    assert await curation.set_setting(HERE, "on", None, by=ANN) is None
    assert "on" not in await settings_of(curation, HERE)
    assert await curation.revision() == 7


@pytest.mark.parametrize(("value", "error"), [({1, 2}, TypeError), (float("nan"), ValueError)])
async def test_what_json_cannot_say_is_refused(
    opened: Opened, place: Place, value: object, error: type[Exception]
) -> None:
    store = opened(place.address)
    with pytest.raises(error):
        await store.curation.set_setting(HERE, "k", value, by=ANN)
    assert store.trouble is None


async def test_changes_are_told_by_server_the_latest_first(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    for number in range(30):
        await curation.set_setting(HERE, "k", number, by=ANN)
    await curation.set_setting(THERE, "k", 1, by=BOB)
    assert [change.after for change in await curation.changes(HERE)] == list(range(29, 4, -1))
    assert [change.after for change in await curation.changes(HERE, limit=2)] == [29, 28]
    assert [change.by for change in await curation.changes(THERE)] == [BOB]
    assert await curation.changes(1) == []


@pytest.mark.usefixtures("_patient")
async def test_other_processes_see_it_by_the_revision(opened: Opened, place: Place) -> None:
    one, other = (opened(place.address).curation for _ in range(2))
    assert await other.revision() == 0
    entry = await learn(one)
    assert await other.revision() == 1
    assert await other.learned("approved") == [entry]
    await one.undo(1, by=ANN)
    await other.withhold(fact="f", reason="r", **WHO)
    await other.release(fact="f", **WHO)
    await other.set_setting(HERE, "k", 1, by=ANN)
    assert await one.revision() == 5
    await asked(one, "a")
    assert await other.revision() == 5


async def test_a_setting_that_is_no_json_comes_as_its_text(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    await curation.set_setting(HERE, "on", value=True, by=ANN)
    await curation.set_setting(HERE, "odd", 1, by=ANN)
    place.change("UPDATE server_settings SET value = 'half a' WHERE key = 'odd'")
    assert await settings_of(curation, HERE) == {"on": True, "odd": "half a"}


async def test_a_setting_that_is_no_json_is_set_anew(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    await store.curation.set_setting(HERE, "k", 1, by=ANN)
    place.change("UPDATE server_settings SET value = 'oops'")
    change = await store.curation.set_setting(HERE, "k", 2, by=ANN)
    assert change is not None
    assert (change.before, change.after) == ("oops", 2)
    assert await settings_of(store.curation, HERE) == {"k": 2}
    await store.curation.undo(change.id, by=ANN)
    assert await settings_of(store.curation, HERE) == {"k": "oops"}
    assert store.trouble is None
