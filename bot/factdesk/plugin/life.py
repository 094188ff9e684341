"""The life of a reply: edited when its question is edited, deleted when it is deleted.

One object knows which message of ours replies to which question, in memory and, for the last days,
in the store; and it lets only one thing happen to a question at a time.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections import OrderedDict
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Final

from factdesk.store import StoredReply

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from factdesk.store import Store

GONE_REMEMBERED: Final = 1_000
PASSED_OVER_REMEMBERED: Final = 5_000


class Life:
    """Which reply belongs to which question."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turns: dict[int, tuple[asyncio.Lock, int]] = {}
        self._gone = _Latest(GONE_REMEMBERED)
        self._passed_over = _Latest(PASSED_OVER_REMEMBERED)
        self._at_work = 0
        self._rested = asyncio.Event()

    @asynccontextmanager
    async def turn(self, question: int) -> AsyncIterator[None]:
        """Hold everything else that would happen to the question's reply meanwhile."""
        lock, waiting = self._turns.get(question, (asyncio.Lock(), 0))
        self._turns[question] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._turns[question]
            if waiting == 1:
                del self._turns[question]
            else:
                self._turns[question] = (lock, waiting - 1)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Meanwhile something else is done for somebody, and the end has to wait for it."""
        self._at_work += 1
        try:
            yield
        finally:
            self._at_work -= 1
            self._rested.set()

    async def idle(self) -> None:
        """Wait until nothing happens to any question's reply, and nothing else is done."""
        while self._turns or self._at_work:
            if self._turns:
                async with self.turn(next(iter(self._turns))):
                    pass
            else:
                self._rested.clear()
                await self._rested.wait()

    def begin(self, question: int, channel: int, reply: int, text: str, *, listening: bool) -> None:
        """A reply was sent."""
        self._store.remember_reply(
            StoredReply(
                question_id=question,
                channel_id=channel,
                reply_id=reply,
                listening=listening,
                digest=digest(question, text),
                asked_at=dt.datetime.now(dt.UTC),
            )
        )

    async def reply_to(self, question: int) -> StoredReply | None:
        """What was replied to a question in the last days, if anything."""
        return await self._store.reply_to(question)

    def end(self, question: int) -> None:
        """The reply to a question is gone."""
        self._store.forget_question(question)

    def removed(self, reply: int) -> None:
        """A reply was removed by a person."""
        self._store.forget_reply(reply)

    def question_deleted(self, question: int) -> None:
        """The question is gone; a reply that is on its way must go as well."""
        self._gone.add(question)

    def is_gone(self, question: int) -> bool:
        """Whether the question was deleted a while ago."""
        return question in self._gone

    def pass_over(self, message: int) -> None:
        """A message asks the desk nothing, so far."""
        self._passed_over.add(message)

    def asks_after_all(self, message: int) -> bool:
        """Whether a message that asks the desk now has asked nothing before; told once."""
        return self._passed_over.take(message)


class _Latest:
    """So many ids as are remembered; the oldest go first."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._ids: OrderedDict[int, None] = OrderedDict()

    def __contains__(self, id_: int) -> bool:
        return id_ in self._ids

    def add(self, id_: int) -> None:
        self._ids[id_] = None
        while len(self._ids) > self._kept:
            self._ids.popitem(last=False)

    def take(self, id_: int) -> bool:
        """Forget an id; says whether it was there."""
        return self._ids.pop(id_, self) is None


def digest(question: int, text: str) -> str:
    """Tells whether a question's text has changed; salted with its id, so that it tells no more."""
    return hashlib.sha256(f"{question}:{' '.join(text.split())}".encode()).hexdigest()
