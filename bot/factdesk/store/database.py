"""The database, opened: what is asked of it in SQL. Imports SQLAlchemy, so import it late."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar, cast

from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError

from factdesk.store import address, migrations
from factdesk.store.address import READERS, engine_for
from factdesk.store.books import Books
from factdesk.store.columns import clean
from factdesk.store.queued import steps_of
from factdesk.store.schema import replies, synced_commands
from factdesk.store.trouble import LOCKED, trouble_of
from factdesk.store.values import StoredReply
from factdesk.store.writes import AddFeedback, Write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_FIND = select(replies).where(replies.c.question_id == bindparam("sought"))
_RECENT = select(replies).order_by(replies.c.question_id.desc()).limit(bindparam("at_most"))
_FIND_SYNCED = select(synced_commands.c.digest).where(
    synced_commands.c.scope == bindparam("sought")
)

T = TypeVar("T")
Turn = asyncio.Semaphore | asyncio.Lock


class Database:
    """An opened database. Every method raises whatever SQLAlchemy and the driver raise."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._sqlite = engine.dialect.name == "sqlite"
        self._reading = asyncio.Semaphore(READERS)  # more wait in turn,
        self._writing = asyncio.Lock()  # and one may always write
        self._at_work = 0
        self._idle = asyncio.Event()

    @classmethod
    async def open(cls, place: Path | str) -> Database:
        """Open a database, made where there is none, and bring its tables up to date.

        Raises:
            TroubleError: the address cannot be used, or a newer program wrote the database.
        """
        database = cls(await asyncio.to_thread(engine_for, place))
        try:
            await database._prepare()
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        """Close all connections and end their threads, once they have done what they are at.

        Nothing may be asked of it any more.
        """
        while self._at_work:  # a connection given back later would never be closed
            self._idle.clear()
            await self._idle.wait()
        await self._engine.dispose()

    @asynccontextmanager
    async def _connected(self, turn: Turn) -> AsyncIterator[AsyncConnection]:
        self._at_work += 1
        try:
            async with turn, self._engine.connect() as connection:
                yield connection
        finally:
            self._at_work -= 1
            self._idle.set()

    async def _prepare(self) -> None:
        async with self._connected(self._writing) as connection:
            ready = await connection.run_sync(migrations.up_to_date, migrations.MIGRATIONS)
            if self._sqlite:
                await _write_ahead(connection)
        if not ready:  # else nothing is written: a database that may only be read can be read
            async with self._transaction() as connection:
                await connection.run_sync(migrations.migrate, migrations.MIGRATIONS)

    @asynccontextmanager
    async def _transaction(self, *, durable: bool = True) -> AsyncIterator[AsyncConnection]:
        """A connection that writes.

        Args:
            durable: whether what is committed must survive even a power failure; it survives the
                end of the program anyway.
        """
        async with self._connected(self._writing) as connection:
            if self._sqlite:
                level = "FULL" if durable else "NORMAL"
                await connection.exec_driver_sql(f"PRAGMA synchronous={level}")
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            await connection.commit()

    async def reply_to(self, question_id: int) -> StoredReply | None:
        """The reply to a question."""
        async with self._connected(self._reading) as connection:
            rows = await connection.execute(_FIND, {"sought": question_id})
            found = rows.mappings().one_or_none()
        return None if found is None else StoredReply(**found)

    async def recent_replies(self, limit: int) -> list[StoredReply]:
        """The replies to the newest questions, newest first."""
        async with self._connected(self._reading) as connection:
            rows = await connection.execute(_RECENT, {"at_most": limit})
            return [StoredReply(**row) for row in rows.mappings()]

    async def synced(self, scope: str) -> str | None:
        """The digest last remembered for a scope."""
        async with self._connected(self._reading) as connection:
            found = await connection.execute(_FIND_SYNCED, {"sought": clean(scope)})
            return cast("str | None", found.scalar_one_or_none())

    async def write(self, writes: Sequence[Write]) -> None:
        """Write all of it, or nothing, in one transaction."""
        steps = steps_of(writes, self._engine.dialect.name)
        durable = any(isinstance(write, AddFeedback) for write in writes)
        async with self._transaction(durable=durable) as connection:
            for statement, rows in steps:
                await connection.execute(statement, rows)

    async def look(self, work: Callable[[Books], T]) -> T:
        """Read in the books."""
        async with self._connected(self._reading) as connection:
            return await connection.run_sync(lambda sync: work(Books(sync)))

    async def decide(self, work: Callable[[Books], T]) -> T:
        """Write in the books, in one transaction that is durable once this returns."""
        async with self._transaction() as connection:
            return await connection.run_sync(lambda sync: work(Books(sync)))


async def _write_ahead(connection: AsyncConnection) -> None:
    """Let SQLite's readers not wait for a writer.

    The first time this needs the file for itself, and SQLite does not wait for that: several
    programs that begin at once would fail.
    """
    clock = asyncio.get_running_loop().time
    until = clock() + address.BUSY
    while True:
        try:
            await connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        except DBAPIError as error:
            if trouble_of(error).kind is not LOCKED or clock() > until:
                raise
            await asyncio.sleep(0.02)
        else:
            return
