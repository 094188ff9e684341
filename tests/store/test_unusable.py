from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from factdesk.store import Store, trouble
from factdesk.store.migrations import MIGRATIONS
from store.storekit import a_reply, change, facts_judged, rows, some_feedback
from store.troublekit import and_a_second, made, memory_serves, one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Opened = Callable[..., Store]
    Told = Callable[[], list[str]]


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
        "mysql+aiomysql://me:secret@host/base",
        "postgresql+psycopg://me:secret@host/base",  # the driver is not installed here
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


def test_errors_that_name_no_kind_are_odd() -> None:
    assert trouble.trouble_of(sqlite3.OperationalError("what?")).kind is trouble.ODD
    assert trouble.trouble_of(ConnectionRefusedError()).kind is trouble.OUT_OF_REACH
    with closing(sqlite3.connect(":memory:")) as base, pytest.raises(sqlite3.Error) as raised:
        base.execute("SELECT * FROM nothing")
    assert trouble.trouble_of(raised.value).kind is trouble.ODD
