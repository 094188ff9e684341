"""The gateway: sessions, which outlive connections, and connections, which carry them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSCloseCode, WSMsgType, web

from . import intents, permissions
from .snowflakes import shard_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .messages import Message
    from .places import Channel, Guild
    from .world import World

    Json = dict[str, Any]

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11

UNKNOWN_OPCODE, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4003, 4004
ALREADY_AUTHENTICATED, INVALID_SEQ, INVALID_SHARD, DISALLOWED_INTENTS = 4005, 4007, 4010, 4014
ENDED = {1000, 1001}  # a client that closes so will not resume


@dataclass(eq=False)
class Session:
    """What a bot has identified for, with all events so far for a resume."""

    id: str
    intents: int
    shard: int
    shards: int
    events: list[Json] = field(default_factory=list)
    connection: Connection | None = None

    def dispatch(self, name: str, payload: Json) -> None:
        event = {"op": DISPATCH, "t": name, "s": len(self.events) + 1, "d": payload}
        self.events.append(event)
        if self.connection is not None:
            self.connection.send(event)


class Connection:
    """One WebSocket; a task of its own writes, so that events keep their order."""

    def __init__(
        self, gateway: Gateway, request: web.Request, socket: web.WebSocketResponse
    ) -> None:
        self.gateway = gateway
        self.request = request
        self.socket = socket
        self.session: Session | None = None
        compress = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if compress else None
        self._queue: asyncio.Queue[Json | Callable[[], None]] = asyncio.Queue()

    def send(self, payload: Json) -> None:
        self._queue.put_nowait(payload)

    def then(self, call: Callable[[], None]) -> None:
        """Calls when all that was sent before is on its way."""
        self._queue.put_nowait(call)

    async def write(self) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                payload = await self._queue.get()
                if callable(payload):
                    payload()
                    continue
                await asyncio.sleep(self.gateway.event_delay)
                text = json.dumps(payload)
                if self._deflate is None:
                    await self.socket.send_str(text)
                    continue
                data = self._deflate.compress(text.encode())
                data += self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(data)

    async def close(self, code: int) -> None:
        self.detach()
        await self.socket.close(code=code)

    def abort(self) -> None:
        """Cuts the line, without a closing frame."""
        self.detach()
        if self.request.transport is not None:
            self.request.transport.abort()

    def detach(self) -> None:
        """From now on events are only kept for a resume."""
        if self.session is not None and self.session.connection is self:
            self.session.connection = None


class Gateway:
    """All sessions of the bot, and the faults of the gateway."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.readies = 0
        """How many READYs have been sent, with the guilds that belong to them."""
        self.resumes = 0
        """How many RESUMEDs have been sent."""
        self.heartbeats = 0
        self.identifies: list[Json] = []
        """What the bot has identified with, the token left out."""
        self.acknowledging = True
        """Whether heartbeats are acknowledged."""
        self.accepting = True
        """Whether new connections are taken; if not, they are cut."""
        self.event_delay = 0.0
        """Seconds before each event."""

    # --- faults -----------------------------------------------------------------------------

    def drop(self) -> None:
        """Cuts all connections without a word."""
        for connection in list(self.connections):
            connection.abort()

    async def close(self, code: int) -> None:
        """Closes all connections with a code."""
        for connection in list(self.connections):
            await connection.close(code)

    def reconnect(self) -> None:
        """Asks the bot to connect again and resume."""
        for connection in self.connections:
            connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Tells the bot that its sessions are invalid."""
        if not resumable:
            self.sessions.clear()
        for connection in self.connections:
            connection.send({"op": INVALID_SESSION, "d": resumable})

    def forget_sessions(self) -> None:
        """Every resume from now on fails, and the bot must identify anew."""
        self.sessions.clear()

    # --- events -----------------------------------------------------------------------------

    def emit(
        self,
        name: str,
        payload: Json,
        *,
        guild: Guild | None,
        channel: Channel | None,
        message: Message | None,
    ) -> None:
        """Gives an event to the sessions that have its shard, its intent and its sight."""
        bot = self.world.bot
        interaction = name == "INTERACTION_CREATE"
        if guild is not None and not guild.has_bot and not interaction:
            return
        if channel is not None and not interaction:
            if guild is None and not channel.is_direct:
                return
            if not permissions.has(channel.permissions_of(bot), "view_channel"):
                return
        with_bot = guild is not None and guild.has_bot
        for session in list(self.sessions.values()):
            shard = shard_of(guild.id, session.shards) if guild is not None and with_bot else 0
            needs = intents.needed(name, in_guild=guild is not None)
            if session.shard != shard or session.intents & needs != needs:
                continue
            shown = payload
            if name == "GUILD_CREATE" and guild is not None:
                shown = self._guild_create(guild, session)
            if message is not None and not session.intents & intents.MESSAGE_CONTENT:
                shown = intents.strip(payload, message)
            session.dispatch(name, shown)

    @staticmethod
    def _guild_create(guild: Guild, session: Session) -> Json:
        return guild.create_payload(all_members=bool(session.intents & intents.MEMBERS))

    # --- connections ------------------------------------------------------------------------

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection from its beginning to its end."""
        if not self.accepting:
            if request.transport is not None:
                request.transport.abort()
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(max_msg_size=4096 * 4)
        await socket.prepare(request)
        connection = Connection(self, request, socket)
        self.connections.append(connection)
        interval = int(self.world.heartbeat_interval * 1000)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": interval}})
        writer = asyncio.create_task(connection.write())
        try:
            async for received in socket:
                if received.type == WSMsgType.TEXT:
                    await self._receive(connection, json.loads(received.data))
        finally:
            self.connections.remove(connection)
            if connection.session and socket.close_code in ENDED and connection.session.connection:
                self.sessions.pop(connection.session.id, None)
            connection.detach()
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self.world.touch()
        return socket

    async def _receive(self, connection: Connection, received: Json) -> None:
        self.world.touch()
        op, data = received["op"], received["d"]
        if op == HEARTBEAT:
            self.heartbeats += 1
            if self.acknowledging:
                connection.send({"op": HEARTBEAT_ACK, "d": None})
        elif op == IDENTIFY:
            await self._identify(connection, data)
        elif op == RESUME:
            await self._resume(connection, data)
        elif connection.session is None:
            await connection.close(NOT_AUTHENTICATED)
        elif op == REQUEST_MEMBERS:
            self._members(connection.session, data)
        elif op not in {PRESENCE, 4}:
            await connection.close(UNKNOWN_OPCODE)

    async def _identify(self, connection: Connection, data: Json) -> None:
        known = {key: value for key, value in data.items() if key != "token"}
        self.identifies.append(known)
        if data["token"] != self.world.token:
            await connection.close(AUTHENTICATION_FAILED)
            return
        if connection.session is not None:
            await connection.close(ALREADY_AUTHENTICATED)
            return
        for name, bit in intents.PRIVILEGED.items():
            if data["intents"] & bit and name not in self.world.privileged:
                await connection.close(DISALLOWED_INTENTS)
                return
        shard, shards = data.get("shard") or (0, 1)
        if not 0 <= shard < shards:
            await connection.close(INVALID_SHARD)
            return
        session = Session(secrets.token_hex(16), data["intents"], shard, shards)
        session.connection = connection
        connection.session = session
        self.sessions[session.id] = session
        self._welcome(session)

    def _welcome(self, session: Session) -> None:
        world = self.world
        mine = [
            guild
            for guild in world.guilds.values()
            if guild.has_bot and shard_of(guild.id, session.shards) == session.shard
        ]
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": world.bot.payload() | {"verified": True, "mfa_enabled": False},
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine],
                "session_id": session.id,
                "resume_gateway_url": world.server.gateway_url,
                "shard": [session.shard, session.shards],
                "application": {"id": str(world.application_id), "flags": world_flags(world)},
                "private_channels": [],
                "user_settings": {},
                "relationships": [],
            },
        )
        if session.intents & intents.GUILDS:
            for guild in mine:
                session.dispatch("GUILD_CREATE", self._guild_create(guild, session))
        if session.connection is not None:
            session.connection.then(self._count_ready)

    def _count_ready(self) -> None:
        self.readies += 1
        self.world.touch()

    async def _resume(self, connection: Connection, data: Json) -> None:
        if data["token"] != self.world.token:
            await connection.close(AUTHENTICATION_FAILED)
            return
        session = self.sessions.get(data["session_id"])
        if session is None:
            connection.send({"op": INVALID_SESSION, "d": False})
            return
        if not 0 <= data["seq"] <= len(session.events):
            await connection.close(INVALID_SEQ)
            return
        if session.connection is not None:
            await session.connection.close(WSCloseCode.GOING_AWAY)
        session.connection = connection
        connection.session = session
        for event in session.events[data["seq"] :]:
            connection.send(event)
        session.dispatch("RESUMED", {})
        self.resumes += 1

    def _members(self, session: Session, data: Json) -> None:
        guild = self.world.guilds[int(data["guild_id"])]
        wanted = {int(user) for user in data.get("user_ids", [])}
        query = data.get("query", "")
        members = [
            guild.member_payload(user)
            for user in guild.members
            if (user.id in wanted if wanted else user.name.startswith(query))
        ]
        payload: Json = {
            "guild_id": str(guild.id),
            "members": members,
            "chunk_index": 0,
            "chunk_count": 1,
        }
        if data.get("nonce"):
            payload["nonce"] = data["nonce"]
        session.dispatch("GUILD_MEMBERS_CHUNK", payload)


def world_flags(world: World) -> int:
    """The app's flags: which privileged intents it has, as an app in few servers."""
    bits = {"presences": 1 << 13, "members": 1 << 15, "message_content": 1 << 19}
    return sum(bits[name] for name in world.privileged)
