"""What happened to questions while the desk was away: edits and deletions, followed afterwards.

Discord tells a bot what it missed only when it resumes its session. After a restart or a long
outage the desk looks itself, at the replies of the last days, and in their channels' histories: a
page of history tells of many. It never says anything new.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from factdesk.plugin import messages

if TYPE_CHECKING:
    from factdesk.plugin.services import Services
    from factdesk.store import StoredReply

log = logging.getLogger(__name__)

FIRST: Final = 1.0  # seconds in which people who have waited are answered first
APART: Final = 30.0  # seconds from one time to the next, however often sessions begin
BETWEEN: Final = 0.1  # seconds between requests
REPLIES: Final = 300
REQUESTS: Final = 100
PAGE: Final = 100  # messages; Discord gives no more at once
_UNKNOWN_MESSAGE: Final = 10008


class CatchingUp:
    """Catches up some time after it is asked to, in a task of its own."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def soon(self) -> None:
        """Have it done soon; asked several times meanwhile, it is done once."""
        self._wanted.set()
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="factdesk-catching-up")

    async def stop(self) -> None:
        """End what is under way."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            await self._wanted.wait()
            await asyncio.sleep(FIRST)
            self._wanted.clear()
            try:
                await _Round(self._services).go()
            except Exception:
                log.exception("What happened meanwhile could not be looked at.")
            await asyncio.sleep(APART)


class _Round:
    """One time of catching up."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._requests = self._edited = self._deleted = 0

    async def go(self) -> None:
        """Follow what happened to the questions of the last days, the newest first."""
        days = self._services.settings.keep_replies_days
        since = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
        recent = await self._services.store.recent_replies(REPLIES)
        places: dict[int, list[StoredReply]] = {}
        for reply in recent:
            if reply.asked_at >= since:
                places.setdefault(reply.channel_id, []).append(reply)
        for place, replies in places.items():
            if self._may_request():
                # A channel that cannot be read now, for whatever reason, stays as it is.
                with contextlib.suppress(
                    discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError
                ):
                    await self._look_into(place, replies)
        log.log(
            logging.INFO if self._edited or self._deleted else logging.DEBUG,
            "Looked at %d questions from before: %d were edited and %d deleted meanwhile "
            "(%d requests).",
            *(sum(map(len, places.values())), self._edited, self._deleted, self._requests),
        )

    def _may_request(self) -> bool:
        return self._requests < REQUESTS

    async def _look_into(self, place: int, replies: list[StoredReply]) -> None:
        channel = await self._readable(place)
        waiting = sorted(replies, key=lambda reply: reply.reply_id, reverse=True)
        while channel is not None and waiting and self._may_request():
            await self._request()
            before = discord.Object(waiting[0].reply_id + 1)
            page = [message async for message in channel.history(limit=PAGE, before=before)]
            if not page:  # not even our reply: perhaps it may not be read
                return
            shown = [each for each in waiting if len(page) < PAGE or each.reply_id >= page[-1].id]
            for reply in shown:
                await self._follow(reply, page, channel)
            waiting = waiting[len(shown) :]

    async def _readable(self, place: int) -> discord.abc.Messageable | None:
        """The channel, if its history may be read."""
        bot = self._services.bot
        channel = bot.get_channel(place)
        if channel is None:  # a direct message's, or a thread that has been archived
            await self._request()
            channel = await bot.fetch_channel(place)
        if not isinstance(channel, discord.abc.Messageable):
            return None
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            me: discord.Member | None = channel.guild.me  # None where the server is not there
            allowed = channel.permissions_for(me) if me is not None else discord.Permissions()
            if not (allowed.view_channel and allowed.read_message_history):
                return None
        return channel

    async def _request(self) -> None:
        """Before each request: there are not too many, and not all at once."""
        self._requests += 1
        await asyncio.sleep(BETWEEN)

    async def _follow(
        self, reply: StoredReply, page: list[discord.Message], channel: discord.abc.Messageable
    ) -> None:
        """See to one reply that must stand on a page of history, if it still stands anywhere."""
        found = {message.id: message for message in page}
        if reply.reply_id not in found:
            self._services.life.removed(reply.reply_id)
            return
        question = found.get(reply.question_id)
        if question is None and len(page) == PAGE and reply.question_id < page[-1].id:
            if not self._may_request():
                return
            await self._request()
            question = await _fetched(channel, reply.question_id)
        if question is None:
            await messages.follow_deletion(reply.question_id, self._services)
            self._deleted += 1
        elif question.edited_at is not None:
            # Newer news of the gateway's may have been followed since the page was read.
            followed = await messages.follow_edit(question, self._services, known_as=reply.digest)
            self._edited += followed


async def _fetched(channel: discord.abc.Messageable, message: int) -> discord.Message | None:
    """A message, or None when Discord says that there is no such message."""
    try:
        return await channel.fetch_message(message)
    except discord.NotFound as error:
        if error.code != _UNKNOWN_MESSAGE:
            raise
        return None
