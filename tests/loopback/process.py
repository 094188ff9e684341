"""A bot as a process of its own that takes this Discord for the real one."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Self

from .errors import NothingHappenedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from .world import World

HOOK = Path(__file__).parent / "hook"


class BotProcess:
    """`async with world.process(command) as bot`: started, and ended at the latest there."""

    def __init__(
        self, world: World, command: Sequence[str], *, env: Mapping[str, str], cwd: str | None
    ) -> None:
        self.world = world
        self.command = list(command)
        self.env = dict(env)
        self.cwd = cwd
        self._out = bytearray()
        self._err = bytearray()
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self._watch: asyncio.Task[None] | None = None
        self._readies = 0

    def __str__(self) -> str:
        return " ".join(self.command)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def stdout(self) -> str:
        """All that it has written so far."""
        return self._out.decode(errors="replace")

    @property
    def stderr(self) -> str:
        return self._err.decode(errors="replace")

    @property
    def pid(self) -> int:
        return self._running().pid

    @property
    def exit_code(self) -> int | None:
        return self._process.returncode if self._process else None

    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise RuntimeError("the process has not been started")
        return self._process

    async def start(self) -> None:
        """Starts it, in a group of its own so that its children can be ended with it."""
        self._readies = self.world.gateway.readies
        inherited = {**os.environ, **self.env}
        path = [str(HOOK), *inherited.get("PYTHONPATH", "").split(os.pathsep)]
        env = inherited | {
            "PYTHONPATH": os.pathsep.join(entry for entry in path if entry),
            "PYTHONUNBUFFERED": "1",
            "LOOPBACK_API": self.world.server.url,
            "LOOPBACK_GATEWAY": self.world.server.gateway_url,
        }
        self._process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=env,
            cwd=self.cwd,
            start_new_session=True,
        )
        self._watch = asyncio.create_task(self._see_the_end(self._process))
        pairs = (self._process.stdout, self._out), (self._process.stderr, self._err)
        self._readers = [
            asyncio.create_task(self._read(stream, into)) for stream, into in pairs if stream
        ]

    async def _see_the_end(self, process: asyncio.subprocess.Process) -> None:
        await process.wait()
        self.world.touch()

    async def _read(self, stream: asyncio.StreamReader, into: bytearray) -> None:
        while chunk := await stream.read(65536):
            into += chunk
            self.world.touch()
        self.world.touch()

    async def ready(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109
        """Waits until it has identified and READY is sent; raises if it ends before."""
        await self.world.until(
            lambda: self.world.gateway.readies > self._readies or self.exit_code is not None,
            timeout,
            f"READY for {self}",
        )
        if self.exit_code is not None:
            raise NothingHappenedError(f"{self} ended with {self.exit_code}:\n{self.stderr}")

    async def says(self, text: str, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Waits until a text stands in what it has written, on either stream."""

        def written() -> bool:
            return text in self.stdout or text in self.stderr

        await self.world.until(written, timeout, f"{text!r} on the streams of {self}")

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal to it alone."""
        self._running().send_signal(number)

    async def ended(self, timeout: float = 20.0) -> int:  # noqa: ASYNC109
        """Waits for its end and gives its exit code."""
        process = self._running()
        try:
            async with asyncio.timeout(timeout):
                code = await process.wait()
                await asyncio.gather(*self._readers)
        except TimeoutError:
            told = f"{self} has not ended within {timeout} s:\n{self.stderr}"
            raise NothingHappenedError(told) from None
        return code

    async def stop(self, patience: float = 5.0) -> None:
        """Ends it, first kindly; then nothing of it is left, not even its children."""
        process = self._process
        if process is None:
            return
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), patience)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        await asyncio.gather(*self._readers)
        if self._watch is not None:
            await self._watch
