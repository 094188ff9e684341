"""Telling Discord which commands there are, only when they changed."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import aiohttp
import discord

from factdesk.app.patience import may_pass
from factdesk.app.problems import root

if TYPE_CHECKING:
    from discord.ext import commands

MEMORY_SECONDS = 3.0
SYNC_SECONDS = 60.0
TRY_AGAIN = (60.0, 300.0, 1800.0)  # seconds
TESTED = 6  # servers that are remembered as told: there is room for no more

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What an operator wants Discord to be told.

    Attributes:
        always: the commands even if they did not change.
        guilds: ids of servers to tell them to instead of everywhere.
    """

    always: bool = False
    guilds: tuple[int, ...] = ()


class Memory(Protocol):
    """Where it is remembered what Discord was told; as a store does."""

    async def synced(self, scope: str) -> str | None:
        """The digest of the commands that were told last."""

    async def remember_synced(self, scope: str, digest: str) -> None:
        """Remember it."""


async def sync_commands(
    bot: commands.AutoShardedBot,
    memory: Memory | None,
    plan: SyncPlan,
) -> None:
    """Tell Discord the bot's commands where they are not what it was told last.

    What goes wrong is told in the log, on one line, and what may pass is tried again later; the bot
    goes on. What servers were told for testing is taken back once the commands are for everywhere:
    they would see every command twice.

    Args:
        bot: logged in, its extensions loaded.
        memory: where the last time is remembered; without it, Discord is told every time.
        plan: where to, and whether always.
    """
    tested = f"{bot.application_id}:servers"
    waiting: list[discord.Object | None] = [discord.Object(guild) for guild in plan.guilds] or [
        None
    ]
    for pause in (*TRY_AGAIN, None):
        waiting = [
            place for place in waiting if not await _sync(bot, memory, place, always=plan.always)
        ]
        if not waiting or pause is None:
            break
        await asyncio.sleep(pause)
    before = [int(guild) for guild in (await _remembered(memory, tested) or "").split()]
    if plan.guilds:
        told = dict.fromkeys([*plan.guilds, *before])
        await _remember(memory, tested, " ".join(map(str, list(told)[:TESTED])))
    elif before and not waiting:
        left = [guild for guild in before if not await _take_back(bot, memory, guild)]
        await _remember(memory, tested, " ".join(map(str, left)))


async def _sync(
    bot: commands.AutoShardedBot,
    memory: Memory | None,
    guild: discord.Object | None,
    *,
    always: bool,
) -> bool:
    """Whether Discord has been told, or is not to be asked again."""
    place = f"server {guild.id}" if guild else "all servers"
    if guild is not None:
        bot.tree.copy_global_to(guild=guild)
    try:
        digest = digest_of(bot, guild)
        if not always and await _remembered(memory, _scope(bot, guild)) == digest:
            logger.debug("commands for %s are unchanged", place)
            return True
        async with asyncio.timeout(SYNC_SECONDS):
            told = await bot.tree.sync(guild=guild)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        logger.warning("commands for %s are not synced, the rest works: %s", place, _why(error))
        return not (may_pass(error) or getattr(error, "status", None) == 429)
    finally:
        if guild is not None:
            # They exist twice in Discord only: here those for everywhere serve both.
            bot.tree.clear_commands(guild=guild)
    logger.info("commands synced for %s: %s", place, ", ".join(sorted(c.name for c in told)))
    await _remember(memory, _scope(bot, guild), digest)
    return True


async def _take_back(bot: commands.AutoShardedBot, memory: Memory | None, server: int) -> bool:
    """Whether a server's own commands are gone, or cannot be reached any more."""
    guild = discord.Object(server)
    try:
        async with asyncio.timeout(SYNC_SECONDS):
            await bot.tree.sync(guild=guild)
    except (discord.Forbidden, discord.NotFound):
        return True
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        logger.warning("commands only for server %s are still there: %s", server, _why(error))
        return False
    logger.info("commands only for server %s are taken back: those for all serve it", server)
    await _remember(memory, _scope(bot, guild), "")
    return True


def _scope(bot: commands.AutoShardedBot, guild: discord.Object | None) -> str:
    return f"{bot.application_id}:{guild.id if guild else 'global'}"


def digest_of(bot: commands.AutoShardedBot, guild: discord.Object | None = None) -> str:
    """A digest of the commands as Discord is told them, and of whose they are."""
    payload: list[dict[str, Any]] = [
        dict(command.to_dict(bot.tree)) for command in bot.tree.get_commands(guild=guild)
    ]
    payload.sort(key=lambda command: (command["type"], command["name"]))
    text = json.dumps([bot.application_id, payload], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


async def _remembered(memory: Memory | None, scope: str) -> str | None:
    if memory is None:
        return None
    try:
        async with asyncio.timeout(MEMORY_SECONDS):
            return await memory.synced(scope)
    except Exception:  # whatever is wrong with it costs a request, no more
        logger.debug("what Discord was told last is not known", exc_info=True)
        return None


async def _remember(memory: Memory | None, scope: str, digest: str) -> None:
    if memory is None:
        return
    try:
        async with asyncio.timeout(MEMORY_SECONDS):
            await memory.remember_synced(scope, digest)
    except Exception:
        logger.debug("what Discord was told cannot be remembered", exc_info=True)


def _why(error: BaseException) -> str:
    error = root(error)
    if isinstance(error, discord.Forbidden):
        return "Discord refuses it; the bot must be in that server, with applications.commands"
    if isinstance(error, TimeoutError) or getattr(error, "status", None) == 429:
        return "Discord allows no more changes for now; it is tried again later"
    return " ".join(f"{type(error).__name__}: {error}".split())
