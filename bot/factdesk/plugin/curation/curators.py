"""Who may curate: those who may manage the server, and those with its curators' role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from factdesk.plugin.answering import Interaction

if TYPE_CHECKING:
    from factdesk.plugin.services import Services

ROLE: Final = "curator_role"  # the setting of a server: a role's id
NOT_A_CURATOR: Final = "Only who may manage this server, or has its curators' role, can use that."


class NotAllowed(app_commands.CheckFailure):
    """Somebody may not use a command; the message says who may."""


async def may_manage(interaction: Interaction) -> bool:
    """Whether the person may manage the server.

    Raises:
        NotAllowed: they may not.
    """
    if interaction.permissions.manage_guild:
        return True
    raise NotAllowed("Only who may manage this server can use that.")


async def may_curate(interaction: Interaction, services: Services) -> bool:
    """Whether the person who acts may curate there."""
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        return False
    if interaction.permissions.manage_guild:
        return True
    role = (await services.settings_of(interaction.guild_id)).get(ROLE)
    # By id: the bot need not know the server's roles.
    return role is not None and any(each.id == role for each in interaction.user.roles)
