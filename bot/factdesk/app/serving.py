"""Running the bot from its start to its clean end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

from factdesk.app.bot import FactdeskBot
from factdesk.app.problems import root, sentence
from factdesk.desk import Desk
from factdesk.factbase.problems import FactBaseError
from factdesk.logs import logging_to_stderr, tell
from factdesk.lookup import SettingsError
from factdesk.settings import misspelt
from factdesk.store.access import database_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from factdesk.app.stopping import Stop
    from factdesk.app.syncing import SyncPlan
    from factdesk.settings import Settings

logger = logging.getLogger(__name__)


def serve(settings: Settings, token: str, stop: Stop, sync: SyncPlan) -> int:
    """Run the bot until it is asked to stop or cannot go on.

    Args:
        settings: what the operator set.
        token: the bot's.
        stop: what ends it.
        sync: which commands Discord is told.

    Returns:
        The exit code: 0 it was stopped, 1 it cannot run, 2 the base or a setting is wrong; why is
        told on standard error.
    """
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    with logging_to_stderr(settings.log_level, settings.log_format, [token]):
        for warning in misspelt():
            logger.warning(warning)
        ended = _until_stopped(settings, token, stop, sync)
        error = loop.run_until_complete(ended)
    if error is None:
        return 0
    problems, code = told(error, message_content=settings.message_content)
    tell(problems, settings.log_format, [token])
    return code


async def _until_stopped(
    settings: Settings, token: str, stop: Stop, sync: SyncPlan
) -> Exception | None:
    desk = loaded_apart(lambda: Desk.open(settings.base, settings), lambda _: database_class())
    async with FactdeskBot(settings, desk, sync=sync) as bot:
        running = asyncio.create_task(bot.start(token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not running.done():
            running.cancel()
        await bot.close()
        # Cancelled, it may yet take its time; the process ends all the same.
        await asyncio.wait({running}, timeout=1)
        if stop.asked or not running.done() or running.cancelled():
            return None
        error = running.exception()
        if error is not None and not isinstance(error, Exception):
            raise error
        return error or RuntimeError("the connection ended")


def loaded_apart(load: Callable[[], Desk], then: Callable[[Desk], object]) -> asyncio.Future[Desk]:
    """Load the desk in a thread that nobody has to wait for at the end.

    Args:
        load: gives the desk.
        then: what else the thread does once the desk has been handed over.
    """
    loop = asyncio.get_running_loop()
    loading: asyncio.Future[Desk] = loop.create_future()

    def settle(desk: Desk | None, error: Exception | None) -> None:
        if loading.cancelled():
            return
        if desk is not None:
            loading.set_result(desk)
        elif error is not None:
            loading.set_exception(error)
            loading.exception()  # seen: where the login fails, nobody asks for the desk

    def work() -> None:
        desk, error = None, None
        try:
            desk = load()
        except Exception as problem:  # noqa: BLE001 - whoever waits for the desk gets it
            error = problem
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, desk, error)
        if desk is not None:
            then(desk)

    threading.Thread(target=work, name="desk", daemon=True).start()
    return loading


def told(error: BaseException, *, message_content: bool) -> tuple[list[str], int]:
    """What to tell the operator, line by line, and the exit code."""
    error = root(error)
    if isinstance(error, FactBaseError):
        count = len(error.problems)
        noun = "problem" if count == 1 else "problems"
        return [*map(str, error.problems), f"It does not load: {count} {noun}, listed above."], 2
    if isinstance(error, SettingsError):
        return [str(error)], 2
    return [sentence(error, message_content=message_content)], 1


def leave(code: int) -> NoReturn:
    """End the process now: a thread may still wait for a name to be looked up or a base to load."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
