"""Persons and servers can be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.curatorkit import ANN, BOB, HERE, THERE, ask, asked, learn, settings_of, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from factdesk.store import Store
    from store.places import Place

    Opened = Callable[..., Store]


def everything(place: Place) -> str:
    tables = (
        "replies feedback synced_commands learned unanswered awaiting withheld server_settings "
        "tallies changes revision"
    )
    return repr({table: place.rows(f"SELECT * FROM {table}") for table in tables.split()})  # noqa: S608


async def test_a_person_is_forgotten(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    await asked(curation, "a")
    await learn(curation)
    await curation.learn(text="b", fact="f", guild_id=HERE, by=BOB)
    for person in (ANN, BOB):
        assert await curation.wait_for("a", HERE, person)
    assert await curation.about_person(BOB) == {"waiting": 1, "changes": 1}
    await curation.forget_person(BOB)
    assert await curation.about_person(BOB) == {"waiting": 0, "changes": 0}
    assert await curation.about_person(ANN) == {"waiting": 1, "changes": 1}
    assert str(BOB) not in everything(place)
    assert [entry.approved_by for entry in await curation.learned()] == [ANN, 0]
    assert [change.by for change in await curation.changes(HERE)] == [0, ANN]
    await curation.forget_person(BOB)


async def test_a_server_is_forgotten(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    curation = store.curation
    there = {"guild_id": THERE, "by": BOB}
    await curation.learn(text="ours", fact="f", **there)
    await curation.withhold(fact="g", reason="r", **there)
    await curation.set_setting(THERE, "promise", 0.9, by=BOB)
    await curation.set_setting(HERE, "promise", 0.9, by=ANN)
    ask(curation, "private", "other", guild_id=THERE)
    await asked(curation, "private")
    await curation.wait_for("other", THERE, BOB)
    await curation.settle([1, 2], "new fact", **there)
    before = await curation.revision()
    curation.tally(guild_id=THERE, outcome="none", topic=None)
    ask(curation, "late", guild_id=THERE)
    await curation.forget_server(THERE)
    assert str(THERE) not in everything(place)
    assert str(BOB) not in everything(place)
    assert await curation.revision() == before + 1
    assert [entry.text for entry in await curation.learned("approved")] == ["ours"]
    assert await curation.withheld() == {"g": "r"}
    assert [change.what for change in await curation.changes(0)] == ["withhold", "learn"]
    await curation.undo(1, by=ANN)
    assert await texts(curation) == ["private"]
    assert await settings_of(curation, HERE) == {"promise": 0.9}
    await curation.forget_server(THERE)
