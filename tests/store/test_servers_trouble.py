"""What can be wrong with a PostgreSQL server, and that all is well again afterwards."""

from __future__ import annotations

import asyncio
import socket
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from factdesk.store import Store, StoreTrouble, migrations, trouble
from store.curatorkit import ask, learn, texts
from store.storekit import a_reply, facts_judged, some_feedback
from store.troublekit import and_a_second, memory_serves, one_line, well_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.places import OnServer

    Opened = Callable[..., Store]
    Told = Callable[[], list[str]]


async def test_a_lock_is_waited_for(opened: Opened, server: OnServer, told: Told) -> None:
    store = opened(server.address)
    store.remember_reply(a_reply(0))
    await store.flush()
    engine = create_async_engine(server.address)
    async with engine.connect() as other:
        await other.execute(text("LOCK TABLE feedback, learned IN EXCLUSIVE MODE"))
        store.add_feedback(some_feedback())
        await store.flush()
        assert store.trouble == trouble.LOCKED.what
        with pytest.raises(StoreTrouble, match="locked"):
            await learn(store.curation)
        assert await store.curation.learned() == []
        await memory_serves(store)
        one_line(told, trouble.LOCKED)
    await engine.dispose()
    await well_again(store)
    and_a_second(told)
    assert facts_judged(server) == ["a-fact"]


async def test_a_server_that_ends_connections_is_asked_again(
    opened: Opened, server: OnServer
) -> None:
    store = opened(server.address)
    await learn(store.curation)
    for _ in range(2):
        server.change(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert len(await store.curation.learned()) == 1
        ask(store.curation, "a")
        assert await texts(store.curation) == ["a"]
    assert store.trouble is None


async def test_what_may_only_be_read_is_read(opened: Opened, server: OnServer, told: Told) -> None:
    first = opened(server.address)
    entry = await learn(first.curation)
    await first.close()
    name = make_url(server.address).database
    server.change(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    store = opened(server.address)
    assert await store.curation.learned() == [entry]
    with pytest.raises(StoreTrouble, match="may only be read, so this was not kept"):
        await learn(store.curation, "other")
    assert store.trouble == trouble.READ_ONLY.what
    one_line(told, trouble.READ_ONLY)


@pytest.mark.parametrize(
    ("part", "value"), [("database", "factdesk_no_such_database"), ("username", "nobody_here")]
)
async def test_a_database_and_its_user_must_be_there(
    opened: Opened, server: OnServer, told: Told, part: str, value: str
) -> None:
    url = make_url(server.address).set(**{part: value, "password": "secret"})
    store = opened(url.render_as_string(hide_password=False))
    await memory_serves(store)
    assert store.trouble == trouble.ADDRESS.what
    one_line(told, trouble.ADDRESS)
    assert "secret" not in told()[0]


async def test_a_server_that_does_not_run_is_waited_for(opened: Opened, told: Told) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        port = taken.getsockname()[1]
        store = opened(f"postgresql+asyncpg://me:secret@127.0.0.1:{port}/base")
        store.add_feedback(some_feedback())
        await memory_serves(store)
        with pytest.raises(StoreTrouble, match="cannot be reached"):
            await learn(store.curation)
    assert store.trouble == trouble.OUT_OF_REACH.what
    one_line(told, trouble.OUT_OF_REACH)
    assert "secret" not in told()[0]


async def test_no_two_programs_migrate_at_once(
    opened: Opened, server: OnServer, told: Told
) -> None:
    engine = create_async_engine(server.address)
    async with engine.begin() as other:
        await other.execute(text(f"SELECT pg_advisory_xact_lock({migrations.LOCK})"))
        stores = [opened(server.address) for _ in range(3)]
        for store in stores:
            store.add_feedback(some_feedback())
        await asyncio.gather(*(store.flush() for store in stores))
        assert [store.trouble for store in stores] == [trouble.LOCKED.what] * 3
        assert server.run(migrations.version_of) == 0
    await engine.dispose()
    for store in stores:
        await well_again(store)
        await store.flush()
    assert facts_judged(server) == ["a-fact"] * 3
    assert len(told()) == 6


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", trouble.FULL),
        ("53300", trouble.OUT_OF_REACH),
        ("57P01", trouble.OUT_OF_REACH),
        ("08006", trouble.OUT_OF_REACH),
        ("40P01", trouble.LOCKED),
        ("55P03", trouble.LOCKED),
        ("25006", trouble.READ_ONLY),
        ("42501", trouble.READ_ONLY),
        ("28P01", trouble.ADDRESS),
        ("58030", trouble.FAULTY_DISK),
        ("XX001", trouble.CORRUPT),
        ("XX000", trouble.ODD),
        ("22003", trouble.ODD),
        (None, trouble.ODD),
    ],
)
def test_errors_have_kinds(state: str | None, kind: trouble.Kind) -> None:
    error = type("SomeError", (Exception,), {"orig": SimpleNamespace(sqlstate=state)})()
    assert trouble.trouble_of(error).kind is kind
