"""The way to the database: opened at first use, and again after trouble."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from typing import TYPE_CHECKING, TypeVar

from factdesk.store.trouble import StoreTrouble, TroubleError, trouble_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from factdesk.store.database import Database
    from factdesk.store.trouble import Doing, Health

T = TypeVar("T")

SOON = 1.0  # seconds until a database that could not be opened is tried again,
LATER = 60.0  # when an operator must do something first


class Access:
    """Opens the database when it is needed, and tells `Health` how it goes."""

    def __init__(self, address: Path | str, health: Health) -> None:
        self._address = address
        self._health = health
        self._database: Database | None = None
        self._opening = asyncio.Lock()
        self._refused: tuple[TroubleError, float] | None = None  # and until when

    async def ask(self, doing: Doing, work: Callable[[Database], Awaitable[T]]) -> T:
        """Let the database do something.

        Raises:
            TroubleError: it did not; `Health` knows already.
            StoreTrouble: nothing is wrong, but `work` refused.
        """
        database = await self._opened()
        try:
            return await work(database)
        except StoreTrouble:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not reach an asker
            trouble = trouble_of(error)
            self._health.failed(doing, trouble)
            if trouble.kind.reopen:
                await self._let_go(database)
            raise trouble from None

    def at_once(self) -> None:
        """Let the next use try to open the database, however short ago that failed."""
        self._refused = None

    async def close(self) -> None:
        """Close the database, if it is open."""
        if self._database is not None:
            await self._let_go(self._database)

    async def _opened(self) -> Database:
        async with self._opening:
            if self._database is None:
                self._database = await self._open()
            return self._database

    async def _open(self) -> Database:
        clock = asyncio.get_running_loop().time
        if self._refused is not None and clock() < self._refused[1]:
            known = self._refused[0]
            raise TroubleError(known.kind, known.detail)
        try:
            database = await (await asyncio.to_thread(database_class)).open(self._address)
        except Exception as error:  # noqa: BLE001 - see `ask`
            trouble = trouble_of(error)
            self._refused = trouble, clock() + (SOON if trouble.kind.passes else LATER)
            self._health.failed("opening", trouble)
            raise trouble from None
        self._refused = None
        self._health.works("opening")
        return database

    async def _let_go(self, database: Database) -> None:
        if self._database is database:
            self._database = None
            with contextlib.suppress(Exception):  # it is of no use any more
                await database.close()


@functools.cache
def database_class() -> type[Database]:
    """Imported late and in a thread: SQLAlchemy takes some tenths of a second.

    Who may be unloaded from a bot calls this before: discord.py then makes Python forget the
    modules, also those that another bot works with, and modules imported anew know nothing of the
    values that the old ones make.
    """
    from factdesk.store.database import Database  # noqa: PLC0415

    return Database
