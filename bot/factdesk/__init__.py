"""Factdesk: a reference desk that answers from curated facts and names the source.

For a discord.py bot it is an extension: `await bot.load_extension("factdesk")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discord.ext import commands

__version__ = "0.1.0"


async def setup(bot: commands.Bot | commands.AutoShardedBot) -> None:
    """Load the plugin into a bot; see `factdesk.plugin.extension.setup`."""
    from factdesk.plugin import extension  # noqa: PLC0415 - the terminal needs none of it

    await extension.setup(bot)


async def teardown(bot: commands.Bot | commands.AutoShardedBot) -> None:
    """Unload the plugin; see `factdesk.plugin.extension.teardown`."""
    from factdesk.plugin import extension  # noqa: PLC0415

    await extension.teardown(bot)
