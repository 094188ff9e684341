"""What fails for a moment while the bot starts is tried again, for some seconds."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Final, TypeVar

import aiohttp
import discord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PAUSES: Final = (0.3, 0.7, 1.5, 2.5, 2.5, 2.5)  # seconds: ten in all

T = TypeVar("T")


def may_pass(error: BaseException) -> bool:
    """Whether a failure may be over in a moment: the network's, or trouble of Discord's own."""
    if isinstance(error, discord.GatewayNotFound):
        error = error.__cause__ or error
    if isinstance(error, discord.HTTPException):
        return error.status >= 500
    if isinstance(error, (ssl.SSLError, aiohttp.ClientSSLError)):
        return False
    return isinstance(error, (OSError, aiohttp.ClientError))


async def patiently(
    act: Callable[[], Awaitable[T]], is_final: Callable[[Exception], bool] = lambda _: False
) -> T:
    """Do something, again after a pause while its failure may pass.

    Args:
        act: what to do.
        is_final: tells of failures that they do not pass, whatever they look like.

    Raises:
        Exception: the last failure, or one that does not pass.
    """
    for pause in PAUSES:
        try:
            return await act()
        except Exception as error:
            if is_final(error) or not may_pass(error):
                raise
        await asyncio.sleep(pause)
    return await act()
