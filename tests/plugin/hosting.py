"""Bots that host the plugin, in the test's own process, on a Discord of its own."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import threading
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord
from discord.ext import commands

from loopback.inprocess import running as connected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from loopback import Channel, Guild, User, World

EXTENSION: Final = "factdesk"
COG: Final = "Factdesk"
SHARDS_AT_ONCE: Final = 0.05  # seconds that a bot waits for further guilds; 2 by default


class _InNoHurry:
    """A bot that needs no five seconds between two shards: this Discord does not ask for them."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing."""


class Host(_InNoHurry, commands.Bot):
    """Somebody's bot."""


class ShardedHost(_InNoHurry, commands.AutoShardedBot):
    """Somebody's bot that shards itself."""


AnyHost = Host | ShardedHost


@dataclass
class Scene:
    """A bot with the plugin in a server, and people there."""

    world: World
    bot: AnyHost
    guild: Guild
    channel: Channel
    mia: User
    leo: User


class Hosting:
    """Starts bots: `async with hosting.bot(listen_in=[...]) as bot`."""

    def __init__(self, world: World, base: Path, folder: Path) -> None:
        self.world = world
        self.base = base
        self.store = folder / "store" / "replies.sqlite3"

    def made(
        self, kind: type[AnyHost] = Host, *, content: bool = False, **options: object
    ) -> AnyHost:
        """A bot that is not started; `options` are the bot's."""
        intents = discord.Intents.default()
        intents.message_content = content
        given: Any = {"command_prefix": "!", "help_command": None, **options}
        return kind(intents=intents, guild_ready_timeout=SHARDS_AT_ONCE, **given)

    def settings(self, **more: object) -> dict[str, object]:
        """What the plugin is told, unless a test wants it otherwise."""
        return {"base": self.base, "store": str(self.store), **more}

    def running(self, bot: AnyHost) -> AbstractAsyncContextManager[AnyHost]:
        """The bot logs in and gets ready, and is closed at the end."""
        return connected(self.world, bot)

    def stored(self, query: str) -> list[tuple[object, ...]]:
        """What stands in the store's file."""
        with closing(sqlite3.connect(self.store)) as database:
            return database.execute(query).fetchall()

    def change(self, statement: str) -> None:
        """Change what stands in the store's file."""
        with closing(sqlite3.connect(self.store)) as database, database:
            database.execute(statement)

    @asynccontextmanager
    async def bot(
        self,
        kind: type[AnyHost] = Host,
        *,
        content: bool = False,
        prepare: Callable[[AnyHost], object] = bool,
        options: dict[str, Any] | None = None,
        **settings: object,
    ) -> AsyncIterator[AnyHost]:
        """A bot that has loaded the plugin, told Discord its commands and is there.

        Args:
            kind: the class of bot.
            content: whether it has the message content intent.
            prepare: what its author does before the plugin is loaded.
            options: the bot's own.
            settings: the plugin's.
        """
        bot = self.made(kind, content=content, **(options or {}))
        bot.factdesk_settings = self.settings(**settings)
        prepare(bot)

        async def setup_hook() -> None:
            await bot.load_extension(EXTENSION)
            await bot.tree.sync()

        bot.setup_hook = setup_hook
        with same_modules():
            async with self.running(bot):
                yield bot


@contextmanager
def same_modules() -> Iterator[None]:
    """Unloading an extension makes Python forget its modules; afterwards they are as before."""
    kept = {name: module for name, module in sys.modules.items() if is_ours(name)}
    try:
        yield
    finally:
        for name in [name for name in sys.modules if is_ours(name)]:
            del sys.modules[name]
        sys.modules.update(kept)


def is_ours(module: str) -> bool:
    """Whether a module belongs to the plugin's package."""
    return module == EXTENSION or module.startswith(f"{EXTENSION}.")


def threads() -> set[str]:
    """The threads there are, but for those that asyncio keeps for later."""
    return {each.name for each in threading.enumerate() if not each.name.startswith("asyncio_")}


def others() -> set[asyncio.Task[Any]]:
    """All tasks but the test itself."""
    return asyncio.all_tasks() - {asyncio.current_task()}
