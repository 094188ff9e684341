"""The store: the one door to all that is remembered."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from factdesk.store.access import Access
from factdesk.store.curation import Curation
from factdesk.store.errands import Errands
from factdesk.store.recent import Replies
from factdesk.store.trouble import Health, log
from factdesk.store.writes import (
    AddFeedback,
    ForgetQuestion,
    ForgetReply,
    Prune,
    RememberReply,
    RememberSynced,
    all_seen_through,
    seen_through,
)
from factdesk.store.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factdesk.store.values import Feedback, StoredReply
    from factdesk.store.writes import Write

IN_MEMORY = 2_000  # replies known without the database
CLOSING = 5.0  # seconds for writing what waits,
PARTING = 5.0  # and for closing the connections
LONGEST = timedelta(days=36_500)


class Store:
    """Remembers, and never lets anybody wait or fail for it.

    No method raises because of the database, but for what is acknowledged to somebody
    (`curation`). When it fails, reads know only what memory holds, writes wait or are dropped,
    `trouble` says what is wrong, and so does the log "factdesk.store".

    A store belongs to the event loop in which it is first used; use it nowhere else.

    Attributes:
        curation: what people asked in vain, and what curators decide.
    """

    def __init__(
        self,
        address: Path | str,
        keep_replies: timedelta = timedelta(days=7),
        keep_questions: timedelta = timedelta(days=90),
    ) -> None:
        """Know where to remember; nothing is opened or made before it is needed.

        Args:
            address: an SQLite file, made with its folder where there is none; or a URL of
                SQLAlchemy's with an asynchronous driver, of SQLite or PostgreSQL.
            keep_replies: for how long replies are remembered, counted from the question.
            keep_questions: for how long questions asked in vain are remembered, counted from when
                they were asked last.
        """
        if isinstance(address, Path):
            address = address.absolute()  # wherever the program goes later
        self._address = address
        place = str(address) if isinstance(address, Path) else address.partition(":")[0]
        self._health = Health(place)
        self._access = Access(address, self._health)
        self._writer = Writer(
            self._access,
            self._health,
            keep_replies=min(keep_replies, LONGEST),
            keep_questions=min(keep_questions, LONGEST),
        )
        self._errands = Errands(self._access, self._health, self._writer)
        self._recent = Replies(IN_MEMORY)
        self._closing: asyncio.Task[None] | None = None
        self._late = False
        self.curation = Curation(self._errands, self._write)

    @property
    def kind(self) -> str:
        """What it remembers in, in words: a file by its name, a server without its address."""
        if isinstance(self._address, Path):
            return f"SQLite, {self._address.name}"
        scheme, _, place = self._address.partition("://")
        if scheme.startswith("postgres"):
            return "PostgreSQL"
        if not scheme.startswith("sqlite"):
            return "A database that is neither SQLite nor PostgreSQL"
        name = place.partition("?")[0].rpartition("/")[2]
        return "SQLite in memory" if name in {"", ":memory:"} else f"SQLite, {name}"

    @property
    def trouble(self) -> str | None:
        """What is wrong now, in one plain sentence without paths; None while all is well."""
        return self._health.trouble

    async def reply_to(self, question_id: int) -> StoredReply | None:
        """The reply to a question. Sees what was written before, on the disk or not yet."""
        recent = self._recent.get(question_id)
        if recent is not None or self._closing is not None:
            return recent
        waiting = list(self._writer.waiting)  # before the database is asked: none may slip through
        stored = await self._errands.read(lambda base: base.reply_to(question_id))
        return seen_through(waiting, question_id, stored)

    async def recent_replies(self, limit: int) -> list[StoredReply]:
        """The replies to the newest questions, newest first, `limit` at most."""
        if self._closing is not None:
            return []
        waiting = list(self._writer.waiting)  # see `reply_to`
        stored = await self._errands.read(lambda base: base.recent_replies(limit))
        known = list(self._recent) if stored is None else stored
        return all_seen_through(waiting, known)[:limit]

    def remember_reply(self, reply: StoredReply) -> None:
        """Remember a reply; it takes the place of others with its question or reply id."""
        self._recent.put(reply)
        self._write(RememberReply(reply))

    def forget_question(self, question_id: int) -> None:
        """Forget a question and its reply."""
        self._recent.drop_question(question_id)
        self._write(ForgetQuestion(question_id))

    def forget_reply(self, reply_id: int) -> None:
        """Forget a reply and its question."""
        self._recent.drop_reply(reply_id)
        self._write(ForgetReply(reply_id))

    def add_feedback(self, feedback: Feedback) -> None:
        """Keep a judgement; after `flush`, unless there is trouble, it survives whatever comes."""
        self._write(AddFeedback(feedback))

    def forget_sooner(self, servers: Mapping[int, timedelta]) -> None:
        """Remember questions asked in vain in some servers less long than in others.

        Args:
            servers: for how long, by the id of the server; takes the place of what was said before.
        """
        if self._closing is None:
            self._writer.begin()
            self._writer.forget_sooner(servers)

    async def synced(self, scope: str) -> str | None:
        """The digest last remembered for a scope; None when none is known."""
        for write in reversed(list(self._writer.waiting)):
            if isinstance(write, RememberSynced) and write.scope == scope:
                return write.digest
        return await self._errands.read(lambda base: base.synced(scope))

    async def remember_synced(self, scope: str, digest: str) -> None:
        """Remember what was synced, and try to write it before returning."""
        self._write(RememberSynced(scope, digest, datetime.now(UTC)))
        await self.flush()

    async def flush(self) -> None:
        """Try at once to write all that waits. When it returns, it is written, or there is trouble.

        A database that is locked makes this wait some seconds.
        """
        await self._errands.flush()

    async def close(self) -> None:
        """Write what waits, taking some seconds at most, and end all tasks and threads.

        May be called again, and without the store ever having been used. Afterwards nothing is
        written any more.
        """
        if self._closing is None:
            self._errands.close()
            self._closing = asyncio.get_running_loop().create_task(self._close())
        await asyncio.shield(self._closing)

    def _write(self, write: Write) -> None:
        if self._closing is not None:
            if not self._late:
                self._late = True
                log.warning("The store is closed, so what comes now is not remembered.")
            return
        self._writer.begin()
        self._writer.add(write)

    async def _close(self) -> None:
        try:
            async with asyncio.timeout(CLOSING):
                if self._writer.waiting:
                    self._access.at_once()
                    await self._writer.write_out()
                await self._errands.done()
        except TimeoutError:
            pass  # what is lost is told below
        lost = sum(not isinstance(write, Prune) for write in self._writer.waiting)
        if lost:
            log.warning("The store is closed, and %d entries could not be written.", lost)
        await self._errands.end()
        await self._writer.end()
        try:
            async with asyncio.timeout(PARTING):
                await self._access.close()
        except TimeoutError:
            log.warning("The store's database did not close in time.")
