"""Faults strike the requests they are meant for, and do what they say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest

if TYPE_CHECKING:
    from conftest import Connect
    from loopback import Channel, World

MESSAGES = "POST /channels/*/messages"


@pytest.fixture
def channel(world: World) -> Channel:
    return world.guild().text_channel("general")


async def test_delay(world: World, channel: Channel, connect: Connect) -> None:
    world.faults.delay(MESSAGES, 0.2)
    async with connect() as bot:
        await bot.get_partial_messageable(channel.id).send("hello")
    assert world.sent(MESSAGES)[0].took >= 0.2


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_a_rate_limit_is_waited_for(
    world: World, channel: Channel, connect: Connect, scope: str
) -> None:
    fault = world.faults.rate_limit(MESSAGES, 0.1, times=2, scope=scope)
    async with connect() as bot:
        await bot.get_partial_messageable(channel.id).send("hello")
    assert [request.status for request in world.sent(MESSAGES)] == [429, 429, 200]
    assert fault.hits == 2


async def test_a_ban_is_an_error_at_once(world: World, channel: Channel, connect: Connect) -> None:
    world.faults.banned(MESSAGES)
    async with connect() as bot:
        with pytest.raises(discord.HTTPException) as raised:
            await bot.get_partial_messageable(channel.id).send("hello")
    assert raised.value.status == 429
    assert "1015" in raised.value.text


@pytest.mark.parametrize("status", [401, 403, 503])
async def test_a_status(world: World, channel: Channel, connect: Connect, status: int) -> None:
    world.faults.status(MESSAGES, status, skip=1)
    async with connect() as bot:
        place = bot.get_partial_messageable(channel.id)
        await place.send("passes")
        with pytest.raises(discord.HTTPException) as raised:
            await place.send("does not")
        await place.send("passes again")
    assert raised.value.status == status
    assert [message.content for message in channel.from_bot] == ["passes", "passes again"]


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_the_library_tries_again(
    world: World, channel: Channel, connect: Connect, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.faults.status(MESSAGES, status)
    sleep = asyncio.sleep
    async with connect() as bot:
        monkeypatch.setattr(discord.http.asyncio, "sleep", lambda _: sleep(0))
        await bot.get_partial_messageable(channel.id).send("hello")
        monkeypatch.undo()
    assert [request.status for request in world.sent(MESSAGES)] == [status, 200]


async def test_a_cut_before_leaves_nothing(
    world: World, channel: Channel, connect: Connect
) -> None:
    world.faults.cut_before(MESSAGES)
    async with connect() as bot:
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await bot.get_partial_messageable(channel.id).send("hello")
    assert channel.from_bot == []


async def test_a_cut_after_leaves_the_effect_and_a_nonce_finds_it(
    world: World, channel: Channel, connect: Connect
) -> None:
    world.faults.cut_after(MESSAGES)
    async with connect() as bot:
        place = bot.get_partial_messageable(channel.id)
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await place.send("hello", nonce="once")
        assert len(channel.from_bot) == 1
        again = await place.send("hello", nonce="once")
    assert [message.id for message in channel.from_bot] == [again.id]
    assert world.sent(MESSAGES)[0].fault == "cut after"
