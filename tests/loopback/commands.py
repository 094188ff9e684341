"""The commands that the bot has registered, and what using one sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import permissions
from .errors import TestMistakeError
from .messages import Message
from .places import Channel, Role

if TYPE_CHECKING:
    from .people import User
    from .world import World

    Json = dict[str, Any]

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = range(1, 11)
IN_GUILD, IN_BOT_DM, IN_PRIVATE = range(3)
BY_GUILD, BY_USER = "0", "1"


def find_command(world: World, name: str, channel: Channel, *, kind: int) -> tuple[Json, list[str]]:
    """The registered command of that name, and the path of its subcommand."""
    first, *path = name.removeprefix("/").split(" ") if kind == 1 else [name]
    guild = channel.guild.id if channel.guild else None
    known = [c for c in world.commands if c["type"] == kind]
    for command in known:
        if command["name"] == first and command.get("guild_id") in {None, str(guild)}:
            return command, path
    raise TestMistakeError(f"the bot has registered no {first!r}: {[c['name'] for c in known]}")


def context_of(channel: Channel) -> int:
    if channel.guild is not None:
        return IN_GUILD
    return IN_BOT_DM if channel.is_direct else IN_PRIVATE


def owners(user: User, channel: Channel) -> dict[str, str]:
    """By whose installation the app is here: a guild's, a user's, or both."""
    found = {}
    if channel.guild is not None and channel.guild.has_bot:
        found[BY_GUILD] = str(channel.guild.id)
    elif channel.is_direct:
        found[BY_GUILD] = "0"
    if user.installed:
        found[BY_USER] = str(user.id)
    return found


def check_offered(command: Json, user: User, channel: Channel) -> None:
    """Raises unless Discord's client would offer the command to this person here."""
    types = {str(each) for each in command.get("integration_types") or [0]}
    if not types & set(owners(user, channel)):
        raise TestMistakeError(f"{command['name']!r} is not installed here for {user.name}")
    contexts = command.get("contexts")
    if contexts is None:
        contexts = [IN_GUILD, IN_BOT_DM, IN_PRIVATE]
        if command.get("dm_permission") is False:
            contexts = [IN_GUILD]
    if context_of(channel) not in contexts:
        raise TestMistakeError(f"{command['name']!r} is not offered in this kind of place")
    mine = channel.permissions_of(user)
    if not permissions.has(mine, "use_application_commands"):
        raise TestMistakeError(f"{user.name} may not use commands here")
    needed = command.get("default_member_permissions")
    if needed is not None and channel.guild is not None:
        wanted = int(needed)
        admin = permissions.has(mine, "administrator")
        if not admin and (wanted == 0 or mine & wanted != wanted):
            raise TestMistakeError(f"{user.name} lacks permissions to see {command['name']!r}")


def command_payload(
    command: Json,
    path: list[str],
    given: Json,
    *,
    focused: str | None = None,
    target: Message | User | None = None,
) -> Json:
    """The data of a command's interaction."""
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    resolved: dict[str, Json] = {}
    if target is not None:
        data["target_id"] = str(target.id)
        kind = "messages" if isinstance(target, Message) else "users"
        resolved[kind] = {str(target.id): target.payload()}
    options = command.get("options") or []
    levels: list[Json] = []
    for step in path:
        found = next((o for o in options if o["name"] == step and o["type"] <= GROUP), None)
        if found is None:
            raise TestMistakeError(f"{command['name']} has no {step!r}")
        levels.append({"name": step, "type": found["type"]})
        options = found.get("options") or []
    if any(option["type"] <= GROUP for option in options):
        raise TestMistakeError(f"{command['name']} wants a subcommand")
    sent = _options(options, given, resolved, focused=focused)
    for level in reversed(levels):
        sent = [level | {"options": sent}]
    if sent:
        data["options"] = sent
    if resolved:
        data["resolved"] = resolved
    return data


def _options(
    known: list[Json], given: Json, resolved: dict[str, Json], *, focused: str | None
) -> list[Json]:
    by_name = {option["name"]: option for option in known}
    if unknown := set(given) - set(by_name):
        raise TestMistakeError(f"there is no option {sorted(unknown)}; has {sorted(by_name)}")
    missing = {name for name, option in by_name.items() if option.get("required")} - set(given)
    if missing and focused is None:
        raise TestMistakeError(f"required options are missing: {sorted(missing)}")
    sent = []
    for name, value in given.items():
        option = by_name[name]
        one: Json = {"name": name, "type": option["type"]}
        if name == focused:
            if not option.get("autocomplete"):
                raise TestMistakeError(f"the option {name!r} has no autocomplete")
            sent.append(one | {"value": str(value), "focused": True})
            continue
        _check_value(option, value)
        sent.append(one | {"value": resolve(value, resolved)})
    return sent


def _check_value(option: Json, value: Any) -> None:
    """What Discord's client would not let a person enter."""
    name = option["name"]
    choices = option.get("choices")
    if choices and value not in {choice["value"] for choice in choices}:
        raise TestMistakeError(f"{name}: {value!r} is none of the choices")
    if option["type"] == STRING:
        length = len(str(value))
        if not option.get("min_length", 0) <= length <= option.get("max_length", 6000):
            raise TestMistakeError(f"{name}: Discord takes no {length} characters here")
    if option["type"] in {INTEGER, NUMBER}:
        low, high = option.get("min_value", value), option.get("max_value", value)
        if not low <= value <= high:
            raise TestMistakeError(f"{name}: {value} is not between {low} and {high}")


def resolve(value: Any, resolved: dict[str, Json]) -> Any:
    """A person, channel or role is sent as its id and told in `resolved`."""
    if isinstance(value, str | int | float | bool):
        return value
    kind = {Channel: "channels", Role: "roles"}.get(type(value), "users")
    payload = value.payload()
    if isinstance(value, Channel):
        payload["permissions"] = str(permissions.ALL)
    resolved.setdefault(kind, {})[str(value.id)] = payload
    return str(value.id)
