"""A sample bot in this process, connected to a Discord of its own."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import discord
import pytest
import yarl

from loopback.fixtures import world

sys.path.insert(0, str(Path(__file__).parent))

from samplebot import SampleBot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from loopback import World

__all__ = ["world"]


class Connect(Protocol):
    """Starts the sample bot: `async with connect() as bot`."""

    def __call__(
        self, *, content: bool = False, **options: object
    ) -> AbstractAsyncContextManager[SampleBot]: ...


@pytest.fixture
def connect(world: World, monkeypatch: pytest.MonkeyPatch) -> Connect:
    monkeypatch.setattr(discord.http.Route, "BASE", world.url)
    gateway = yarl.URL(world.server.gateway_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)

    @asynccontextmanager
    async def connected(*, content: bool = False, **options: object) -> AsyncIterator[SampleBot]:
        async with SampleBot(content=content, guild_ready_timeout=0.05, **options) as bot:
            before = world.gateway.readies
            running = asyncio.create_task(bot.start(world.token))
            await world.ready(before + 1)
            try:
                yield bot
            finally:
                await bot.close()
                await asyncio.gather(running, return_exceptions=True)

    return connected
