"""Keeping the connection to Discord's gateway: resuming after an outage, and telling of it once.

discord.py's sharded client resumes only when its first attempt gets through. After a failed one it
calls `Shard.reconnect`, which forgets the session and identifies anew: what happened meanwhile is
lost, and one of a day's thousand starts is spent. A line that is cut before Discord's greeting even
ends the bot there. Here every attempt goes through `Shard.reidentify`, which can resume.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import random
import time
from typing import TYPE_CHECKING, Any, Final

from discord.backoff import ExponentialBackoff
from discord.gateway import ReconnectWebSocket

from factdesk.app.problems import why_unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from discord.shard import Shard

RESUMABLE: Final = 180.0  # seconds; Discord keeps a session for some minutes
CALM: Final = 30.0  # seconds after which a loss is a new one
LONGEST: Final = 5.0  # seconds between attempts while the session can be resumed,
LATER: Final = 15.0  # and afterwards, when each may cost one of a day's starts
TELL_EVERY: Final = 60.0


logger = logging.getLogger(__name__)


class Pace:
    """How long to wait before each attempt to connect again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries = 0
        self._since = self._last = -CALM - RESUMABLE

    @property
    def resumable(self) -> bool:
        """Whether Discord may still know the session."""
        return self._clock() - self._since < RESUMABLE

    def pause(self) -> float:
        """The seconds to wait before an attempt that is about to be made: the first at once."""
        now = self._clock()
        if self._tries == 0 or now - self._last > CALM + LATER:
            self._tries, self._since = 0, now
        self._tries += 1
        if self._tries == 1:
            pause = 0.0
        else:
            longest = LONGEST if self.resumable else LATER
            pause = min(2.0 ** (self._tries - 2), longest) * random.uniform(0.5, 1)  # noqa: S311
        self._last = now + pause
        return pause

    def came_through(self) -> None:
        """An attempt was successful. One that follows closely still waits a moment."""
        self._tries, self._since = min(self._tries, 1), self._clock()


class _NoPause(ExponentialBackoff[bool]):
    """`Pace` has the waiting done."""

    def delay(self) -> float:
        return 0.0


def keep_session(shard: Shard, pace: Pace) -> None:
    """Have a shard resume its session as long as Discord may know it."""
    reidentify = shard.reidentify

    async def again(wanted: ReconnectWebSocket) -> None:
        await asyncio.sleep(pace.pause())
        if shard._client.is_closed():  # noqa: SLF001
            return
        # Without a session, discord.py would ask to resume none at all, and be refused.
        resume = wanted.resume and shard.ws.session_id is not None and pace.resumable
        await reidentify(ReconnectWebSocket(shard.id, resume=resume))

    async def reconnect() -> None:
        await again(ReconnectWebSocket(shard.id, resume=True))

    shard._backoff = _NoPause()  # noqa: SLF001
    shard.reidentify = again  # type: ignore[method-assign, assignment]
    shard.reconnect = reconnect  # type: ignore[method-assign]


class Told(logging.Filter):
    """Puts what discord.py logs of each failed attempt into a sentence, and that once a minute.

    Attributes:
        reason: why the gateway could not be reached last.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.reason = "it did not answer in time"
        self._clock = clock
        self._last: float | None = None

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is logged; one that has an error becomes a sentence."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return True
        self.reason, _ = why_unreachable(error)
        now = self._clock()
        if self._last is not None and now - self._last < TELL_EVERY:
            return False
        self._last = now
        record.msg = "Discord's gateway cannot be reached, trying on until it can: %s"
        record.args = (self.reason,)
        record.exc_info = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def survive_odd_events(parsers: dict[str, Callable[[Any], Any]]) -> None:
    """Have an event that discord.py cannot read logged; it would end the bot."""

    def surviving(name: str, parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
        @functools.wraps(parse)
        def survive(data: Any) -> None:  # noqa: ANN401 - whatever Discord sends
            try:
                parse(data)
            except Exception:
                logger.exception("an event %s could not be read", name)

        return survive

    for name, parse in parsers.items():
        if name not in {"READY", "RESUMED"}:  # without these there is no going on
            parsers[name] = surviving(name, parse)
