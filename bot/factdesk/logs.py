"""The log: one line each, as text or JSON, on standard error.

No secret stands in it, whatever a library says of its requests, nor who asked: the ids of people
are left out. What people write is not logged by us, and the levels at which libraries would show
it are never switched on.
"""

from __future__ import annotations

import contextlib
import json
import logging
import queue
import re
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HIDDEN = "***"
KEPT = 10_000  # lines that wait for a slow reader; later ones are lost, the bot goes on
PATIENCE = 2.0  # seconds for the last lines to be written
FRAMES = 6  # of a trace that are told

# Below these levels, libraries log whole requests, what people write included, or housekeeping.
QUIET = {
    "aiosqlite": logging.WARNING,
    "matplotlib": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "discord.client": logging.WARNING,  # that it logs in is told by whether it does
    "discord.gateway": logging.INFO,
    "discord.http": logging.INFO,
    "discord.webhook": logging.INFO,
}

_MASKS = (
    # A token in an address, Discord's own, an interaction's, and any as a field of something.
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?'\"]+"), rf"\1{HIDDEN}"),
    (re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"), HIDDEN),
    (re.compile(r"\baW50ZXJhY3Rpb24[\w=+-]+"), HIDDEN),
    (re.compile(r"(['\"](?:token|session_id)['\"]: ?['\"])[^'\"]*"), rf"\1{HIDDEN}"),
    (re.compile(r"(\(Session ID: |RESUMED session )\w+"), rf"\1{HIDDEN}"),
    (re.compile(r"(\w+://)[^/\s:@]*:[^/\s@]+@"), rf"\1{HIDDEN}@"),
    # People.
    (re.compile(r"<@!?\d+>"), "<@***>"),
    (re.compile(r"(/(?:users|members|recipients|reactions/[^/\s]+)/)\d+"), rf"\1{HIDDEN}"),
    (re.compile(r"<(ClientUser|User|Member) id=\d+ [^>]*>"), rf"<\1 {HIDDEN}>"),
    (
        re.compile(
            r"((?:user|author|member|owner)(?:_id|\.id| id)['\"]?[=:]? ?['\"]?)\d{15,}",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
)


class Masker:
    """Takes secrets and people out of a text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, text: str) -> str:
        """The text without them, on one line."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for pattern, instead in _MASKS:
            text = pattern.sub(instead, text)
        return " ".join(line.strip() for line in text.splitlines() if line.strip())


class TextLines(logging.Formatter):
    """`2026-03-01 12:00:00 INFO factdesk.app: ready`; an error and where it arose at the end."""

    def __init__(self, masked: Masker) -> None:
        super().__init__()
        self._masked = masked

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record.created))
        text = record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            frames = " < ".join(where(error))
            text = f"{text}: {_named(error)}" + (f" ({frames})" if frames else "")
        return f"{when} {record.levelname} {record.name}: {self._masked(text)}"


class JsonLines(logging.Formatter):
    """Objects with `time`, `level`, `logger`, `message`; after an error also `error`, `trace`."""

    def __init__(self, masked: Masker) -> None:
        super().__init__()
        self._masked = masked

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON; the last two fields only where there was an error."""
        milliseconds = f"{record.msecs:03.0f}"[:3]
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        row: dict[str, Any] = {
            "time": f"{stamp}.{milliseconds}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._masked(record.getMessage()),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            row["error"] = self._masked(_named(error))
            row["trace"] = where(error)
        return json.dumps(row)


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def where(error: BaseException) -> list[str]:
    """Where an error arose, innermost first; nothing for a network's, which arises elsewhere."""
    while error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, (ConnectionError, TimeoutError)) or "aiohttp" in type(error).__module__:
        return []
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames)]


def tell(lines: Iterable[str], style: str, secrets: Iterable[str] = ()) -> None:
    """Tell the operator on standard error why the bot ends.

    Args:
        lines: what to tell, a line each.
        style: text or json, as the log is.
        secrets: texts that are left out.
    """
    masked = Masker(secrets)
    for line in lines:
        text = masked(line)
        if style == "json":
            record = logging.LogRecord("factdesk", logging.CRITICAL, "", 0, text, None, None)
            text = JsonLines(masked).format(record)
        print(text, file=sys.stderr)


class Writer(logging.Handler):
    """Writes in a thread of its own, so that nobody waits for a slow terminal or pipe."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: queue.Queue[str | None] = queue.Queue(KEPT)
        self._thread = threading.Thread(target=self._write, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Have a record written; where too many wait, it is lost."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(self.format(record))

    def _write(self) -> None:
        while (line := self._lines.get()) is not None:
            with contextlib.suppress(OSError, ValueError):  # nobody reads it any more
                sys.stderr.write(f"{line}\n")
                sys.stderr.flush()

    def close(self) -> None:
        """Write what waits, within two seconds."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(None)
        self._thread.join(PATIENCE)
        super().close()


@contextlib.contextmanager
def logging_to_stderr(level: str, style: str, secrets: Iterable[str] = ()) -> Iterator[None]:
    """Log to standard error while this context lasts.

    Args:
        level: debug, info, warning or error.
        style: text or json.
        secrets: texts that never stand in the log.
    """
    masked = Masker(secrets)
    writer = Writer()
    writer.setFormatter(JsonLines(masked) if style == "json" else TextLines(masked))
    root = logging.getLogger()
    before = root.level
    wanted = logging.getLevelNamesMapping()[level.upper()]
    root.setLevel(wanted)
    root.addHandler(writer)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, wanted))
    logging.captureWarnings(capture=True)
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.NOTSET)
        root.removeHandler(writer)
        root.setLevel(before)
        writer.close()
