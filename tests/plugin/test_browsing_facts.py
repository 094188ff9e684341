"""`/facts`: topics, articles, one fact, about and privacy, page by page, for the caller alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plugin.zoo import LIONS, LIONS_ANSWER, LIONS_ID, NOTHING, make_large_zoo
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from loopback import Channel, Message, User
    from plugin.hosting import Hosting, Scene


async def uses(scene: Scene, command: str, **options: object) -> Message:
    used = await scene.mia.uses(command, channel=scene.channel, **options)
    reply = (await used.done()).reply
    assert reply is not None
    assert reply.ephemeral_to is scene.mia
    return reply


def options_of(message: Message) -> list[str]:
    return [
        option["label"]
        for row in message.components
        for component in row["components"]
        for option in component.get("options", [])
    ]


async def test_from_topics_to_a_fact_and_back(scene: Scene) -> None:
    page = await uses(scene, "/facts topics")
    assert options_of(page) == ["Feeding", "Houses", "Visitors"]
    turned = await (await scene.mia.selects(page, "Feeding")).done()
    assert turned.reply is page  # the page turns, and no new message comes
    assert sorted(options_of(page)) == ["What do the zebras graze on?", LIONS]
    shown = await (await scene.mia.selects(page, LIONS)).done()
    assert shown.reply is not None
    assert shown.reply.ephemeral_to is scene.mia
    assert LIONS_ANSWER in shown.reply.text
    await (await scene.mia.presses(page, "All topics")).done()
    assert options_of(page) == ["Feeding", "Houses", "Visitors"]
    assert scene.channel.from_bot == []


async def test_articles(scene: Scene) -> None:
    page = await uses(scene, "/facts article")
    await (await scene.mia.selects(page, "Notice")).done()
    assert len(options_of(page)) == 10
    assert "1 March 2026" in page.text


@pytest.mark.parametrize("article", ["notice", "Notice", "noti"])
async def test_one_article(scene: Scene, article: str) -> None:
    page = await uses(scene, "/facts article", article=article)
    assert len(options_of(page)) == 10


async def test_an_article_is_offered_while_typing(scene: Scene) -> None:
    offered = await scene.mia.types("/facts article", article="otic", channel=scene.channel)
    assert offered == [("Notice", "notice")]
    assert await scene.mia.types("/facts article", article="zzz", channel=scene.channel) == []


async def test_no_such_article(scene: Scene) -> None:
    assert "no such article" in (await uses(scene, "/facts article", article="zzz")).text


@pytest.mark.parametrize("fact", [LIONS_ID, LIONS, "lions fed when"])
async def test_one_fact(scene: Scene, fact: str) -> None:
    assert LIONS_ANSWER in (await uses(scene, "/facts show", fact=fact)).text


async def test_a_fact_is_offered_while_typing(scene: Scene) -> None:
    offered = await scene.mia.types("/facts show", fact="lion", channel=scene.channel)
    assert offered[0] == (LIONS, LIONS_ID)


async def test_no_such_fact(scene: Scene) -> None:
    assert "What I cover" in (await uses(scene, "/facts show", fact=NOTHING)).buttons


async def test_about(scene: Scene) -> None:
    page = await uses(scene, "/facts about")
    for part in ("10 facts", "Notice", "Board", "98", "Factdesk"):
        assert part in page.text
    await (await scene.mia.presses(page, "What I cover")).done()
    assert options_of(page) == ["Feeding", "Houses", "Visitors"]


async def test_privacy_tells_what_is_read_and_kept(scene: Scene) -> None:
    page = await uses(scene, "/facts privacy")
    assert "7 days" in page.text
    assert "channels that I listen to" not in page.text


async def test_privacy_of_a_desk_that_listens(
    hosting: Hosting, channel: Channel, mia: User
) -> None:
    listening = {"listen_in": [channel.id], "message_content": True, "keep_replies_days": 1}
    async with hosting.bot(content=True, **listening):
        page = (await (await mia.uses("/facts privacy", channel=channel)).done()).reply
    assert page is not None
    assert "channels that I listen to" in page.text
    assert "1 day," in page.text


async def test_long_lists_have_pages(
    hosting: Hosting, channel: Channel, mia: User, tmp_path: Path
) -> None:
    make_large_zoo(tmp_path / "large")
    async with hosting.bot(base=tmp_path / "large"):
        page = (await (await mia.uses("/facts topics", channel=channel)).done()).reply
        assert page is not None
        first = options_of(page)
        assert len(first) == 25
        assert page.buttons == ["Next"]
        await (await mia.presses(page, "Next")).done()
        second = options_of(page)
        assert len(set(first + second)) == 30
        assert "Page 2 of 2" in page.text
        await (await mia.presses(page, "Previous")).done()
        assert options_of(page) == first
        assert first[0] == "Animals"
        await (await mia.selects(page, "Animals")).done()
        facts = options_of(page)
        assert sorted(page.buttons) == ["All topics", "Next"]
        await (await mia.presses(page, "Next")).done()
        assert len(set(facts + options_of(page))) == 30
        shown = await (await mia.selects(page, options_of(page)[0])).done()
        assert shown.reply is not None
        assert "is fed by its keeper" in shown.reply.text


async def test_a_base_without_topics_shows_its_articles(
    hosting: Hosting, channel: Channel, mia: User, tmp_path: Path
) -> None:
    make_small_base(tmp_path / "plain", ZOO)
    async with hosting.bot(base=tmp_path / "plain"):
        page = (await (await mia.uses("/facts topics", channel=channel)).done()).reply
        assert page is not None
        assert options_of(page) == ["Notice"]
        await (await mia.selects(page, "Notice")).done()
        assert "All articles" in page.buttons
