from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factdesk.store import MAX_DETAILS, Store, writing
from factdesk.store import store as store_module
from store.places import InFile
from store.storekit import NOW, WEEK, a_reply, facts_judged, some_feedback, until

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.places import Place

    Opened = Callable[..., Store]
    Told = Callable[[], list[str]]


async def kept(opened: Opened, place: Place) -> Store:
    """A store on a file in which a reply is kept already, and of which it remembers nothing."""
    first = opened(place.address)
    first.remember_reply(a_reply(1, 11))
    await first.close()
    return opened(place.address)


async def test_nothing_is_made_before_it_is_needed(opened: Opened, file: Path) -> None:
    store = opened(file)
    assert store.trouble is None
    await store.flush()
    await store.close()
    assert not file.parent.exists()


async def test_a_reply_outlives_a_restart_to_the_last_detail(opened: Opened, place: Place) -> None:
    eastern = timezone(timedelta(hours=5, minutes=30))
    reply = a_reply(
        2**63 - 1,
        listening=True,
        digest="ab" * 32,
        asked_at=datetime(NOW.year, NOW.month, NOW.day, 1, 2, 3, 4, eastern),
        reply_id=2**62,
    )
    first = opened(place.address)
    first.remember_reply(reply)
    await first.close()
    found = await opened(place.address, timedelta.max).reply_to(reply.question_id)
    assert found == reply
    assert found.asked_at.tzinfo == UTC


async def test_what_is_not_known_is_none(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    assert await store.reply_to(1) is None
    assert await store.synced("global") is None
    assert store.trouble is None


async def test_reads_see_what_waits(
    opened: Opened, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "IN_MEMORY", 1)
    store = opened(place.address)
    for question in (1, 2, 3):
        store.remember_reply(a_reply(question))
    assert len(store._recent) == 1
    assert await store.reply_to(1) == a_reply(1)
    store.forget_question(1)
    store.forget_reply(a_reply(2).reply_id)
    store.remember_reply(a_reply(3, digest="aa"))
    assert [await store.reply_to(q) for q in (1, 2, 3)] == [None, None, a_reply(3, digest="aa")]


async def test_what_is_on_the_disk_can_be_forgotten_and_replaced(
    opened: Opened, place: Place
) -> None:
    first = opened(place.address)
    for question in range(1, 6):
        first.remember_reply(a_reply(question))
    await first.close()
    store = opened(place.address)
    store.forget_question(1)
    store.forget_reply(a_reply(2).reply_id)
    store.remember_reply(a_reply(3, 33))
    store.remember_reply(a_reply(44, a_reply(4).reply_id))
    expected = [None, None, a_reply(3, 33), None, a_reply(5)]
    assert [await store.reply_to(question) for question in range(1, 6)] == expected
    await store.flush()
    assert [await store.reply_to(question) for question in range(1, 6)] == expected
    found = place.rows("SELECT question_id, reply_id FROM replies ORDER BY 1")
    assert found == [(3, 33), (5, 1_000_005), (44, 1_000_004)]


async def test_what_waits_is_written_in_one_transaction(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    await store.reply_to(0)
    await store.flush()
    commits = 0
    write = store._access._database.write

    async def counted(writes: list[object]) -> None:
        nonlocal commits
        commits += 1
        await write(writes)

    store._access._database.write = counted
    for number in range(1_000):
        store.remember_reply(a_reply(number))
        store.add_feedback(some_feedback(f"fact-{number}"))
    await store.flush()
    assert commits == 1
    assert place.rows("SELECT count(*) FROM replies") == [(1_000,)]
    assert facts_judged(place) == [f"fact-{number}" for number in range(1_000)]


async def test_it_is_written_without_anybody_asking(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    store.add_feedback(some_feedback())
    await until(lambda: not store._writer.waiting)
    assert facts_judged(place) == ["a-fact"]


async def test_feedback_is_kept_word_for_word(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    details = "x" * MAX_DETAILS
    store.add_feedback(some_feedback(verdict="not right", reason="out of date", details=details))
    store.add_feedback(some_feedback(details="half a \ud83d character and a \0"))
    await store.flush()
    found = place.rows("SELECT fact, verdict, reason, details FROM feedback")
    assert found == [
        ("a-fact", "not right", "out of date", details),
        ("a-fact", "helpful", None, "half a ? character and a "),
    ]
    for (moment,) in place.rows("SELECT given_at FROM feedback"):
        assert moment in {NOW, NOW.strftime("%Y-%m-%d %H:%M:%S.%f")}


def test_values_that_cannot_be_kept_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 300"):
        some_feedback(details="x" * (MAX_DETAILS + 1))
    for make in (lambda m: some_feedback(given_at=m), lambda m: a_reply(1, asked_at=m)):
        with pytest.raises(ValueError, match="time zone"):
            make(NOW.replace(tzinfo=None))


async def test_what_was_synced_is_remembered_by_scope(opened: Opened, place: Place) -> None:
    first = opened(place.address)
    await first.remember_synced("5/global", "aa")
    await first.remember_synced("5/77", "bb")
    await first.remember_synced("5/global", "cc")
    assert await first.synced("5/global") == "cc"
    await first.close()
    second = opened(place.address)
    assert [await second.synced(s) for s in ("5/global", "5/77", "6")] == ["cc", "bb", None]


async def test_old_replies_are_pruned_at_opening(opened: Opened, place: Place) -> None:
    first = opened(place.address)
    first.remember_reply(a_reply(1, asked_at=NOW - WEEK - timedelta(hours=1)))
    first.remember_reply(a_reply(2, asked_at=NOW - WEEK + timedelta(hours=1)))
    first.remember_reply(a_reply(3))
    first.add_feedback(some_feedback(given_at=NOW - 50 * WEEK))
    await first.close()
    second = opened(place.address)
    await second.reply_to(0)
    await second.flush()
    assert place.rows("SELECT question_id FROM replies ORDER BY 1") == [(2,), (3,)]
    third = opened(place.address, keep_replies=timedelta(0))
    await third.reply_to(0)
    await third.flush()
    assert place.rows("SELECT question_id FROM replies") == []
    assert facts_judged(place) == ["a-fact"]


async def test_old_replies_are_pruned_now_and_then(
    opened: Opened, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PRUNE_EVERY", 0.02)
    store = opened(place.address)
    await store.reply_to(0)
    await store.flush()
    place.change("INSERT INTO replies VALUES (1, 1, 1, false, 'aa', '2020-01-01 00:00:00.000000')")
    await until(lambda: not place.rows("SELECT * FROM replies"))


async def test_closing_writes_what_waits_and_may_be_repeated(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    store.add_feedback(some_feedback())
    await asyncio.gather(store.close(), store.close())
    await store.close()
    assert facts_judged(place) == ["a-fact"]
    if isinstance(place, InFile):
        assert not place.file.with_name("desk.db-wal").exists()


async def test_after_closing_nothing_is_opened_again(
    opened: Opened, place: Place, told: Told
) -> None:
    store = await kept(opened, place)
    store.remember_reply(a_reply(2))
    await store.close()
    store.add_feedback(some_feedback())
    store.remember_reply(a_reply(3))
    await store.flush()
    assert await store.reply_to(1) is None
    assert await store.reply_to(2) == a_reply(2)
    assert await store.synced("global") is None
    assert told() == ["The store is closed, so what comes now is not remembered."]
    assert facts_judged(place) == []


async def test_a_caller_who_gives_up_breaks_nothing(opened: Opened, place: Place) -> None:
    store = await kept(opened, place)
    for delay in (0, 0.0005, 0.001, 0.002, 0.005):
        asking = [asyncio.create_task(store.reply_to(1)) for _ in range(20)]
        store.add_feedback(some_feedback())
        asking.append(asyncio.create_task(store.flush()))
        await asyncio.sleep(delay)
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
    assert await store.reply_to(1) == a_reply(1, 11)
    await store.flush()
    assert facts_judged(place) == ["a-fact"] * 5
    assert store.trouble is None


async def test_many_readers_share_few_connections(opened: Opened, place: Place) -> None:
    store = await kept(opened, place)
    assert set(await asyncio.gather(*(store.reply_to(1) for _ in range(200)))) == {a_reply(1, 11)}
    assert store.trouble is None


@pytest.mark.parametrize("address", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///{file}"])
async def test_a_url_is_an_address(opened: Opened, file: Path, address: str) -> None:
    store = opened(address.format(file=file))
    store.remember_reply(a_reply(1))
    await store.flush()
    store._recent.drop_question(1)
    assert await store.reply_to(1) == a_reply(1)
    assert store.trouble is None


async def test_a_relative_file_stays_where_it_is(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = opened(tmp_path.relative_to(tmp_path) / "desk.db")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.add_feedback(some_feedback())
    await store.flush()
    assert facts_judged(tmp_path / "desk.db") == ["a-fact"]


def test_importing_it_imports_no_database() -> None:
    code = (
        "import factdesk.store, sys;"
        "sys.exit(str({'sqlalchemy', 'aiosqlite', 'sqlite3'} & set(sys.modules) or ''))"
    )
    done = subprocess.run(  # noqa: S603 - this Python, with fixed arguments
        [sys.executable, "-c", code], capture_output=True, check=False, text=True
    )
    assert (done.stderr.strip(), done.stdout) == ("", "")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (Path("/home/ann/desk.sqlite3"), "SQLite, desk.sqlite3"),
        ("sqlite+aiosqlite:////home/ann/desk.db?timeout=3", "SQLite, desk.db"),
        ("sqlite+aiosqlite://", "SQLite in memory"),
        ("postgresql+asyncpg://ann:secret@host/desk", "PostgreSQL"),
        ("mysql://name:password@host/database", "A database that is neither SQLite nor PostgreSQL"),
    ],
)
def test_where_it_remembers_is_told_without_a_path_or_a_password(
    address: Path | str, kind: str
) -> None:
    assert Store(address).kind == kind
