"""An extension as the plugin is one: a cog with services, a command, and the store.

It tells of itself on standard output, for tests of the bot around it.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from factdesk.store import Store

if TYPE_CHECKING:
    from factdesk.app.bot import FactdeskBot

TROUBLE = os.environ.get("STUB_TROUBLE")


class Services:
    def __init__(self, store: Store) -> None:
        self.store = store


class Factdesk(commands.Cog):
    def __init__(self, services: Services) -> None:
        self.services = services

    async def cog_unload(self) -> None:
        if TROUBLE == "never ends":
            print("stub never ends", flush=True)  # noqa: T201
            await asyncio.sleep(3600)
        await self.services.store.close()
        print("stub flushed", flush=True)  # noqa: T201

    @app_commands.command(description=os.environ.get("STUB_DESCRIPTION", "Ask"))
    async def ask(self, interaction: discord.Interaction, question: str) -> None:
        await interaction.response.send_message(question, ephemeral=True)


async def setup(bot: FactdeskBot) -> None:
    if TROUBLE == "fails":
        raise RuntimeError("the stub fails")
    if TROUBLE == "hangs":
        print("stub hangs", flush=True)  # noqa: T201
        await asyncio.sleep(3600)
    assert bot.factdesk_desk is not None
    await bot.add_cog(Factdesk(Services(Store(bot.factdesk_settings.store_address))))
