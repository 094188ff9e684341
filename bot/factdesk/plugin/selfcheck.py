"""What works here and what does not, told to who may manage the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factdesk.plugin.card import Card, Section
from factdesk.plugin.plain import plain

if TYPE_CHECKING:
    from factdesk.plugin.answering import Interaction
    from factdesk.plugin.services import Services

_NEEDED: Final = {
    "view_channel": "View Channel: without it I see no message here that mentions me",
    "send_messages": "Send Messages: without it I can answer commands, but no mention",
    "send_messages_in_threads": "Send Messages in Threads: without it I am silent in threads",
    "embed_links": "Embed Links: without it my answers are plain text",
    "read_message_history": "Read Message History: without it my answers are no replies",
}

NO_INTENT: Final = (
    "Channels are set to listening (listen_in), but nothing is heard there: the message content "
    "intent is missing. Set message_content, and switch it on in Discord's developer portal."
)


def status_card(interaction: Interaction, services: Services, version: str) -> Card:
    """What the desk serves, and what it lacks in this server and channel."""
    base = services.desk.base
    articles = len(base.articles)
    body = (
        f"{len(base.facts):,} facts from {articles} {'article' if articles == 1 else 'articles'}; "
        f"at least {100 * services.settings.promise:g} of 100 answers right, as promised."
    )
    sections = [
        Section("Permissions here", _lines(_permissions(interaction))),
        Section("Listening", plain(_listening(interaction, services))),
        Section("Memory", plain(services.store.trouble or "All is well.")),
    ]
    return Card(
        "notice", body, title="Status", sections=tuple(sections), footer=f"Factdesk {version}"
    )


def _permissions(interaction: Interaction) -> list[str]:
    if interaction.guild is None:
        return []
    allowed = interaction.app_permissions
    return [text for name, text in _NEEDED.items() if not getattr(allowed, name)]


def _lines(missing: list[str]) -> str:
    if not missing:
        return "I have every permission that I need here."
    return "\n".join(["Missing:", *(f"- {plain(each)}" for each in missing)])


def listening_problems(services: Services) -> list[str]:
    """Why the desk cannot hear what it is set to listen to, sentence by sentence."""
    wanted = services.settings.listen_in
    if not wanted:
        return []
    if not services.bot.intents.message_content:
        return [NO_INTENT]
    unseen = [each for each in sorted(wanted) if services.bot.get_channel(each) is None]
    return [
        f"The channel {each} is set to listening (listen_in), but the bot does not see it: "
        "check the id, and that the bot is in that server and may view it."
        for each in unseen
    ]


def _listening(interaction: Interaction, services: Services) -> str:
    if not services.settings.listen_in:
        return "I listen in no channel: none is set (listen_in). I answer when asked."
    if not services.listens:
        return NO_INTENT
    guild = interaction.guild
    here = [
        each
        for each in services.settings.listen_in
        if guild is not None and guild.get_channel(each)
    ]
    count = len(here)
    return f"I listen in {count} {'channel' if count == 1 else 'channels'} of this server."
