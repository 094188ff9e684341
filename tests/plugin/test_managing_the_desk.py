"""`/desk`: the state of things, and loading the facts again; checked on the bot's side too."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from factdesk import __version__
from factdesk.desk import Desk
from factdesk.factbase.load import load_base
from factdesk.settings import Settings
from factdesk.store import StoreTrouble
from loopback import TestMistakeError
from plugin.hosting import Scene
from plugin.zoo import LIONS, LIONS_ANSWER, make_zoo
from smallbases import MENAGERIE, make_small_base

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from loopback import Channel, Guild, User, World
    from loopback.interactions import Interaction
    from plugin.hosting import AnyHost, Hosting

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
    for part in (
        "10 facts from 1 article.",
        "98 of 100 answers right (the operator's). These facts are too few to show",
        "I have every permission",
        "I listen in no channel",
        "SQLite, replies.sqlite3. All is well.",
        "UTC, without the message content intent",
        f"Factdesk {__version__}",
    ):
        assert part in text
    assert str(there.bot.get_cog("Factdesk").services.since.year) in text  # type: ignore[union-attr]
    assert "curators" not in text


async def test_the_status_tells_what_curators_have_changed(there: Scene) -> None:
    services = there.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    store = services.store.curation
    who = {"guild_id": there.guild.id, "by": there.mia.id}
    first = await store.learn(text="supper of the lions", fact="lion-feeding", **who)
    await store.learn(text="dinner of the lions", fact="lion-feeding", **who)
    await store.mark_exported([first.id])
    await store.withhold(fact="zebra", reason="doubtful", **who)
    await services.learning.refresh()
    text = await said(await there.mia.uses("/desk status", channel=there.channel), there.mia)
    assert "9 facts" in text
    assert "Learned from curators: 2 phrasings, 1 of them not in the files yet." in text
    assert "Withheld by curators: 1 fact." in text


async def test_the_status_tells_the_promise_of_the_server_and_what_keeps_it(
    hosting: Hosting, guild: Guild, channel: Channel, mia: User, tmp_path: Path
) -> None:
    guild.join(mia, may=["manage_guild"])
    make_small_base(tmp_path / "menagerie", MENAGERIE)
    async with hosting.bot(base=tmp_path / "menagerie", promise=0.6) as bot:
        services = bot.get_cog("Factdesk").services  # type: ignore[union-attr]
        text = await said(await mia.uses("/desk status", channel=channel), mia)
        assert "60 of 100 answers right (the operator's). I keep it by answering from" in text
        await services.store.curation.set_setting(guild.id, "promise", 0.99, by=mia.id)
        await services.servers.read()
        kept = services.desk.confidence(0.99).can_be_kept
        text = await said(await mia.uses("/desk status", channel=channel), mia)
        assert "99 of 100 answers right. " in text
        assert ("Nothing keeps it on these facts" in text) is not kept


@pytest.mark.parametrize("loading", [False, True])
async def test_facts_past_their_time_go_at_midnight(
    hosting: Hosting,
    channel: Channel,
    mia: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    loading: bool,
) -> None:
    """Also when the day ends between loading the facts and serving them."""
    channel.guild.join(mia, may=["manage_guild"])
    make_zoo(tmp_path / "changing")
    change_base(
        tmp_path, '"id": "lion-feeding"', '"stale_after": "2027-12-31", "id": "lion-feeding"'
    )
    day = dt.date(2027, 12, 31)
    settings = Settings(withhold_stale=True)
    desk = Desk(load_base(tmp_path / "changing"), settings, lambda: day)

    def served(bot: AnyHost) -> None:
        bot.factdesk_desk = desk
        module = sys.modules["factdesk.plugin.curation.learning"]
        monkeypatch.setattr(module, "LOOK_EVERY", 0.02)
        monkeypatch.setattr(module, "today", lambda: day)

    if loading:
        day = dt.date(2028, 1, 1)
    async with hosting.bot(prepare=served, withhold_stale=True) as bot:
        services = bot.get_cog("Factdesk").services  # type: ignore[union-attr]
        if not loading:
            asked = await mia.uses("/ask", question=LIONS, channel=channel)
            assert LIONS_ANSWER in (await asked.done()).reply.text  # type: ignore[union-attr]
        day = dt.date(2028, 1, 1)
        await hosting.world.until(lambda: len(services.desk.base.facts) == 9, 15, "a new day")
        asked = await mia.uses("/ask", question=LIONS, channel=channel)
        assert LIONS_ANSWER not in (await asked.done()).reply.text  # type: ignore[union-attr]
        offered = await mia.types("/ask", question="when are the lions", channel=channel)
        assert LIONS not in [choice.name for choice in offered]


async def test_a_server_that_is_left_is_forgotten_as_soon_as_the_store_can_be_written(
    there: Scene, hosting: Hosting, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = there.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    curation = services.store.curation
    await curation.set_setting(there.guild.id, "promise", 0.9, by=there.mia.id)
    module = sys.modules[type(services.learning).__module__]
    monkeypatch.setattr(module, "LOOK_EVERY", 0.02)
    forget, tried = curation.forget_server, []

    async def fail_first(guild: int) -> None:
        tried.append(guild)
        if len(tried) == 1:
            raise StoreTrouble("The store's disk is full, so this was not kept.")
        await forget(guild)

    curation.forget_server = fail_first
    there.guild.remove_bot()
    await there.world.until(
        lambda: hosting.stored("SELECT * FROM server_settings") == [], 15, "forgotten"
    )
    assert tried == [there.guild.id] * 2


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
