from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from factdesk.store import Store, trouble, writing
from factdesk.store.migrations import MIGRATIONS
from store.storekit import a_reply, change, facts_judged, locked, rows, some_feedback, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.engine.interfaces import DBAPIConnection

    Opened = Callable[..., Store]
    Told = Callable[[], list[str]]


async def made(opened: Opened, file: Path, questions: int = 1) -> None:
    """A file with some replies in it."""
    store = opened(file)
    for question in range(questions):
        store.remember_reply(a_reply(question))
    await store.close()


async def memory_serves(store: Store) -> None:
    """Edits and deletes work although the disk does not."""
    for question in (101, 102, 103):
        store.remember_reply(a_reply(question))
    await store.flush()
    store.forget_question(101)
    store.forget_reply(a_reply(102).reply_id)
    replies = [await store.reply_to(question) for question in (101, 102, 103, 104)]
    assert replies == [None, None, a_reply(103), None]
    assert await store.synced("global") is None


async def well_again(store: Store) -> None:
    await until(lambda: store.trouble is None)


def one_line(told: Told, kind: trouble.Kind) -> None:
    """The log says it once, with what to do."""
    assert len(told()) == 1
    assert told()[0].startswith(f"{kind.what} {kind.remedy} (")


def and_a_second(told: Told) -> None:
    assert len(told()) == 2
    assert told()[1].startswith("The store works again.")


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


def garbage(file: Path) -> None:
    file.write_bytes(b"no database at all" * 1000)


def damage(file: Path) -> None:
    """The first page is whole, those of the tables are not."""
    size = len(file.read_bytes())
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\x5a" * (size - 4096))


def from_the_future(file: Path) -> None:
    change(file, "UPDATE schema_version SET version = 1000")


def content(file: Path) -> bytes:
    return file.read_bytes()


def moved_away(file: Path) -> None:
    """As the log says."""
    for path in sorted(file.parent.iterdir()):
        path.rename(path.with_name(f"old-{path.name}"))


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (garbage, trouble.CORRUPT),
        (damage, trouble.CORRUPT),
        (from_the_future, trouble.NEWER),
    ],
)
async def test_a_file_that_is_of_no_use_is_left_alone(
    opened: Opened,
    file: Path,
    told: Told,
    spoil: Callable[[Path], None],
    kind: trouble.Kind,
) -> None:
    await made(opened, file, questions=200)
    spoil(file)
    before = content(file)
    store = opened(file)
    store.add_feedback(some_feedback())
    assert await store.reply_to(0) is None
    await memory_serves(store)
    assert store.trouble == kind.what
    one_line(told, kind)
    await store.flush()
    assert not list(store._writer.waiting)
    assert content(file) == before
    moved_away(file)
    store.add_feedback(some_feedback())
    await store.flush()
    assert store.trouble is None
    and_a_second(told)
    assert facts_judged(file) == ["a-fact"]


async def test_a_newer_version_is_named(opened: Opened, file: Path, told: Told) -> None:
    await made(opened, file)
    from_the_future(file)
    assert await opened(file).reply_to(0) is None
    assert f"its version is 1000; this program knows none after {len(MIGRATIONS)}" in told()[0]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "desk.db",
        "nosuchdatabase://me:secret@host/base",
        "sqlite:///desk.db",
        "postgresql+asyncpg://me:secret@host/base",  # the driver is not installed here
        "postgresql+asyncpg://me:secret@host:port/base",
    ],
)
async def test_an_address_that_cannot_be_used_is_told_without_its_password(
    opened: Opened, told: Told, address: str
) -> None:
    store = opened(address)
    await memory_serves(store)
    assert store.trouble == trouble.ADDRESS.what
    one_line(told, trouble.ADDRESS)
    assert "secret" not in told()[0]


async def test_an_entry_that_is_refused_harms_no_other(
    opened: Opened, file: Path, told: Told
) -> None:
    store = opened(file)
    store.add_feedback(some_feedback("first"))
    store.add_feedback(some_feedback("bad", details=["private words"]))
    store.add_feedback(some_feedback("second"))
    store.remember_reply(a_reply(2**64))
    store.remember_reply(a_reply(3))
    await store.flush()
    assert facts_judged(file) == ["first", "second"]
    assert rows(file, "SELECT question_id FROM replies") == [(3,)]
    assert store.trouble == trouble.ODD.what
    one_line(told, trouble.ODD)
    assert "private words" not in told()[0]
    store.add_feedback(some_feedback("third"))
    await store.flush()
    assert store.trouble is None
    and_a_second(told)


async def test_somebody_elses_tables_are_not_touched(
    opened: Opened, file: Path, told: Told
) -> None:
    file.parent.mkdir(parents=True)
    change(file, "CREATE TABLE feedback (stars)")
    store = opened(file)
    await memory_serves(store)
    assert store.trouble is not None
    assert len(told()) == 1
    assert rows(file, "SELECT name FROM sqlite_master") == [("feedback",)]


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


def test_errors_that_name_no_kind_are_odd() -> None:
    assert trouble.trouble_of(sqlite3.OperationalError("what?")).kind is trouble.ODD
    assert trouble.trouble_of(ConnectionRefusedError()).kind is trouble.OUT_OF_REACH
    with closing(sqlite3.connect(":memory:")) as base, pytest.raises(sqlite3.Error) as raised:
        base.execute("SELECT * FROM nothing")
    assert trouble.trouble_of(raised.value).kind is trouble.ODD
