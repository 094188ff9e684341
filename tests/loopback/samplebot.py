"""A small real bot, to be run in the test's process or as a program of its own."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any

import discord
from discord import app_commands

NOTHING = discord.AllowedMentions.none()
COLOURS = ["red", "green", "blue"]


class Form(discord.ui.Modal, title="Tell us"):
    reason: discord.ui.TextInput[Form] = discord.ui.TextInput(label="Reason", max_length=100)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"Because {self.reason.value}", ephemeral=True)


class Buttons(discord.ui.View):
    @discord.ui.button(label="Helpful", custom_id="helpful")
    async def helpful(self, interaction: discord.Interaction, _: object) -> None:
        await interaction.response.edit_message(content="Thanks!", view=None)

    @discord.ui.button(label="Not right", custom_id="wrong")
    async def wrong(self, interaction: discord.Interaction, _: object) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction, _: object) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("More.", ephemeral=True)
        await interaction.followup.send("And more.", ephemeral=True)

    @discord.ui.select(
        custom_id="colour",
        options=[discord.SelectOption(label=c.title(), value=c) for c in COLOURS],
    )
    async def colour(
        self, interaction: discord.Interaction, select: discord.ui.Select[Buttons]
    ) -> None:
        await interaction.response.send_message(select.values[0], ephemeral=True)


class SampleBot(discord.Client):
    """Echoes; registers a few commands."""

    def __init__(self, *, content: bool = False, **options: Any) -> None:
        intents = discord.Intents.default()
        intents.message_content = content
        super().__init__(intents=intents, allowed_mentions=NOTHING, **options)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.errors: list[BaseException] = []
        add_commands(self.tree)

    async def setup_hook(self) -> None:
        self.add_view(Buttons(timeout=None))
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the five seconds that the real Discord wants between two shards."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        if message.author == self.user or not message.content:
            return
        try:
            await message.reply(f"You said: {message.content}", mention_author=False)
        except (discord.DiscordException, OSError) as error:
            self.errors.append(error)


def add_commands(tree: app_commands.CommandTree[SampleBot]) -> None:
    @tree.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.describe(question="What to ask", private="Only for you")
    async def ask(
        interaction: discord.Interaction,
        question: str,
        private: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Ask something."""
        embed = discord.Embed(title="An answer", description=question)
        view = Buttons(timeout=None)
        await interaction.response.send_message(embed=embed, view=view, ephemeral=private)

    @ask.autocomplete("question")
    async def _(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed} {c}", value=c) for c in COLOURS]

    @tree.command()
    @app_commands.describe(seconds="How long")
    async def slowly(interaction: discord.Interaction, seconds: float) -> None:
        """Think first."""
        await interaction.response.defer()
        await asyncio.sleep(seconds)
        await interaction.edit_original_response(content="Here.")

    @tree.context_menu(name="Find the fact")
    async def find(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Found: {message.content}", ephemeral=True)

    desk = app_commands.Group(
        name="desk",
        description="For those who may.",
        default_permissions=discord.Permissions(manage_guild=True),
        guild_only=True,
    )

    @desk.command()
    @app_commands.describe(channel="Where")
    async def listen(interaction: discord.Interaction, channel: discord.TextChannel) -> None:
        """Listen in a channel."""
        await interaction.response.send_message(f"Listening in {channel.name}")

    tree.add_command(desk)


async def main() -> None:
    discord.utils.setup_logging()
    async with SampleBot(content=True) as bot:
        loop = asyncio.get_running_loop()
        running = loop.create_task(bot.start(os.environ["SAMPLE_TOKEN"]))
        loop.add_signal_handler(signal.SIGTERM, running.cancel)
        try:
            await running
        except asyncio.CancelledError:
            print("goodbye")  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main())
