"""Commands that fail: the person hears one sentence, the log says what happened once."""

from __future__ import annotations

import logging

from discord import app_commands

from factdesk.plugin.answering import Interaction, tell

log = logging.getLogger(__name__)


async def on_error(interaction: Interaction, error: app_commands.AppCommandError) -> None:
    """What to do when a command of the plugin fails, in this order.

    1. A check of the plugin refused: say what it says.
    2. The command is another version than the one Discord shows: say to try again later.
    3. Anything else is an error of ours: log it once, and say that something went wrong.
    """
    if isinstance(error, app_commands.CheckFailure):
        await tell(interaction, str(error) or "You may not use that here.")
        return
    if isinstance(error, app_commands.CommandSignatureMismatch | app_commands.TransformerError):
        await tell(interaction, "This command has just changed. Please try again in a minute.")
        return
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    log.error("A command failed.", exc_info=cause)
    await tell(interaction, "Something went wrong on my side. Please try again.")
