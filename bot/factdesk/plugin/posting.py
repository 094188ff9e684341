"""Replies as messages: sent where that is allowed, changed, remembered, and taken away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from factdesk.plugin import delivery
from factdesk.plugin.drawing import drawn

if TYPE_CHECKING:
    from factdesk.plugin.card import Card
    from factdesk.plugin.services import Services
    from factdesk.store import StoredReply


async def send_and_remember(
    message: discord.Message, card: Card, text: str, services: Services, *, listening: bool
) -> None:
    """Reply to a message, so that the reply follows it from then on.

    Args:
        message: what is replied to.
        card: the reply.
        text: the question that the message puts.
        services: the plugin's.
        listening: whether the question was overheard.
    """
    sent = await send(message, card, services)
    if sent is None:
        return
    services.life.begin(message.id, sent.channel.id, sent.id, text, listening=listening)
    if services.life.is_gone(message.id):  # deleted while it was being answered
        known = await services.life.reply_to(message.id)
        if known is not None:
            await withdraw(known, services)


async def send(message: discord.Message, card: Card, services: Services) -> discord.Message | None:
    """Reply to a message, in the way that is allowed there; None where nothing was sent."""
    if services.life.is_gone(message.id) or not may_send(message):
        return None
    return await delivery.send(
        message.channel,
        card,
        embeds=_may_embed(message),
        nonce=message.id,
        reply_to=message if _may_reply(message) else None,
    )


async def alter(
    known: StoredReply, message: discord.Message, card: Card, text: str, services: Services
) -> None:
    """Let a reply show something else, for its question is another one now: `text`."""
    drawing = drawn(card, embeds=_may_embed(message))
    if await delivery.edit(_message_of(known, services), drawing):
        services.life.begin(
            message.id, known.channel_id, known.reply_id, text, listening=known.listening
        )
    else:
        services.life.end(message.id)


async def withdraw(known: StoredReply, services: Services) -> None:
    """Take a reply away."""
    await delivery.delete(_message_of(known, services))
    services.life.end(known.question_id)


def may_send(message: discord.Message) -> bool:
    """Whether the desk may write where the message is."""
    allowed = _permissions(message)
    if allowed is None:
        return True
    if isinstance(message.channel, discord.Thread):
        return allowed.view_channel and allowed.send_messages_in_threads
    return allowed.view_channel and allowed.send_messages


def _may_embed(message: discord.Message) -> bool:
    allowed = _permissions(message)
    return allowed is None or allowed.embed_links


def _may_reply(message: discord.Message) -> bool:
    allowed = _permissions(message)
    return allowed is None or allowed.read_message_history


def _permissions(message: discord.Message) -> discord.Permissions | None:
    """What the desk may do in a server's channel; None in direct messages."""
    if message.guild is None or isinstance(
        message.channel, discord.DMChannel | discord.GroupChannel | discord.PartialMessageable
    ):
        return None
    return message.channel.permissions_for(message.guild.me)


def _message_of(known: StoredReply, services: Services) -> discord.PartialMessage:
    channel = services.bot.get_partial_messageable(known.channel_id)
    return channel.get_partial_message(known.reply_id)
