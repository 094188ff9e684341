"""SIGTERM and SIGINT ask for a clean end, from the first moment on."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stop:
    """Whether somebody asked for the end; a context in which signals do.

    They do before an event loop runs, while it runs, and after it has ended. Asking again changes
    nothing: the end is under way.
    """

    def __init__(self) -> None:
        self.asked = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._event = asyncio.Event()
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        for number in SIGNALS:
            with contextlib.suppress(ValueError):  # not in the main thread: a host sees to signals
                self._before[number] = signal.signal(number, lambda *_: self.ask())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def ask(self) -> None:
        """Ask for the end; from any thread."""
        self.asked = True
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self) -> None:
        """Return when somebody has asked for the end."""
        loop = self._loop = asyncio.get_running_loop()
        for number in self._before:
            # A loop that is falling asleep does not see a plain handler's work; its own wake it.
            with contextlib.suppress(NotImplementedError):  # on Windows plain ones wake it as well
                loop.add_signal_handler(number, self.ask)
        if not self.asked:
            await self._event.wait()
