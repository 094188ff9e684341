from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, insert, inspect, text

from factdesk.store import FeedbackSummary, StoreTrouble, migrations, schema, trouble
from factdesk.store.database import Database
from factdesk.store.queued import row_of
from store.places import InFile
from store.storekit import NOW, a_reply, some_feedback, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factdesk.store import Store
    from store.places import Place

    Opened = Callable[..., Store]

LATEST = len(migrations.MIGRATIONS)
VERSIONS = range(LATEST + 1)


def at_version(place: Place, version: int) -> None:
    """A database as the program of that version left it."""
    place.run(lambda connection: migrations.migrate(connection, migrations.MIGRATIONS[:version]))


def version_of(place: Place) -> int:
    return place.run(migrations.version_of)


def shape(connection: Connection) -> dict[str, object]:
    """All that can be told of the tables."""
    found = inspect(connection)
    return {
        table: (
            sorted(
                (c["name"], str(c["type"]), c["nullable"], c.get("autoincrement"))
                for c in found.get_columns(table)
            ),
            found.get_pk_constraint(table)["constrained_columns"],
            sorted(unique["column_names"] for unique in found.get_unique_constraints(table)),
        )
        for table in found.get_table_names()
        if table != "schema_version"
    }


def add_colour(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE feedback ADD COLUMN colour TEXT"))


def fail_halfway(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE half (x INTEGER)"))
    connection.execute(text("INSERT INTO half VALUES (1)"))
    raise RuntimeError("halfway")


def wanted_shape(connection: Connection) -> dict[str, object]:
    """What the program knows, made in a place of its own."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("CREATE SCHEMA wanted"))
        connection.execute(text("SET LOCAL search_path TO wanted"))
    schema.metadata.create_all(connection)
    return shape(connection)


@pytest.mark.parametrize("version", VERSIONS)
async def test_from_each_version_the_tables_become_what_the_program_knows(
    opened: Opened, place: Place, file: Path, version: int
) -> None:
    at_version(place, version)
    store = opened(place.address)
    store.remember_reply(a_reply(1))
    await store.flush()
    assert store.trouble is None
    assert version_of(place) == LATEST
    found = place.run(shape)
    other = InFile(file.with_name("wanted.db")) if isinstance(place, InFile) else place
    assert found == other.run(wanted_shape)


async def test_what_version_1_kept_is_kept(opened: Opened, place: Place) -> None:
    at_version(place, 1)
    rows = {
        "replies": row_of(a_reply(1)),
        "feedback": row_of(some_feedback(verdict="not right", reason="other", details="why?")),
        "synced_commands": {"scope": "5/global", "digest": "aa", "synced_at": NOW},
    }
    tables = migrations.m0001_first_tables._metadata.tables
    for table, row in rows.items():
        place.run(lambda base, t=table, r=row: base.execute(insert(tables[t]).values(**r)) and None)
    store = opened(place.address)
    assert await store.reply_to(1) == a_reply(1)
    assert await store.synced("5/global") == "aa"
    assert await store.curation.feedback_by_fact() == [
        FeedbackSummary(
            fact="a-fact",
            helpful=0,
            not_right=1,
            reasons={"other": 1},
            latest_details=("why?",),
        )
    ]
    assert (await store.curation.learn(text="x", fact="f", guild_id=5, by=9)).id == 1
    assert await store.curation.revision() == 1
    assert version_of(place) == LATEST


async def test_what_is_in_the_tables_stays(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    store.remember_reply(a_reply(1))
    await store.close()
    place.run(lambda base: migrations.migrate(base, (*migrations.MIGRATIONS, add_colour)))
    assert place.rows("SELECT version FROM schema_version") == [(LATEST + 1,)]
    assert place.rows("SELECT question_id FROM replies") == [(1,)]
    assert place.rows("SELECT colour FROM feedback") == []


def test_migrating_twice_changes_nothing(place: Place) -> None:
    at_version(place, LATEST)
    before = place.run(shape)
    at_version(place, LATEST)
    assert place.run(shape) == before


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_migration_that_fails_leaves_all_as_it_was(
    place: Place, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_version(place, version)
    before = place.run(shape)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, fail_halfway))
    with pytest.raises(RuntimeError, match="halfway"):
        await Database.open(place.address)
    assert place.run(shape) == before
    assert version_of(place) == version


@pytest.mark.parametrize("ahead", [1, 500])
async def test_a_newer_database_is_refused_and_untouched(place: Place, ahead: int) -> None:
    at_version(place, LATEST)
    place.change(f"UPDATE schema_version SET version = {LATEST + ahead}")  # noqa: S608 - a number
    with pytest.raises(trouble.TroubleError, match=f"is {LATEST + ahead};.*after {LATEST}") as told:
        await Database.open(place.address)
    assert told.value.kind is trouble.NEWER
    assert place.rows("SELECT version FROM schema_version") == [(LATEST + ahead,)]


async def test_a_newer_database_takes_no_decision(opened: Opened, place: Place) -> None:
    at_version(place, LATEST)
    place.change("UPDATE schema_version SET version = 500")
    curation = opened(place.address).curation
    with pytest.raises(StoreTrouble, match="written by a newer version"):
        await curation.learn(text="x", fact="f", guild_id=5, by=9)
    assert await curation.learned() == []


async def test_two_programs_that_begin_at_once_both_find_the_tables(
    opened: Opened, place: Place
) -> None:
    stores = [opened(place.address) for _ in range(5)]
    for question, store in enumerate(stores):
        store.remember_reply(a_reply(question))
    await until(lambda: not any(store._writer.waiting for store in stores))
    assert place.rows("SELECT count(*) FROM replies") == [(5,)]
    assert place.rows("SELECT version FROM schema_version") == [(LATEST,)]
