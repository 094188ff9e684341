"""Messages on their way to Discord: sent once, although connections fail.

discord.py retries some failures itself (500, 502, 504, a reset connection, a rate limit that says
how long). What it gives up on at once, and what a moment can mend, is tried again here. A message
carries the same nonce each time, enforced, so that one whose answer was lost is not sent twice.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final, TypeVar

import aiohttp
import discord

from factdesk.plugin.drawing import Drawn, drawn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from factdesk.plugin.card import Card

log = logging.getLogger(__name__)

PAUSES: Final = (0.3, 1.0, 3.0, 8.0)  # seconds before each further try
_INVALID_FORM: Final = 50035
_ALREADY_ANSWERED: Final = 40060
_UNKNOWN_INTERACTION: Final = 10062

T = TypeVar("T")


def may_pass(error: Exception) -> bool:
    """Whether trying again may help: a cut connection, a rate limit without times, a 503."""
    if isinstance(error, discord.HTTPException):
        return error.status in {429, 503}
    return isinstance(error, aiohttp.ClientError | OSError | TimeoutError)


async def persist(act: Callable[[], Awaitable[T]], pauses: tuple[float, ...] = PAUSES) -> T:
    """Do something at Discord, again after a pause while the failure may pass.

    Raises:
        Exception: the last failure, or one that does not pass.
    """
    for pause in pauses:
        try:
            return await act()
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            if not may_pass(error):
                raise
        await asyncio.sleep(pause)
    return await act()


async def send(
    channel: discord.abc.Messageable,
    card: Card,
    *,
    embeds: bool,
    nonce: int,
    reply_to: discord.Message | None,
) -> discord.Message | None:
    """Send a card as a message.

    Args:
        channel: where.
        card: what.
        embeds: whether embeds seem to be allowed there; refused, it is sent as plain text.
        nonce: the same for the same message, so that Discord takes it once.
        reply_to: the message it replies to; None for none.

    Returns:
        What was sent, or None where it could not be: the question is gone, the desk may not send
        there, or Discord cannot be reached; then the log says so.
    """
    drawing = drawn(card, embeds=embeds)
    given: dict[str, Any] = {"nonce": nonce}
    if reply_to is not None:
        given["reference"] = reply_to.to_reference(fail_if_not_exists=True)
    try:
        return await persist(lambda: channel.send(**drawing.to_send(), **given))
    except discord.Forbidden:
        if embeds:
            return await send(channel, card, embeds=False, nonce=nonce, reply_to=reply_to)
        log.info("An answer could not be sent: sending is not allowed in that channel.")
    except discord.NotFound:
        log.info("An answer could not be sent: the channel is gone.")
    except discord.HTTPException as error:
        if error.code == _INVALID_FORM and "message_reference" in str(error):
            log.info("An answer was not sent: its question was deleted meanwhile.")
        else:
            log.warning("An answer could not be sent: %s", told(error))
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("An answer could not be sent: %s", told(error))
    return None


async def edit(message: discord.PartialMessage, drawn: Drawn) -> bool:
    """Make a message of ours show something else.

    Returns:
        Whether the message is still there. Other failures are logged.
    """
    try:
        await persist(lambda: message.edit(**drawn.to_edit()))
    except discord.NotFound:
        return False
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("A reply could not be changed: %s", told(error))
    return True


async def delete(message: discord.PartialMessage | discord.Message) -> None:
    """Delete a message of ours; one that is gone already is fine."""
    try:
        await persist(message.delete)
    except discord.NotFound:
        return
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("A reply could not be deleted: %s", told(error))


def was_answered(error: Exception) -> bool:
    """Whether Discord says that an interaction has been answered: an earlier try got through."""
    return isinstance(error, discord.HTTPException) and error.code == _ALREADY_ANSWERED


def has_expired(error: Exception) -> bool:
    """Whether Discord no longer knows an interaction: it was not answered within its time."""
    return isinstance(error, discord.HTTPException) and error.code == _UNKNOWN_INTERACTION


def told(error: Exception) -> str:
    """A failure in a few words, without addresses, tokens or content."""
    if isinstance(error, discord.HTTPException):
        return f"Discord answered {error.status} (code {error.code})."
    return f"the connection to Discord failed ({type(error).__name__})."
