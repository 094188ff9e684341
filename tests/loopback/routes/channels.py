"""Channels, threads, and what a bot may ask about a guild."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loopback.errors import Refusal
from loopback.places import FORUM, PUBLIC_THREAD, THREADS

from . import route
from .messages import create

if TYPE_CHECKING:
    from . import Call

    Json = dict[str, Any]


@route("GET", "/channels/{channel_id}")
def channel(call: Call) -> Json:
    return call.channel().payload()


@route("POST", "/channels/{channel_id}/typing")
def typing(call: Call) -> None:
    place = call.channel()
    call.need(place, "send_messages_in_threads" if place.is_thread else "send_messages")
    place.typing += 1


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def thread_on_message(call: Call) -> tuple[int, Json]:
    parent = call.channel()
    call.need(parent, "create_public_threads")
    message = call.message(parent)
    if message.id in call.world.channels:
        raise Refusal(160004)
    world = call.world
    thread = world.start_thread(parent, call.json["name"], owner=world.bot, on=message)
    return 201, thread.payload()


@route("POST", "/channels/{channel_id}/threads")
def thread(call: Call) -> tuple[int, Json]:
    parent = call.channel()
    if parent.is_thread or parent.guild is None:
        raise Refusal(50024)
    in_forum = parent.type == FORUM
    call.need(parent, "send_messages" if in_forum else "create_public_threads")
    made = call.world.start_thread(parent, call.json["name"], owner=call.world.bot)
    if not in_forum:
        made.type = call.json.get("type", PUBLIC_THREAD)
        return 201, made.payload()
    message = create(call, made, call.json["message"])
    return 201, made.payload() | {"message": message.payload()}


@route("PATCH", "/channels/{channel_id}")
def edit_channel(call: Call) -> Json:
    place = call.channel()
    mine = place.is_thread and place.owner is call.world.bot
    if not mine:
        call.need(place, "manage_threads" if place.is_thread else "manage_channels")
    place.name = call.json.get("name", place.name)
    place.archived = call.json.get("archived", place.archived)
    place.locked = call.json.get("locked", place.locked)
    event = "THREAD_UPDATE" if place.is_thread else "CHANNEL_UPDATE"
    call.world.emit(event, place.payload(), channel=place)
    return place.payload()


@route("PUT", "/channels/{channel_id}/thread-members/@me")
def join_thread(call: Call) -> None:
    call.channel()


@route("GET", "/guilds/{guild_id}")
def guild(call: Call) -> Json:
    return call.guild().payload()


@route("GET", "/guilds/{guild_id}/channels")
def guild_channels(call: Call) -> list[Json]:
    return [each.payload() for each in call.guild().channels if each.type not in THREADS]


@route("GET", "/guilds/{guild_id}/threads/active")
def active_threads(call: Call) -> Json:
    threads = [c.payload() for c in call.guild().channels if c.is_thread and not c.archived]
    return {"threads": threads, "members": []}


@route("GET", "/guilds/{guild_id}/roles")
def roles(call: Call) -> list[Json]:
    return [role.payload() for role in call.guild().roles]


@route("GET", "/guilds/{guild_id}/members")
def members(call: Call) -> list[Json]:
    if "members" not in call.world.privileged:
        raise Refusal(50001)
    place = call.guild()
    return [place.member_payload(user) for user in place.members]


@route("GET", "/guilds/{guild_id}/members/{user_id}")
def member(call: Call) -> Json:
    place = call.guild()
    found = call.world.users.get(call.id("user_id"))
    if found is None:
        raise Refusal(10013)
    if found not in place.members:
        raise Refusal(10007)
    return place.member_payload(found)
