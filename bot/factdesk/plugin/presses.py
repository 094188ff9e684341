"""Buttons and menus pressed: also those of messages from before a restart.

Each carries all it needs in its custom id, so nothing about a message has to be remembered.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from typing import TYPE_CHECKING, Any, Final, Self

import discord

from factdesk.plugin import browsing, delivery
from factdesk.plugin.answering import acknowledge, change, in_time, respond, show_modal, tell
from factdesk.plugin.cards import notice, whole_text
from factdesk.plugin.curation import acting as curation
from factdesk.plugin.custom_ids import CURATING, MANAGING, TEMPLATE, CustomId
from factdesk.plugin.feedback import NotRight, note_helpful
from factdesk.plugin.finding import services_of
from factdesk.plugin.server import acting as managing
from factdesk.store import StoreTrouble

if TYPE_CHECKING:
    from factdesk.factbase.models import Fact
    from factdesk.plugin.answering import Interaction
    from factdesk.plugin.card import Card
    from factdesk.plugin.services import Services

log = logging.getLogger(__name__)

NOT_YOURS: Final = "Only the person who asked can press that. Ask me yourself with /ask."
FACT_GONE: Final = "My facts have changed since: this one is no longer among them. Ask me again."
LIST_GONE: Final = "My facts have changed since: there is no such list any more. See /facts topics."

_PRESSES: Final = re.compile(TEMPLATE.pattern.replace("|pick", ""))
_PICKS: Final = re.compile(r"fd:pick:[a-z-]*:0")


class Press(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=_PRESSES):
    """A button of the desk."""

    def __init__(self, button: discord.ui.Button[discord.ui.View], meaning: CustomId) -> None:
        super().__init__(button)
        self.meaning = meaning

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        meaning = CustomId.read(match.string)
        assert meaning is not None and isinstance(item, discord.ui.Button)  # noqa: S101, PT018
        return cls(item, meaning)

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button says."""
        await act_on(interaction, self.meaning)


class Pick(discord.ui.DynamicItem[discord.ui.Item[Any]], template=_PICKS):
    """A menu of the desk: its values are what buttons carry, or what Discord listed."""

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu that was used."""
        return cls(item)

    async def callback(self, interaction: Interaction) -> None:
        """Do what the option that was picked says."""
        here = CustomId.read(self.custom_id)
        data: dict[str, Any] = dict(interaction.data or {})
        values = data.get("values") or []
        if here is not None and here.subject:
            await act_on(interaction, CustomId("set", here.subject))
        elif values and (meaning := CustomId.read(values[0])) is not None:
            await act_on(interaction, meaning)


async def act_on(interaction: Interaction, meaning: CustomId) -> None:
    """Do what a press means. Whatever goes wrong, the person hears of it in one sentence."""
    services = services_of(interaction)
    if services is None:
        return
    try:
        with services.life.at_work():
            await _act_on(interaction, meaning, services)
    except Exception:
        log.exception("A press could not be handled (%s).", meaning.action)
        await tell(interaction, "Something went wrong on my side. Please try again.")


async def _act_on(interaction: Interaction, meaning: CustomId, services: Services) -> None:
    theirs = meaning.asker in {0, interaction.user.id}
    match meaning.action:
        case "remove":
            if theirs or interaction.permissions.manage_messages:
                await _remove(interaction, services)
            else:
                text = "Only the person who asked, or who may manage messages, can remove that."
                await tell(interaction, text)
        case action if action in CURATING:
            await curation.act(interaction, meaning, services)
        case action if action in MANAGING:
            await managing.act(interaction, meaning, services)
        case "forget":
            await in_time(interaction, _forget(interaction, services), private=True)
        case "tell":
            await curation.tell_when_known(interaction, meaning.subject, services)
        case "choose" if not theirs:
            await tell(interaction, NOT_YOURS)
        case "choose" | "show" | "whole" | "good" | "wrong":
            fact = services.desk.base.fact(meaning.subject)
            if fact is None:
                await tell(interaction, FACT_GONE)
            else:
                await _act_on_fact(interaction, meaning, fact, services)
        case _:
            await _turn_to(interaction, _list(meaning, services))


async def _act_on_fact(
    interaction: Interaction, meaning: CustomId, fact: Fact, services: Services
) -> None:
    asker = interaction.user.id
    match meaning.action:
        case "choose":
            card = services.fact_card(fact, asker, private=_is_private(interaction))
            await change(interaction, card)
        case "whole":
            await _send_whole(interaction, fact)
        case "good":
            await note_helpful(interaction, fact, services)
        case "wrong":
            await show_modal(interaction, NotRight(fact))
        case _:
            card = services.fact_card(fact, asker, private=True)
            await respond(interaction, card, private=True)


def _list(meaning: CustomId, services: Services) -> Card | None:
    base = services.desk.base
    key, _, number = meaning.subject.rpartition(".")
    page = int(number) if number.isdigit() else 0
    match meaning.action:
        case "topics":
            return browsing.topics_card(base, page)
        case "articles":
            return browsing.articles_card(base, page)
        case "topic":
            return browsing.topic_card(base, key, page)
        case _:
            return browsing.article_card(base, key, page)


async def _turn_to(interaction: Interaction, card: Card | None) -> None:
    """Turn a page that only this person sees; open one beside a message that all see."""
    if card is None:
        await tell(interaction, LIST_GONE)
    elif _is_private(interaction):
        await change(interaction, card)
    else:
        await respond(interaction, card, private=True)


async def _send_whole(interaction: Interaction, fact: Fact) -> None:
    content = io.BytesIO(whole_text(fact).encode())
    file = discord.File(content, filename=f"{fact.id}.txt")
    await interaction.response.send_message(
        "All that this answer rests on:",
        file=file,
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )


async def _remove(interaction: Interaction, services: Services) -> None:
    message = interaction.message
    if await acknowledge(interaction) == "answered":
        with contextlib.suppress(discord.NotFound):  # somebody was faster
            await delivery.persist(interaction.delete_original_response)
    elif message is not None:  # too late for that way
        await delivery.delete(message)
    if message is not None:
        services.life.removed(message.id)


async def _forget(interaction: Interaction, services: Services) -> Card:
    try:
        await services.store.curation.forget_person(interaction.user.id)
    except StoreTrouble as trouble:
        return notice(f"{trouble} Please try again later.")
    return notice("Forgotten: nothing that I have stored names you any more.")


def _is_private(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
