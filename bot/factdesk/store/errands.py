"""What somebody waits for: read or decided now, whatever becomes of who asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from factdesk.store.trouble import StoreTrouble, TroubleError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from factdesk.store.access import Access
    from factdesk.store.database import Database
    from factdesk.store.trouble import Health
    from factdesk.store.writing import Writer

T = TypeVar("T")


class Errands:
    """Does what cannot wait in the queue, each in a task of its own."""

    def __init__(self, access: Access, health: Health, writer: Writer) -> None:
        self._access = access
        self._health = health
        self._writer = writer
        self._tasks: set[asyncio.Task[object]] = set()
        self._closed = False

    def close(self) -> None:
        """Begin nothing new."""
        self._closed = True

    async def done(self) -> None:
        """Wait until all that was begun is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def end(self) -> None:
        """Break off what is not done."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def apart(self, work: Coroutine[object, object, T]) -> T | None:
        """Do something in a task of its own: a caller who is cancelled must not break it off.

        Returns:
            What comes of it; None when `end` broke it off.
        """
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)
        await asyncio.wait({task})
        return None if task.cancelled() else task.result()

    async def flush(self) -> bool:
        """Try at once to write all that waits; says whether nothing waits any more."""
        if self._closed:
            return False
        if self._writer.waiting:
            self._access.at_once()
            return bool(await self.apart(self._writer.write_out()))
        return True

    async def read(self, work: Callable[[Database], Awaitable[T]]) -> T | None:
        """Let the database look something up; None when it cannot."""
        return None if self._closed else await self.apart(self._read(work))

    async def decide(self, work: Callable[[Database], Awaitable[T]]) -> T:
        """Let the database do something that is acknowledged to somebody.

        Raises:
            StoreTrouble: it was not done.
        """
        done = None if self._closed else await self.apart(self._decide(work))
        if done is None:
            raise StoreTrouble("The store is closed, so this was not kept.")
        return done[0]

    def _over(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # who asked may have gone: then nobody needs to know of it

    async def _read(self, work: Callable[[Database], Awaitable[T]]) -> T | None:
        self._writer.begin()
        try:
            found = await self._access.ask("reading", work)
        except TroubleError:
            return None
        self._health.works("reading")
        return found

    async def _decide(self, work: Callable[[Database], Awaitable[T]]) -> tuple[T]:
        self._writer.begin()
        self._access.at_once()
        try:
            done = await self._access.ask("writing", work)
        except TroubleError as trouble:
            self._writer.prune()  # so that it is noticed when all is well again
            raise StoreTrouble(f"{trouble.kind.fault}, so this was not kept.") from None
        return (done,)
