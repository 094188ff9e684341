"""The settings of all servers, known without anybody waiting for the store."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

from factdesk.plugin.server.settings import ServerSettings, read_settings
from factdesk.store import StoreTrouble

if TYPE_CHECKING:
    from factdesk.settings import Settings
    from factdesk.store import Store


class Servers:
    """What holds in which server. Until the store has been read, as the operator has it.

    Attributes:
        known: whether the store has been read.
        adding: held by who sets what rests on what was set before.
    """

    def __init__(self, store: Store, operator: Settings) -> None:
        self._store = store
        self._operator = operator
        self._unset = read_settings({}, operator)
        self._set: dict[int, ServerSettings] = {}
        self._reading = asyncio.Lock()
        self._left: set[int] = set()
        self.known = False
        self.adding = asyncio.Lock()

    def of(self, server: int | None) -> ServerSettings:
        """What holds in a server; None: in direct messages."""
        return self._set.get(server or 0, self._unset)

    @property
    def promises(self) -> frozenset[float]:
        """Those in use."""
        return frozenset(one.promise for one in self._set.values())

    async def read(self) -> bool:
        """Read what servers have set; what was known stays when the store cannot be read.

        Returns:
            Whether it could be read.
        """
        async with self._reading:  # what was read first must not take the place of what came later
            unread = self._store.curation.unread
            stored = await self._store.curation.settings()
            if stored is None or self._store.curation.unread != unread:
                return False
            self._set = {
                server: read_settings(values, self._operator) for server, values in stored.items()
            }
            self.known = True
        days = {server: one.keep_questions_days for server, one in self._set.items()}
        self._store.forget_sooner(
            {
                server: dt.timedelta(days=count)
                for server, count in days.items()
                if count < self._operator.keep_questions_days
            }
        )
        return True

    async def leave(self, server: int) -> None:
        """Forget all that is stored of a server; what cannot be now is tried by `forget_left`."""
        self._left.add(server)
        await self.forget_left()

    async def forget_left(self) -> None:
        """Forget servers that were left, as far as the store lets one."""
        for server in sorted(self._left):
            try:
                await self._store.curation.forget_server(server)
            except StoreTrouble:  # the log says what is wrong with the store
                continue
            self._left.discard(server)
