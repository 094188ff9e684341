"""What the tests of the store stand on."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk.store import Feedback, StoredReply
from store.places import InFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.places import Place

NOW = datetime.now(UTC)
WEEK = timedelta(days=7)


def a_reply(question: int, reply: int | None = None, **others: object) -> StoredReply:
    values = {
        "question_id": question,
        "channel_id": 7,
        "reply_id": question + 1_000_000 if reply is None else reply,
        "listening": False,
        "digest": "00ff",
        "asked_at": NOW,
    }
    return StoredReply(**values | others)


def some_feedback(fact: str = "a-fact", **others: object) -> Feedback:
    return Feedback(**{"fact": fact, "verdict": "helpful", "given_at": NOW} | others)


def rows(file: Path, sql: str) -> list[tuple[Any, ...]]:
    return InFile(file).rows(sql)


def facts_judged(place: Place | Path) -> list[str]:
    where = InFile(place) if isinstance(place, Path) else place
    return [row[0] for row in where.rows("SELECT fact FROM feedback ORDER BY id")]


def change(file: Path, sql: str) -> None:
    InFile(file).change(sql)


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for knows of no event
            await asyncio.sleep(0.01)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Meanwhile another program writes."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
