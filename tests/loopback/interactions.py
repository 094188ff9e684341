"""One interaction: what is sent to the bot, and what came of it."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from .commands import context_of, owners
from .errors import NothingHappenedError

if TYPE_CHECKING:
    from .messages import Message
    from .people import User
    from .places import Channel
    from .world import World

    Json = dict[str, Any]

PING, COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = range(1, 6)

# What a bot may answer.
PONG, MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, SHOW_MODAL = 1, 4, 5, 6, 7, 8, 9
ANSWERS = {
    PING: {PONG},
    COMMAND: {MESSAGE, DEFER, SHOW_MODAL},
    COMPONENT: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE, SHOW_MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE},
}


class Choice(NamedTuple):
    name: str
    value: str | int | float


@dataclass
class Modal:
    """A form that the bot has shown to somebody."""

    payload: Json
    shown_by: Interaction

    @property
    def title(self) -> str:
        return str(self.payload["title"])


class Interaction:
    """What somebody did, as a handle on what the bot does about it."""

    def __init__(
        self,
        world: World,
        kind: int,
        user: User,
        channel: Channel,
        *,
        data: Json,
        command: Json | None = None,
        source: Message | None = None,
        trigger: Interaction | None = None,
    ) -> None:
        self.world = world
        self.id = world.snowflakes.new()
        self.token = f"aW50ZXJhY3Rpb246{secrets.token_urlsafe(64)}"
        self.kind = kind
        self.user = user
        self.channel = channel
        self.data = data
        self.command = command
        self.source = source
        self.trigger = trigger
        self.begun = time.monotonic()
        self.answer: int | None = None
        """The type of the bot's first answer."""
        self.acknowledged_after: float | None = None
        self.original: Message | None = None
        """What `@original` is, though it may still say that the bot is thinking."""
        self.followups: list[Message] = []
        self.modal: Modal | None = None
        self.choices: list[Choice] | None = None

    @property
    def deferred(self) -> bool:
        return self.answer in {DEFER, DEFER_UPDATE}

    @property
    def acknowledged(self) -> bool:
        return self.answer is not None

    @property
    def reply(self) -> Message | None:
        """The message that the person got, or that changed; None while the bot is thinking."""
        seen = self.original
        return None if seen is None or seen.loading or seen.deleted else seen

    @property
    def age(self) -> float:
        return time.monotonic() - self.begun

    @property
    def too_late_to_answer(self) -> bool:
        return self.age > self.world.answer_within

    @property
    def expired(self) -> bool:
        return self.age > self.world.token_life

    @property
    def finished(self) -> bool:
        """Whether there is something for the person to see."""
        if self.answer == DEFER:
            return self.original is None or not self.original.loading or self.original.deleted
        return self.acknowledged

    async def done(self, timeout: float = 10.0) -> Self:  # noqa: ASYNC109
        """Waits for the answer; raises if it does not come, as Discord tells it the person."""
        left = max(0.01, min(timeout, self.world.answer_within - self.age))
        try:
            await self.world.until(lambda: self.acknowledged, left, "an answer")
        except NothingHappenedError as silence:
            silence.add_note(f"The application did not respond to {self.data}")
            raise
        await self.world.until(lambda: self.finished, timeout, "the deferred reply")
        return self

    async def followed_up(self, count: int = 1, timeout: float = 10.0) -> Message:  # noqa: ASYNC109
        """Waits for so many followups and gives the last of them."""
        what = f"followup {count} to {self.data}"
        await self.world.until(lambda: len(self.followups) >= count, timeout, what)
        return self.followups[count - 1]

    def metadata(self) -> Json:
        """As messages carry it that an interaction has brought forth."""
        data: Json = {
            "id": str(self.id),
            "type": self.kind,
            "user": self.user.payload(),
            "authorizing_integration_owners": owners(self.user, self.channel),
        }
        if self.kind == COMMAND and self.command is not None:
            data["name"] = self.command["name"]
            data["command_type"] = self.command["type"]
        if self.kind == COMPONENT and self.source is not None:
            data["interacted_message_id"] = str(self.source.id)
        if self.trigger is not None:
            data["triggering_interaction_metadata"] = self.trigger.metadata()
        return data

    def payload(self) -> Json:
        """As INTERACTION_CREATE carries it."""
        channel, guild = self.channel, self.channel.guild
        mine = str(channel.permissions_of(self.user))
        payload: Json = {
            "id": str(self.id),
            "application_id": str(self.world.application_id),
            "type": self.kind,
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": str(channel.id),
            "channel": channel.payload() | ({"permissions": mine} if guild else {}),
            "locale": self.user.locale,
            "app_permissions": str(channel.permissions_of(self.world.bot)),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": owners(self.user, channel),
            "context": context_of(channel),
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if guild is None:
            payload["user"] = self.user.payload()
        else:
            payload |= {
                "guild_id": str(guild.id),
                "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
                "guild_locale": guild.locale,
                "member": guild.member_payload(self.user) | {"permissions": mine},
            }
        if self.source is not None:
            payload["message"] = self.source.payload()
        return payload
