"""Interactions answered: in time, once, and with one clear sentence when something fails."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Final, Literal

import aiohttp
import discord
from discord import app_commands

from factdesk.plugin import delivery
from factdesk.plugin.cards import notice
from factdesk.plugin.drawing import drawn
from factdesk.plugin.finding import services_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from factdesk.plugin.card import Card

log = logging.getLogger(__name__)

DEFER_AFTER: Final = 1.5  # seconds of work, of the three that Discord gives
_FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError)
_PAUSES: Final = (0.2, 0.4, 0.8, 1.6)

Interaction = discord.Interaction[Any]
Outcome = Literal["answered", "expired", "failed"]


def embeds_allowed(interaction: Interaction) -> bool:
    """Whether an embed may be shown where the interaction came from."""
    return interaction.guild_id is None or interaction.app_permissions.embed_links


async def respond(interaction: Interaction, card: Card, *, private: bool) -> Outcome:
    """Answer with a new message.

    Args:
        interaction: not yet answered, or deferred.
        card: what to show.
        private: whether only the person who acted sees it.

    Returns:
        "answered", "expired" when it was too late, or "failed" when it is not known.
    """
    drawing = drawn(card, embeds=embeds_allowed(interaction))
    if interaction.response.is_done():
        return await _try(interaction, lambda: _replace(interaction, card))

    async def act() -> None:
        await interaction.response.send_message(**drawing.to_send(), ephemeral=private)

    return await _try(interaction, act)


async def change(interaction: Interaction, card: Card) -> Outcome:
    """Make the message that was pressed on show something else, acknowledged already or not."""
    if interaction.response.is_done():
        return await _try(interaction, lambda: _replace(interaction, card))
    drawing = drawn(card, embeds=embeds_allowed(interaction))
    return await _try(interaction, lambda: interaction.response.edit_message(**drawing.to_edit()))


async def show(interaction: Interaction, card: Card) -> Outcome:
    """Show something in the message that was pressed on, once that is acknowledged."""
    if not interaction.response.is_done():
        return await respond(interaction, card, private=True)
    return await _try(interaction, lambda: _replace(interaction, card))


async def tell(interaction: Interaction, text: str) -> Outcome:
    """Answer with one sentence that only the person who acted sees."""
    return await respond(interaction, notice(text), private=True)


async def show_modal(interaction: Interaction, modal: discord.ui.Modal) -> Outcome:
    """Answer with a form. What is entered comes as an event: nothing waits for it here."""
    modal.stop()  # discord.py would keep it, waiting; ours is read from the event
    return await _try(interaction, lambda: interaction.response.send_modal(modal))


async def offer(
    interaction: Interaction, choices: list[app_commands.Choice[str]]
) -> list[app_commands.Choice[str]]:
    """Offer completions of what is being typed.

    Returns:
        The choices, for discord.py, which sees that they were sent already.

    Raises:
        CancelledError: they could not be sent, mostly because the person typed on: nothing that
            anybody need hear of. discord.py would log it as an error, with the person's id.
    """
    outcome = await _try(
        interaction, lambda: interaction.response.autocomplete(choices), logging.DEBUG
    )
    if outcome != "answered" or not interaction.response.is_done():
        raise asyncio.CancelledError
    return choices


async def acknowledge(interaction: Interaction) -> Outcome:
    """Answer a press without showing anything."""
    return await _try(interaction, interaction.response.defer)


async def _replace(interaction: Interaction, card: Card) -> None:
    drawing = drawn(card, embeds=embeds_allowed(interaction))
    await interaction.edit_original_response(**drawing.to_edit())


async def _try(
    interaction: Interaction, act: Callable[[], Awaitable[Any]], level: int | None = None
) -> Outcome:
    """Do something at Discord; `level`: at which a failure is logged, instead of its own."""
    try:
        with under_way(interaction):
            await delivery.persist(act, _PAUSES)
    except _FAILURES as error:
        if delivery.was_answered(error):
            return "answered"
        if delivery.has_expired(error):
            log.log(level or logging.INFO, "An interaction had expired before it was answered.")
            return "expired"
        told = delivery.told(error)
        log.log(level or logging.WARNING, "An interaction could not be answered: %s", told)
        return "failed"
    return "answered"


@contextmanager
def under_way(interaction: Interaction) -> Iterator[None]:
    """Meanwhile an interaction is being answered: being unloaded waits for it."""
    services = services_of(interaction)
    with services.life.at_work() if services is not None else nullcontext():
        yield


async def in_time(interaction: Interaction, work: Awaitable[Card], *, private: bool) -> None:
    """Answer with what some work makes; ask Discord for patience when it takes its time.

    Where it was too late although the work was quick (the network was slow), an answer meant for
    all is sent to the channel as a message, if that is allowed: Discord tells that it shows none.
    """
    with under_way(interaction):
        await _in_time(interaction, work, private=private)


async def _in_time(interaction: Interaction, work: Awaitable[Card], *, private: bool) -> None:
    async def ask_for_patience() -> None:
        await _try(
            interaction, lambda: interaction.response.defer(ephemeral=private, thinking=True)
        )

    card = await _made(work, ask_for_patience)
    outcome = await respond(interaction, card, private=private)
    if outcome == "expired" and not private and _may_write(interaction):
        channel = interaction.channel
        if isinstance(channel, discord.abc.Messageable):
            embeds = embeds_allowed(interaction)
            await delivery.send(channel, card, embeds=embeds, nonce=interaction.id, reply_to=None)


async def change_in_time(interaction: Interaction, work: Awaitable[Card]) -> None:
    """Make the message that was pressed on show what some work makes, however long it takes."""
    with under_way(interaction):
        await change(interaction, await _made(work, lambda: acknowledge(interaction)))


async def _made(work: Awaitable[Card], when_late: Callable[[], Awaitable[Any]]) -> Card:
    """What some work makes; when it takes its time, something is done meanwhile."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=DEFER_AFTER)
    if not done:
        await when_late()
    return await task


def _may_write(interaction: Interaction) -> bool:
    """Whether the bot is there itself, and may send messages."""
    if interaction.guild_id is None:
        return interaction.context.dm_channel  # the conversation with the bot, no other
    if interaction.guild is None or not interaction.is_guild_integration():
        return False
    allowed = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    return allowed.send_messages_in_threads if in_thread else allowed.send_messages


def seconds(wait: float) -> str:
    """A time to wait, as said: "4 seconds"."""
    whole = max(1, round(wait + 0.5))
    return f"{whole} {'second' if whole == 1 else 'seconds'}"
