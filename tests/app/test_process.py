"""The standalone bot as a process, against a Discord on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from basekit import make_base
from loopback.fixtures import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loopback.process import BotProcess
    from loopback.world import World

__all__ = ["world"]

STUB = Path(__file__).with_name("run_stub.py")
GUILD_COMMANDS = "PUT /applications/*/guilds/*/commands"
READY = "ready: "


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small base, in which the bot runs."""
    for name in ("DISCORD_TOKEN", "FACTDESK_TOKEN", "FACTDESK_BASE"):
        monkeypatch.delenv(name, raising=False)
    return make_base(tmp_path)


def running(world: World, folder: Path, *options: str, **env: str) -> BotProcess:
    env = {"DISCORD_TOKEN": world.token, "FACTDESK_STORE": "store.sqlite3", **env}
    command = [sys.executable, str(STUB), "run", "--base", str(folder), *options]
    return world.process(command, env=env, cwd=str(folder))


def commands(world: World) -> str:
    return f"PUT /applications/{world.application_id}/commands"


async def code_of(world: World, folder: Path, *options: str, **env: str) -> tuple[int, str]:
    """How a run ends, and what stands on standard error."""
    async with running(world, folder, *options, **env) as bot:
        code = await bot.ended(40)
        assert world.token not in bot.stderr + bot.stdout
        assert "Traceback" not in bot.stderr
        return code, bot.stderr


@contextlib.contextmanager
def nobody_listens() -> Iterator[str]:
    """An address at which connections are refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}/api/v10"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly(world: World, folder: Path, number: signal.Signals) -> None:
    async with running(world, folder) as bot:
        await bot.says(READY)
        bot.signal(number)
        assert await bot.ended() == 0
        assert "stub flushed" in bot.stdout
        assert world.token not in bot.stderr


async def test_it_tells_in_one_line_that_it_is_ready(world: World, folder: Path) -> None:
    world.guild("Embassy")
    async with running(world, folder) as bot:
        await bot.says("message_content is off")
        (line,) = [line for line in bot.stderr.splitlines() if READY in line]
        told = "ready: 1 server, 1 shard, 2 facts, promise 0.98, listening not possible"
        assert told in line


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_while_modules_are_imported(number: signal.Signals) -> None:
    code = "import os, factdesk.cli.early as e; os.kill(os.getpid(), e.signal.SIG); print('on')"
    code = code.replace("SIG)", f"{number.name})")
    command = [sys.executable, "-c", code, "run"]
    ended = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


async def test_a_setting_that_is_none_is_told(world: World, folder: Path) -> None:
    async with running(world, folder, FACTDESK_PROMIS="0.9") as bot:
        await bot.says("is FACTDESK_PROMISE meant?")
        await bot.says(READY)


async def test_a_signal_ends_it_while_it_logs_in(world: World, folder: Path) -> None:
    world.faults.delay("GET /users/@me", 60)
    async with running(world, folder) as bot:
        await world.until(lambda: bool(world.requests), 20, "the login")
        bot.signal(signal.SIGTERM)
        assert await bot.ended() == 0


async def test_a_signal_ends_it_while_the_plugin_loads(world: World, folder: Path) -> None:
    async with running(world, folder, STUB_TROUBLE="hangs") as bot:
        await bot.says("stub hangs")
        bot.signal(signal.SIGTERM)
        assert await bot.ended() == 0


async def test_a_signal_ends_it_before_it_begins(world: World, folder: Path) -> None:
    async with running(world, folder, STUB_EARLY_SIGNAL="1") as bot:
        assert await bot.ended() == 0


async def test_a_second_signal_changes_nothing(world: World, folder: Path) -> None:
    env = {"STUB_TROUBLE": "never ends", "STUB_CLOSE_SECONDS": "1"}
    async with running(world, folder, **env) as bot:
        await bot.says(READY)
        bot.signal(signal.SIGTERM)
        await bot.says("stub never ends")
        bot.signal(signal.SIGINT)
        assert await bot.ended() == 0
        assert "not everything could be closed" in bot.stderr


async def test_who_has_asked_is_answered_before_it_ends(world: World, folder: Path) -> None:
    channel, mia = world.guild("Embassy").text_channel("general"), world.user("mia")
    async with running(world, folder) as bot:
        await bot.says(READY)
        await world.offers("ask")
        fault = world.faults.delay("POST /interactions/*", 0.5)
        asked = await mia.uses("/ask", question="Still there?", channel=channel)
        await world.until(lambda: fault.hits, 10, "the answer on its way")
        bot.signal(signal.SIGTERM)
        await asked.done()
        assert await bot.ended() == 0
        assert asked.reply.text == "Still there?"
        assert "stub flushed" in bot.stdout


@pytest.mark.parametrize("level", ["info", "debug"])
async def test_with_the_plugin_it_answers_and_tells_nobody_who_asked_what(
    world: World, folder: Path, level: str
) -> None:
    channel, mia = world.guild("Embassy").text_channel("general"), world.user("mia")
    command = [sys.executable, "-m", "factdesk", "run", "--base", str(folder)]
    env = {
        "DISCORD_TOKEN": world.token,
        "FACTDESK_STORE": "store.sqlite3",
        "FACTDESK_LOG_LEVEL": level,
    }
    for _ in range(2):
        async with world.process(command, env=env, cwd=str(folder)) as bot:
            await bot.says(READY)
            await world.offers("ask")
            asked = await mia.uses("/ask", question="xylophone on saturday?", channel=channel)
            await asked.done()
            bot.signal(signal.SIGTERM)
            assert await bot.ended() == 0
            for hidden in (world.token, "xylophone", str(mia.id), "mia", "aW50"):
                assert hidden not in bot.stderr
    assert len(world.sent(commands(world))) == 1


async def test_a_wrong_token_is_one_sentence(world: World, folder: Path) -> None:
    code, said = await code_of(world, folder, DISCORD_TOKEN="wrong.wrong.wrong")  # noqa: S106
    assert code == 1
    assert said.startswith("Discord does not know this token: ")
    assert said.count("\n") == 1
    assert "wrong" not in said


async def test_an_intent_that_was_not_granted_is_one_sentence(world: World, folder: Path) -> None:
    world.privileged = set()
    code, said = await code_of(world, folder, FACTDESK_MESSAGE_CONTENT="true")
    assert code == 1
    assert said.splitlines()[-1].startswith("Discord refuses to let the bot read messages: ")
    assert "FACTDESK_MESSAGE_CONTENT=false" in said


async def test_a_granted_intent_is_used(world: World, folder: Path) -> None:
    world.privileged = {"message_content"}
    async with running(world, folder, FACTDESK_MESSAGE_CONTENT="true") as bot:
        await bot.says("listening possible")


async def test_no_network_is_one_sentence(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nobody_listens() as address:
        monkeypatch.setattr(type(world.server), "url", address)
        code, said = await code_of(world, folder)
    assert code == 1
    assert said.startswith("Discord cannot be reached: connection refused")
    assert said.count("\n") == 1


async def test_a_name_that_is_not_found_is_one_sentence(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(world.server), "url", "http://discord.invalid/api/v10")
    code, said = await code_of(world, folder)
    assert code == 1
    assert said.startswith("Discord cannot be reached: the name discord.invalid is not found; ")


async def test_a_login_without_an_answer_is_one_sentence(world: World, folder: Path) -> None:
    world.faults.delay("GET /users/@me", 60)
    code, said = await code_of(world, folder, STUB_LOGIN_SECONDS="1")
    assert code == 1
    assert said.startswith("Discord cannot be reached: it did not answer in time; ")


@pytest.mark.parametrize("request_", ["GET /users/@me", "GET /gateway/bot"])
async def test_trouble_of_discords_is_one_sentence(
    world: World, folder: Path, request_: str
) -> None:
    world.faults.status(request_, 503, times=99)
    code, said = await code_of(world, folder)
    assert code == 1
    assert said.splitlines()[-1].startswith("Discord answers 503, ")


async def test_trouble_that_goes_on_is_one_sentence(world: World, folder: Path) -> None:
    world.faults.status("GET /users/@me", 500, times=99)
    code, said = await code_of(world, folder, STUB_LOGIN_SECONDS="0.5")
    assert code == 1
    assert said.startswith("Discord answers 500, ")


async def test_a_login_that_must_wait_for_long_is_one_sentence(world: World, folder: Path) -> None:
    world.faults.rate_limit("GET /users/@me", 600)
    code, said = await code_of(world, folder, STUB_LOGIN_SECONDS="0.5")
    assert code == 1
    assert said.splitlines()[-1].startswith("Discord answers 429, ")


async def test_too_many_requests_are_one_sentence(world: World, folder: Path) -> None:
    world.faults.banned(times=99)
    code, said = await code_of(world, folder)
    assert code == 1
    assert said.startswith("Discord answers 429, ")


async def test_a_base_that_does_not_load_is_listed(world: World, folder: Path) -> None:
    (folder / "facts" / "synonyms.yaml").write_text("groups: nothing\n", encoding="utf-8")
    code, said = await code_of(world, folder)
    assert code == 2
    assert "synonyms.yaml:1: " in said
    assert said.endswith("It does not load: 1 problem, listed above.\n")


async def test_a_plugin_that_does_not_load_is_one_sentence(world: World, folder: Path) -> None:
    code, said = await code_of(world, folder, STUB_TROUBLE="fails")
    assert code == 1
    assert said.count("\n") == 1


async def test_a_token_that_is_revoked_ends_it(world: World, folder: Path) -> None:
    async with running(world, folder) as bot:
        await bot.says(READY)
        await world.gateway.close(4004)
        assert await bot.ended() == 1
        last = bot.stderr.splitlines()[-1]
        assert last.startswith("Discord does not accept the token any more, ")


async def test_a_lost_connection_does_not_end_it(world: World, folder: Path) -> None:
    async with running(world, folder) as bot:
        await bot.says(READY)
        world.gateway.drop()
        await bot.says("RESUMED")
        assert world.token not in bot.stderr


async def test_an_outage_does_not_cost_the_session(world: World, folder: Path) -> None:
    async with running(world, folder) as bot:
        await bot.says(READY)
        for _ in range(2):
            world.gateway.accepting = False
            world.gateway.drop()
            await bot.says("Discord's gateway cannot be reached, trying on until it can: ")
            await asyncio.sleep(1)
            world.gateway.accepting = True
            resumes = world.gateway.resumes
            await world.until(lambda resumes=resumes: world.gateway.resumes > resumes, 15)
        assert len(world.gateway.identifies) == 1
        assert bot.stderr.count("cannot be reached") == 1
        world.gateway.forget_sessions()
        world.gateway.drop()
        await world.until(lambda: world.gateway.readies == 2, 20, "a new session")


async def test_a_line_that_is_cut_before_discord_has_said_anything_does_not_end_it(
    world: World, folder: Path
) -> None:
    async with running(world, folder) as bot:
        await bot.says(READY)
        world.gateway.event_delay = 60
        for _ in range(3):
            before = list(world.gateway.connections)
            world.gateway.drop()
            await world.until(
                lambda before=before: set(world.gateway.connections) - set(before), 15, "a line"
            )
        world.gateway.event_delay = 0
        world.gateway.drop()
        await world.until(lambda: world.gateway.resumes == 1, 15, "the way back")
        assert bot.exit_code is None


async def test_a_gateway_that_cannot_be_reached_at_the_start_is_one_sentence(
    world: World, folder: Path
) -> None:
    world.gateway.accepting = False
    code, said = await code_of(world, folder, STUB_GATEWAY_SECONDS="1")
    assert code == 1
    assert said.splitlines()[-1].startswith("Discord's gateway cannot be reached: the connection ")
    assert said.count("trying on until it can") == 1


@pytest.mark.parametrize("at", ["*", "GET /oauth2/*", "GET /gateway/bot"])
@pytest.mark.parametrize("how", ["cut", "503"])
async def test_a_hiccup_at_the_start_is_overcome(
    world: World, folder: Path, at: str, how: str
) -> None:
    if how == "cut":
        world.faults.cut_before(at, times=2)
    else:
        world.faults.status(at, 503, times=2)
    async with running(world, folder) as bot:
        await bot.says(READY)
        assert "Unclosed" not in bot.stderr


async def test_commands_are_told_once(world: World, folder: Path) -> None:
    for told, env in ((1, {}), (1, {}), (2, {"STUB_DESCRIPTION": "Ask it"})):
        async with running(world, folder, **env) as bot:
            await bot.says(READY)
            await world.until(lambda told=told: len(world.sent(commands(world))) == told)
            await world.settled()
            assert len(world.sent(commands(world))) == told


async def test_commands_are_told_again_on_demand(world: World, folder: Path) -> None:
    for told in (1, 2):
        async with running(world, folder, "--sync") as bot:
            await bot.says(READY)
            await world.until(lambda told=told: len(world.sent(commands(world))) == told)


async def test_commands_are_told_where_the_memory_fails(world: World, folder: Path) -> None:
    for told in (1, 2):
        async with running(world, folder, FACTDESK_STORE="facts") as bot:  # a folder
            await bot.says(READY)
            await world.until(lambda told=told: len(world.sent(commands(world))) == told)


async def test_commands_are_told_to_test_servers(world: World, folder: Path) -> None:
    guilds = [world.guild("One"), world.guild("Two")]
    options = [option for guild in guilds for option in ("--guild", str(guild.id))]
    for _ in range(2):
        async with running(world, folder, *options) as bot:
            await bot.says(READY)
            await world.until(lambda: len(world.sent(GUILD_COMMANDS)) == 2)
            await world.settled()
            assert len(world.sent(GUILD_COMMANDS)) == 2
            assert world.sent(commands(world)) == []


async def test_commands_for_test_servers_are_taken_back(world: World, folder: Path) -> None:
    guild = world.guild("One")

    def told(*places: str | None) -> bool:
        return {command.get("guild_id") for command in world.commands} == set(places)

    for _ in range(2):
        async with running(world, folder) as bot:
            await bot.says(READY)
            await world.until(lambda: told(None))
        async with running(world, folder, "--guild", str(guild.id)) as bot:
            await bot.says(READY)
            await world.until(lambda: told(None, str(guild.id)))
            await world.settled()
    requests = len(world.sent(GUILD_COMMANDS))
    for _ in range(2):
        async with running(world, folder) as bot:
            await bot.says(READY)
            await world.until(lambda: told(None))
            await world.settled()
    assert len(world.sent(GUILD_COMMANDS)) == requests + 1


@pytest.mark.parametrize("status", [403, 503])
async def test_commands_that_cannot_be_told_do_not_end_it(
    world: World, folder: Path, status: int
) -> None:
    world.faults.status(commands(world), status, times=99)
    async with running(world, folder) as bot:
        await bot.says("not synced")
        await bot.says(READY)
        (line,) = [line for line in bot.stderr.splitlines() if "not synced" in line]
        assert "the rest works" in line


async def test_commands_that_cannot_be_told_now_are_told_later(world: World, folder: Path) -> None:
    world.faults.status(commands(world), 503)
    async with running(world, folder, STUB_TRY_AGAIN="0.2") as bot:
        await bot.says("not synced")
        await world.offers("ask")


async def test_commands_that_must_wait_do_not_keep_people_waiting(
    world: World, folder: Path
) -> None:
    world.faults.rate_limit(commands(world), 600)
    async with running(world, folder) as bot:
        await bot.says(READY)
        bot.signal(signal.SIGTERM)
        assert await bot.ended() == 0


async def test_the_log_is_json_where_that_is_asked_for(world: World, folder: Path) -> None:
    async with running(world, folder, "--log-format", "json") as bot:
        await bot.says(READY)
        await world.gateway.close(4004)
        assert await bot.ended() == 1
        rows: list[dict[str, Any]] = [json.loads(line) for line in bot.stderr.splitlines()]
        assert {"time", "level", "logger", "message"} <= rows[0].keys()
        assert rows[-1]["level"] == "critical"


async def test_the_bot_asks_for_no_privileged_intent(world: World, folder: Path) -> None:
    world.privileged = set()
    async with running(world, folder) as bot:
        await bot.says(READY)
