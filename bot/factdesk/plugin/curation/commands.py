"""`/desk` for curators: what was asked in vain, feedback, figures, changes, channels, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from factdesk.plugin.answering import Interaction, in_time
from factdesk.plugin.cards import notice
from factdesk.plugin.curation import acting, overview
from factdesk.plugin.curation.curators import (
    NOT_A_CURATOR,
    ROLE,
    NotAllowed,
    may_curate,
    may_manage,
)
from factdesk.plugin.curation.figures import figures
from factdesk.plugin.curation.remembering import REMEMBER
from factdesk.store import StoreTrouble

if TYPE_CHECKING:
    from factdesk.plugin.card import Card
    from factdesk.plugin.services import Services

Channel = app_commands.AppCommandChannel

LISTEN_IN = "listen_in"  # the setting of a server: ids of channels


class Listenable(app_commands.Transformer):
    """A channel that can be listened to; Discord offers no other."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Text channels, announcement channels and forums."""
        return [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]

    async def transform(self, _: Interaction, value: Channel, /) -> Channel:
        """The channel as it comes."""
        return value


def add_curators_commands(group: app_commands.Group, services: Services) -> None:
    """Put the curators' commands into `/desk`."""

    async def curates(interaction: Interaction) -> bool:
        if await may_curate(interaction, services):
            return True
        raise NotAllowed(NOT_A_CURATOR)

    @group.command(name="unanswered", description="What people asked in vain, most frequent first.")
    @app_commands.check(curates)
    async def unanswered(interaction: Interaction) -> None:
        card = acting.unanswered_list(services, interaction.guild_id or 0)
        await in_time(interaction, card, private=True)

    @group.command(name="feedback", description="Facts by complaints, with reasons.")
    @app_commands.check(curates)
    async def feedback(interaction: Interaction) -> None:
        await in_time(interaction, acting.feedback_list(services), private=True)

    @group.command(
        name="stats", description="Asked, answered, offered, in vain: by week and topic."
    )
    @app_commands.check(curates)
    async def stats(interaction: Interaction) -> None:
        await in_time(interaction, figures(services, interaction.guild_id or 0), private=True)

    @group.command(name="changes", description="Who changed what here, to be taken back.")
    @app_commands.check(curates)
    async def changes(interaction: Interaction) -> None:
        await in_time(interaction, _changes(services, interaction.guild_id or 0), private=True)


def add_managers_commands(group: app_commands.Group, services: Services) -> None:
    """Put into `/desk` what only those may use who manage the server."""

    @group.command(name="channels", description="Where I listen in this server.")
    @app_commands.describe(channel="A channel to change.", listen="Whether to listen there.")
    @app_commands.check(may_manage)
    async def channels(
        interaction: Interaction,
        channel: app_commands.Transform[Channel, Listenable] | None = None,
        listen: bool = True,  # noqa: FBT001, FBT002
    ) -> None:
        work = _channels(interaction, channel, services, listen=listen)
        await in_time(interaction, work, private=True)

    @group.command(name="settings", description="What I remember here, and who curates.")
    @app_commands.describe(
        remember="Whether questions asked in vain are remembered, without who asked.",
        curators="The role whose members curate, besides those who manage the server.",
    )
    @app_commands.check(may_manage)
    async def settings(
        interaction: Interaction,
        remember: bool | None = None,  # noqa: FBT001
        curators: discord.Role | None = None,
    ) -> None:
        work = _settings(interaction, services, remember=remember, curators=curators)
        await in_time(interaction, work, private=True)


async def _changes(services: Services, guild: int) -> Card:
    return overview.changes_card(await services.store.curation.changes(guild))


async def _channels(
    interaction: Interaction,
    channel: Channel | None,
    services: Services,
    *,
    listen: bool,
) -> Card:
    guild = interaction.guild_id or 0
    if channel is not None:
        listed = set((await services.settings_of(guild)).get(LISTEN_IN) or [])
        wanted = listed | {channel.id} if listen else listed - {channel.id}
        trouble = await _set(services, guild, LISTEN_IN, sorted(wanted) or None, interaction)
        if trouble is not None:
            return trouble
    await services.settings_of(guild)
    heard = sorted(services.listen_in(guild))
    here = [each for each in heard if interaction.guild and interaction.guild.get_channel(each)]
    return overview.channels_card(here, can_read=services.bot.intents.message_content)


async def _settings(
    interaction: Interaction,
    services: Services,
    *,
    remember: bool | None,
    curators: discord.Role | None,
) -> Card:
    guild = interaction.guild_id or 0
    wanted: dict[str, Any] = {}
    if remember is not None:
        wanted[REMEMBER] = remember
    if curators is not None:
        wanted[ROLE] = curators.id
    for key, value in wanted.items():
        trouble = await _set(services, guild, key, value, interaction)
        if trouble is not None:
            return trouble
    return overview.settings_card(await services.settings_of(guild))


async def _set(
    services: Services, guild: int, key: str, value: object, interaction: Interaction
) -> Card | None:
    try:
        await services.store.curation.set_setting(guild, key, value, by=interaction.user.id)
    except StoreTrouble as trouble:
        return notice(f"That could not be kept: {trouble}")
    services.forget_settings()
    return None
