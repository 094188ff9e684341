"""Ids as Discord makes them: a time in the upper bits, so that discord.py reads the right age."""

from __future__ import annotations

import time
from datetime import UTC, datetime

EPOCH = 1_420_070_400_000  # milliseconds: the first of January 2015
LONG_AGO = 1_577_836_800_000  # when all guilds and people of a world were made


class Snowflakes:
    """A source of ids that are unique in one world."""

    def __init__(self) -> None:
        self._count = 0
        self._guilds = 0
        self._last = 0

    def new(self) -> int:
        """An id of this moment; later ids are greater."""
        self._count = (self._count + 1) & 0x3FFFFF
        moment = (int(time.time() * 1000) - EPOCH) << 22
        self._last = max(self._last + 1, moment | self._count)
        return self._last

    def old(self) -> int:
        """An id of long ago, for what was there before the test began."""
        self._count = (self._count + 1) & 0x3FFFFF
        return ((LONG_AGO - EPOCH) << 22) | self._count

    def guild(self) -> int:
        """The id of a guild: one after the other falls on one shard after the other."""
        moment = LONG_AGO - EPOCH
        moment -= moment % 5040
        self._guilds += 1
        return (moment + self._guilds - 1) << 22


def shard_of(guild_id: int, shards: int) -> int:
    return (guild_id >> 22) % shards


def now() -> str:
    return datetime.now(UTC).isoformat()
