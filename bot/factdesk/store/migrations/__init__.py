"""How a database gets from any earlier version to the present one, by itself, when it is opened.

Version 0 is an empty database. A migration that was released is never changed: to change the
tables, write `m0003_....py` with a function `migrate` that goes there from version 2 and knows
nothing of `schema.py`, name it in `MIGRATIONS`, and change `schema.py` to match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Integer, MetaData, Table, func, insert, inspect, select, update

from factdesk.store.migrations import m0001_first_tables, m0002_what_is_learned
from factdesk.store.trouble import NEWER, TroubleError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    Migration = Callable[[Connection], None]

MIGRATIONS: tuple[Migration, ...] = (
    m0001_first_tables.migrate,
    m0002_what_is_learned.migrate,
)

LOCK = 0x666163746465736B  # "factdesk": a number that no other program may use for its own locks

_schema_version = Table(
    "schema_version", MetaData(), Column("version", Integer, nullable=False)
)  # one row


def version_of(connection: Connection) -> int:
    """The version of a database's tables."""
    if not inspect(connection).has_table(_schema_version.name):
        return 0
    return connection.execute(select(_schema_version.c.version)).scalar() or 0


def up_to_date(connection: Connection, migrations: Sequence[Migration]) -> bool:
    """Whether a database needs no migration. Only reads.

    Raises:
        TroubleError: the database is newer than the program.
    """
    version = version_of(connection)
    if version > len(migrations):
        detail = f"its version is {version}; this program knows none after {len(migrations)}"
        raise TroubleError(NEWER, detail)
    return version == len(migrations)


def migrate(connection: Connection, migrations: Sequence[Migration]) -> None:
    """Bring a database up to date.

    Args:
        connection: in a transaction, which with SQLite has begun to write, so that no two programs
            migrate at once. It is the caller's to commit.
        migrations: `MIGRATIONS`; the first goes from version 0 to 1.

    Raises:
        TroubleError: the database is newer than the program.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    if up_to_date(connection, migrations):
        return
    version = version_of(connection)
    if version == 0:
        _schema_version.create(connection, checkfirst=True)
        connection.execute(insert(_schema_version).values(version=0))
    for migration in migrations[version:]:
        migration(connection)
    connection.execute(update(_schema_version).values(version=len(migrations)))
