"""Messages in channels."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from loopback import intents
from loopback.errors import Refusal
from loopback.messages import ANSWERABLE, COMPONENTS_V2, SUPPRESS_EMBEDS, Message, number_components
from loopback.places import FORUM

from . import invalid, route

if TYPE_CHECKING:
    from loopback.places import Channel
    from loopback.world import World

    from . import Call

    Json = dict[str, Any]

MESSAGES = "/channels/{channel_id}/messages"
TWO_WEEKS = 14 * 24 * 3600 * 1000


def shown(message: Message) -> Json:
    """A message as the REST API gives it: it honours the message content intent, too."""
    payload = message.payload()
    if "message_content" in message.channel.world.privileged:
        return payload
    return intents.strip(payload, message)


def content_fields(call: Call, body: Json) -> Json:
    """What a body says about a message, as fields of a message."""
    fields: Json = {}
    if "content" in body:
        fields["content"] = (body["content"] or "").strip()
    if "embeds" in body:
        fields["embeds"] = [{"type": "rich", **embed} for embed in body["embeds"] or []]
    if "components" in body:
        fields["components"] = deepcopy(body["components"] or [])  # the record stays as it was
        number_components(fields["components"])
    if "flags" in body:
        fields["flags"] = body["flags"] or 0
    kept = {str(each["id"]) for each in body.get("attachments") or []}
    told = {each.get("filename"): each.get("description") for each in body.get("attachments") or []}
    files = [
        call.world.attachment(name, content, told.get(name))
        for name, content in call.request.files.items()
    ]
    for embed in fields.get("embeds", []):
        _place_image(embed, files)
    if "attachments" in body or files:
        fields["attachments"] = files
        fields["kept_attachments"] = kept
    return fields


def _place_image(embed: Json, files: list[Json]) -> None:
    """An embed's image that comes with the message; one that does not come is not shown."""
    scheme, _, name = (embed.get("image") or {}).get("url", "").partition("://")
    if scheme != "attachment":
        return
    del embed["image"]
    for each in files:
        if each["filename"] == name:
            embed["image"] = {"url": each["url"]}


def is_empty(fields: Json) -> bool:
    return not any(fields.get(key) for key in ("content", "embeds", "components", "attachments"))


def check_sending(call: Call, channel: Channel) -> None:
    """Whether the bot may write into a channel at all."""
    if channel.guild is None:
        people = [user for user in channel.people if user is not call.world.bot]
        if not all(user.takes_dms for user in people):
            raise Refusal(50007)
        return
    if channel.type == FORUM:
        raise Refusal(50008)
    call.need(channel, "send_messages_in_threads" if channel.is_thread else "send_messages")
    if channel.is_thread and channel.locked:
        raise Refusal(160005)
    if channel.starter_missing() and channel.owner is not call.world.bot:
        raise Refusal(40058)


def without_embeds(call: Call, channel: Channel, fields: Json, *, new: bool) -> None:
    """Without Embed Links embeds vanish; a new message of embeds alone is refused instead."""
    if channel.guild is None or channel.bot_may("embed_links") or not fields.get("embeds"):
        return
    if new and is_empty({**fields, "embeds": []}):
        raise Refusal(50013)
    fields["embeds"] = []
    call.request.notes.append("embeds dropped")


def create(call: Call, channel: Channel, body: Json) -> Message:
    """A message of the bot in a channel."""
    world = call.world
    check_sending(call, channel)
    if call.request.files:
        call.need(channel, "attach_files")
    nonce = body.get("nonce")
    if nonce is not None and body.get("enforce_nonce"):
        sent = world.same_nonce(world.bot, nonce)
        if sent is not None and sent.channel is channel:
            return sent
    fields = content_fields(call, body)
    fields.pop("kept_attachments", None)
    without_embeds(call, channel, fields, new=True)
    if is_empty(fields):
        raise Refusal(50006)
    message = world.post(
        channel,
        world.bot,
        fields.pop("content", ""),
        reply_to=_referenced(call, channel, body),
        allowed=body.get("allowed_mentions"),
        nonce=nonce,
        **fields,
    )
    if nonce is not None:
        world.remember_nonce(message)
    return message


def _referenced(call: Call, channel: Channel, body: Json) -> Message | None:
    """The message that is replied to; gone it is an error unless the bot said otherwise."""
    reference = body.get("message_reference")
    if not reference:
        return None
    if channel.guild is not None and not channel.bot_may("read_message_history"):
        raise Refusal(160002)
    where = reference.get("channel_id")
    if where is not None and int(where) != channel.id:
        text = "Cannot reply to a message in a different channel"
        raise invalid(("message_reference",), "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL", text)
    message = call.world.messages.get(int(reference["message_id"]))
    if message is None or message.deleted or message.ephemeral or message.channel is not channel:
        if not reference.get("fail_if_not_exists", True):
            return None
        text = "Unknown message"
        raise invalid(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", text)
    if message.type not in ANSWERABLE:
        text = "Cannot reply to a system message"
        raise invalid(("message_reference",), "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", text)
    return message


def change(world: World, message: Message, fields: Json) -> None:
    """Edits a message; attachments that the body names stay."""
    fields = dict(fields)
    kept = fields.pop("kept_attachments", None)
    if kept is not None:
        stay = [each for each in message.attachments if each["id"] in kept]
        fields["attachments"] = stay + fields["attachments"]
    if "flags" in fields:
        changeable = SUPPRESS_EMBEDS | COMPONENTS_V2
        fields["flags"] = (message.flags & ~changeable) | (fields["flags"] & changeable)
    after = {
        key: fields.get(key, getattr(message, key))
        for key in ("content", "embeds", "components", "attachments")
    }
    if is_empty(after):
        raise Refusal(50006)
    world.edit(message, **fields)


@route("POST", MESSAGES)
def create_message(call: Call) -> Json:
    return create(call, call.channel(), call.json).payload()


@route("GET", MESSAGES)
def history(call: Call) -> list[Json]:
    channel = call.channel()
    if channel.guild is not None and not channel.bot_may("read_message_history"):
        return []
    query = call.request.query
    found = channel.visible
    newest_first = "after" not in query
    if "before" in query:
        found = [m for m in found if m.id < int(query["before"])]
    if "after" in query:
        found = [m for m in found if m.id > int(query["after"])]
    limit = int(query.get("limit", "50"))
    chosen = found[-limit:] if newest_first else found[:limit]
    return [shown(message) for message in reversed(chosen)]


@route("GET", MESSAGES + "/{message_id}")
def get_message(call: Call) -> Json:
    channel = call.channel()
    call.need(channel, "read_message_history")
    return shown(call.message(channel))


@route("PATCH", MESSAGES + "/{message_id}")
def edit_message(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    if message.author is not call.world.bot:
        raise Refusal(50005)
    fields = content_fields(call, call.json)
    without_embeds(call, channel, fields, new=False)
    change(call.world, message, fields)
    return message.payload()


@route("DELETE", MESSAGES + "/{message_id}")
def delete_message(call: Call) -> None:
    channel = call.channel()
    message = call.message(channel)
    if message.author is not call.world.bot:
        if channel.guild is None:
            raise Refusal(50003, status=403, message="Cannot execute action on a DM channel")
        call.need(channel, "manage_messages")
    call.world.delete(message)


@route("POST", MESSAGES + "/bulk-delete")
def bulk_delete(call: Call) -> None:
    channel = call.channel()
    call.need(channel, "manage_messages")
    ids = [int(each) for each in call.json["messages"]]
    if not 2 <= len(ids) <= 100:
        text = "Must be between 2 and 100 in length."
        raise invalid(("messages",), "BASE_TYPE_BAD_LENGTH", text)
    oldest = (call.world.snowflakes.new() >> 22) - TWO_WEEKS
    if any((ident >> 22) < oldest for ident in ids):
        raise Refusal(50034)
    found = [call.world.messages[ident] for ident in ids if ident in call.world.messages]
    if found:
        call.world.delete(*[message for message in found if message.channel is channel])
