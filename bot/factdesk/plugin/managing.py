"""`/desk`: for who may manage the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from factdesk.factbase.problems import FactBaseError
from factdesk.plugin.answering import Interaction, in_time
from factdesk.plugin.cards import coverage, notice
from factdesk.plugin.curation.commands import add_curators_commands
from factdesk.plugin.curation.curators import NotAllowed, may_manage
from factdesk.plugin.failing import on_error
from factdesk.plugin.selfcheck import status
from factdesk.plugin.server.acting import add_managers_commands

if TYPE_CHECKING:
    from factdesk.plugin.card import Card
    from factdesk.plugin.services import Services

PROBLEMS_SHOWN = 5


def desk_group(services: Services) -> app_commands.Group:
    """`/desk`. Discord shows it to who may manage the server, and the desk checks that itself."""
    group = app_commands.Group(
        name="desk",
        description="For those who run this server: the state of the desk.",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @group.command(name="status", description="What works here and what does not.")
    @app_commands.check(may_manage)
    async def show_status(interaction: Interaction) -> None:
        await in_time(interaction, status(interaction, services), private=True)

    @group.command(name="reload", description="Load the facts again. Only for the bot's owner.")
    @app_commands.check(_owns_bot)
    async def reload(interaction: Interaction) -> None:
        await in_time(interaction, _reloaded(services), private=True)

    add_curators_commands(group, services)
    add_managers_commands(group, services)
    group.error(on_error)
    return group


async def _owns_bot(interaction: Interaction) -> bool:
    """The facts serve every server, so a server's manager alone may not reload them."""
    if await interaction.client.is_owner(interaction.user):
        return True
    raise NotAllowed("Only the owner of this bot can use that: the facts serve all its servers.")


async def _reloaded(services: Services) -> Card:
    try:
        await services.reload()
    except FactBaseError as error:
        shown = [str(problem) for problem in error.problems[:PROBLEMS_SHOWN]]
        left = len(error.problems) - len(shown)
        more = [f"and {left} more; `factdesk check` lists all"] if left else []
        text = "The facts do not load, so I go on with those I have:"
        return notice("\n".join([text, *shown, *more]))
    return notice(f"Loaded. {coverage(services.desk.base)}")
