"""Messages, as Discord keeps them and as people see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import TestMistakeError
from .snowflakes import now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .people import User
    from .places import Channel

    Json = dict[str, Any]

EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_EMBEDS = 1 << 2
COMPONENTS_V2 = 1 << 15

DEFAULT, PIN, THREAD_CREATED, REPLY, COMMAND, MENU = 0, 6, 18, 19, 20, 23
ANSWERABLE = {DEFAULT, REPLY, COMMAND, MENU}  # to the others nobody can reply

BUTTON, LINK = 2, 5  # a type of component, a style of button
SELECTS = {3, 5, 6, 7, 8}


def walk(components: list[Json]) -> Iterator[Json]:
    """All components of a message or modal, however deep they are nested."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for key in ("accessory", "component"):
            if component.get(key):
                yield from walk([component[key]])


def number_components(components: list[Json]) -> None:
    """Gives numbers to the components that have none, and selects their defaults."""
    taken = {component.get("id") for component in walk(components)}
    free = (number for number in range(1, 1000) if number not in taken)
    for component in walk(components):
        component["id"] = component.get("id") or next(free)
        if component["type"] in SELECTS:
            component.setdefault("min_values", 1)
            component.setdefault("max_values", 1)


@dataclass(eq=False)
class Message:
    """One message; `ephemeral_to` is the only person who sees it."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    type: int = DEFAULT
    flags: int = 0
    reference: Json | None = None
    nonce: str | int | None = None
    webhook_id: int | None = None
    interaction: Json | None = None
    ephemeral_to: User | None = None
    timestamp: str = field(default_factory=now)
    edited: str | None = None
    deleted: bool = False
    earlier: list[str] = field(default_factory=list)
    """What the content was before each edit."""

    @property
    def ephemeral(self) -> bool:
        return self.ephemeral_to is not None

    @property
    def loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def embed(self) -> Json:
        """The first embed, empty if there is none."""
        return self.embeds[0] if self.embeds else {}

    @property
    def replies_to(self) -> Message | None:
        if self.reference is None:
            return None
        return self.channel.world.messages.get(int(self.reference["message_id"]))

    @property
    def text(self) -> str:
        """All that a person reads: content, embeds and text components."""
        parts = [self.content]
        for embed in self.embeds:
            parts += [embed.get("author", {}).get("name", "")]
            parts += [embed.get("title", ""), embed.get("description", "")]
            for each in embed.get("fields", []):
                parts += [each["name"], each["value"]]
            parts += [embed.get("footer", {}).get("text", "")]
        parts += [c["content"] for c in walk(self.components) if c.get("content")]
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return [c.get("label", "") for c in walk(self.components) if c["type"] == BUTTON]

    def component(self, wanted: str, types: set[int]) -> Json:
        """The one component of these types with that custom id or label."""
        found = [
            c
            for c in walk(self.components)
            if c["type"] in types and wanted in {c.get("custom_id"), c.get("label")}
        ]
        if len(found) != 1:
            offered = [c.get("label") or c.get("custom_id") for c in walk(self.components)]
            raise TestMistakeError(f"{len(found)} components are called {wanted!r}; has {offered}")
        if found[0].get("disabled"):
            raise TestMistakeError(f"{wanted!r} is disabled")
        return found[0]

    def payload(self) -> Json:
        """As the API gives it to those who may see everything."""
        payload: Json = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "author": self.author.payload(),
            "content": self.content,
            "timestamp": self.timestamp,
            "edited_timestamp": self.edited,
            "tts": False,
            "mention_everyone": self.mention_everyone,
            "mentions": [user.payload() for user in self.mentions],
            "mention_roles": [str(role) for role in self.mention_roles],
            "attachments": self.attachments,
            "embeds": self.embeds,
            "components": self.components,
            "pinned": False,
            "type": self.type,
            "flags": self.flags,
        }
        if self.nonce is not None:
            payload["nonce"] = self.nonce
        if self.webhook_id is not None:
            payload["webhook_id"] = str(self.webhook_id)
        if self.interaction is not None:
            payload["interaction_metadata"] = self.interaction
            payload["application_id"] = str(self.channel.world.application_id)
        if self.reference is not None:
            payload["message_reference"] = self.reference
            answered = self.replies_to
            if answered is None or answered.deleted:
                payload["referenced_message"] = None
            else:
                inner = answered.payload()
                inner.pop("referenced_message", None)  # Discord nests no further
                payload["referenced_message"] = inner
        return payload

    def event_payload(self) -> Json:
        """As MESSAGE_CREATE and MESSAGE_UPDATE carry it."""
        payload = self.payload()
        guild = self.channel.guild
        if guild is not None and not self.ephemeral:
            payload["guild_id"] = str(guild.id)
            if self.webhook_id is None or self.interaction is not None:
                payload["member"] = guild.member_payload(self.author, with_user=False)
            for mention, user in zip(payload["mentions"], self.mentions, strict=True):
                mention["member"] = guild.member_payload(user, with_user=False)
        payload["channel_type"] = self.channel.type
        return payload
