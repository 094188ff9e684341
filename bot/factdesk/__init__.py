"""Factdesk: a reference desk that answers from curated facts and names the source.

For a discord.py bot it is an extension: `await bot.load_extension("factdesk")`.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_EXTENSION = "factdesk.plugin.extension"  # imported by a bot alone: nothing else needs Discord


async def setup(bot: object) -> None:
    """Load the plugin into a discord.py bot; see `factdesk.plugin.extension.setup`."""
    await import_module(_EXTENSION).setup(bot)


async def teardown(bot: object) -> None:
    """Unload the plugin; see `factdesk.plugin.extension.teardown`."""
    await import_module(_EXTENSION).teardown(bot)
