from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from factdesk.store import Store, trouble, writing
from store.storekit import a_reply, change, facts_judged, locked, rows, some_feedback
from store.troublekit import and_a_second, made, memory_serves, one_line, well_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.engine.interfaces import DBAPIConnection

    Opened = Callable[..., Store]
    Told = Callable[[], list[str]]


async def test_a_lock_is_waited_for(opened: Opened, file: Path, told: Told) -> None:
    await made(opened, file)
    store = opened(file)
    with locked(file):
        for _ in range(3):
            store.add_feedback(some_feedback())
            await store.flush()
        assert store.trouble == trouble.LOCKED.what
        assert await store.reply_to(0) == a_reply(0)
        await memory_serves(store)
        one_line(told, trouble.LOCKED)
    await well_again(store)
    and_a_second(told)
    assert facts_judged(file) == ["a-fact"] * 3


async def test_a_lock_at_the_very_beginning_is_waited_for(
    opened: Opened, file: Path, told: Told
) -> None:
    file.parent.mkdir(parents=True)
    change(file, "CREATE TABLE anything (x)")
    store = opened(file)
    with locked(file):
        await memory_serves(store)
        one_line(told, trouble.LOCKED)
    await well_again(store)
    and_a_second(told)
    await store.flush()
    assert rows(file, "SELECT question_id FROM replies") == [(103,)]


async def test_closing_does_not_wait_for_a_lock_for_long(
    opened: Opened, file: Path, told: Told
) -> None:
    await made(opened, file)
    store = opened(file)
    with locked(file):
        store.add_feedback(some_feedback())
        store.remember_reply(a_reply(1))
        async with asyncio.timeout(5):
            await store.close()
    assert "2 entries could not be written" in told()[-1]


async def test_closing_breaks_off_what_takes_too_long(
    opened: Opened, file: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factdesk.store.store.CLOSING", 0.1)
    monkeypatch.setattr("factdesk.store.address.BUSY", 2.0)
    await made(opened, file)
    store = opened(file)
    await store.reply_to(0)
    await store.flush()
    with locked(file):
        store.add_feedback(some_feedback())
        flushing = asyncio.create_task(store.flush())
        await asyncio.sleep(0.1)
        async with asyncio.timeout(10):
            await store.close()
        assert await flushing is None
    assert "1 entries could not be written" in told()[-1]


def a_folder_in_its_place(file: Path) -> Path:
    file.mkdir(parents=True)
    return file


def a_file_in_its_folders_place(file: Path) -> Path:
    file.parent.parent.mkdir(exist_ok=True)
    file.parent.write_text("a file")
    return file.parent


@pytest.mark.parametrize("in_the_way", [a_folder_in_its_place, a_file_in_its_folders_place])
async def test_a_file_that_cannot_be_made_is_tried_again(
    opened: Opened, file: Path, told: Told, in_the_way: Callable[[Path], Path]
) -> None:
    obstacle = in_the_way(file)
    store = opened(file)
    store.add_feedback(some_feedback())
    await memory_serves(store)
    assert store.trouble == trouble.OUT_OF_REACH.what
    one_line(told, trouble.OUT_OF_REACH)
    obstacle.rmdir() if obstacle.is_dir() else obstacle.unlink()
    await well_again(store)
    and_a_second(told)
    await store.flush()
    assert facts_judged(file) == ["a-fact"]


async def test_what_may_only_be_read_is_read(opened: Opened, file: Path, told: Told) -> None:
    await made(opened, file)
    store = opened(f"sqlite+aiosqlite:///file:{file}?mode=ro&uri=true")
    assert await store.reply_to(0) == a_reply(0)
    store.add_feedback(some_feedback())
    await memory_serves(store)
    assert await store.reply_to(0) == a_reply(0)
    assert store.trouble == trouble.READ_ONLY.what
    assert sum(trouble.READ_ONLY.what in line for line in told()) == 1


@contextmanager
def each_connection(pragma: Callable[[], str]) -> Iterator[None]:
    """Say something to SQLite whenever the store takes up one of its connections."""

    def say(connection: DBAPIConnection, *_: object) -> None:
        cursor = connection.cursor()
        cursor.execute(pragma())
        cursor.close()

    event.listen(Pool, "checkout", say)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", say)


async def test_a_full_disk_is_waited_for(opened: Opened, file: Path, told: Told) -> None:
    await made(opened, file, questions=100)
    room = "PRAGMA max_page_count=1"  # as many as there are
    with each_connection(lambda: room):
        store = opened(file)
        for number in range(200):
            store.add_feedback(some_feedback(f"fact-{number}", details="x" * 300))
        await memory_serves(store)
        assert await store.reply_to(99) == a_reply(99)
        assert store.trouble == trouble.FULL.what
        one_line(told, trouble.FULL)
        assert facts_judged(file) == []
        room = "PRAGMA max_page_count=1000000"
        await well_again(store)
        and_a_second(told)
        await store.flush()
    assert facts_judged(file) == [f"fact-{number}" for number in range(200)]


async def test_what_may_wait_is_bounded(
    opened: Opened, file: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BOUND", 10)
    await made(opened, file)
    store = opened(file)
    with locked(file):
        store.add_feedback(some_feedback())
        for question in range(1, 100):
            store.remember_reply(a_reply(question))
        await store.flush()
        store.remember_reply(a_reply(100))
        await store.flush()
        assert await store.reply_to(1) == a_reply(1)  # memory has it yet
    await well_again(store)
    await store.flush()
    assert facts_judged(file) == ["a-fact"]
    questions = [row[0] for row in rows(file, "SELECT question_id FROM replies ORDER BY 1")]
    assert questions[0] == 0
    assert questions[-1] == 100
    assert 8 <= len(questions) <= 11
    assert sum("entries wait for the store" in line for line in told()) == 1


async def test_two_kinds_of_trouble_are_told_once_each(
    opened: Opened, file: Path, told: Told
) -> None:
    await made(opened, file)
    store = opened(file)
    with locked(file):
        store.remember_reply(a_reply(1))
        await store.flush()
        pragma = "PRAGMA query_only=1"
        with each_connection(lambda: pragma):
            await store.flush()
            await store.flush()
            pragma = "PRAGMA query_only=0"
            await store.flush()
    assert [line.partition(",")[0] for line in told()] == [
        trouble.LOCKED.what.partition(",")[0],
        trouble.READ_ONLY.what.partition(",")[0],
    ]
    await well_again(store)
