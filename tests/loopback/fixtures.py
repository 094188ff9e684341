"""The fixture of tests that stand on this Discord: `from loopback.fixtures import world`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest_asyncio

from .world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest_asyncio.fixture
async def world() -> AsyncIterator[World]:
    """A Discord of its own; at the end the bot must have kept to Discord's rules."""
    async with World() as made:
        yield made
        assert made.violations == []
