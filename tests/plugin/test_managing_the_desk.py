"""`/desk`: the state of things, and loading the facts again; checked on the bot's side too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from loopback import TestMistakeError
from plugin.hosting import Scene
from plugin.zoo import LIONS, LIONS_ANSWER, make_zoo

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from loopback import Channel, Guild, User, World
    from loopback.interactions import Interaction
    from plugin.hosting import Hosting

NEW_ANSWER = "The lions are fed daily at 16:00."


@pytest_asyncio.fixture
async def there(
    world: World,
    hosting: Hosting,
    guild: Guild,
    channel: Channel,
    mia: User,
    leo: User,
    tmp_path: Path,
) -> AsyncIterator[Scene]:
    """The bot's owner is mia; the base may be changed."""
    guild.join(mia, may=["manage_guild"])
    make_zoo(tmp_path / "changing")
    async with hosting.bot(base=tmp_path / "changing", options={"owner_id": mia.id}) as bot:
        yield Scene(world, bot, guild, channel, mia, leo)


async def said(interaction: Interaction, to: User) -> str:
    reply = (await interaction.done()).reply
    assert reply is not None
    assert reply.ephemeral_to is to
    return reply.text


def change_base(folder: Path, old: str, new: str) -> None:
    path = folder / "changing/facts/notes.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def let_everybody_see(world: World) -> None:
    """The server's owner has changed who sees `/desk`: Discord's hint counts no more."""
    for command in world.commands:
        command["default_member_permissions"] = None


async def test_the_status(there: Scene) -> None:
    text = await said(await there.mia.uses("/desk status", channel=there.channel), there.mia)
    for part in ("10 facts", "98 of 100", "I have every permission", "All is well"):
        assert part in text


@pytest.mark.parametrize(
    ("permission", "told"),
    [
        ("embed_links", "Embed Links"),
        ("send_messages", "Send Messages:"),
        ("send_messages_in_threads", "Send Messages in Threads"),
        ("read_message_history", "Read Message History"),
        ("view_channel", "View Channel"),
    ],
)
async def test_the_status_tells_what_is_missing(there: Scene, permission: str, told: str) -> None:
    there.channel.deny_bot(permission)
    text = await said(await there.mia.uses("/desk status", channel=there.channel), there.mia)
    assert f"- {told}" in text


async def test_discord_hides_it_from_others(there: Scene) -> None:
    with pytest.raises(TestMistakeError, match="lacks permissions"):
        await there.leo.uses("/desk status", channel=there.channel)


async def test_the_bot_itself_refuses_others(there: Scene) -> None:
    let_everybody_see(there.world)
    text = await said(await there.leo.uses("/desk status", channel=there.channel), there.leo)
    assert text == "Only who may manage this server can use that."


async def test_only_the_bots_owner_reloads(there: Scene) -> None:
    there.guild.join(there.leo, may=["manage_guild"])
    text = await said(await there.leo.uses("/desk reload", channel=there.channel), there.leo)
    assert "Only the owner of this bot" in text


async def test_a_reload_serves_the_new_facts(there: Scene, tmp_path: Path) -> None:
    change_base(tmp_path, LIONS_ANSWER, NEW_ANSWER)
    asked = await there.leo.uses("/ask", question=LIONS, channel=there.channel)
    assert (await asked.done()).reply.embed["description"] == LIONS_ANSWER  # type: ignore[union-attr]
    text = await said(await there.mia.uses("/desk reload", channel=there.channel), there.mia)
    assert "Loaded" in text
    assert "10 facts" in text
    asked = await there.leo.uses("/ask", question=LIONS, channel=there.channel)
    assert (await asked.done()).reply.embed["description"] == NEW_ANSWER  # type: ignore[union-attr]


async def test_after_a_reload_new_questions_are_offered(there: Scene, tmp_path: Path) -> None:
    change_base(tmp_path, "Where do the penguins swim?", "Where do the walruses swim?")
    await said(await there.mia.uses("/desk reload", channel=there.channel), there.mia)
    offered = await there.leo.types("/ask", question="walrus", channel=there.channel)
    assert "Where do the walruses swim?" in [choice.name for choice in offered]


async def test_a_base_that_breaks_keeps_the_old_one(there: Scene, tmp_path: Path) -> None:
    change_base(tmp_path, '"id": "lion-feeding"', '"id": "Lion Feeding"')
    text = await said(await there.mia.uses("/desk reload", channel=there.channel), there.mia)
    assert "go on with those I have" in text
    assert "notes.yaml:1:" in text
    assert str(tmp_path) not in text
    asked = await there.leo.uses("/ask", question=LIONS, channel=there.channel)
    assert (await asked.done()).reply.embed["description"] == LIONS_ANSWER  # type: ignore[union-attr]


async def test_a_base_that_is_gone_keeps_the_old_one(there: Scene, tmp_path: Path) -> None:
    (tmp_path / "changing").rename(tmp_path / "moved")
    text = await said(await there.mia.uses("/desk reload", channel=there.channel), there.mia)
    assert "go on with those I have" in text
    assert str(tmp_path) not in text
    await there.leo.says(there.channel, LIONS, mentions=[there.world.bot])
    assert LIONS_ANSWER in (await there.channel.next_message()).text


async def test_asking_goes_on_while_it_reloads(there: Scene) -> None:
    reloading = await there.mia.uses("/desk reload", channel=there.channel)
    asked = await there.leo.uses("/ask", question=LIONS, channel=there.channel)
    assert LIONS_ANSWER in (await asked.done()).reply.text  # type: ignore[union-attr]
    assert "Loaded" in await said(reloading, there.mia)
