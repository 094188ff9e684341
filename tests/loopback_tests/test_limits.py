"""Every limit: what reaches it passes, what exceeds it is refused and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest

from loopback.limits import problems_of
from loopback.record import Request

if TYPE_CHECKING:
    from conftest import Connect
    from loopback import World

Json = dict[str, Any]

MESSAGE = "/channels/1/messages"
ANSWER = "/interactions/1/token/callback"
COMMANDS = "/applications/1/commands"


def problems(path: str, body: object) -> list[str]:
    request = Request("POST", path, {}, {}, body, {}, 0.0)
    return [str(problem) for problem in problems_of(request)]


def embed(**fields: object) -> Json:
    return {"embeds": [fields]}


def row(*components: Json) -> Json:
    return {"components": [{"type": 1, "components": list(components)}]}


def button(**fields: object) -> Json:
    return {"type": 2, "style": 1, "label": "a", "custom_id": "a", **fields}


def buttons(count: int) -> list[Json]:
    return [button(custom_id=str(number)) for number in range(count)]


def select(count: int = 1, **fields: object) -> Json:
    options = [{"label": "a", "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "s", "options": options, **fields}


def option(**fields: object) -> Json:
    return {"label": "a", "value": "a", **fields}


def modal(title: str = "t", count: int = 1, **fields: object) -> Json:
    inputs = [
        {"type": 4, "custom_id": str(number), "label": "l", "style": 1, **fields}
        for number in range(count)
    ]
    rows = [{"type": 1, "components": [one]} for one in inputs]
    return {"type": 9, "data": {"custom_id": "m", "title": title, "components": rows}}


def choices(count: int = 1, **fields: object) -> Json:
    return {"type": 8, "data": {"choices": [{"name": "a", "value": "a", **fields}] * count}}


def command(**fields: object) -> Json:
    return {"name": "ask", "description": "d", **fields}


def parameter(name: str = "p", **fields: object) -> Json:
    return {"type": 3, "name": name, "description": "d", **fields}


def texts(most: int) -> tuple[str, str]:
    return "x" * most, "x" * (most + 1)


def about(path: str, make: Any, most: int) -> tuple[str, Json, Json]:
    good, bad = texts(most)
    return path, make(good), make(bad)


PAIRS = {
    "content": about(MESSAGE, lambda text: {"content": text}, 2000),
    "embeds": (MESSAGE, {"embeds": [{}] * 10}, {"embeds": [{}] * 11}),
    "title": about(MESSAGE, lambda text: embed(title=text), 256),
    "description": about(MESSAGE, lambda text: embed(description=text), 4096),
    "footer": about(MESSAGE, lambda text: embed(footer={"text": text}), 2048),
    "author": about(MESSAGE, lambda text: embed(author={"name": text}), 256),
    "field name": about(MESSAGE, lambda text: embed(fields=[{"name": text, "value": "v"}]), 256),
    "field value": about(MESSAGE, lambda text: embed(fields=[{"name": "n", "value": text}]), 1024),
    "empty field": (
        MESSAGE,
        embed(fields=[{"name": "n", "value": "v"}]),
        embed(fields=[{"name": "n", "value": ""}]),
    ),
    "fields": (
        MESSAGE,
        embed(fields=[{"name": "n", "value": "v"}] * 25),
        embed(fields=[{"name": "n", "value": "v"}] * 26),
    ),
    "6000": (
        MESSAGE,
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3000}]},
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 2999, "title": "xx"}]},
    ),
    "address": (MESSAGE, embed(url="https://example.org/"), embed(url="javascript:alert(1)")),
    "label": about(MESSAGE, lambda text: row(button(label=text)), 80),
    "custom id": about(MESSAGE, lambda text: row(button(custom_id=text)), 100),
    "no custom id": (MESSAGE, row(button()), row(button(custom_id=""))),
    "same custom id": (MESSAGE, row(*buttons(2)), row(button(), button())),
    "buttons": (MESSAGE, row(*buttons(5)), row(*buttons(6))),
    "rows": (
        MESSAGE,
        {"components": [{"type": 1, "components": [one]} for one in buttons(5)]},
        {"components": [{"type": 1, "components": [one]} for one in buttons(6)]},
    ),
    "select beside": (MESSAGE, row(select()), row(select(), button())),
    "options": (MESSAGE, row(select(25)), row(select(26))),
    "no options": (MESSAGE, row(select()), row(select(0))),
    "placeholder": about(MESSAGE, lambda text: row(select(placeholder=text)), 150),
    "option label": about(MESSAGE, lambda text: row(select(options=[option(label=text)])), 100),
    "option value": about(MESSAGE, lambda text: row(select(options=[option(value=text)])), 100),
    "option description": about(
        MESSAGE, lambda text: row(select(options=[option(description=text)])), 100
    ),
    "link": (
        MESSAGE,
        row({"type": 2, "style": 5, "label": "a", "url": "https://example.org"}),
        row({"type": 2, "style": 5, "label": "a"}),
    ),
    "answer": about(ANSWER, lambda text: {"type": 4, "data": {"content": text}}, 2000),
    "followup": about("/webhooks/1/token", lambda text: {"content": text}, 2000),
    "post": about("/channels/1/threads", lambda text: {"message": {"content": text}}, 2000),
    "modal title": about(ANSWER, modal, 45),
    "inputs": (ANSWER, modal(count=5), modal(count=6)),
    "input label": about(ANSWER, lambda text: modal(label=text), 45),
    "input value": about(ANSWER, lambda text: modal(value=text), 4000),
    "choices": (ANSWER, choices(25), choices(26)),
    "choice name": about(ANSWER, lambda text: choices(name=text), 100),
    "choice value": about(ANSWER, lambda text: choices(value=text), 100),
    "command name": about(COMMANDS, lambda text: command(name=text), 32),
    "command case": (COMMANDS, command(name="ask-me"), command(name="Ask me")),
    "command description": about(COMMANDS, lambda text: command(description=text), 100),
    "no description": (COMMANDS, command(), command(description="")),
    "command options": (
        COMMANDS,
        command(options=[parameter(f"p{number}") for number in range(25)]),
        command(options=[parameter(f"p{number}") for number in range(26)]),
    ),
    "required first": (
        COMMANDS,
        command(options=[parameter("a", required=True), parameter("b")]),
        command(options=[parameter("a"), parameter("b", required=True)]),
    ),
    "commands": (
        COMMANDS,
        [command(name=f"c{number}") for number in range(100)],
        [command(name=f"c{number}") for number in range(101)],
    ),
    "menus": (
        COMMANDS,
        [{"name": f"M {number}", "type": 3} for number in range(5)],
        [{"name": f"M {number}", "type": 3} for number in range(6)],
    ),
    "mentions": (
        MESSAGE,
        {"allowed_mentions": {"parse": ["users"]}},
        {"allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    ),
}


@pytest.mark.parametrize("what", PAIRS)
def test_a_limit(what: str) -> None:
    path, good, bad = PAIRS[what]
    assert problems(path, good) == []
    assert len(problems(path, bad)) == 1


async def test_what_exceeds_a_limit_is_refused_and_remembered(
    world: World, connect: Connect
) -> None:
    channel = world.guild().text_channel("general")
    async with connect() as bot:
        with pytest.raises(discord.HTTPException) as raised:
            await bot.get_channel(channel.id).send("x" * 2001)
    assert (raised.value.status, raised.value.code) == (400, 50035)
    assert "content: Must be 2000 or fewer in length." in str(raised.value)
    assert channel.from_bot == []
    assert any("BASE_TYPE_MAX_LENGTH" in violation for violation in world.violations)
    world.violations.clear()


@pytest.mark.parametrize("allowed", [None, discord.AllowedMentions(users=True)])
async def test_content_that_could_mention_is_remembered(
    world: World, connect: Connect, allowed: discord.AllowedMentions | None
) -> None:
    channel = world.guild().text_channel("general")
    async with connect() as bot:
        bot.allowed_mentions = allowed
        for strict in (True, False):
            world.no_mentions = strict
            await bot.get_channel(channel.id).send("hello")
            assert len(world.violations) == strict
            world.violations.clear()


async def test_an_unknown_route_is_remembered(world: World, connect: Connect) -> None:
    async with connect() as bot:
        with pytest.raises(discord.NotFound):
            await bot.http.request(discord.http.Route("GET", "/nowhere"))
    assert "no such route" in world.violations[0]
    world.violations.clear()
