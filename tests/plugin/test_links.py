"""Sources are links that land on the passage, and none unfolds into a preview."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from plugin.zoo import LIONS, make_zoo

if TYPE_CHECKING:
    from pathlib import Path

    from loopback import Channel, User, World
    from plugin.hosting import Hosting

BARE = re.compile(r"(?<!<)https?://")


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """The zoo with an article whose address is known."""
    folder = tmp_path / "linked"
    make_zoo(folder)
    path = folder / "seeds/notice.yaml"
    article = json.loads(path.read_text(encoding="utf-8"))
    article["url"] = "https://zoo.example/notice"
    path.write_text(json.dumps(article), encoding="utf-8")
    return folder


@pytest.mark.parametrize("embeds", [True, False])
async def test_a_source_links_to_its_article(
    world: World, hosting: Hosting, channel: Channel, mia: User, linked: Path, *, embeds: bool
) -> None:
    if not embeds:
        channel.deny_bot("embed_links")
    async with hosting.bot(base=linked):
        await mia.says(channel, LIONS, mentions=[world.bot])
        text = (await channel.next_message()).text
    assert "[Notice](<https://zoo.example/notice" in text
    assert BARE.search(text) is None


@pytest.mark.parametrize("embeds", [True, False])
async def test_pages_do_not_unfold_either(
    hosting: Hosting, channel: Channel, mia: User, linked: Path, *, embeds: bool
) -> None:
    if not embeds:
        channel.deny_bot("embed_links")
    async with hosting.bot(base=linked):
        for command in ("/facts article", "/facts about", "/facts privacy", "/facts topics"):
            page = (await (await mia.uses(command, channel=channel)).done()).reply
            assert page is not None
            assert BARE.search(page.text) is None
        options = {"article": "notice"}
        page = (await (await mia.uses("/facts article", channel=channel, **options)).done()).reply
        assert page is not None
        assert "(<https://zoo.example/notice>)" in page.text
