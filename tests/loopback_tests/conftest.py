"""The sample bot in this process, connected to a Discord of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from loopback.fixtures import world
from loopback.inprocess import running
from loopback.openapi import description
from loopback.samplebot import SampleBot

if TYPE_CHECKING:
    from collections.abc import Iterator
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
def connect(world: World) -> Connect:
    def connected(
        *, content: bool = False, **options: object
    ) -> AbstractAsyncContextManager[SampleBot]:
        bot = SampleBot(content=content, guild_ready_timeout=0.05, **options)
        return running(world, bot)

    return connected
