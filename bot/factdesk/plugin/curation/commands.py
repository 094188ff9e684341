"""`/desk` for curators: what was asked in vain, feedback, figures, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from factdesk.plugin.answering import Interaction, in_time
from factdesk.plugin.curation import acting
from factdesk.plugin.curation.changes import changes_card
from factdesk.plugin.curation.curators import NOT_A_CURATOR, NotAllowed, may_curate
from factdesk.plugin.curation.figures import figures

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from factdesk.plugin.card import Card
    from factdesk.plugin.services import Services


def add_curators_commands(group: app_commands.Group, services: Services) -> None:
    """Put the curators' commands into `/desk`."""

    async def curates(interaction: Interaction) -> bool:
        if may_curate(interaction, services):
            return True
        raise NotAllowed(NOT_A_CURATOR)

    async def shown(interaction: Interaction, work: Awaitable[Card]) -> None:
        await in_time(interaction, acting.with_trouble(work, services), private=True)

    @group.command(name="unanswered", description="What people asked in vain, most frequent first.")
    @app_commands.check(curates)
    async def unanswered(interaction: Interaction) -> None:
        await shown(interaction, acting.unanswered_list(services, interaction.guild_id or 0))

    @group.command(name="feedback", description="Facts by complaints, with reasons.")
    @app_commands.check(curates)
    async def feedback(interaction: Interaction) -> None:
        await shown(interaction, acting.feedback_list(services))

    @group.command(
        name="stats", description="Asked, answered, offered, in vain: by week and topic."
    )
    @app_commands.check(curates)
    async def stats(interaction: Interaction) -> None:
        await shown(interaction, figures(services, interaction.guild_id or 0))

    @group.command(name="changes", description="Who changed what here, to be taken back.")
    @app_commands.check(curates)
    async def changes(interaction: Interaction) -> None:
        await shown(interaction, _changes(services, interaction.guild_id or 0))


async def _changes(services: Services, guild: int) -> Card:
    return changes_card(await services.store.curation.changes(guild))
