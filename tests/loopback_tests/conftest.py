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
from loopback.openapi import description

sys.path.insert(0, str(Path(__file__).parent))

from samplebot import SampleBot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from contextlib import AbstractAsyncContextManager

    from loopback import World

__all__ = ["world"]


@pytest.fixture(autouse=True)
def _answers_are_as_described(world: World) -> Iterator[None]:
    """Holds this Discord itself to Discord's description, where there is one."""
    yield
    known = description()
    if known is None:
        return
    problems = {
        f"{each.method} {each.route}: {problem}"
        for each in world.requests
        if each.status and not each.fault
        for problem in known.answer_problems(each.method, each.path, each.status, each.answer)
    }
    assert sorted(problems) == []


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
            running = asyncio.create_task(bot.start(world.token))
            await bot.wait_until_ready()
            try:
                yield bot
            finally:
                await bot.close()
                await asyncio.gather(running, return_exceptions=True)

    return connected
