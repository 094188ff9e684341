"""Forums set to listening: the message that a post began with, once it exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from plugin.sending import QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, NOTHING, PENGUINS, PENGUINS_ANSWER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from loopback import Channel, Guild, User, World
    from plugin.hosting import Hosting


@pytest.fixture
def forum(guild: Guild) -> Channel:
    return guild.forum("questions")


@pytest_asyncio.fixture(autouse=True)
async def _bot(hosting: Hosting, forum: Channel) -> AsyncIterator[None]:
    async with hosting.bot(
        content=True,
        message_content=True,
        listen_in=[forum.id],
        channel_pause=0,
        asker_pause=0,
    ):
        yield


async def test_the_first_message_is_answered(forum: Channel, mia: User) -> None:
    post = await forum.post(mia, "A question", LIONS)
    assert LIONS_ANSWER in (await post.next_message()).text


async def test_the_title_may_ask(forum: Channel, mia: User) -> None:
    post = await forum.post(mia, LIONS, "I would be glad to know.")
    assert LIONS_ANSWER in (await post.next_message()).text


async def test_it_waits_until_the_first_message_exists(
    world: World, forum: Channel, mia: User
) -> None:
    post = await forum.post(mia, LIONS, "", tell_later=True)
    await world.settled(QUIET)
    assert world.said == []
    await mia.says(post, "Who knows?")
    assert LIONS_ANSWER in (await post.next_message()).text


async def test_what_follows_is_left_alone(
    world: World, forum: Channel, mia: User, leo: User
) -> None:
    post = await forum.post(mia, "Hello", NOTHING)
    await leo.says(post, LIONS)
    await mia.says(post, PENGUINS)
    await world.settled(QUIET)
    assert post.from_bot == []


async def test_a_mention_in_a_post_is_replied_to(
    world: World, forum: Channel, mia: User, leo: User
) -> None:
    post = await forum.post(mia, "Hello", NOTHING)
    await leo.says(post, PENGUINS, mentions=[world.bot])
    assert PENGUINS_ANSWER in (await post.next_message()).text
