"""The HTTP server: takes a request, strikes it with faults, checks, answers and records it."""

from __future__ import annotations

import asyncio
import json
import time
import traceback
from typing import TYPE_CHECKING

from aiohttp import web

from . import openapi
from .errors import InvalidForm, Refusal
from .faults import CUT_AFTER, CUT_BEFORE, Answer
from .limits import problems_of
from .mentions import lets_mention
from .record import Request
from .routes import Call, find_route

if TYPE_CHECKING:
    from .faults import Fault
    from .world import World

PREFIX = "/api/v10"
PATIENCE = 0.1  # seconds that open connections get when the server stops


class Cut(Exception):  # noqa: N818 - an event, not an error
    """The connection is to break here."""


class Server:
    """Serves one world on a port of 127.0.0.1."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.port = 0
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._begun = time.monotonic()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway-ws"

    async def start(self) -> None:
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_get("/gateway-ws", self.world.gateway.serve)
        app.router.add_get("/gateway-ws/", self.world.gateway.serve)
        app.router.add_route("*", PREFIX + "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=PATIENCE)
        await self._runner.setup()
        await self.listen()

    async def listen(self) -> None:
        """Takes connections, after `deaf` on the same port as before."""
        if self._runner is None:
            raise RuntimeError("the server has not been started")
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        if not self.port:
            self.port = self._runner.addresses[0][1]

    async def deaf(self) -> None:
        """As if Discord were down: cuts all and refuses new connections until `listen`."""
        if self._site is not None:
            await self._site.stop()
            self._site = None
        self.world.gateway.drop()

    async def stop(self) -> None:
        await self.world.gateway.close(1001)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        record = await self._read(request)
        self.world.requests.append(record)
        self.world.touch()
        begun = time.monotonic()
        try:
            answer = await self._answer(record)
        except Cut:
            record.status = 0
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        finally:
            record.took = time.monotonic() - begun
            self.world.touch()
        record.status, record.answer = answer.status, answer.body
        if answer.status == 204:
            return web.Response(status=204, headers=answer.headers)
        if isinstance(answer.body, str):
            return web.Response(
                status=answer.status,
                text=answer.body,
                content_type="text/html",
                headers=answer.headers,
            )
        # Without a charset: discord.py takes nothing else for JSON.
        return web.Response(
            status=answer.status,
            body=json.dumps(answer.body).encode(),
            headers={"Content-Type": "application/json", **answer.headers},
        )

    async def _read(self, request: web.Request) -> Request:
        record = Request(
            method=request.method,
            path=request.path.removeprefix(PREFIX),
            query=dict(request.query),
            headers=dict(request.headers),
            json=None,
            files={},
            at=time.monotonic() - self._begun,
        )
        if request.content_type.startswith("multipart/"):
            form = await request.post()
            for name, value in form.items():
                if name == "payload_json":
                    record.json = json.loads(str(value))
                elif isinstance(value, web.FileField):
                    record.files[value.filename] = value.file.read()
                    value.file.close()
        elif body := await request.read():
            try:
                record.json = json.loads(body)
            except ValueError:
                record.notes.append("the body is no JSON")
        return record

    async def _answer(self, record: Request) -> Answer:
        fault = self.world.faults.pick(f"{record.method} {record.path}")
        if fault is not None:
            record.fault = fault.name
            early = await self._strike(fault)
            if early is not None:
                return early
        try:
            answer = self._handle(record)
        except Refusal as refusal:
            answer = Answer(refusal.status, refusal.body)
        except Exception:  # noqa: BLE001 - a gap in this Discord: the test must hear of it
            trace = traceback.format_exc()
            self.world.violations.append(f"{record.method} {record.path}: {trace}")
            answer = Answer(500, {"message": "500: Internal Server Error", "code": 0})
        if fault is not None and fault.name == CUT_AFTER:
            raise Cut
        answer.headers = self._headers(record) | answer.headers
        return answer

    @staticmethod
    async def _strike(fault: Fault) -> Answer | None:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.name == CUT_BEFORE:
            raise Cut
        return fault.answer

    def _handle(self, record: Request) -> Answer:
        found = find_route(record.method, record.path)
        if found is None:
            self.world.violations.append(f"{record.method} {record.path}: no such route here")
            raise Refusal(0, status=404, message="404: Not Found")
        route, parameters = found
        record.route = route.path
        if record.notes:
            raise Refusal(50109)
        bearer = record.headers.get("Authorization")
        if route.needs_token and bearer != f"Bot {self.world.token}":
            raise Refusal(0)
        self._check(record)
        call = Call(self.world, record, parameters)
        status, body = route.handle(call)
        return Answer(status, body)

    def _check(self, record: Request) -> None:
        """Discord's limits and its own description of its API; both are remembered."""
        what = f"{record.method} {record.path}"
        if self.world.no_mentions and lets_mention(record):
            self.world.violations.append(f"{what}: allowed_mentions do not forbid all mentions")
        problems = problems_of(record) + openapi.problems_of(record)
        self.world.violations += [f"{what}: {problem}" for problem in problems]
        if problems:
            raise InvalidForm(problems)

    def _headers(self, record: Request) -> dict[str, str]:
        """A bucket for each route, never empty."""
        return {
            "Via": "1.1 google",
            "X-RateLimit-Limit": "50",
            "X-RateLimit-Remaining": "49",
            "X-RateLimit-Reset": str(time.time() + 1),
            "X-RateLimit-Reset-After": "1.0",
            "X-RateLimit-Bucket": f"{abs(hash(record.method + record.route)):016x}",
        }
