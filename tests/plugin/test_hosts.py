"""Hosts with names, menus, cogs and handlers of their own keep them, and keep running."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from plugin.hosting import COG, EXTENSION, threads
from plugin.zoo import LIONS, LIONS_ANSWER

if TYPE_CHECKING:
    from loopback import Channel, User, World
    from plugin.hosting import AnyHost, Hosting


def own_command(bot: AnyHost, name: str) -> None:
    """The host has a command of that name."""

    @bot.tree.command(name=name, description="The host's own.")
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            f"the host's {name}", allowed_mentions=discord.AllowedMentions.none()
        )


def own_menu(bot: AnyHost, name: str) -> None:
    """The host has an entry of the message menu."""

    async def answer(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(
            f"the host's {name} on {message.id}", allowed_mentions=discord.AllowedMentions.none()
        )

    bot.tree.add_command(app_commands.ContextMenu(name=name, callback=answer))


async def said(interaction: object) -> str:
    reply = (await interaction.done()).reply  # type: ignore[attr-defined]
    assert reply is not None
    return reply.text


async def test_ask_is_taken(hosting: Hosting, channel: Channel, mia: User) -> None:
    async with hosting.bot(prepare=lambda bot: own_command(bot, "ask")) as bot:
        assert await said(await mia.uses("/ask", channel=channel)) == "the host's ask"
        asked = await mia.uses("/facts ask", question=LIONS, channel=channel)
        assert LIONS_ANSWER in await said(asked)
        offered = await mia.types("/facts ask", question="lion", channel=channel)
        assert offered[0].value == "lion-feeding"
        await bot.unload_extension(EXTENSION)
        assert [command.name for command in bot.tree.get_commands()] == ["ask"]


@pytest.mark.parametrize(
    ("name", "instead"), [("facts", "/factdesk topics"), ("desk", "/factdesk-admin status")]
)
async def test_a_group_is_taken(
    hosting: Hosting, channel: Channel, mia: User, name: str, instead: str
) -> None:
    channel.guild.join(mia, may=["manage_guild"])
    async with hosting.bot(prepare=lambda bot: own_command(bot, name)):
        assert await said(await mia.uses(f"/{name}", channel=channel)) == f"the host's {name}"
        assert await said(await mia.uses(instead, channel=channel))


async def test_all_names_are_taken(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    def prepare(bot: AnyHost) -> None:
        for name in ("ask", "facts", "factdesk", "desk", "factdesk-admin"):
            own_command(bot, name)

    async with hosting.bot(prepare=prepare):
        await mia.says(channel, LIONS, mentions=[world.bot])
        assert LIONS_ANSWER in (await channel.next_message()).text


async def test_five_menus_are_there(
    hosting: Hosting, channel: Channel, mia: User, caplog: pytest.LogCaptureFixture
) -> None:
    def prepare(bot: AnyHost) -> None:
        for number in range(5):
            own_menu(bot, f"Menu {number}")

    async with hosting.bot(prepare=prepare) as bot:
        told = [r for r in caplog.records if "menu" in r.getMessage()]
        assert [r.levelno for r in told] == [logging.WARNING]
        asked = await mia.uses("/ask", question=LIONS, channel=channel)
        assert LIONS_ANSWER in await said(asked)
        await bot.unload_extension(EXTENSION)
        assert len(bot.tree.get_commands(type=discord.AppCommandType.message)) == 5


async def test_a_menu_of_that_name_is_the_hosts(
    hosting: Hosting, channel: Channel, mia: User, leo: User
) -> None:
    async with hosting.bot(prepare=lambda bot: own_menu(bot, "Find the fact")) as bot:
        message = await leo.says(channel, LIONS)
        found = await mia.uses_menu("Find the fact", message)
        assert (await said(found)).startswith("the host's")
        await bot.unload_extension(EXTENSION)
        assert len(bot.tree.get_commands(type=discord.AppCommandType.message)) == 1


@pytest.mark.parametrize("count", [98, 99, 100])
async def test_a_hundred_commands_are_there(
    world: World, hosting: Hosting, channel: Channel, mia: User, count: int
) -> None:
    def prepare(bot: AnyHost) -> None:
        for number in range(count):
            own_command(bot, f"command-{number}")

    async with hosting.bot(prepare=prepare) as bot:
        assert len(bot.tree.get_commands(type=discord.AppCommandType.chat_input)) == 100
        await mia.says(channel, LIONS, mentions=[world.bot])
        assert LIONS_ANSWER in (await channel.next_message()).text
        assert await said(await mia.uses("/command-7", channel=channel)) == "the host's command-7"
        await bot.unload_extension(EXTENSION)
        assert len(bot.tree.get_commands(type=discord.AppCommandType.chat_input)) == count


class _Own(commands.Cog, name=COG):
    """A cog of the host's that happens to have that name."""


async def test_a_cog_of_that_name(hosting: Hosting) -> None:
    bot = hosting.made()
    bot.factdesk_settings = hosting.settings()
    async with hosting.running(bot):
        own = _Own()
        await bot.add_cog(own)
        before = threads()
        with pytest.raises(commands.ExtensionFailed, match="Factdesk"):
            await bot.load_extension(EXTENSION)
        assert bot.cogs == {COG: own}
        assert bot.tree.get_commands() == []
        assert bot.extensions == {}
        assert threads() == before


async def test_the_hosts_own_ways_stay(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    seen: list[str] = []

    def prepare(bot: AnyHost) -> None:
        @bot.event
        async def on_message(message: discord.Message) -> None:
            seen.append(message.content)
            await bot.process_commands(message)

        @bot.command()
        async def ping(context: commands.Context[AnyHost]) -> None:
            await context.send("pong", allowed_mentions=discord.AllowedMentions.none())

        bot.tree.error(handler)

    async def handler(_: discord.Interaction, error: app_commands.AppCommandError) -> None:
        seen.append(type(error).__name__)

    log_handlers = list(logging.getLogger().handlers)
    async with hosting.bot(content=True, prepare=prepare) as bot:
        assert bot.tree.on_error is handler
        await mia.says(channel, "!ping")
        assert (await channel.next_message()).content == "pong"
        await mia.says(channel, LIONS, mentions=[world.bot])
        assert LIONS_ANSWER in (await channel.next_message()).text
    assert "!ping" in seen
    assert logging.getLogger().handlers == log_handlers
    assert logging.getLogger("factdesk").handlers == []
