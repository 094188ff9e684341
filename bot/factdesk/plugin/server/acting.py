"""`/desk settings` and `/desk channels`: commands and presses of who manages the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from factdesk.plugin.answering import Interaction, acknowledge, change, in_time, show, tell
from factdesk.plugin.cards import notice
from factdesk.plugin.curation.curators import NOT_A_MANAGER, may_manage
from factdesk.plugin.drawing import LISTENABLE
from factdesk.plugin.server.panels import (
    LISTEN_IN,
    UNKNOWN,
    channels_card,
    setting_card,
    settings_card,
    value_of,
)
from factdesk.plugin.server.settings import SETTINGS, Setting
from factdesk.store import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from factdesk.plugin.card import Card
    from factdesk.plugin.custom_ids import CustomId
    from factdesk.plugin.services import Services

Channel = app_commands.AppCommandChannel

_BY_SLUG: Final = {setting.slug: setting for setting in SETTINGS.values()}
_ROLE: Final = SETTINGS["curator_role"]
_REMEMBER: Final = SETTINGS["remember_unanswered"]
_OUTDATED: Final = "That can no longer be set this way. See /desk settings."


class Listenable(app_commands.Transformer):
    """A channel that can be listened to; Discord offers no other."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Text channels, announcement channels and forums."""
        return list(LISTENABLE)

    async def transform(self, _: Interaction, value: Channel, /) -> Channel:
        """The channel as it comes."""
        return value


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
        work = _listen(interaction, channel, services, listen=listen)
        await in_time(interaction, work, private=True)

    @group.command(name="settings", description="How I work in this server: the panel to set it.")
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
        wanted: dict[Setting, Any] = {}
        if remember is not None:
            wanted[_REMEMBER] = remember
        if curators is not None:
            wanted[_ROLE] = curators.id
        await in_time(interaction, _changed(interaction, wanted, services, _settings), private=True)


async def _listen(
    interaction: Interaction, channel: Channel | None, services: Services, *, listen: bool
) -> Card:
    servers = services.servers
    if channel is None:
        return await _changed(interaction, {}, services, _channels)
    async with servers.adding:
        if not await servers.read():  # else those that are set would be lost
            return notice(UNKNOWN)
        listed = servers.of(interaction.guild_id).listen_in
        wanted = sorted(listed | {channel.id} if listen else listed - {channel.id})
        return await _changed(interaction, {LISTEN_IN: wanted}, services, _channels)


async def act(interaction: Interaction, meaning: CustomId, services: Services) -> None:
    """Do what somebody pressed in a panel, after looking whether they may."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        await tell(interaction, NOT_A_MANAGER)
        return
    slug, _, text = meaning.subject.partition(".")
    setting = _BY_SLUG.get(slug)
    if meaning.action == "settings":
        await change(interaction, _settings(interaction, services))
    elif setting is None or (setting is LISTEN_IN and meaning.action == "setting"):
        await tell(interaction, _OUTDATED)
    elif meaning.action == "setting":
        here = services.servers.of(interaction.guild_id)
        await change(interaction, setting_card(setting, here, services.settings))
    else:
        await _set(interaction, setting, text, services)


async def _set(interaction: Interaction, setting: Setting, text: str, services: Services) -> None:
    try:
        value = value_of(text) if text else _picked(interaction, setting)
        if value is not None:
            setting.kind.validate_python(value)
    except ValueError:
        await tell(interaction, _OUTDATED)
        return
    await acknowledge(interaction)
    panel = _channels if setting is LISTEN_IN else _settings
    await show(interaction, await _changed(interaction, {setting: value}, services, panel))


def _picked(interaction: Interaction, setting: Setting) -> Any:  # noqa: ANN401 - as the setting's
    data: dict[str, Any] = dict(interaction.data or {})
    ids = sorted(int(each) for each in data.get("values", ()))
    if setting is LISTEN_IN:
        return ids
    return ids[0] if ids else None


async def _changed(
    interaction: Interaction,
    wanted: dict[Setting, Any],
    services: Services,
    panel: Callable[[Interaction, Services], Card],
) -> Card:
    """Set what is wanted, and show how things are then."""
    guild = interaction.guild_id or 0
    for setting, value in wanted.items():
        try:
            await services.store.curation.set_setting(
                guild, setting.key, value if value != [] else None, by=interaction.user.id
            )
        except StoreTrouble as trouble:
            return notice(str(trouble))
    if wanted or not services.servers.known:
        await services.servers.read()
    return panel(interaction, services)


def _settings(interaction: Interaction, services: Services) -> Card:
    servers = services.servers
    return settings_card(servers.of(interaction.guild_id), known=servers.known)


def _channels(interaction: Interaction, services: Services) -> Card:
    def there(channels: frozenset[int]) -> list[int]:
        guild = interaction.guild
        return [each for each in channels if guild is not None and guild.get_channel(each)]

    servers = services.servers
    return channels_card(
        there(servers.of(interaction.guild_id).listen_in),
        there(services.settings.listen_in),
        can_read=services.listens,
        known=servers.known,
    )
