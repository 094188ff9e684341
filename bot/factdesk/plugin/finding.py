"""From an interaction to the plugin's services: the cog has them, nothing hangs on the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from factdesk.plugin.answering import Interaction
    from factdesk.plugin.listener import Factdesk
    from factdesk.plugin.services import Services

COG = "Factdesk"


def services_of(interaction: Interaction) -> Services | None:
    """The services of the plugin in that bot, or None when it has just been unloaded."""
    cog = cast("Factdesk | None", interaction.client.get_cog(COG))
    return cog.services if cog is not None else None
