"""Writes what waits, off everybody's path."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from factdesk.store.trouble import ODD, TroubleError, log
from factdesk.store.waiting import Waiting
from factdesk.store.writes import Prune

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factdesk.store.access import Access
    from factdesk.store.trouble import Health
    from factdesk.store.writes import Write

BOUND = 10_000  # writes that may wait
FIRST_PAUSE = 1.0  # seconds after a first failure, doubled with each that follows,
LONGEST_PAUSE = 60.0  # up to this
PRUNE_EVERY = 3600.0  # seconds


class Writer:
    """Lets writes wait and brings them to the database in the order they came."""

    def __init__(
        self,
        access: Access,
        health: Health,
        *,
        keep_replies: timedelta,
        keep_questions: timedelta,
    ) -> None:
        self.waiting = Waiting(BOUND)
        self._access = access
        self._health = health
        self._keep_replies = keep_replies
        self._keep_questions = keep_questions
        self._sooner: dict[int, timedelta] = {}
        self._running: asyncio.Task[None] | None = None
        self._something = asyncio.Event()
        self._writing = asyncio.Lock()
        self._overflowing = False

    def add(self, write: Write) -> None:
        """Let a write wait for its turn."""
        self._noting_overflow(has_room=self.waiting.add(write))
        self._something.set()

    def forget_sooner(self, servers: Mapping[int, timedelta]) -> None:
        """Let questions of these servers, by id, and of no others be forgotten sooner."""
        if servers != self._sooner:
            self._sooner = dict(servers)
            self.prune()

    def prune(self) -> None:
        """Let what is old be forgotten."""
        now = datetime.now(UTC)
        sooner = tuple((server, now - kept) for server, kept in self._sooner.items())
        self.add(Prune(now - self._keep_replies, now - self._keep_questions, sooner))

    def begin(self) -> None:
        """Write whatever comes from now on, in a task."""
        if self._running is None:
            self._running = asyncio.get_running_loop().create_task(self._run())

    async def end(self) -> None:
        """End the task. What still waits is not written."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait({self._running})

    async def _run(self) -> None:
        self.prune()
        while True:
            try:
                async with asyncio.timeout(PRUNE_EVERY):
                    await self._something.wait()
            except TimeoutError:
                self.prune()
            self._something.clear()
            pause = FIRST_PAUSE
            while not await self.write_out():
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def write_out(self) -> bool:
        """Try once to write all that waits.

        Returns:
            False when some of it still waits, because the database cannot take it now.
        """
        async with self._writing:
            wrote = lost = False
            at_most = None
            while writes := self.waiting.take(at_most):
                trouble = await self._written(writes)
                if trouble is not None and trouble.kind.passes:
                    self._noting_overflow(has_room=self.waiting.put_back())
                    return False
                if trouble is not None and trouble.kind is ODD and len(writes) > 1:
                    # One of them is at fault: the others need not suffer.
                    self.waiting.put_back()
                    at_most = 1
                    continue
                self.waiting.settled()
                wrote = True
                lost = lost or trouble is not None
            if wrote and not lost:
                self._overflowing = False
                self._health.works("writing")
            return True

    async def _written(self, writes: list[Write]) -> TroubleError | None:
        try:
            await self._access.ask("writing", lambda database: database.write(writes))
        except TroubleError as trouble:
            return trouble
        return None

    def _noting_overflow(self, *, has_room: bool) -> None:
        if not has_room and not self._overflowing:
            self._overflowing = True
            log.warning(
                "More than %d entries wait for the store, so the oldest are dropped. "
                "See what is wrong with its database.",
                BOUND,
            )
