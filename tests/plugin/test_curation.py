"""The loop: asked in vain, seen by a curator, learned at once, the asker told."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from factdesk.store import trouble
from factdesk.store.trouble import TroubleError
from plugin.curating import added, found, opened, options_of, picked, pressed, used
from plugin.zoo import ELEPHANT, LIONS, LIONS_ANSWER, LIONS_ID, NOTHING, PENGUINS

if TYPE_CHECKING:
    from factdesk.plugin.services import Services
    from loopback import Message, User
    from plugin.hosting import Scene

ODD = "predator lunch hour please"


@pytest.fixture
def curator(scene: Scene) -> User:
    person = scene.world.user("cora")
    scene.guild.join(person, may=["manage_guild"])
    return person


async def asked_in_vain(scene: Scene, text: str = ODD, times: int = 1) -> Message:
    for _ in range(times):
        reply = await used(scene.mia, "/ask", scene.channel, question=text)
    await scene.bot.get_cog("Factdesk").services.finish()  # type: ignore[union-attr]
    return reply


async def taught(scene: Scene, curator: User, fact: str = LIONS) -> Message:
    """Through the search for a fact."""
    return await added(curator, await opened(curator, scene.channel, ODD), fact)


async def test_what_was_asked_in_vain_is_listed_with_how_often(scene: Scene, curator: User) -> None:
    await asked_in_vain(scene, times=3)
    listed = await used(curator, "/desk unanswered", scene.channel)
    assert "1 question, asked 3 times" in listed.text
    assert listed.ephemeral_to is curator
    card = await opened(curator, scene.channel, ODD)
    assert ODD in card.text
    assert "Why I gave no answer" in card.text


async def test_what_was_answered_is_not_listed(scene: Scene, curator: User) -> None:
    await asked_in_vain(scene, LIONS)
    listed = await used(curator, "/desk unanswered", scene.channel)
    assert "Nobody has asked in vain" in listed.text


async def test_a_phrasing_that_harms_nothing_is_effective_at_once_and_kept(
    scene: Scene, curator: User
) -> None:
    await asked_in_vain(scene)
    card = await taught(scene, curator)
    assert "Learned" in card.text
    assert LIONS_ANSWER in (await used(scene.leo, "/ask", scene.channel, question=ODD)).text
    listed = await used(curator, "/desk unanswered", scene.channel)
    assert "Nobody has asked in vain" in listed.text


async def test_who_wanted_to_know_is_told_once_and_forgotten(scene: Scene, curator: User) -> None:
    reply = await asked_in_vain(scene)
    wish = await pressed(scene.mia, reply, "Tell me when you know")
    assert "I will write to you" in wish.text
    mine = await used(scene.mia, "/facts privacy", scene.channel)
    assert "Forget me" in mine.buttons
    await taught(scene, curator)
    told = await scene.mia.dm.next_message(10)
    assert LIONS_ANSWER in told.text
    await scene.bot.get_cog("Factdesk").services.telling.finish()  # type: ignore[union-attr]
    mine = await used(scene.mia, "/facts privacy", scene.channel)
    assert "Forget me" not in mine.buttons


async def test_who_has_themself_forgotten_is_not_told(scene: Scene, curator: User) -> None:
    reply = await asked_in_vain(scene)
    await pressed(scene.mia, reply, "Tell me when you know")
    mine = await used(scene.mia, "/facts privacy", scene.channel)
    assert "Forgotten" in (await pressed(scene.mia, mine, "Forget me")).text
    await taught(scene, curator)
    await scene.world.settled()
    assert scene.mia.dm.from_bot == []


async def test_another_facts_question_is_refused_and_named(scene: Scene, curator: User) -> None:
    services = scene.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    verdict = await services.learning.teach(ELEPHANT, "lion-feeding", scene.guild.id, curator.id)
    assert not verdict.allowed
    assert verdict.harms[0].fact == "elephant-age"
    assert await services.store.curation.learned() == []


async def test_a_change_can_be_taken_back(scene: Scene, curator: User) -> None:
    await asked_in_vain(scene)
    card = await taught(scene, curator)
    undone = await curator.presses(card, "Undo")
    await undone.done(10)
    await scene.world.until(lambda: "Taken back" in card.text, 10, "the change taken back")
    assert LIONS_ANSWER not in (await used(scene.leo, "/ask", scene.channel, question=ODD)).text


async def test_a_question_set_that_does_not_load_is_told_without_its_folder(
    scene: Scene, curator: User
) -> None:
    services = scene.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    folder = services.desk.base.folder / "questions"
    folder.mkdir()
    (folder / "known.jsonl").write_text("{broken\n", encoding="utf-8")
    try:
        await asked_in_vain(scene)
        card = await opened(curator, scene.channel, ODD)
        listed = await found(curator, card, LIONS)
        await (await curator.selects(listed, options_of(listed)[LIONS])).done(10)
        await scene.world.until(lambda: "does not load" in listed.text, 20, "the problem")
        assert "in known.jsonl, line 1," in listed.text
        assert str(folder) not in listed.text
    finally:
        (folder / "known.jsonl").unlink()
        folder.rmdir()


async def test_a_fact_that_another_process_has_just_withheld_is_taught_nothing(
    scene: Scene, curator: User
) -> None:
    await asked_in_vain(scene)
    listed = await found(curator, await opened(curator, scene.channel, ODD), LIONS)
    await _seen_elsewhere(scene, curator)
    chosen = await curator.selects(listed, options_of(listed)[LIONS])
    await chosen.done(10)
    await scene.world.until(lambda: "Pick another one" in listed.text, 10, "what to do")


async def test_changes_say_what_was_decided_and_offer_what_can_be_taken_back(
    scene: Scene, curator: User
) -> None:
    await asked_in_vain(scene)
    learned = await taught(scene, curator)
    await (await curator.presses(learned, "Undo")).done(10)
    await scene.world.until(lambda: "Taken back" in learned.text, 10, "the change taken back")
    card = await opened(curator, scene.channel, ODD)
    await pressed(curator, card, "Needs a new fact")
    changes = await used(curator, "/desk changes", scene.channel)
    for text in (f"needs a new fact: “{ODD}”", f"unlearned “{ODD}”", f"learned “{ODD}” (taken"):
        assert text in changes.text
    assert list(options_of(changes)) == [f"needs a new fact: “{ODD}”"]
    undone = await curator.selects(changes, f"needs a new fact: “{ODD}”")
    await undone.done(10)
    await scene.world.until(lambda: "Taken back" in changes.text, 10, "the change taken back")
    assert f"to be seen to again: “{ODD}”" in changes.text
    assert ODD in options_of(await used(curator, "/desk unanswered", scene.channel))


async def test_another_process_serves_it_within_seconds(scene: Scene, curator: User) -> None:
    services = scene.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    elsewhere = type(services.store)(services.settings.store_address)
    try:
        await elsewhere.curation.learn(
            text=ODD, fact="lion-feeding", guild_id=scene.guild.id, by=curator.id
        )
        async with asyncio.timeout(15):
            while not await answered_with(LIONS_ANSWER, services):  # noqa: ASYNC110 - it is not told
                await asyncio.sleep(0.1)
    finally:
        await elsewhere.close()


async def _seen_elsewhere(scene: Scene, curator: User) -> Services:
    """A fact is withheld and a promise made, of which nothing is known here yet."""
    services: Services = scene.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    await services.learning.stop()
    here = {"guild_id": scene.guild.id, "by": curator.id}
    await services.store.curation.withhold(fact=LIONS_ID, reason="wrong", **here)
    await services.store.curation.set_setting(scene.guild.id, "promise", 0.9, by=curator.id)
    return services


@pytest.mark.parametrize("failing", range(4))
async def test_what_cannot_be_read_is_read_with_the_next_look(
    scene: Scene, curator: User, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    services = await _seen_elsewhere(scene, curator)
    access, reads = services.store._access, count()
    ask = access.ask

    async def fails_once(doing: Any, work: Any) -> Any:
        if next(reads) == failing:
            raise TroubleError(trouble.OUT_OF_REACH, "")
        return await ask(doing, work)

    monkeypatch.setattr(access, "ask", fails_once)
    assert not await services.learning.refresh()
    assert next(reads) > failing
    assert services.desk.base.fact(LIONS_ID) is not None
    assert await services.learning.refresh()
    assert services.desk.base.fact(LIONS_ID) is None
    assert services.servers.of(scene.guild.id).promise == 0.9


async def test_what_is_withheld_stays_so_when_nothing_can_be_read_any_more(
    scene: Scene, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = await _seen_elsewhere(scene, curator)
    await services.learning.refresh()
    await services.store.curation.forget_person(scene.mia.id)

    async def fails(*_: object) -> None:
        raise TroubleError(trouble.OUT_OF_REACH, "")

    monkeypatch.setattr(services.store._access, "ask", fails)
    assert not await services.learning.refresh()
    assert services.desk.base.fact(LIONS_ID) is None


async def answered_with(answer: str, services: Services) -> bool:
    return answer in (await services.answer_card(ODD, 1, 1, private=True)).body


def shown_to_all(scene: Scene) -> None:
    """As a server's owner may have it; then the desk's own check is what counts."""
    for command in scene.world.commands:
        command["default_member_permissions"] = None


@pytest.mark.parametrize("command", ["unanswered", "feedback", "stats", "changes"])
async def test_only_curators_may(scene: Scene, command: str, curator: User) -> None:
    shown_to_all(scene)
    refused = await used(scene.mia, f"/desk {command}", scene.channel)
    assert "Only who may manage this server" in refused.text
    assert (await used(curator, f"/desk {command}", scene.channel)).embed


async def test_the_curators_role_curates_but_does_not_manage(scene: Scene, curator: User) -> None:
    shown_to_all(scene)
    role = scene.guild.role("librarians")
    scene.guild.join(scene.leo, roles=[role])
    refused = await used(scene.leo, "/desk unanswered", scene.channel)
    assert "Only who" in refused.text
    await used(curator, "/desk settings", scene.channel, curators=role)
    assert "Asked in vain" in (await used(scene.leo, "/desk unanswered", scene.channel)).text
    assert "Only who" in (await used(scene.leo, "/desk channels", scene.channel)).text


async def test_a_press_on_a_curators_button_is_checked_too(scene: Scene, curator: User) -> None:
    """A message may be seen by who was a curator when it was sent."""
    await asked_in_vain(scene)
    card = await opened(curator, scene.channel, ODD)
    scene.guild.join(curator, may=[])
    refused = await pressed(curator, card, "Not ours")
    assert "Only who may manage" in refused.text


async def test_a_server_that_does_not_want_it_has_nothing_remembered(
    scene: Scene, curator: User
) -> None:
    await used(curator, "/desk settings", scene.channel, remember=False)
    reply = await asked_in_vain(scene)
    assert "Tell me when you know" not in reply.buttons
    assert "Nobody has asked" in (await used(curator, "/desk unanswered", scene.channel)).text


async def test_nothing_of_a_person_is_remembered_with_a_question(scene: Scene) -> None:
    text = f"{NOTHING} {scene.leo.mention} leo@zoo.example +49 30 1234567"
    await asked_in_vain(scene, text)
    services = scene.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    (kept,) = await services.store.curation.unanswered(scene.guild.id)
    assert kept.text == NOTHING


async def test_a_question_can_be_noted_for_a_new_fact_or_put_aside(
    scene: Scene, curator: User
) -> None:
    await asked_in_vain(scene)
    listed = await pressed(curator, await opened(curator, scene.channel, ODD), "Needs a new fact")
    assert "Nobody has asked in vain" in listed.text
    services = scene.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    assert [each.text for each in await services.store.curation.noted_facts()] == [ODD]


async def test_what_somebody_else_has_seen_to_meanwhile_is_told(
    scene: Scene, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two curators at once: the card is looked up before either has decided."""
    await asked_in_vain(scene)
    services = scene.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    curation = services.store.curation
    (question,) = await curation.unanswered(scene.guild.id)
    card = await opened(curator, scene.channel, ODD)
    await curation.settle([question.id], "not ours", by=1, guild_id=scene.guild.id)

    async def as_before(*_: object, **__: object) -> list[object]:
        return [question]

    monkeypatch.setattr(type(curation), "unanswered", as_before)
    listed = await found(curator, card, LIONS)
    await (await curator.selects(listed, options_of(listed)[LIONS])).done()
    await scene.world.until(lambda: "seen to meanwhile" in listed.text, 20, "what has happened")
    card = await opened(curator, scene.channel, ODD)
    assert "seen to meanwhile" in (await pressed(curator, card, "Needs a new fact")).text
    monkeypatch.undo()
    assert [each.what for each in await curation.changes(scene.guild.id)] == ["settle"]
    assert LIONS_ANSWER not in (await used(scene.leo, "/ask", scene.channel, question=ODD)).text


async def test_a_fact_that_is_complained_of_can_be_withheld_and_served_again(
    scene: Scene, curator: User
) -> None:
    answer = await used(scene.mia, "/ask", scene.channel, question=PENGUINS)
    await pressed(scene.mia, answer, "Helpful")
    listed = await used(curator, "/desk feedback", scene.channel)
    card = await picked(curator, listed, "fd:complaints:penguin-pool:0")
    act = await curator.presses(card, "Withhold this fact")
    await act.done(10)
    await scene.world.until(lambda: "Serve it again" in card.buttons, 20, "withheld")
    hidden = await used(scene.leo, "/ask", scene.channel, question=PENGUINS)
    assert "northern pool" not in hidden.text
    act = await curator.presses(card, "Serve it again")
    await act.done(10)
    await scene.world.until(lambda: "Withhold this fact" in card.buttons, 20, "served again")
    assert "northern pool" in (await used(scene.leo, "/ask", scene.channel, question=PENGUINS)).text


async def test_figures_and_changes_are_told(scene: Scene, curator: User) -> None:
    await asked_in_vain(scene, times=2)
    await asked_in_vain(scene, LIONS)
    figures = await used(curator, "/desk stats", scene.channel)
    assert "answered 1" in figures.text
    await used(curator, "/desk settings", scene.channel, remember=False)
    told = (await used(curator, "/desk changes", scene.channel)).text
    assert "Questions asked in vain are remembered: yes → no" in told


async def test_channels_to_listen_in_are_set_in_discord(scene: Scene, curator: User) -> None:
    told = await used(curator, "/desk channels", scene.channel, channel=scene.channel)
    assert f"<#{scene.channel.id}>" in told.text
    assert "I cannot read there" in told.text
    told = await used(curator, "/desk channels", scene.channel, channel=scene.channel, listen=False)
    assert "no channel" in told.text
