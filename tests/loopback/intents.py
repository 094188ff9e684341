"""Which events a session gets, and what is taken out of messages for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .messages import Message

    Json = dict[str, Any]

GUILDS = 1 << 0
MEMBERS = 1 << 1
PRESENCES = 1 << 8
GUILD_MESSAGES = 1 << 9
GUILD_TYPING = 1 << 11
DIRECT_MESSAGES = 1 << 12
DIRECT_TYPING = 1 << 14
MESSAGE_CONTENT = 1 << 15

PRIVILEGED = {"members": MEMBERS, "presences": PRESENCES, "message_content": MESSAGE_CONTENT}

CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def needed(event: str, *, in_guild: bool) -> int:
    """The intent that an event needs, 0 if none."""
    if event.startswith("MESSAGE_"):
        return GUILD_MESSAGES if in_guild else DIRECT_MESSAGES
    if event == "TYPING_START":
        return GUILD_TYPING if in_guild else DIRECT_TYPING
    if event.startswith("GUILD_MEMBER_"):
        return MEMBERS
    if event.startswith(("GUILD_", "CHANNEL_", "THREAD_")):
        return GUILDS
    return 0


def content_is_seen(message: Message) -> bool:
    """Whether the bot reads a message without the message content intent.

    It reads its own, direct messages with it, and those that mention it; a reply with a ping
    mentions the author of what it replies to.
    """
    bot = message.channel.world.bot
    return message.author is bot or message.channel.is_direct or bot in message.mentions


def strip(payload: Json, message: Message) -> Json:
    """A message's payload for a bot without the message content intent."""
    stripped = dict(payload) if content_is_seen(message) else {**payload, **CONTENT}
    answered = message.replies_to
    if stripped.get("referenced_message") and answered and not content_is_seen(answered):
        stripped["referenced_message"] = {**stripped["referenced_message"], **CONTENT}
    return stripped
