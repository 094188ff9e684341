"""`/desk settings` and `/desk channels`: what a server sets, with menus that outlive the bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from factdesk.store import StoreTrouble
from loopback import TestMistakeError
from plugin import curating
from plugin.hosting import Scene
from plugin.sending import QUIET
from plugin.zoo import ELEPHANT, LIONS, LIONS_ANSWER, NOTHING, PENGUINS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from loopback import Channel, Guild, Message, User, World
    from plugin.hosting import Hosting


async def used(person: User, command: str, scene: Scene, **options: object) -> Message:
    reply = await curating.used(person, command, scene.channel, **options)
    assert reply.ephemeral_to is person
    return reply


async def opened(person: User, scene: Scene, name: str) -> Message:
    """One setting of the panel."""
    panel = await used(person, "/desk settings", scene)
    interaction = await person.selects(panel, name)
    await interaction.done(10)
    return panel


async def chosen(person: User, scene: Scene, name: str, value: str) -> Message:
    """What the panel shows after a setting was given a value."""
    panel = await opened(person, scene, name)
    await person.selects(panel, value)
    await shown(scene, panel, f"**{name}:** {value}")
    return panel


async def shown(scene: Scene, message: Message, text: str) -> None:
    await scene.world.until(lambda: text in message.text, 10, text)


def services_of(scene: Scene) -> Any:
    return scene.bot.get_cog("Factdesk").services  # type: ignore[union-attr]


def changed(scene: Scene, **settings: object) -> None:
    """Here, what a server's settings read as."""
    here = services_of(scene).servers.of(scene.guild.id)
    assert {name: getattr(here, name) for name in settings} == settings


def default_of(label: str) -> str:
    return label.removeprefix("As the bot's operator has it: ")


@pytest.fixture
def manager(scene: Scene) -> User:
    person = scene.world.user("cora")
    scene.guild.join(person, may=["manage_guild"])
    return person


async def test_the_panel_tells_what_holds_and_on_whose_word(scene: Scene, manager: User) -> None:
    panel = await used(manager, "/desk settings", scene)
    for line in (
        "**Promise:** 98 of 100 answers right (the operator's)",
        "**Pause in a channel:** 20 seconds (the operator's)",
        "**Pause for a question:** 10 minutes (the operator's)",
        "**Questions asked in vain are remembered:** yes",
        "**Questions asked in vain are kept for:** 90 days (the operator's)",
        "**Role that curates:** none",
    ):
        assert line in panel.text.splitlines()


@pytest.mark.parametrize(
    ("name", "value", "key", "stored"),
    [
        ("Promise", "90 of 100 answers right", "promise", 0.9),
        ("Pause in a channel", "5 minutes", "channel_pause", 300),
        ("Pause for a person", "none", "asker_pause", 0),
        ("Pause for a question", "1 day", "repeat_pause", 86_400),
        ("Questions asked in vain are remembered", "no", "remember_unanswered", False),
        ("Questions asked in vain are kept for", "7 days", "keep_questions_days", 7),
    ],
)
async def test_a_value_is_picked_and_kept_and_the_default_is_there_again(
    scene: Scene, manager: User, hosting: Hosting, name: str, value: str, key: str, stored: object
) -> None:
    await chosen(manager, scene, name, value)
    changed(scene, **{key: stored})
    assert hosting.stored("SELECT count(*) FROM server_settings") == [(1,)]
    panel = await opened(manager, scene, name)
    if key != "remember_unanswered":
        default = panel.components[0]["components"][0]["options"][0]
        assert default["label"].startswith("As the bot's operator has it")
        await manager.selects(panel, default["value"])
        await shown(scene, panel, f"**{name}:** {default_of(default['label'])} (the operator's)")
        assert hosting.stored("SELECT count(*) FROM server_settings") == [(0,)]


async def test_no_server_keeps_longer_than_the_operator(scene: Scene, manager: User) -> None:
    panel = await opened(manager, scene, "Questions asked in vain are kept for")
    labels = [each["label"] for each in panel.components[0]["components"][0]["options"]]
    assert labels[1:] == ["7 days", "30 days", "60 days", "90 days"]
    await services_of(scene).store.curation.set_setting(
        scene.guild.id, "keep_questions_days", 365, by=1
    )
    await services_of(scene).servers.read()
    changed(scene, keep_questions_days=90)


async def test_the_promise_of_a_server_is_that_of_its_answers_alone(
    scene: Scene, manager: User
) -> None:
    services = services_of(scene)
    asked: list[float | None] = []
    ask = services.desk.ask

    def noted(text: str, *, listening: bool = False, promise: float | None = None) -> Any:
        asked.append(promise)
        return ask(text, listening=listening, promise=promise)

    services.desk.ask = noted
    await chosen(manager, scene, "Promise", "99 of 100 answers right")
    other = scene.world.guild("Aquarium")
    elsewhere = other.text_channel("fish")
    for place in (scene.channel, elsewhere):
        answer = await scene.mia.uses("/ask", channel=place, options={"question": LIONS})
        await answer.done(10)
    assert asked == [0.99, 0.98]
    about = await used(scene.mia, "/facts about", scene)
    assert "at least 99 are" in about.text


async def test_questions_of_a_server_go_after_its_own_time(
    scene: Scene, manager: User, hosting: Hosting
) -> None:
    services = services_of(scene)
    for text in (NOTHING, "another riddle"):
        await used(scene.mia, "/ask", scene, question=text, private=True)
    await services.finish()
    await services.store.flush()
    hosting.change("UPDATE unanswered SET last_at = '2026-01-01 00:00:00' WHERE text LIKE 'q%'")
    await chosen(manager, scene, "Questions asked in vain are kept for", "7 days")
    await services.store.flush()
    assert hosting.stored("SELECT text FROM unanswered") == [("another riddle",)]


async def test_the_role_is_picked_from_those_of_the_server_and_taken_away(
    scene: Scene, manager: User
) -> None:
    role = scene.guild.role("librarians")
    panel = await opened(manager, scene, "Role that curates")
    await manager.selects(panel, role)
    await shown(scene, panel, f"<@&{role.id}>")
    changed(scene, curator_role=role.id)
    panel = await opened(manager, scene, "Role that curates")
    assert panel.components[0]["components"][0]["default_values"] == [
        {"id": role.id, "type": "role"}
    ]
    await manager.selects(panel)
    await shown(scene, panel, "**Role that curates:** none")
    changed(scene, curator_role=None)


async def test_channels_are_picked_all_at_once(scene: Scene, manager: User) -> None:
    forum = scene.guild.forum("questions")
    panel = await used(manager, "/desk channels", scene)
    assert "no channel" in panel.text
    await manager.selects(panel, scene.channel, forum)
    await shown(scene, panel, f"<#{forum.id}>")
    changed(scene, listen_in={scene.channel.id, forum.id})
    await manager.selects(panel, forum)
    await scene.world.until(lambda: f"<#{scene.channel.id}>" not in panel.text, 10, "one channel")
    changed(scene, listen_in={forum.id})
    await manager.selects(panel)
    await shown(scene, panel, "no channel")
    changed(scene, listen_in=frozenset())


async def test_of_channels_that_are_named_at_the_same_time_none_is_lost(
    scene: Scene, manager: User
) -> None:
    channels = [scene.guild.text_channel(f"hall-{number}") for number in range(4)]
    asked = [
        await manager.uses("/desk channels", channel=scene.channel, options={"channel": channel})
        for channel in channels
    ]
    for interaction in asked:
        await interaction.done(10)
    changed(scene, listen_in={channel.id for channel in channels})


async def test_a_channel_is_added_to_what_another_process_has_set(
    scene: Scene, manager: User
) -> None:
    services, other = services_of(scene), scene.guild.text_channel("hall")
    await services.learning.stop()  # so that it does not see that by itself
    await services.store.curation.set_setting(
        scene.guild.id, "listen_in", [other.id], by=manager.id
    )
    changed(scene, listen_in=frozenset())
    await used(manager, "/desk channels", scene, channel=scene.channel)
    changed(scene, listen_in={scene.channel.id, other.id})


async def test_a_panel_works_after_a_restart(
    world: World, hosting: Hosting, guild: Guild, channel: Channel, mia: User, leo: User
) -> None:
    guild.join(mia, may=["manage_guild"])
    async with hosting.bot() as bot:
        scene = Scene(world, bot, guild, channel, mia, leo)
        channels = await used(mia, "/desk channels", scene)
        panel = await opened(mia, scene, "Promise")
    async with hosting.bot() as bot:
        scene = Scene(world, bot, guild, channel, mia, leo)
        await mia.selects(panel, "95 of 100 answers right")
        await shown(scene, panel, "**Promise:** 95 of 100 answers right")
        await mia.selects(channels, channel)
        await shown(scene, channels, f"<#{channel.id}>")
        changed(scene, promise=0.95, listen_in={channel.id})


async def test_who_may_no_longer_manage_changes_nothing(scene: Scene, manager: User) -> None:
    panel = await opened(manager, scene, "Promise")
    channels = await used(manager, "/desk channels", scene)
    scene.guild.join(manager, may=[])
    for message, value in ((panel, "90 of 100 answers right"), (channels, scene.channel)):
        refused = await manager.selects(message, value)
        await refused.done(10)
        assert "Only who may manage this server" in refused.reply.text  # type: ignore[union-attr]
    back = await manager.presses(panel, "All settings")
    await back.done(10)
    assert "Only who may manage" in back.reply.text  # type: ignore[union-attr]
    changed(scene, promise=0.98, listen_in=frozenset())


async def test_a_change_is_on_record_in_words_and_taken_back(scene: Scene, manager: User) -> None:
    await chosen(manager, scene, "Promise", "95 of 100 answers right")
    await chosen(manager, scene, "Promise", "90 of 100 answers right")
    record = await used(manager, "/desk changes", scene)
    assert "Promise: 95 of 100 answers right → 90 of 100 answers right" in record.text
    assert "Promise: the operator's → 95 of 100 answers right" in record.text
    newest = record.components[0]["components"][0]["options"][0]
    assert newest["label"].startswith("Promise: 95 of 100 answers right → 90")
    await manager.selects(record, newest["value"])
    await shown(scene, record, "Taken back: Promise: 90 of 100")
    changed(scene, promise=0.95)


async def test_a_curator_takes_no_setting_back(scene: Scene, manager: User) -> None:
    for command in scene.world.commands:
        command["default_member_permissions"] = None
    role = scene.guild.role("librarians")
    scene.guild.join(scene.leo, roles=[role])
    await used(manager, "/desk settings", scene, curators=role)
    await chosen(manager, scene, "Promise", "95 of 100 answers right")
    record = await used(scene.leo, "/desk changes", scene)
    newest = record.components[0]["components"][0]["options"][0]
    await scene.leo.selects(record, newest["value"])
    await shown(scene, record, "Only who may manage this server")
    changed(scene, promise=0.95)


async def test_what_another_version_wrote_counts_as_unset_and_is_told(
    scene: Scene, manager: User
) -> None:
    services = services_of(scene)
    for key, value in (
        ("promise", 0.97),
        ("channel_pause", "short"),
        ("listen_in", [True]),
        ("asker_pause", 5),
        ("mood", "*merry*"),
    ):
        await services.store.curation.set_setting(scene.guild.id, key, value, by=manager.id)
    await services.servers.read()
    changed(scene, promise=0.98, channel_pause=20, asker_pause=5, listen_in=frozenset())
    status = await used(manager, "/desk status", scene)
    assert "count as unset: channel\\_pause, listen\\_in, mood, promise." in status.text
    assert LIONS_ANSWER in (await used(scene.mia, "/ask", scene, question=LIONS, private=True)).text
    record = await used(manager, "/desk changes", scene)
    assert "something that I cannot read" in record.text
    assert "a setting that I do not know" in record.text
    assert "merry" not in record.text


async def test_what_another_process_sets_holds_within_seconds(scene: Scene, manager: User) -> None:
    services = services_of(scene)
    elsewhere = type(services.store)(services.settings.store_address)
    try:
        await elsewhere.curation.set_setting(scene.guild.id, "promise", 0.9, by=manager.id)
        async with asyncio.timeout(15):
            while services.servers.of(scene.guild.id).promise != 0.9:  # noqa: ASYNC110 - it is not told
                await asyncio.sleep(0.1)
    finally:
        await elsewhere.close()


@pytest_asyncio.fixture
async def heard(
    world: World, hosting: Hosting, guild: Guild, channel: Channel, mia: User, leo: User
) -> AsyncIterator[Scene]:
    """A bot that hears all and by its operator's will never pauses."""
    guild.join(leo, may=["manage_guild"])
    pauses: dict[str, Any] = {"channel_pause": 0, "asker_pause": 0, "repeat_pause": 0}
    async with hosting.bot(content=True, message_content=True, **pauses) as bot:
        yield Scene(world, bot, guild, channel, mia, leo)


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("Pause in a channel", ELEPHANT),
        ("Pause for a person", PENGUINS),
        ("Pause for a question", LIONS),
    ],
)
async def test_a_server_has_the_desk_pause(heard: Scene, name: str, second: str) -> None:
    await used(heard.leo, "/desk channels", heard, channel=heard.channel)
    await heard.mia.says(heard.channel, LIONS)
    await heard.channel.next_message()
    await heard.mia.says(heard.channel, second)
    await heard.channel.next_message()
    await chosen(heard.leo, heard, name, "1 hour")
    await heard.mia.says(heard.channel, second)
    await heard.world.settled(QUIET)
    assert len(heard.channel.from_bot) == 2


async def test_discord_lets_one_pick_no_more_than_there_is_room_for(
    scene: Scene, manager: User
) -> None:
    panel = await opened(manager, scene, "Role that curates")
    roles = [scene.guild.role(name) for name in ("a", "b")]
    with pytest.raises(TestMistakeError, match="2 chosen"):
        await manager.selects(panel, *roles)


async def test_privacy_tells_what_holds_in_the_server(scene: Scene, manager: User) -> None:
    await chosen(manager, scene, "Questions asked in vain are kept for", "30 days")
    assert "for 30 days" in (await used(scene.mia, "/facts privacy", scene)).text
    await chosen(manager, scene, "Questions asked in vain are remembered", "no")
    assert "remember no new questions" in (await used(scene.mia, "/facts privacy", scene)).text


async def test_privacy_links_the_operators_page(
    hosting: Hosting, channel: Channel, mia: User
) -> None:
    address = "https://example.org/privacy"
    async with hosting.bot(privacy_url=address):
        page = await (await mia.uses("/facts privacy", channel=channel)).done()
        assert f"[More on privacy](<{address}>)" in page.reply.text  # type: ignore[union-attr]


async def test_who_cannot_be_forgotten_now_is_told_so(scene: Scene, manager: User) -> None:
    await chosen(manager, scene, "Promise", "95 of 100 answers right")
    page = await used(manager, "/facts privacy", scene)
    assert "Changes that you made as a curator: 1" in page.text
    trouble = StoreTrouble("The store's disk is full, so this was not kept.")
    curation = services_of(scene).store.curation

    async def fail(*_: object, **__: object) -> None:
        raise trouble

    curation.forget_person, forget = fail, curation.forget_person
    pressed = await (await manager.presses(page, "Forget me")).done()
    assert "disk is full" in pressed.reply.text  # type: ignore[union-attr]
    curation.forget_person = forget
    pressed = await (await manager.presses(page, "Forget me")).done()
    assert "Forgotten" in pressed.reply.text  # type: ignore[union-attr]


async def test_what_cannot_be_kept_is_told_and_does_not_hold(scene: Scene, manager: User) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise StoreTrouble("The store's disk is full, so this was not kept.")

    services_of(scene).store.curation.set_setting = fail
    panel = await opened(manager, scene, "Promise")
    await manager.selects(panel, "95 of 100 answers right")
    await shown(scene, panel, "The store's disk is full, so this was not kept")
    changed(scene, promise=0.98)


async def test_while_settings_cannot_be_read_the_operators_hold_and_none_is_lost(
    world: World, hosting: Hosting, guild: Guild, channel: Channel, mia: User, leo: User
) -> None:
    guild.join(mia, may=["manage_guild"])
    hosting.store.parent.mkdir(parents=True)
    hosting.store.write_bytes(b"this is no database, whatever its name says")
    async with hosting.bot() as bot:
        scene = Scene(world, bot, guild, channel, mia, leo)
        assert not services_of(scene).servers.known
        assert "operator's settings hold" in (await used(mia, "/desk status", scene)).text
        refused = await used(mia, "/desk channels", scene, channel=channel)
        assert "cannot be read now" in refused.text
        panel = await used(mia, "/desk channels", scene)
        assert "cannot be read now" in panel.text
        assert panel.components == []
        assert "cannot be read now" in (await used(mia, "/desk settings", scene)).text
        page = await used(leo, "/facts privacy", scene)
        assert "cannot look that up now" in page.text
        reply = await used(leo, "/ask", scene, question=NOTHING, private=True)
        assert "nothing on that" in reply.text
