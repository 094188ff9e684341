"""The database, opened: what is asked of it in SQL. Imports SQLAlchemy, so import it late."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, delete, insert, select

from factdesk.store import migrations
from factdesk.store.address import READERS, engine_for
from factdesk.store.schema import feedback, replies, synced_commands
from factdesk.store.values import StoredReply
from factdesk.store.writes import AddFeedback, Folded, Prune, RememberSynced, Write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from sqlalchemy import Executable
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_FIND = select(replies).where(replies.c.question_id == bindparam("sought"))
_RECENT = select(replies).order_by(replies.c.question_id.desc()).limit(bindparam("at_most"))
_FIND_SYNCED = select(synced_commands.c.digest).where(
    synced_commands.c.scope == bindparam("sought")
)
_DROP_QUESTION = delete(replies).where(replies.c.question_id == bindparam("gone"))
_DROP_REPLY = delete(replies).where(replies.c.reply_id == bindparam("gone"))
_DROP_OLD = delete(replies).where(replies.c.asked_at < bindparam("before"))
_DROP_SYNCED = delete(synced_commands).where(synced_commands.c.scope == bindparam("gone"))

Turn = asyncio.Semaphore | asyncio.Lock
Step = tuple["Executable", list[dict[str, Any]]]


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
    async def open(cls, address: Path | str) -> Database:
        """Open a database, made where there is none, and bring its tables up to date.

        Raises:
            TroubleError: the address cannot be used, or a newer program wrote the database.
        """
        database = cls(await asyncio.to_thread(engine_for, address))
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
                await connection.exec_driver_sql("PRAGMA journal_mode=WAL")
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
            found = await connection.execute(_FIND_SYNCED, {"sought": _clean(scope)})
            return cast("str | None", found.scalar_one_or_none())

    async def write(self, writes: Sequence[Write]) -> None:
        """Write all of it, or nothing, in one transaction."""
        steps = [step for step in _steps(writes) if step[1]]
        durable = any(isinstance(write, AddFeedback) for write in writes)
        async with self._transaction(durable=durable) as connection:
            for statement, rows in steps:
                await connection.execute(statement, rows)


def _steps(writes: Sequence[Write]) -> list[Step]:
    folded = Folded(writes)
    synced = {write.scope: write for write in writes if isinstance(write, RememberSynced)}
    return [
        (_DROP_QUESTION, [{"gone": question} for question in folded.questions]),
        (_DROP_REPLY, [{"gone": reply} for reply in folded.replies]),
        (insert(replies), [_row_of(reply) for reply in folded.kept]),
        (insert(feedback), [_row_of(w.feedback) for w in writes if isinstance(w, AddFeedback)]),
        (_DROP_SYNCED, [{"gone": _clean(scope)} for scope in synced]),
        (insert(synced_commands), [_row_of(write) for write in synced.values()]),
        (_DROP_OLD, [{"before": w.before} for w in writes if isinstance(w, Prune)]),
    ]


def _row_of(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the values
    cells = {name: getattr(value, name) for name in type(value).__slots__}
    return {k: _clean(v) if isinstance(v, str) else v for k, v in cells.items()}


def _clean(text: str) -> str:
    """What every database can keep: half a character, which JSON may contain, is in no encoding."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
