"""What the desk has learned since its files were loaded, served in every process.

The base as its files say lies below; above it the phrasings that curators have approved, without
the facts that they have withheld. Both are kept in the store, whose revision tells when another
process has changed them.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from factdesk.desk import today
from factdesk.exam.gate import Verdict, try_phrasing
from factdesk.factbase.overlay import overlaid
from factdesk.matching.autocomplete import Autocomplete
from factdesk.store import Outdated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.factbase.models import FactBase
    from factdesk.plugin.services import Services

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 3.0  # seconds: how soon other processes' changes are seen
FIRST_LOOK: Final = 5.0  # seconds that nobody is answered in for it, at most
_NONE_YET: Final = -1  # no revision: nothing has been read
TRIES: Final = 3  # at learning a phrasing, while other processes go on changing what is known


class Learning:
    """Keeps what is served up to date with the store. Only one change happens at a time."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._files: FactBase = services.desk.base
        self._laid = self._files  # what the desk was given last; it leaves out what is stale
        self._revision = _NONE_YET
        self._changing = asyncio.Lock()
        self._watch: asyncio.Task[None] | None = None
        self._looked = asyncio.Event()

    @property
    def files(self) -> FactBase:
        """The base as its files say, with withheld facts and without learned phrasings."""
        return self._files

    async def start(self) -> None:
        """Begin to look for changes, and see first what there is: else it is served too late."""
        self._watch = asyncio.create_task(self._look_again_and_again(), name="factdesk-learning")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._looked.wait(), FIRST_LOOK)

    async def stop(self) -> None:
        """End looking for changes."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None

    async def refresh(self) -> bool:
        """Serve what the store says now, when it has changed.

        Returns:
            Whether something changed.
        """
        async with self._changing:
            return await self._refresh()

    async def _refresh(self) -> bool:
        store = self._services.store.curation
        unread = store.unread
        revision = await store.revision()
        if revision != self._revision or not self._services.servers.known:
            await self._services.servers.read()
        if revision == self._revision:
            return False
        base = await self._overlaid()
        if store.unread != unread:
            return False  # what is served stays; the next look tries again
        await self._serve(base)
        self._revision = revision
        return True

    async def files_loaded(self, base: FactBase) -> None:
        """The files were loaded again: serve them, with what was learned.

        Args:
            base: as the files say now.
        """
        async with self._changing:
            self._files = base
            await self._serve(await self._overlaid())

    async def teach(
        self, text: str, fact: str, guild: int, curator: int, answers: Sequence[int] = ()
    ) -> Verdict:
        """Learn a phrasing, if the gate lets it pass: effective at once, and kept.

        Args:
            text: the phrasing.
            fact: the id of its fact.
            guild: where the curator is.
            curator: who approves it.
            answers: numbers of the questions asked in vain that it answers.

        Raises:
            KeyError: there is no such fact.
            FactBaseError: the base's question set does not load.
            StoreTrouble: it cannot be kept, or the questions are open no more; then it is not
                learned either.
        """
        async with self._changing:
            for _ in range(TRIES - 1):
                try:
                    return await self._teach(text, fact, guild, curator, answers)
                except Outdated:  # another process has learned something while the gate was asking
                    continue
            return await self._teach(text, fact, guild, curator, answers)

    async def _teach(
        self, text: str, fact: str, guild: int, curator: int, answers: Sequence[int]
    ) -> Verdict:
        await self._refresh()
        promises = self._services.servers.promises
        verdict = await asyncio.to_thread(try_phrasing, self._services.desk, text, fact, promises)
        if verdict.allowed:
            await self._services.store.curation.learn(
                text=text,
                fact=fact,
                guild_id=guild,
                by=curator,
                answers=answers,
                seen=self._revision,
            )
            self._services.desk.take_over(verdict.desk)
            self._laid = verdict.desk.base
            await self._complete()
        return verdict

    async def _overlaid(self) -> FactBase:
        store = self._services.store.curation
        learned: dict[str, list[str]] = defaultdict(list)
        for each in await store.learned("approved", "exported"):
            learned[each.fact].append(each.text)
        withheld = await store.withheld()
        return await asyncio.to_thread(overlaid, self._files, learned, withheld.keys())

    async def leave_out_stale(self) -> None:
        """Leave out what is past its time since the day began, where that is set."""
        async with self._changing:
            desk = self._services.desk
            if await asyncio.to_thread(lambda: desk.outdated):
                await self._take_over(desk.base)

    async def _serve(self, base: FactBase) -> None:
        if await asyncio.to_thread(_same, base, self._laid):
            return
        await self._take_over(base)
        self._laid = base

    async def _take_over(self, base: FactBase) -> None:
        desk = self._services.desk
        desk.take_over(await asyncio.to_thread(desk.beside, base))
        await self._complete()

    async def _complete(self) -> None:
        """Complete questions from what is served now."""
        base = self._services.desk.base
        self._services.suggest = await asyncio.to_thread(Autocomplete, base)

    async def _look_again_and_again(self) -> None:
        day = None  # the facts may have been loaded yesterday
        while True:
            try:
                if await self.refresh():
                    self._services.telling.soon()
                await self._services.servers.forget_left()
                now = today()
                if now != day:
                    await self.leave_out_stale()
                    day = now
            except Exception:
                log.exception("What was learned elsewhere could not be taken over.")
            self._looked.set()
            await asyncio.sleep(LOOK_EVERY)


def _same(one: FactBase, other: FactBase) -> bool:
    """Whether two bases serve the same; quicker than comparing all their values."""
    return len(one.facts) == len(other.facts) and all(
        a is b or a == b for a, b in zip(one.facts, other.facts, strict=True)
    )
