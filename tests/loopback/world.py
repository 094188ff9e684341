"""The state of this small Discord, and how it changes."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, Any, Self

from .errors import NothingHappenedError, TestMistakeError
from .faults import Faults
from .gateway import Gateway
from .interactions import COMMAND
from .messages import LOADING, REPLY, THREAD_CREATED, Message
from .people import User
from .places import DM, FORUM, GROUP, PUBLIC_THREAD, Channel, Guild
from .process import BotProcess
from .server import Server
from .snowflakes import Snowflakes, now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from .interactions import Interaction
    from .record import Request

    Json = dict[str, Any]

MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")
NONCE_LIFE = 180.0  # seconds for which a nonce is remembered


class World:
    """A Discord on loopback: `async with World() as world`."""

    def __init__(self, *, token: str = "MTAwMDAwMDAwMDAwMDAwMDAw.GLoop.back") -> None:  # noqa: S107
        self.token = token
        self.snowflakes = Snowflakes()
        self.bot = User(self, "factdesk", bot=True)
        self.application_id = self.bot.id
        self.privileged: set[str] = {"message_content", "members", "presences"}
        """The privileged intents that are granted to the app."""

        self.answer_within = 3.0
        self.token_life = 900.0
        self.heartbeat_interval = 41.25
        self.shards = 1
        """How many shards `/gateway/bot` recommends."""
        self.no_mentions = True
        """Whether all that is sent with content must forbid mentions in so many words."""

        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.messages: dict[int, Message] = {}
        self.commands: list[Json] = []
        self.interactions: dict[int, Interaction] = {}
        self.requests: list[Request] = []
        self.violations: list[str] = []

        self.faults = Faults()
        self.gateway = Gateway(self)
        self.server = Server(self)
        self._nonces: dict[tuple[int, str], tuple[float, Message]] = {}
        self._waiting: list[asyncio.Future[None]] = []
        self._last_activity = time.monotonic()
        self._processes: list[BotProcess] = []

    async def __aenter__(self) -> Self:
        await self.server.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._processes:
            await process.stop()
        await self.server.stop()

    @property
    def url(self) -> str:
        """The base of all routes, what discord.py calls `Route.BASE`."""
        return self.server.url

    # --- who and where ----------------------------------------------------------------------

    def user(self, name: str, *, installed: bool = False, bot: bool = False) -> User:
        """A new person; `installed`: with the app installed for themself."""
        user = User(self, name, bot=bot)
        user.installed = installed
        self.users[user.id] = user
        return user

    def guild(self, name: str = "Embassy", *, bot: bool = True, locale: str = "en-US") -> Guild:
        """A new server, with or without the bot."""
        guild = Guild(self, name, bot=bot, locale=locale)
        self.guilds[guild.id] = guild
        self.emit("GUILD_CREATE", {}, guild=guild)
        return guild

    def dm(self, user: User) -> Channel:
        """The direct messages of a person with the bot, always the same channel."""
        return self._private(DM, [user, self.bot])

    def private(self, *people: User) -> Channel:
        """A conversation of people without the bot."""
        return self._private(DM if len(people) == 2 else GROUP, list(people))

    def _private(self, kind: int, people: list[User]) -> Channel:
        for channel in self.channels.values():
            if channel.type == kind and set(channel.people) == set(people):
                return channel
        channel = Channel(self, self.snowflakes.new(), kind, "direct", people=people)
        self.channels[channel.id] = channel
        return channel

    def start_thread(
        self, parent: Channel, name: str, *, owner: User, on: Message | None = None
    ) -> Channel:
        ident = on.id if on is not None else self.snowflakes.new()
        thread = Channel(
            self, ident, PUBLIC_THREAD, name, guild=parent.guild, parent=parent, owner=owner
        )
        self.channels[thread.id] = thread
        if parent.guild is not None:
            parent.guild.channels.append(thread)
        payload = thread.payload() | {"newly_created": True}
        self.emit("THREAD_CREATE", payload, channel=thread)
        if on is None and parent.type != FORUM:
            self.post(parent, owner, name, type=THREAD_CREATED)
        return thread

    def attachment(self, name: str, content: bytes, description: str | None = None) -> Json:
        ident = self.snowflakes.new()
        url = f"http://127.0.0.1:{self.server.port}/attachments/{ident}/{name}"
        size = len(content)
        known = {"id": str(ident), "filename": name, "size": size, "url": url, "proxy_url": url}
        return known if description is None else {**known, "description": description}

    # --- messages ---------------------------------------------------------------------------

    def post(
        self,
        channel: Channel,
        author: User,
        content: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        allowed: Json | None = None,
        **fields: Any,
    ) -> Message:
        """Puts a message into a channel and tells the bot."""
        # The first message of a forum's post has the id of the post.
        ident = channel.id if channel.starter_missing() else self.snowflakes.new()
        message = Message(ident, channel, author, content, **fields)
        if reply_to is not None:
            message.type = REPLY
            message.reference = {
                "type": 0,
                "message_id": str(reply_to.id),
                "channel_id": str(reply_to.channel.id),
            }
            if channel.guild is not None:
                message.reference["guild_id"] = str(channel.guild.id)
        self._find_mentions(message, ping=ping, allowed=allowed)
        channel.messages.append(message)
        self.messages[message.id] = message
        self.emit("MESSAGE_CREATE", message.event_payload(), channel=channel, message=message)
        return message

    def edit(self, message: Message, **fields: Any) -> None:
        """Changes a message and tells the bot."""
        if "content" in fields:
            message.earlier.append(message.content)
        for name, value in fields.items():
            setattr(message, name, value)
        message.flags &= ~LOADING
        message.edited = now()
        self.emit(
            "MESSAGE_UPDATE", message.event_payload(), channel=message.channel, message=message
        )

    def delete(self, *messages: Message) -> None:
        """Deletes messages of one channel, several as a bulk."""
        channel = messages[0].channel
        for message in messages:
            message.deleted = True
        payload: Json = {"channel_id": str(channel.id)}
        if channel.guild is not None:
            payload["guild_id"] = str(channel.guild.id)
        if len(messages) == 1:
            payload["id"] = str(messages[0].id)
            self.emit("MESSAGE_DELETE", payload, channel=channel)
        else:
            payload["ids"] = [str(message.id) for message in messages]
            self.emit("MESSAGE_DELETE_BULK", payload, channel=channel)

    def _find_mentions(self, message: Message, *, ping: bool, allowed: Json | None) -> None:
        """Who is mentioned: a bot may have forbidden that, a person cannot."""
        everything = allowed is None
        allowed = allowed or {}
        parse = {"users", "roles", "everyone"} if everything else set(allowed.get("parse", []))
        named = {int(user) for user in allowed.get("users", [])}
        for ident in map(int, MENTION.findall(message.content)):
            user = self.users.get(ident)
            if user and user not in message.mentions and ("users" in parse or ident in named):
                message.mentions.append(user)
        for ident in map(int, ROLE_MENTION.findall(message.content)):
            if "roles" in parse or str(ident) in map(str, allowed.get("roles", [])):
                message.mention_roles.append(ident)
        message.mention_everyone = "everyone" in parse and any(
            word in message.content for word in ("@everyone", "@here")
        )
        answered = message.replies_to
        pings = ping if everything else bool(allowed.get("replied_user"))
        if answered is not None and pings and answered.author not in message.mentions:
            message.mentions.append(answered.author)

    def same_nonce(self, author: User, nonce: object) -> Message | None:
        """The message that this author has sent with this nonce of late."""
        at, message = self._nonces.get((author.id, str(nonce)), (0.0, None))
        return message if time.monotonic() - at < NONCE_LIFE else None

    def remember_nonce(self, message: Message) -> None:
        key = message.author.id, str(message.nonce)
        self._nonces[key] = time.monotonic(), message

    # --- interactions -----------------------------------------------------------------------

    def begin(self, interaction: Interaction) -> None:
        """Tells the bot of an interaction."""
        if interaction.kind == COMMAND and interaction.command is None:
            raise TestMistakeError("a command's interaction needs its command")
        self.interactions[interaction.id] = interaction
        self.emit("INTERACTION_CREATE", interaction.payload(), channel=interaction.channel)

    # --- what happens, and waiting for it ---------------------------------------------------

    def emit(
        self,
        name: str,
        payload: Json,
        *,
        channel: Channel | None = None,
        guild: Guild | None = None,
        message: Message | None = None,
    ) -> None:
        """An event, for those of the bot's sessions that may see it."""
        guild = guild or (channel.guild if channel else None)
        self.gateway.emit(name, payload, guild=guild, channel=channel, message=message)
        self.touch()

    def touch(self) -> None:
        """Something has happened: those who wait look again."""
        self._last_activity = time.monotonic()
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(
        self,
        true: Callable[[], object],
        timeout: float = 10.0,  # noqa: ASYNC109
        what: str = "what was waited for",
    ) -> None:
        """Waits until something is true, looking when something has happened and now and then."""
        try:
            async with asyncio.timeout(timeout):
                while not true():
                    future = asyncio.get_running_loop().create_future()
                    self._waiting.append(future)
                    await asyncio.wait([future], timeout=0.05)
        except TimeoutError:
            error = NothingHappenedError(f"{what} did not come within {timeout:.2f} s")
            error.add_note("the last requests:\n" + "\n".join(map(str, self.requests[-12:])))
            for process in self._processes:
                error.add_note(f"stderr of {process}:\n{process.stderr[-4000:]}")
            raise error from None

    async def settled(self, quiet: float = 0.2, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Waits until for a moment nothing was sent, in either direction."""
        async with asyncio.timeout(timeout):
            while True:
                rest = self._last_activity + quiet - time.monotonic()
                busy = any(request.status is None for request in self.requests)
                if rest <= 0 and not busy:
                    return
                await asyncio.sleep(max(rest, 0.01))

    async def ready(self, count: int = 1, timeout: float = 20.0) -> None:  # noqa: ASYNC109
        """Waits until so many READYs have been sent since the world began."""
        await self.until(lambda: self.gateway.readies >= count, timeout, "READY")

    async def offers(self, *names: str, timeout: float = 20.0) -> None:  # noqa: ASYNC109
        """Waits until commands of these names are registered."""
        wanted = {name.removeprefix("/") for name in names}
        await self.until(
            lambda: wanted <= {command["name"] for command in self.commands},
            timeout,
            f"the commands {sorted(wanted)}",
        )

    # --- looking back -----------------------------------------------------------------------

    def sent(self, pattern: str = "*") -> list[Request]:
        """The bot's requests that fit a pattern such as "POST /channels/*/messages"."""
        return [request for request in self.requests if request.fits(pattern)]

    @property
    def said(self) -> list[Message]:
        """Everything that the bot has said, in order, also what is deleted or ephemeral."""
        return [m for m in self.messages.values() if m.author is self.bot]

    # --- processes --------------------------------------------------------------------------

    def process(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
    ) -> BotProcess:
        """A command that will talk to this Discord: `async with world.process(...) as bot`."""
        process = BotProcess(self, command, env=env or {}, cwd=cwd)
        self._processes.append(process)
        return process
