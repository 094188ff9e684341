"""A bot in the test's own process that takes this Discord for the real one."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar
from unittest import mock

import discord
import yarl

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from .world import World

Bot = TypeVar("Bot", bound=discord.Client)


@asynccontextmanager
async def running(world: World, bot: Bot) -> AsyncIterator[Bot]:
    """Starts a bot, waits until it is ready, and closes it at the end.

    Give the bot a small `guild_ready_timeout`: discord.py waits two seconds for further guilds.
    """
    gateway = yarl.URL(world.server.gateway_url)
    socket = discord.gateway.DiscordWebSocket
    with (
        mock.patch.object(discord.http.Route, "BASE", world.url),
        mock.patch.object(socket, "DEFAULT_GATEWAY", gateway),
    ):
        async with bot:
            life = asyncio.create_task(bot.start(world.token))
            ready = asyncio.create_task(bot.wait_until_ready())
            await asyncio.wait({life, ready}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
            if life.done():
                ready.cancel()
                await life
            try:
                yield bot
            finally:
                await bot.close()
                await asyncio.gather(life, return_exceptions=True)
