"""The cog: what the plugin hears from Discord, and the one thing of it that a bot knows."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

import discord
from discord.ext import commands

from factdesk.plugin import messages
from factdesk.plugin.catching_up import CatchingUp
from factdesk.plugin.curation.acting import SEARCH_FORM, take_search
from factdesk.plugin.feedback import MODAL, take_not_right
from factdesk.plugin.finding import COG
from factdesk.plugin.presses import Pick, Press
from factdesk.plugin.selfcheck import listening_problems
from factdesk.plugin.surfaces import Surfaces

if TYPE_CHECKING:
    from factdesk.plugin.answering import Interaction
    from factdesk.plugin.services import Services

log = logging.getLogger(__name__)

PARTING: Final = 3.0  # seconds that answers on their way get when the plugin is unloaded


class Factdesk(commands.Cog, name=COG):
    """Listens; commands and buttons are put up when it is loaded and taken down with it."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._surfaces = Surfaces(services)
        self._catching_up = CatchingUp(services)
        self._checked = False

    async def cog_load(self) -> None:
        """Put up commands, the menu's entry, buttons."""
        self.services.bot.add_dynamic_items(Press, Pick)
        self._surfaces.put_up()
        await self.services.learning.start()
        if self.services.bot.is_ready():
            self._catching_up.soon()

    async def cog_unload(self) -> None:
        """Take down what was put up, and close what was opened."""
        self._surfaces.take_down()
        await self.services.learning.stop()
        self.services.bot.remove_dynamic_items(Press, Pick)
        await self._catching_up.stop()
        with contextlib.suppress(TimeoutError):  # what is being sent now is to be remembered
            async with asyncio.timeout(PARTING):
                await self.services.life.idle()
                await self.services.finish()
                await self.services.telling.finish()
        await self.services.telling.stop()
        await self.services.store.close()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """A session has begun: see what happened before; tell, once, what cannot be heard."""
        self._catching_up.soon()
        self.services.telling.soon()
        if not self._checked:
            self._checked = True
            for problem in listening_problems(self.services):
                log.warning(problem)

    @commands.Cog.listener()
    async def on_shard_ready(self, _: int) -> None:
        """A session of one shard has begun; `on_ready` tells only of all together."""
        self._catching_up.soon()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote something."""
        try:
            await messages.handle(message, self.services)
        except Exception:
            log.exception("A message could not be handled.")

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody edited something; Discord also says so when it merely unfolds a link."""
        if not payload.data.get("edited_timestamp"):
            return
        try:
            await messages.follow_edit(payload.message, self.services)
        except Exception:
            log.exception("An edited message could not be handled.")

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Somebody deleted something."""
        try:
            await messages.follow_deletion(payload.message_id, self.services)
        except Exception:
            log.exception("A deleted message could not be handled.")

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Somebody deleted many things."""
        for question in payload.message_ids:
            try:
                await messages.follow_deletion(question, self.services)
            except Exception:
                log.exception("A deleted message could not be handled.")

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot has left a server: what it remembers of it goes."""
        self.services.later(self.services.servers.leave(guild.id))

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Somebody sent a form; all other interactions have ways of their own."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        form = str(dict(interaction.data or {}).get("custom_id", ""))
        try:
            if form.startswith(MODAL):
                await take_not_right(interaction)
            elif form.startswith(SEARCH_FORM):
                await take_search(interaction, self.services)
        except Exception:
            log.exception("A form could not be handled.")
