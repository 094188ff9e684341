"""Application commands, global and of one guild."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loopback.errors import Refusal

from . import invalid, route

if TYPE_CHECKING:
    from loopback.world import World

    from . import Call

    Json = dict[str, Any]

GLOBAL = "/applications/{application_id}/commands"
OF_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


def _scope(call: Call) -> str | None:
    if call.id("application_id") != call.world.application_id:
        raise Refusal(10002)
    if "guild_id" not in call.parameters:
        return None
    return str(call.guild().id)


def _known(world: World, scope: str | None) -> list[Json]:
    return [command for command in world.commands if command.get("guild_id") == scope]


def _complete(world: World, body: Json, scope: str | None, known: Json | None = None) -> Json:
    """A command as Discord keeps it."""
    command: Json = {
        "id": known["id"] if known else str(world.snowflakes.new()),
        "application_id": str(world.application_id),
        "version": str(world.snowflakes.new()),
        "type": 1,
        "description": "",
        "default_member_permissions": None,
        "nsfw": False,
        "dm_permission": True,
        "contexts": None,
        "integration_types": [0],
        "name_localizations": None,
        "description_localizations": None,
        **body,
    }
    if command["integration_types"] is None:
        command["integration_types"] = [0]
    needed = command["default_member_permissions"]
    command["default_member_permissions"] = None if needed is None else str(needed)
    if scope is not None:
        command["guild_id"] = scope
        del command["dm_permission"]
    return command


def _same(command: Json, body: Json) -> bool:
    return bool(command["name"] == body["name"] and command["type"] == body.get("type", 1))


@route("GET", GLOBAL)
@route("GET", OF_GUILD)
def commands(call: Call) -> list[Json]:
    return _known(call.world, _scope(call))


@route("PUT", GLOBAL)
@route("PUT", OF_GUILD)
def replace(call: Call) -> list[Json]:
    scope, world = _scope(call), call.world
    old = _known(world, scope)
    new: list[Json] = []
    for place, body in enumerate(call.json):
        if any(_same(command, body) for command in new):
            text = "Application command names must be unique"
            raise invalid((place,), "APPLICATION_COMMANDS_DUPLICATE_NAME", text)
        known = next((command for command in old if _same(command, body)), None)
        new.append(_complete(world, body, scope, known))
    world.commands = [c for c in world.commands if c.get("guild_id") != scope] + new
    return new


@route("POST", GLOBAL)
@route("POST", OF_GUILD)
def create(call: Call) -> tuple[int, Json]:
    scope, world = _scope(call), call.world
    old = next((c for c in _known(world, scope) if _same(c, call.json)), None)
    if old is not None:
        world.commands.remove(old)
    elif len(_known(world, scope)) >= 100:
        raise Refusal(30032)
    command = _complete(world, call.json, scope, old)
    world.commands.append(command)
    return (200 if old else 201), command


def _one(call: Call) -> Json:
    wanted = str(call.id("command_id"))
    for command in _known(call.world, _scope(call)):
        if command["id"] == wanted:
            return command
    raise Refusal(10063)


@route("GET", GLOBAL + "/{command_id}")
@route("GET", OF_GUILD + "/{command_id}")
def command(call: Call) -> Json:
    return _one(call)


@route("PATCH", GLOBAL + "/{command_id}")
@route("PATCH", OF_GUILD + "/{command_id}")
def edit(call: Call) -> Json:
    found = _one(call)
    found.update(call.json, version=str(call.world.snowflakes.new()))
    return found


@route("DELETE", GLOBAL + "/{command_id}")
@route("DELETE", OF_GUILD + "/{command_id}")
def delete(call: Call) -> None:
    call.world.commands.remove(_one(call))
