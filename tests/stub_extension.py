"""An extension as the plugin is one: a cog with services, a command, and a memory in a file.

It tells of itself on standard output, for tests of the bot around it.
"""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from types import SimpleNamespace

import discord
from discord import app_commands
from discord.ext import commands


class FileMemory:
    def __init__(self) -> None:
        self._path = Path(os.environ.get("STUB_MEMORY", "memory.json"))

    async def synced(self, scope: str) -> str | None:
        if os.environ.get("STUB_MEMORY") == "broken":
            raise RuntimeError("the memory is broken")
        if not self._path.exists():
            return None
        digest: str | None = json.loads(self._path.read_text("utf-8")).get(scope)
        return digest

    async def remember_synced(self, scope: str, digest: str) -> None:
        known = json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        self._path.write_text(json.dumps(known | {scope: digest}), "utf-8")


class Factdesk(commands.Cog):
    def __init__(self) -> None:
        self.services = SimpleNamespace(store=FileMemory())

    @app_commands.command(description=os.environ.get("STUB_DESCRIPTION", "Ask"))
    async def ask(self, interaction: discord.Interaction, question: str) -> None:
        await interaction.response.send_message(question, ephemeral=True)


async def setup(bot: commands.Bot) -> None:
    trouble = os.environ.get("STUB_TROUBLE")
    if trouble == "fails":
        raise RuntimeError("the stub fails")
    if trouble == "hangs":
        print("stub hangs", flush=True)  # noqa: T201
        await asyncio.sleep(3600)
    await bot.add_cog(Factdesk())


async def teardown(_: commands.Bot) -> None:
    if os.environ.get("STUB_TROUBLE") == "never ends":
        print("stub ends never", flush=True)  # noqa: T201
        await asyncio.sleep(3600)
    print("stub flushed", flush=True)  # noqa: T201
