"""What a host sets comes before the environment and defaults; what is wrong is told clearly."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from discord.ext import commands

from factdesk.desk import Desk
from factdesk.settings import Settings
from plugin.hosting import EXTENSION
from plugin.zoo import LIONS, LIONS_ANSWER, make_zoo

if TYPE_CHECKING:
    from pathlib import Path

    from loopback import Channel, User, World
    from plugin.hosting import AnyHost, Hosting


def set_by_environment(hosting: Hosting, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in hosting.settings().items():
        monkeypatch.setenv(f"FACTDESK_{name.upper()}", str(value))


def settings_of(bot: AnyHost) -> Any:
    return bot.cogs["Factdesk"].services.settings


async def loaded(hosting: Hosting, given: object) -> AnyHost:
    bot = hosting.made()
    if given is not None:
        bot.factdesk_settings = given
    await bot.load_extension(EXTENSION)
    return bot


async def test_without_any_the_environment_decides(
    hosting: Hosting, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_by_environment(hosting, monkeypatch)
    monkeypatch.setenv("FACTDESK_PROMISE", "0.9")
    async with await loaded(hosting, None) as bot:
        assert settings_of(bot).promise == 0.9


async def test_code_comes_before_the_environment(
    hosting: Hosting, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_by_environment(hosting, monkeypatch)
    monkeypatch.setenv("FACTDESK_PROMISE", "0.9")
    monkeypatch.setenv("FACTDESK_KEEP_REPLIES_DAYS", "3")
    async with await loaded(hosting, {"promise": 0.95}) as bot:
        assert settings_of(bot).promise == 0.95
        assert settings_of(bot).keep_replies_days == 3


async def test_settings_made_by_the_host_work_before_and_after_a_reload(hosting: Hosting) -> None:
    given = Settings(**hosting.settings(promise=0.95))
    async with await loaded(hosting, given) as bot:
        assert settings_of(bot).promise == 0.95
        await bot.reload_extension(EXTENSION)
        assert settings_of(bot).promise == 0.95


async def test_a_desk_of_the_hosts_serves_before_and_after_a_reload(
    world: World, hosting: Hosting, channel: Channel, mia: User
) -> None:
    def prepare(bot: AnyHost) -> None:
        bot.factdesk_desk = Desk.open(hosting.base)

    async with hosting.bot(prepare=prepare) as bot:
        assert bot.cogs["Factdesk"].services.desk is bot.factdesk_desk
        for _ in range(2):
            await mia.says(channel, LIONS, mentions=[world.bot])
            assert LIONS_ANSWER in (await channel.next_message()).text
            await bot.reload_extension(EXTENSION)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"promise": 2}, "promise"),
        ({"promis": 0.9}, "There is no setting 'promis'"),
        ({"listen_in": ["general"]}, "listen_in"),
        (42, "factdesk_settings is a int; make it a mapping"),
        ({"base": "nowhere"}, "nowhere"),
    ],
)
async def test_what_is_wrong_is_told(hosting: Hosting, given: object, told: str) -> None:
    bot = hosting.made()
    bot.factdesk_settings = given
    async with bot:
        with pytest.raises(commands.ExtensionFailed, match=told):
            await bot.load_extension(EXTENSION)
        assert bot.cogs == {}
        assert bot.extensions == {}
        assert f"{EXTENSION}.plugin" not in sys.modules


async def test_every_problem_of_a_base_is_told(hosting: Hosting, tmp_path: Path) -> None:
    make_zoo(tmp_path / "base")
    rows = '{"article": "notice", "facts": [{"id": "a"}, {"id": "b", "question": "Why?"}]}'
    (tmp_path / "base/facts/notes.yaml").write_text(rows, encoding="utf-8")
    bot = hosting.made()
    bot.factdesk_settings = hosting.settings(base=tmp_path / "base")
    async with bot:
        with pytest.raises(commands.ExtensionFailed, match=r"(?s)notes\.yaml:1: .*notes\.yaml:1: "):
            await bot.load_extension(EXTENSION)


async def test_the_token_is_not_shown(hosting: Hosting) -> None:
    bot = hosting.made()
    bot.factdesk_settings = hosting.settings(token=["secret-token"])
    async with bot:
        with pytest.raises(commands.ExtensionFailed) as raised:
            await bot.load_extension(EXTENSION)
    assert "secret-token" not in str(raised.value)
