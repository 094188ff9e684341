from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from factdesk.store import migrations, schema, trouble
from factdesk.store.database import Database
from store.storekit import a_reply, change, rows, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from factdesk.store import Store

LATEST = len(migrations.MIGRATIONS)
VERSIONS = range(LATEST + 1)


@contextmanager
def writing(file: Path) -> Iterator[Connection]:
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{file}", connect_args={"isolation_level": None})
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.commit()
    engine.dispose()


def at_version(file: Path, version: int) -> None:
    """A database as the program of that version left it."""
    with writing(file) as connection:
        migrations.migrate(connection, migrations.MIGRATIONS[:version])


def shape(connection: Connection) -> dict[str, object]:
    """All that can be told of the tables."""
    found = inspect(connection)
    return {
        table: (
            sorted(
                (c["name"], str(c["type"]), c["nullable"], c["primary_key"])
                for c in found.get_columns(table)
            ),
            [unique["column_names"] for unique in found.get_unique_constraints(table)],
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


@pytest.mark.parametrize("version", VERSIONS)
async def test_from_each_version_the_tables_become_what_the_program_knows(
    opened: Callable[..., Store], file: Path, version: int
) -> None:
    at_version(file, version)
    store = opened(file)
    store.remember_reply(a_reply(1))
    await store.flush()
    assert store.trouble is None
    assert rows(file, "SELECT version FROM schema_version") == [(LATEST,)]
    with writing(file) as connection, writing(file.with_name("wanted.db")) as wanted:
        schema.metadata.create_all(wanted)
        assert shape(connection) == shape(wanted)


async def test_what_is_in_the_tables_stays(opened: Callable[..., Store], file: Path) -> None:
    store = opened(file)
    store.remember_reply(a_reply(1))
    await store.close()
    with writing(file) as connection:
        migrations.migrate(connection, (*migrations.MIGRATIONS, add_colour))
    assert rows(file, "SELECT version FROM schema_version") == [(LATEST + 1,)]
    assert rows(file, "SELECT question_id FROM replies") == [(1,)]
    assert rows(file, "SELECT colour FROM feedback") == []


def test_migrating_twice_changes_nothing(file: Path) -> None:
    at_version(file, LATEST)
    before = rows(file, "SELECT sql FROM sqlite_master")
    at_version(file, LATEST)
    assert rows(file, "SELECT sql FROM sqlite_master") == before


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_migration_that_fails_leaves_all_as_it_was(
    file: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_version(file, version)
    before = rows(file, "SELECT sql FROM sqlite_master")
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, fail_halfway))
    with pytest.raises(RuntimeError, match="halfway"):
        await Database.open(file)
    assert rows(file, "SELECT sql FROM sqlite_master") == before


@pytest.mark.parametrize("ahead", [1, 500])
async def test_a_newer_database_is_refused_and_untouched(file: Path, ahead: int) -> None:
    at_version(file, LATEST)
    change(file, f"UPDATE schema_version SET version = {LATEST + ahead}")  # noqa: S608 - a number
    with pytest.raises(trouble.TroubleError, match=f"is {LATEST + ahead};.*after {LATEST}") as told:
        await Database.open(file)
    assert told.value.kind is trouble.NEWER
    assert rows(file, "SELECT version FROM schema_version") == [(LATEST + ahead,)]


async def test_two_programs_that_begin_at_once_both_find_the_tables(
    opened: Callable[..., Store], file: Path
) -> None:
    stores = [opened(file) for _ in range(5)]
    for question, store in enumerate(stores):
        store.remember_reply(a_reply(question))
    await until(lambda: not any(store._writer.waiting for store in stores))
    assert rows(file, "SELECT count(*) FROM replies") == [(5,)]
    assert rows(file, "SELECT version FROM schema_version") == [(LATEST,)]
