"""Guilds, roles, channels and threads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import permissions
from .messages import DEFAULT, Message
from .snowflakes import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .people import User
    from .world import World

    Json = dict[str, Any]

TEXT, DM, GROUP, NEWS, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 3, 5, 11, 12, 15
THREADS = {PUBLIC_THREAD, PRIVATE_THREAD}


@dataclass(eq=False)
class Role:
    id: int
    name: str
    permissions: int
    position: int = 1
    managed_by: int | None = None

    def payload(self) -> Json:
        payload: Json = {
            "id": str(self.id),
            "name": self.name,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "position": self.position,
            "permissions": str(self.permissions),
            "managed": self.managed_by is not None,
            "mentionable": False,
            "flags": 0,
        }
        if self.managed_by is not None:
            payload["tags"] = {"bot_id": str(self.managed_by)}
        return payload


class Guild:
    """A server; its first role is @everyone, and the bot's own role comes with the bot."""

    def __init__(self, world: World, name: str, *, bot: bool, locale: str) -> None:
        self.world = world
        self.id = world.snowflakes.guild()
        self.name = name
        self.locale = locale
        self.owner = world.user(f"owner-of-{name}")
        self.everyone = Role(self.id, "@everyone", permissions.bits(permissions.EVERYONE), 0)
        self.roles = [self.everyone]
        self.channels: list[Channel] = []
        self.members: dict[User, list[Role]] = {self.owner: []}
        if bot:
            self._admit_bot()

    @property
    def has_bot(self) -> bool:
        return self.world.bot in self.members

    def _admit_bot(self) -> None:
        bot = self.world.bot
        role = Role(self.world.snowflakes.old(), bot.name, 0, 1, managed_by=bot.id)
        self.roles.append(role)
        self.members[bot] = [role]

    def text_channel(
        self, name: str, *, bot_without: Iterable[str] = (), hidden: bool = False
    ) -> Channel:
        """A new text channel, in which the bot may lack permissions."""
        return self._channel(name, TEXT, bot_without=bot_without, hidden=hidden)

    def forum(self, name: str, *, bot_without: Iterable[str] = ()) -> Channel:
        return self._channel(name, FORUM, bot_without=bot_without, hidden=False)

    def _channel(
        self, name: str, kind: int, *, bot_without: Iterable[str], hidden: bool
    ) -> Channel:
        channel = Channel(self.world, self.world.snowflakes.new(), kind, name, guild=self)
        channel.bot_denied = permissions.bits(
            {*bot_without, "view_channel"} if hidden else bot_without
        )
        self.channels.append(channel)
        self.world.channels[channel.id] = channel
        self.world.emit("CHANNEL_CREATE", channel.payload(), channel=channel)
        return channel

    def role(self, name: str, *names: str) -> Role:
        """A new role with these permissions."""
        role = Role(self.world.snowflakes.new(), name, permissions.bits(names), len(self.roles))
        self.roles.append(role)
        payload = {"guild_id": str(self.id), "role": role.payload()}
        self.world.emit("GUILD_ROLE_CREATE", payload, guild=self)
        return role

    def join(self, user: User, *, may: Iterable[str] = (), roles: Iterable[Role] = ()) -> None:
        """Makes a person a member, with these roles and, in a role of its own, permissions."""
        mine = list(roles)
        names = tuple(may)
        if names:
            mine.append(self.role(f"{user.name}'s role", *names))
        known = user in self.members
        self.members[user] = mine
        payload = self.member_payload(user) | {"guild_id": str(self.id)}
        self.world.emit("GUILD_MEMBER_UPDATE" if known else "GUILD_MEMBER_ADD", payload, guild=self)

    def remove_bot(self) -> None:
        """Somebody throws the bot out."""
        self.world.emit("GUILD_DELETE", {"id": str(self.id)}, guild=self)
        del self.members[self.world.bot]
        self.roles = [role for role in self.roles if role.managed_by is None]

    def add_bot(self) -> None:
        """Somebody invites the bot while it runs."""
        self._admit_bot()
        self.world.emit("GUILD_CREATE", {}, guild=self)

    def permissions_of(self, user: User) -> int:
        """What a member may do in the guild, channels aside."""
        if user is self.owner:
            return permissions.ALL
        total = self.everyone.permissions
        for role in self.members.get(user, []):
            total |= role.permissions
        return permissions.ALL if permissions.has(total, "administrator") else total

    def member_payload(self, user: User, *, with_user: bool = True) -> Json:
        payload: Json = {
            "avatar": None,
            "banner": None,
            "communication_disabled_until": None,
            "deaf": False,
            "flags": 0,
            "joined_at": "2020-01-01T00:00:00+00:00",
            "mute": False,
            "nick": None,
            "pending": False,
            "premium_since": None,
            "roles": [str(role.id) for role in self.members.get(user, [])],
        }
        return payload | {"user": user.payload()} if with_user else payload

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "banner": None,
            "description": None,
            "owner_id": str(self.owner.id),
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "roles": [role.payload() for role in self.roles],
            "emojis": [],
            "stickers": [],
            "features": [],
            "mfa_level": 0,
            "application_id": None,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "vanity_url_code": None,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "preferred_locale": self.locale,
            "nsfw_level": 0,
            "safety_alerts_channel_id": None,
        }

    def create_payload(self, *, all_members: bool) -> Json:
        """As GUILD_CREATE carries it; without the members intent the bot sees only itself."""
        bot = self.world.bot
        seen = [c for c in self.channels if permissions.has(c.permissions_of(bot), "view_channel")]
        return self.payload() | {
            "joined_at": "2020-01-01T00:00:00+00:00",
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "voice_states": [],
            "members": [
                self.member_payload(user) for user in self.members if all_members or user is bot
            ],
            "channels": [c.payload() for c in seen if c.type not in THREADS],
            "threads": [c.payload() for c in seen if c.type in THREADS],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


@dataclass(eq=False)
class Channel:
    """A text channel, forum, thread, direct message or group."""

    world: World
    id: int
    type: int
    name: str
    guild: Guild | None = None
    parent: Channel | None = None
    owner: User | None = None
    people: list[User] = field(default_factory=list)  # of a direct message or group
    bot_denied: int = 0
    messages: list[Message] = field(default_factory=list)
    locked: bool = False
    archived: bool = False
    created: str = field(default_factory=now)
    typing: int = 0
    """How often the bot has shown that it types here."""
    _read: int = 0

    @property
    def is_thread(self) -> bool:
        return self.type in THREADS

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message with the bot."""
        return self.type == DM and self.world.bot in self.people

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    def deny_bot(self, *names: str) -> None:
        """Takes permissions from the bot in this channel."""
        self._set_denied(self.bot_denied | permissions.bits(names))

    def allow_bot(self, *names: str) -> None:
        """Gives them back."""
        self._set_denied(self.bot_denied & ~permissions.bits(names))

    def _set_denied(self, denied: int) -> None:
        self.bot_denied = denied
        self.world.emit("CHANNEL_UPDATE", self.payload(), channel=self)

    def permissions_of(self, user: User) -> int:
        """What somebody may do here."""
        if self.guild is None:
            return permissions.bits(permissions.EVERYONE)
        if self.parent is not None:
            return self.parent.permissions_of(user)
        total = self.guild.permissions_of(user)
        if user is self.world.bot and not permissions.has(total, "administrator"):
            total &= ~self.bot_denied
        return total

    def bot_may(self, name: str) -> bool:
        return permissions.has(self.permissions_of(self.world.bot), name)

    async def thread(self, name: str, *, by: User, on: Message | None = None) -> Channel:
        """Somebody starts a thread, on a message or on its own."""
        return self.world.start_thread(self, name, owner=by, on=on)

    async def post(self, user: User, title: str, text: str, *, tell_later: bool = False) -> Channel:
        """Somebody opens a forum post. `tell_later`: the first message comes with `says`."""
        thread = self.world.start_thread(self, title, owner=user)
        if not tell_later:
            await user.says(thread, text)
        return thread

    async def system_message(self, kind: int = 7) -> Message:
        """A message that Discord itself writes, such as that somebody has joined."""
        author = self.guild.owner if self.guild else self.people[0]
        return self.world.post(self, author, "", type=kind)

    async def webhook_message(self, text: str, *, name: str = "a webhook") -> Message:
        author = self.world.user(name, bot=True)
        return self.world.post(self, author, text, webhook_id=author.id)

    @property
    def visible(self) -> list[Message]:
        """What stands in the channel for everybody."""
        return [m for m in self.messages if not m.deleted and not m.ephemeral]

    @property
    def from_bot(self) -> list[Message]:
        """What the bot has said to everybody and that still stands."""
        return [m for m in self.visible if m.author is self.world.bot]

    async def next_message(self, timeout: float = 10.0) -> Message:  # noqa: ASYNC109
        """The bot's next message here that this method has not given yet."""

        def unread() -> list[Message]:
            return [
                m
                for m in self.messages[self._read :]
                if m.author is self.world.bot and not m.ephemeral and not m.loading
            ]

        await self.world.until(unread, timeout, f"a message of the bot in {self.name}")
        message = unread()[0]
        self._read = self.messages.index(message) + 1
        return message

    def payload(self) -> Json:
        payload: Json = {
            "id": str(self.id),
            "type": self.type,
            "flags": 0,
            "last_message_id": str(self.messages[-1].id) if self.messages else None,
        }
        if self.guild is None:
            payload["recipients"] = [u.payload() for u in self.people if u is not self.world.bot]
            return payload
        payload |= {
            "guild_id": str(self.guild.id),
            "name": self.name,
            "parent_id": str(self.parent.id) if self.parent else None,
            "rate_limit_per_user": 0,
        }
        return payload | (self._thread_fields() if self.is_thread else self._channel_fields())

    def _thread_fields(self) -> Json:
        return {
            "owner_id": str(self.owner.id) if self.owner else None,
            "message_count": len(self.messages),
            "total_message_sent": len(self.messages),
            "member_count": 1,
            "thread_metadata": {
                "archived": self.archived,
                "locked": self.locked,
                "archive_timestamp": self.created,
                "auto_archive_duration": 1440,
                "create_timestamp": self.created,
            },
            "applied_tags": [],
        }

    def _channel_fields(self) -> Json:
        denied = {
            "id": str(self.world.bot.id),
            "type": 1,
            "allow": "0",
            "deny": str(self.bot_denied),
        }
        fields: Json = {
            "position": 0,
            "topic": None,
            "nsfw": False,
            "permission_overwrites": [denied] if self.bot_denied else [],
        }
        if self.type == FORUM:
            fields |= {
                "available_tags": [],
                "default_reaction_emoji": None,
                "default_sort_order": None,
                "default_forum_layout": 0,
            }
        return fields

    def starter_missing(self) -> bool:
        """Whether this is a forum post whose author has not written the first message yet."""
        in_forum = self.parent is not None and self.parent.type == FORUM
        return in_forum and not any(m.type == DEFAULT for m in self.messages)
