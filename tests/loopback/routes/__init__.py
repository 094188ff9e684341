"""Discord's routes, as far as they are served: each a function from a call to its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loopback import permissions
from loopback.errors import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from loopback.messages import Message
    from loopback.places import Channel, Guild
    from loopback.record import Request
    from loopback.world import World

    Handler = Callable[["Call"], Any]


@dataclass
class Call:
    """One request on its way through a route."""

    world: World
    request: Request
    parameters: dict[str, str]

    @property
    def json(self) -> Any:
        return self.request.json if self.request.json is not None else {}

    def id(self, name: str) -> int:
        """A parameter of the path as an id."""
        value = self.parameters[name]
        if not value.isdigit():
            raise invalid((name,), "NUMBER_TYPE_COERCE", f"Value {value!r} is not snowflake.")
        return int(value)

    def channel(self) -> Channel:
        """The channel of the path, if the bot sees it."""
        channel = self.world.channels.get(self.id("channel_id"))
        if channel is None:
            raise Refusal(10003)
        inside = channel.guild.has_bot if channel.guild else channel.is_direct
        if not inside or not channel.bot_may("view_channel"):
            raise Refusal(50001)
        return channel

    def guild(self) -> Guild:
        guild = self.world.guilds.get(self.id("guild_id"))
        if guild is None:
            raise Refusal(10004)
        if not guild.has_bot:
            raise Refusal(50001)
        return guild

    def message(self, channel: Channel) -> Message:
        """The message of the path; an ephemeral one is found nowhere but by its interaction."""
        message = self.world.messages.get(self.id("message_id"))
        if message is None or message.channel is not channel or message.deleted:
            raise Refusal(10008)
        if message.ephemeral:
            raise Refusal(10008)
        return message

    def need(self, channel: Channel, *names: str) -> None:
        """Refuses unless the bot has these permissions in the channel."""
        mine = channel.permissions_of(self.world.bot)
        if not all(permissions.has(mine, name) for name in names):
            raise Refusal(50013)


@dataclass
class Route:
    method: str
    path: str
    pattern: re.Pattern[str]
    function: Handler
    needs_token: bool

    def handle(self, call: Call) -> tuple[int, Any]:
        """Status and body; a route that gives nothing answers 204."""
        given = self.function(call)
        if given is None:
            return 204, None
        return given if isinstance(given, tuple) else (200, given)


TABLE: list[Route] = []


def route(method: str, path: str, *, token: bool = True) -> Callable[[Handler], Handler]:
    """Enters a function as a route; `{name}` is one step of the path."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

    def enter(function: Handler) -> Handler:
        TABLE.append(Route(method, path, pattern, function, token))
        return function

    return enter


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    for each in TABLE:
        if each.method == method and (match := each.pattern.fullmatch(path)):
            return each, match.groupdict()
    return None


def invalid(path: tuple[str | int, ...], code: str, message: str) -> Refusal:
    """50035 with one problem."""
    from loopback.errors import InvalidForm  # noqa: PLC0415

    return InvalidForm([Problem(path, code, message)])


from . import account, channels, commands, interactions, messages, webhooks  # noqa: E402, F401
