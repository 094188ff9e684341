"""The plugin in a bot, in a server of a small Discord."""

from __future__ import annotations

import asyncio
import logging
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from legalbases import large_base
from loopback.fixtures import world
from plugin.hosting import EXTENSION, Hosting, Scene, same_modules
from plugin.sending import pings
from plugin.zoo import make_zoo

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from factdesk.factbase.models import FactBase
    from loopback import Channel, Guild, User, World

__all__ = ["world"]

LONGEST_PAUSE = 0.05  # seconds


@pytest.fixture(scope="session")
def zoo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zoo's fact base; tests must not change it."""
    folder = tmp_path_factory.mktemp("zoo")
    make_zoo(folder)
    return folder


@pytest.fixture(scope="session")
def large() -> FactBase:
    """Hundreds of facts, topics and articles."""
    return large_base()


@pytest.fixture
def _same_modules() -> Iterator[None]:
    """Unloading an extension forgets its modules; other tests go on with those they have."""
    for name in ("plugin.extension", "store.database"):
        import_module(f"{EXTENSION}.{name}")
    with same_modules():
        yield


@pytest.fixture
def hosting(
    _same_modules: None,
    world: World,
    zoo_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Hosting]:
    """Starts bots. In the end nothing of all they sent may ping, and no error may be logged."""
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.INFO)
    yield Hosting(world, zoo_folder, tmp_path)
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []
    assert [request for request in world.requests if pings(request)] == []


@pytest.fixture
def guild(world: World) -> Guild:
    return world.guild("Zoo")


@pytest.fixture
def channel(guild: Guild) -> Channel:
    return guild.text_channel("visitors")


@pytest.fixture
def mia(world: World) -> User:
    return world.user("mia")


@pytest.fixture
def leo(world: World) -> User:
    return world.user("leo")


@pytest_asyncio.fixture
async def scene(
    world: World, hosting: Hosting, guild: Guild, channel: Channel, mia: User, leo: User
) -> AsyncIterator[Scene]:
    """A bot without any privileged intent, with the settings as they are by default."""
    async with hosting.bot() as bot:
        yield Scene(world, bot, guild, channel, mia, leo)


@pytest.fixture
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody pauses for long: neither the plugin nor discord.py before it tries again."""
    sleep = asyncio.sleep

    async def shortened(delay: float, result: object = None) -> object:
        return await sleep(min(delay, LONGEST_PAUSE), result)

    monkeypatch.setattr(asyncio, "sleep", shortened)
