"""`/desk stats` as a curator sees it, and cards with pictures on their way."""

from __future__ import annotations

import datetime as dt
import logging
import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any

import pytest

from factdesk.plugin import answering
from factdesk.plugin.card import Card, Picture
from factdesk.plugin.curation import figures, stats_picture
from factdesk.plugin.curation.stats import Stats, stats_of
from factdesk.plugin.curation.stats_picture import draw
from factdesk.plugin.delivery import send
from plugin.faulting import FEW, PASSING
from plugin.sending import CALLBACK, MESSAGES
from plugin.zoo import LIONS, NOTHING, PENGUINS, UNSURE

if TYPE_CHECKING:
    from loopback import Interaction, User
    from plugin.hosting import Scene


@pytest.fixture
def curator(scene: Scene) -> User:
    person = scene.world.user("cora")
    scene.guild.join(person, may=["manage_guild"])
    return person


@pytest.fixture
async def _asked(scene: Scene) -> None:
    """Two questions answered, one offered choices, three in vain."""
    for question in (LIONS, PENGUINS, UNSURE, *[NOTHING] * 3):
        await (await scene.mia.uses("/ask", question=question, channel=scene.channel)).done()
    await scene.bot.get_cog("Factdesk").services.finish()  # type: ignore[union-attr]


async def stats_shown(scene: Scene, curator: User) -> Interaction:
    used = await curator.uses("/desk stats", channel=scene.channel)
    return await used.done(20)


async def picture_expected(scene: Scene) -> bytes:
    services: Any = scene.bot.get_cog("Factdesk").services  # type: ignore[union-attr]
    tallies = await services.store.curation.tallies(scene.guild.id)
    stats = stats_of(tallies, dt.datetime.now(dt.UTC).date())
    assert (stats.total.answered, stats.total.offered, stats.total.in_vain) == (2, 1, 3)
    return draw(stats)


def sent(scene: Scene) -> list[bytes]:
    """The pictures that reached Discord."""
    return [
        request.files["stats.png"]
        for request in scene.world.requests
        if request.files and request.status == 200
    ]


@pytest.mark.usefixtures("_asked")
@pytest.mark.parametrize("patience", [10.0, 0.0], ids=["at once", "deferred"])
async def test_the_picture_is_shown_in_the_card(
    scene: Scene, curator: User, patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "DEFER_AFTER", patience)
    used = await stats_shown(scene, curator)
    assert used.deferred is (patience == 0)
    reply = used.reply
    assert reply is not None
    assert reply.ephemeral_to is curator
    assert "asked 6, answered 2, offered 1, in vain 3" in reply.text
    (file,) = reply.attachments
    assert reply.embed["image"]["url"] == file["url"]
    assert "2 of 6" in file["description"]
    assert sent(scene) == [await picture_expected(scene)]


@pytest.mark.usefixtures("_asked", "_short_pauses")
@pytest.mark.parametrize("fault", FEW)
@pytest.mark.parametrize("patience", [10.0, 0.0], ids=["at once", "deferred"])
async def test_the_picture_is_whole_when_it_is_sent_again(
    scene: Scene, curator: User, fault: str, patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "DEFER_AFTER", patience)
    PASSING[fault](scene.world.faults, "PATCH /webhooks/*" if patience == 0 else CALLBACK)
    used = await stats_shown(scene, curator)
    assert used.reply is not None
    (file,) = used.reply.attachments
    assert file["size"] == len(await picture_expected(scene))


@pytest.mark.usefixtures("_asked")
async def test_where_the_bot_may_attach_nothing_an_answer_has_its_picture_all_the_same(
    scene: Scene, curator: User
) -> None:
    scene.channel.deny_bot("attach_files")
    used = await stats_shown(scene, curator)
    assert used.reply is not None
    assert used.reply.embed["image"]


@pytest.mark.usefixtures("_asked")
async def test_where_no_embed_is_shown_the_numbers_have_to_do(scene: Scene, curator: User) -> None:
    scene.channel.deny_bot("embed_links")
    used = await stats_shown(scene, curator)
    assert used.reply is not None
    assert "answered 2" in used.reply.content
    assert used.reply.attachments == []


@pytest.mark.usefixtures("_asked")
async def test_without_matplotlib_the_numbers_have_to_do_and_the_log_says_so_once(
    scene: Scene,
    curator: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setitem(sys.modules, stats_picture.__name__, None)
    figures._say_what_is_missing.cache_clear()
    for _ in range(2):
        reply = (await stats_shown(scene, curator)).reply
        assert reply is not None
        assert "answered 2" in reply.text
        assert "image" not in reply.embed
        assert reply.attachments == []
    said = [each.getMessage() for each in caplog.records if "matplotlib" in each.getMessage()]
    assert len(said) == 1
    assert 'pip install "factdesk[pictures]"' in said[0]


async def test_where_nobody_has_asked_there_is_no_picture(scene: Scene, curator: User) -> None:
    reply = (await stats_shown(scene, curator)).reply
    assert reply is not None
    assert "Nobody has asked yet" in reply.text
    assert reply.attachments == []


def test_a_picture_that_cannot_be_drawn_costs_nothing_but_itself(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: Stats) -> bytes:
        raise RuntimeError("no letters")

    monkeypatch.setattr(stats_picture, "draw", fails)
    with caplog.at_level(logging.ERROR):
        assert figures._picture(stats_of([], dt.date(2026, 9, 16))) is None
    assert "could not be drawn" in caplog.text


def test_matplotlib_that_refuses_its_settings_costs_nothing_but_the_picture(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Refusing(MetaPathFinder):
        """As with a MPLBACKEND that there is none of."""

        def find_spec(self, name: str, *_: object) -> None:
            if name == stats_picture.__name__:
                raise ValueError("'gtk9' is not a valid value for backend")

    monkeypatch.delitem(sys.modules, stats_picture.__name__)
    monkeypatch.setattr(sys, "meta_path", [Refusing(), *sys.meta_path])
    with caplog.at_level(logging.ERROR):
        assert figures._picture(stats_of([], dt.date(2026, 9, 16))) is None
    assert "could not be drawn" in caplog.text


CARD = Card("notice", "A lion.", picture=Picture("lion.png", b"not really a picture", "A lion."))


async def delivered(scene: Scene) -> None:
    channel = scene.bot.get_partial_messageable(scene.channel.id)
    assert await send(channel, CARD, embeds=True, nonce=7, reply_to=None)


@pytest.mark.usefixtures("_short_pauses")
@pytest.mark.parametrize("fault", FEW)
async def test_a_message_has_the_whole_picture_when_it_is_sent_again(
    scene: Scene, fault: str
) -> None:
    PASSING[fault](scene.world.faults, MESSAGES)
    await delivered(scene)
    message = await scene.channel.next_message()
    assert message.attachments[0]["size"] == len(b"not really a picture")
    assert message.embed["image"]["url"] == message.attachments[0]["url"]


async def test_a_message_goes_without_where_no_file_may_be_attached(scene: Scene) -> None:
    scene.channel.deny_bot("attach_files")
    await delivered(scene)
    message = await scene.channel.next_message()
    assert (message.content, message.attachments) == ("A lion.", [])
