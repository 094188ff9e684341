from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from factdesk.store import Store, access, address, writing
from store.places import Databases, InFile
from store.storekit import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from store.places import OnServer, Place


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for locks and for second attempts as long as in earnest."""
    monkeypatch.setattr(address, "BUSY", 0.1)
    monkeypatch.setattr(access, "SOON", 0.02)
    monkeypatch.setattr(writing, "FIRST_PAUSE", 0.02)


@pytest.fixture
def _patient(_hasty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in earnest again, or more: where several write at once, each shall have its turn."""
    monkeypatch.setattr(address, "BUSY", 10.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some" / "folder" / "desk.db"


@pytest.fixture
def databases() -> Iterator[Databases]:
    """They go when all stores are closed."""
    made = Databases()
    yield made
    made.drop()


@pytest.fixture
def server(databases: Databases) -> OnServer:
    return databases.make()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, file: Path) -> Place:
    return InFile(file) if request.param == "sqlite" else request.getfixturevalue("server")


def threads() -> set[threading.Thread]:
    """All but those of the loop's own pool, which ends with the loop."""
    return {thread for thread in threading.enumerate() if not thread.name.startswith("asyncio_")}


@pytest.fixture
async def opened(
    databases: Databases,  # noqa: ARG001 - closed before those are dropped
) -> AsyncIterator[Callable[..., Store]]:
    """Makes stores. They are closed at the end, and must leave nothing behind."""
    before, tasks = threads(), asyncio.all_tasks()
    stores: list[Store] = []

    def make(*args: object, **named: object) -> Store:
        stores.append(Store(*args, **named))
        return stores[-1]

    yield make
    for store in stores:
        await store.close()
    assert asyncio.all_tasks() - tasks <= {asyncio.current_task()}
    await until(lambda: threads() <= before)  # one says that it is done just before it ends


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The lines the store wrote into the log so far."""
    return lambda: [r.getMessage() for r in caplog.records if r.name == "factdesk.store"]
