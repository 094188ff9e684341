"""Why the bot cannot run or go on, as one sentence for its operator."""

from __future__ import annotations

import re
import socket
import ssl
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord.ext import commands
from discord.gateway import ReconnectWebSocket

from factdesk.app.token import PORTAL, WHERE, StartProblem
from factdesk.logs import where
from factdesk.lookup import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

STATUS = "https://discordstatus.com"

_AGAIN = "see to this machine's network and start the bot again"

AUTHENTICATION_FAILED = 4004
INVALID_SHARD = 4010
SHARDING_REQUIRED = 4011
INVALID_INTENTS = 4013
DISALLOWED_INTENTS = 4014


def root(error: BaseException) -> BaseException:
    """The error that an extension's loading or a command's invocation is wrapped around."""
    while isinstance(error, (commands.ExtensionFailed, commands.CommandInvokeError)):
        error = error.original
    return error


def sentence(error: BaseException, *, message_content: bool = False) -> str:
    """What happened and what to do, on one line and without secrets.

    Args:
        error: what ended the bot or kept it from starting.
        message_content: whether the bot asked for the message content intent.
    """
    error = root(error)
    if isinstance(error, discord.GatewayNotFound):
        error = error.__cause__ or error
    if _is_about_intents(error):
        return _intents_refused(message_content=message_content)
    for kinds, say in _SENTENCES:
        if isinstance(error, kinds):
            return say(error)
    place = " < ".join(where(error)) or "no place known"
    return f"Something unforeseen ended the bot, a fault of the program: {_short(error)} ({place})."


def _is_about_intents(error: BaseException) -> bool:
    if isinstance(error, discord.ConnectionClosed):
        return error.code in {INVALID_INTENTS, DISALLOWED_INTENTS}
    return isinstance(error, discord.PrivilegedIntentsRequired)


def _intents_refused(*, message_content: bool) -> str:
    if not message_content:
        return f"Discord refuses the intents that the bot asks for: see “Bot” at {PORTAL}."
    return (
        "Discord refuses to let the bot read messages: switch on “Message Content Intent” for it "
        f"in the developer portal ({PORTAL}, your application, “Bot”, “Privileged Gateway "
        "Intents”), or switch it off here (FACTDESK_MESSAGE_CONTENT=false); it is only needed for "
        "listening."
    )


def _closed(code: int | None) -> str:
    if code == AUTHENTICATION_FAILED:
        return (
            "Discord does not accept the token any more, it was probably reset: copy the new one "
            f"from {WHERE} into {TOKEN}."
        )
    if code in {INVALID_SHARD, SHARDING_REQUIRED}:
        return (
            "Discord wants the bot to share its servers out to more connections: start it again, "
            "it then asks how many."
        )
    return f"Discord closed the connection for good (code {code}): see {STATUS}, then start again."


def answered(status: int) -> str:
    """The sentence on a status that Discord answers instead of what was asked for."""
    if status == 429:
        return (
            "Discord answers 429, too many requests from this address or bot: wait a quarter of "
            "an hour, then start it again."
        )
    if status >= 500:
        return (
            f"Discord answers {status}, it has trouble of its own: see {STATUS} and start the bot "
            "again later."
        )
    return (
        f"Discord refuses to let the bot in and answers {status}: see that nothing between here "
        f"and Discord changes requests, and the application at {PORTAL}."
    )


def _short(error: BaseException) -> str:
    """The error on one line."""
    text = " ".join(str(error).split())
    return (f"{type(error).__name__}: {text}" if text else type(error).__name__).rstrip(".")


def _as_the_system_says(error: BaseException) -> str:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    said = getattr(cause, "strerror", None)
    said = f"{said[0].lower()}{said[1:]}" if said else _short(cause)
    return re.sub(r"^connect call failed.*", "connection refused", said)


_CUT = (aiohttp.ServerDisconnectedError, ConnectionResetError, ReconnectWebSocket)
_NO_NAME = (aiohttp.ClientConnectorDNSError, socket.gaierror)
_NO_TRUST = (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError)
_CAUSES: tuple[tuple[type | tuple[type, ...], Callable[[Any], str], str], ...] = (
    (aiohttp.WSServerHandshakeError, lambda error: f"it answers {error.status}", _AGAIN),
    (TimeoutError, lambda _: "it did not answer in time", _AGAIN),
    (_CUT, lambda _: "the connection was cut", _AGAIN),
    (
        _NO_NAME,
        lambda error: f"the name {getattr(error, 'host', 'discord.com')} is not found",
        "see to this machine's network and DNS",
    ),
    (
        _NO_TRUST,
        lambda _: "its certificate is not trusted here",
        "see to this machine's clock and certificates",
    ),
    (
        ssl.SSLError,
        lambda _: "no secure connection comes about",
        "see what stands between here and Discord",
    ),
    (BaseException, _as_the_system_says, _AGAIN),
)


def why_unreachable(error: BaseException) -> tuple[str, str]:
    """Why there is no connection, and what to do, in some words each."""
    say, advice = next((s, a) for kinds, s, a in _CAUSES if isinstance(error, kinds))
    return say(error), advice


def _unreachable(error: BaseException) -> str:
    return f"Discord cannot be reached: {'; '.join(why_unreachable(error))}."


_SENTENCES: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (StartProblem, str),
    (
        discord.LoginFailure,
        lambda _: f"Discord does not know this token: copy it anew from {WHERE} into {TOKEN}.",
    ),
    (discord.ConnectionClosed, lambda error: _closed(error.code)),
    (discord.HTTPException, lambda error: answered(error.status)),
    (
        (OSError, aiohttp.ClientError, discord.GatewayNotFound),
        _unreachable,
    ),
    (
        (commands.ExtensionError, discord.ClientException),
        lambda error: f"The bot cannot start: {_short(error)}.",
    ),
)
