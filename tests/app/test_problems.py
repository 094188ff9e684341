"""The sentences on why the bot cannot run; those that processes show are in test_process.py."""

from __future__ import annotations

import socket
import ssl
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest
from aiohttp.client_reqrep import ConnectionKey
from discord.ext import commands

from factdesk.app.problems import root, sentence
from factdesk.app.serving import told
from factdesk.app.token import StartProblem
from factdesk.factbase.problems import FactBaseError, Problem
from factdesk.lookup import SettingsError

KEY = ConnectionKey("discord.com", 443, True, True, None, None, None)  # noqa: FBT003


def answered(status: int) -> discord.HTTPException:
    response = SimpleNamespace(status=status, reason="said\nso")
    return discord.HTTPException(cast("Any", response), "text\nof it")


def closed(code: int) -> discord.ConnectionClosed:
    return discord.ConnectionClosed(cast("Any", None), shard_id=0, code=code)


def no_gateway(status: int) -> discord.GatewayNotFound:
    error = discord.GatewayNotFound()
    error.__cause__ = answered(status)
    return error


def failing(error: Exception) -> commands.ExtensionFailed:
    return commands.ExtensionFailed("factdesk", error)


REFUSED = aiohttp.ClientConnectorError(
    KEY, ConnectionRefusedError(111, "Connect call failed ('162.159.1.1', 443)")
)
LOST = aiohttp.ClientConnectorDNSError(KEY, socket.gaierror(-3, "Temporary failure"))
UNTRUSTED = aiohttp.ClientConnectorCertificateError(
    KEY, ssl.SSLCertVerificationError("self-signed")
)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (StartProblem("No."), "No."),
        (discord.LoginFailure("Improper token"), "Discord does not know this token: "),
        (closed(4004), "Discord does not accept the token any more, "),
        (closed(4010), "Discord wants the bot to share its servers out "),
        (closed(4011), "Discord wants the bot to share its servers out "),
        (closed(4012), "Discord closed the connection for good (code 4012): "),
        (closed(4013), "Discord refuses the intents "),
        (discord.PrivilegedIntentsRequired(0), "Discord refuses the intents "),
        (answered(429), "Discord answers 429, too many requests "),
        (answered(500), "Discord answers 500, it has trouble of its own: "),
        (answered(403), "Discord refuses to let the bot in and answers 403: "),
        (no_gateway(502), "Discord answers 502, "),
        (discord.GatewayNotFound(), "Discord cannot be reached: "),
        (REFUSED, "Discord cannot be reached: connection refused; "),
        (LOST, "Discord cannot be reached: the name discord.com is not found; "),
        (UNTRUSTED, "Discord cannot be reached: its certificate is not trusted here; "),
        (ssl.SSLError("odd"), "Discord cannot be reached: no secure connection comes about; "),
        (TimeoutError(), "Discord cannot be reached: it did not answer in time; "),
        (ConnectionResetError(104, "Connection reset by peer"), "Discord cannot be reached: the c"),
        (aiohttp.ServerDisconnectedError(), "Discord cannot be reached: the connection was cut; "),
        (commands.NoEntryPointError("factdesk"), "The bot cannot start: "),
        (failing(KeyError("x")), "Something unforeseen ended the bot, "),
        (failing(answered(503)), "Discord answers 503, "),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value[:20],
)
def test_a_sentence_tells_what_happened(error: Exception, told: str) -> None:
    said = sentence(error)
    assert said.startswith(told)
    assert said.endswith(".")
    assert len(said.splitlines()) == 1


def test_the_message_content_intent_is_named_only_where_it_was_asked_for() -> None:
    error = discord.PrivilegedIntentsRequired(0)
    assert "“Message Content Intent”" in sentence(error, message_content=True)
    assert "Message Content" not in sentence(error, message_content=False)


def test_something_unforeseen_is_told_with_its_place() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 // int("0")
    assert "ZeroDivisionError: " in sentence(caught.value)
    assert "(test_problems.py:" in sentence(caught.value)


def test_the_root_of_a_failed_extension_is_found() -> None:
    error = KeyError("x")
    assert root(failing(error)) is error


def test_what_the_operator_can_mend_in_files_ends_with_two() -> None:
    base = FactBaseError([Problem("a.yaml", 2, "odd"), Problem("b.yaml", 0, "odd")])
    lines, code = told(failing(base), message_content=False)
    assert code == 2
    expected = ["a.yaml:2: odd", "b.yaml: odd", "It does not load: 2 problems, listed above."]
    assert lines == expected
    assert told(SettingsError("No such."), message_content=False) == (["No such."], 2)
