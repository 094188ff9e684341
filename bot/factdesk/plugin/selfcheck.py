"""What works here and what does not, told to who may manage the server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

from factdesk import __version__
from factdesk.desk import today
from factdesk.factbase.reviews import is_stale
from factdesk.plugin.card import Card, Section
from factdesk.plugin.plain import plain
from factdesk.plugin.server.panels import holds
from factdesk.plugin.server.settings import SETTINGS

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


@dataclass(frozen=True, slots=True)
class Served:
    """What is served beyond the files, by count.

    Attributes:
        learned: phrasings that curators have added,
        waiting: of these, those that are not in the files yet.
        withheld: facts that curators have taken out of service.
        stale: facts past their time.
    """

    learned: int = 0
    waiting: int = 0
    withheld: int = 0
    stale: int = 0


async def status(interaction: Interaction, services: Services) -> Card:
    """The state of the desk in this server and channel, as it is now."""
    store, servers = services.store.curation, services.servers
    if not servers.known:
        await servers.read()
    waiting, written, withheld = await asyncio.gather(
        store.learned("approved"), store.learned("exported"), store.withheld()
    )
    served = Served(
        learned=len(waiting) + len(written),
        waiting=len(waiting),
        withheld=len(withheld),
        stale=sum(is_stale(fact, today()) for fact in services.learning.files.facts),
    )
    return status_card(interaction, services, served)


def status_card(interaction: Interaction, services: Services, served: Served) -> Card:
    """What the desk serves and promises, what it may do, and what it lacks, in one look."""
    sections = (
        Section("Promise", plain(_promise(interaction, services))),
        Section("Permissions here", _lines(_permissions(interaction))),
        Section("Listening", plain(_listening(interaction, services))),
        Section("Memory", plain(_memory(interaction, services))),
        Section("Running", plain(_running(services))),
    )
    body = _base(services, served)
    return Card("notice", body, title="Status", sections=sections, footer=f"Factdesk {__version__}")


def _base(services: Services, served: Served) -> str:
    base = services.desk.base
    lines = [f"{counted(len(base.facts), 'fact')} from {counted(len(base.articles), 'article')}."]
    if served.learned:
        learned = counted(served.learned, "phrasing")
        lines.append(
            f"Learned from curators: {learned}, {served.waiting:,} of them not in the files yet."
        )
    if served.withheld:
        lines.append(f"Withheld by curators: {counted(served.withheld, 'fact')}.")
    if served.stale:
        done = "left out" if services.settings.withhold_stale else "served with a note"
        lines.append(f"Past their time: {counted(served.stale, 'fact')}, {done}.")
    return "\n".join(lines)


def _promise(interaction: Interaction, services: Services) -> str:
    here = services.servers.of(interaction.guild_id)
    confidence = services.desk.confidence(here.promise)
    told = f"{holds(SETTINGS['promise'], here)}. "
    if confidence.careful:
        return told + "These facts are too few to show what keeps it, so every check must pass."
    if confidence.can_be_kept:
        return told + f"I keep it by answering from a confidence of {confidence.answer:.2f} on."
    return told + "Nothing keeps it on these facts, so I answer known questions only."


def _memory(interaction: Interaction, services: Services) -> str:
    lines = [f"{services.store.kind}. {services.store.trouble or 'All is well.'}"]
    unreadable = services.servers.of(interaction.guild_id).unreadable
    if unreadable:
        lines.append(
            f"Settings of this server that this version cannot read count as unset: "
            f"{', '.join(unreadable)}. Set them anew with /desk settings and /desk channels."
        )
    if not services.servers.known:
        lines.append("What this server has set is not known, so the operator's settings hold.")
    return "\n".join(lines)


def _running(services: Services) -> str:
    intents = services.bot.intents
    intent = "with" if intents.message_content else "without"
    latency = services.bot.latency
    told = f"Since {services.since:%Y-%m-%d %H:%M} UTC, {intent} the message content intent"
    return told + (f", {1000 * latency:.0f} ms from Discord." if isfinite(latency) else ".")


def counted(count: int, noun: str) -> str:
    """So many of something."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"


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
    channels = services.listen_in(interaction.guild_id)
    if not channels:
        return "I listen in no channel: none is set (/desk channels). I answer when asked."
    if not services.listens:
        return NO_INTENT
    guild = interaction.guild
    here = [each for each in channels if guild is not None and guild.get_channel(each)]
    return f"I listen in {counted(len(here), 'channel')} of this server."
