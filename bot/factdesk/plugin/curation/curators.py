"""Who may curate: those who may manage the server, and those with its curators' role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from factdesk.plugin.answering import Interaction

if TYPE_CHECKING:
    from factdesk.plugin.services import Services

NOT_A_MANAGER: Final = "Only who may manage this server can use that."
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
    raise NotAllowed(NOT_A_MANAGER)


def may_curate(interaction: Interaction, services: Services) -> bool:
    """Whether the person who acts may curate there."""
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        return False
    if interaction.permissions.manage_guild:
        return True
    role = services.servers.of(interaction.guild_id).curator_role
    # By id: the bot need not know the server's roles.
    return role is not None and any(each.id == role for each in interaction.user.roles)
