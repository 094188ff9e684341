"""The bot: a discord.py client that does nothing but carry the plugin."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from typing import TYPE_CHECKING, ClassVar, TypeVar

import aiohttp
import discord
from discord.ext import commands

from factdesk.app.gateway import Pace, Told, keep_session, survive_odd_events
from factdesk.app.patience import patiently
from factdesk.app.problems import answered
from factdesk.app.syncing import SyncPlan, sync_commands
from factdesk.app.token import StartProblem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import yarl

    from factdesk.app.syncing import Memory
    from factdesk.desk import Desk
    from factdesk.settings import Settings

COG = "Factdesk"

LOGIN_SECONDS = 15.0
GATEWAY_SECONDS = 60.0
CLOSE_SECONDS = 8.0  # less than the ten seconds after which containers are killed
GUILDS_PAUSE_SECONDS = 0.2
ANSWER_SECONDS = 3.0
GATEWAY_LOG = "discord.shard"
ANSWERING = ("discord.py: on_", "discord-ui-", "CommandTree-")  # discord.py's names of tasks
NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    read_message_history=True,
)
GARBAGE_THRESHOLDS = (5_000, 10, 10)

T = TypeVar("T")

logger = logging.getLogger(__name__)


def intents_for(settings: Settings) -> discord.Intents:
    """The least that the bot needs; nothing privileged unless the settings ask for it."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = settings.message_content
    return intents


class FactdeskBot(commands.AutoShardedBot):
    """The standalone bot.

    Attributes:
        extension: the name of the extension that it carries.
        factdesk_settings: what the operator set; the plugin looks here first.
        factdesk_desk: the desk once it is loaded, for the plugin to use.
    """

    extension: ClassVar[str] = "factdesk"

    def __init__(
        self,
        settings: Settings,
        desk: Awaitable[Desk],
        *,
        sync: SyncPlan | None = None,
    ) -> None:
        """Make a bot; `start` runs it.

        Args:
            settings: what the operator set.
            desk: the desk, perhaps still being loaded.
            sync: which commands Discord is told; what changed, everywhere, when None.
        """
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
        super().__init__(
            command_prefix=commands.when_mentioned,  # of no use: see on_message
            help_command=None,
            intents=intents_for(settings),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=GUILDS_PAUSE_SECONDS,
            http_trace=self._trace(),
        )
        self.factdesk_settings = settings
        self.factdesk_desk: Desk | None = None
        self._loading_desk = desk
        self._plan = sync or SyncPlan()
        self._syncing: asyncio.Task[None] | None = None
        self._limit: asyncio.Timeout | None = None
        self._loading = False
        self._told_ready = False
        self._paces: dict[int, Pace] = {}
        self._gateway_told = Told()
        logging.getLogger(GATEWAY_LOG).addFilter(self._gateway_told)
        survive_odd_events(self._connection.parsers)

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Log in, load the plugin, and stay connected.

        A hiccup of the network or of Discord is overcome, if it takes less than ten seconds.

        Raises:
            StartProblem: Discord allows no start now, or its gateway cannot be reached.
            TimeoutError: Discord does not let it log in within fifteen seconds.
            Exception: what discord.py raises for what it cannot mend.
        """
        await self._promptly(lambda: self._log_in(token))
        await self.connect(reconnect=reconnect)

    async def _promptly(self, act: Callable[[], Awaitable[T]]) -> T:
        """Do what must be done to get in; what fails once in there is no matter of patience."""
        try:
            async with asyncio.timeout(LOGIN_SECONDS) as self._limit:
                return await patiently(act, lambda _: self._loading)
        except TimeoutError:
            if self._last_status < 400:
                raise
            # discord.py was still trying again, or waiting as it was told to.
            raise StartProblem(answered(self._last_status)) from None

    async def _log_in(self, token: str) -> None:
        if self.http.connector is not discord.utils.MISSING:  # tried before: a login opens its own
            await self.http.close()
            self.http.connector = discord.utils.MISSING
        await self.login(token)

    def _trace(self) -> aiohttp.TraceConfig:
        """Notes how Discord answered last."""
        self._last_status = 0

        async def note(_: object, __: object, ended: aiohttp.TraceRequestEndParams) -> None:
            self._last_status = ended.response.status

        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(note)
        return trace

    async def setup_hook(self) -> None:
        """Load the plugin and see to the commands; logged in, not connected yet.

        Raises:
            FactBaseError: the base does not load.
            ExtensionError: the plugin does not load.
        """
        if self._limit is not None:
            self._limit.reschedule(None)
        self._loading = True
        self.factdesk_desk = await self._loading_desk
        await self.load_extension(self.extension)
        # What is loaded now stays: looking through it for garbage would stop the loop for long.
        gc.freeze()
        gc.set_threshold(*GARBAGE_THRESHOLDS)
        # While Discord takes its time to connect; before, it would take the loading's.
        threading.Thread(
            target=_make_lasting, args=(self.factdesk_desk,), name="warming", daemon=True
        ).start()
        self._loading = False
        # Nobody waits for it: people use the commands that Discord knows from earlier.
        self._syncing = asyncio.create_task(
            sync_commands(self, self._memory(), self._plan), name="factdesk-sync"
        )

    def _memory(self) -> Memory | None:
        services = getattr(self.get_cog(COG), "services", None)
        memory: Memory | None = getattr(services, "store", None)
        return memory

    async def launch_shards(self) -> None:
        """Connect, unless Discord allows no start: it resets the tokens of bots that insist.

        Raises:
            StartProblem: no start is left for now.
        """
        self.shard_count, _, limits = await self._promptly(self.http.get_bot_gateway)
        if limits["remaining"] < 1:
            minutes = max(1, round(limits["reset_after"] / 60_000))
            raise StartProblem(
                f"Discord allows this bot no more starts for {minutes} minutes, having seen "
                f"{limits['total']}: find out what starts it so often, and start it then."
            )
        await super().launch_shards()

    async def launch_shard(
        self, gateway: yarl.URL, shard_id: int, *, initial: bool = False
    ) -> None:
        """Connect one shard, however often it must be tried; the very first for a minute.

        Raises:
            StartProblem: the gateway cannot be reached.
        """
        launched = super().launch_shard(gateway, shard_id, initial=initial)
        try:
            async with asyncio.timeout(GATEWAY_SECONDS if initial else None):
                await launched
        except TimeoutError:
            raise StartProblem(
                f"Discord's gateway cannot be reached: {self._gateway_told.reason}; see that this "
                "machine's network lets WebSocket connections through, and start the bot again."
            ) from None
        if shard_id not in self._paces:  # discord.py tries again by calling this anew
            pace = self._paces[shard_id] = Pace()
            keep_session(self.shards[shard_id]._parent, pace)  # noqa: SLF001

    async def on_shard_connect(self, shard_id: int) -> None:
        """A new session has begun."""
        if shard_id in self._paces:
            self._paces[shard_id].came_through()

    on_shard_resumed = on_shard_connect

    async def close(self) -> None:
        """Answer who has asked, unload the plugin, which keeps what is to be remembered, and leave.

        All of it takes eight seconds at most.
        """
        logging.getLogger(GATEWAY_LOG).removeFilter(self._gateway_told)
        if self._syncing is not None:
            self._syncing.cancel()
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await _answers_given()
                await super().close()
        except TimeoutError:
            logger.warning("not everything could be closed within %.0f seconds", CLOSE_SECONDS)

    async def on_message(self, message: discord.Message, /) -> None:
        """Commands in messages are none of this bot's; the plugin has a listener of its own."""

    async def on_ready(self) -> None:
        """Tell once that all is there."""
        if self._told_ready or self.factdesk_desk is None:
            return
        self._told_ready = True
        settings = self.factdesk_settings
        logger.info(
            "ready: %s, %s, %s, promise %s, listening %s",
            _counted(len(self.guilds), "server"),
            _counted(self.shard_count or 1, "shard"),
            _counted(len(self.factdesk_desk.base.facts), "fact"),
            settings.promise,
            "possible" if settings.message_content else "not possible (message_content is off)",
        )
        if not self.guilds and self.application_id is not None:
            scopes = ("bot", "applications.commands")
            logger.info(
                "in no server yet; invite it: %s",
                discord.utils.oauth_url(self.application_id, permissions=NEEDED, scopes=scopes),
            )


def _make_lasting(desk: Desk) -> None:
    """Read every fact before it is asked for, and keep the garbage collector from all of them."""
    desk.warm()
    gc.freeze()


async def _answers_given() -> None:
    """Wait for what is being answered."""
    answering = {
        task
        for task in asyncio.all_tasks() - {asyncio.current_task()}
        if task.get_name().startswith(ANSWERING)
    }
    if answering:
        await asyncio.wait(answering, timeout=ANSWER_SECONDS)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
