"""Where the database is: a file or a URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from factdesk.store.trouble import ADDRESS, TroubleError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

BUSY = 3.0  # seconds that SQLite waits for a lock
READERS = 2  # at a time; each connection is a thread


def engine_for(address: Path | str) -> AsyncEngine:
    """An engine for an address. Nothing is connected, but the folder of an SQLite file is made.

    Blocks on the disk.

    Raises:
        TroubleError: the address cannot be used.
        OSError: the folder cannot be made.
    """
    url = _url_of(address)
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise TroubleError(ADDRESS, "only SQLite and PostgreSQL are known")
    sqlite = url.get_backend_name() == "sqlite"
    in_memory = sqlite and url.database in {None, "", ":memory:"}
    if sqlite and not in_memory and url.database and not url.database.startswith("file:"):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # SQLite: the driver must begin no transactions, since it begins none for a migration's tables;
    # `Database` says BEGIN itself. A database in memory is one connection, which lives as long.
    special = {"timeout": BUSY, "isolation_level": None} if sqlite else {}
    try:
        return create_async_engine(
            url,
            connect_args=special,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=1 if in_memory else 1 + READERS,
            max_overflow=0,
            hide_parameters=True,
        )
    except Exception as error:  # noqa: BLE001 - of several kinds
        raise TroubleError(ADDRESS, f"{type(error).__name__}: {error}") from None


def _url_of(address: Path | str) -> URL:
    if isinstance(address, Path):
        return URL.create("sqlite+aiosqlite", database=str(address))
    try:
        return make_url(address)
    except Exception:  # noqa: BLE001 - of several kinds, and their texts may repeat a password
        raise TroubleError(ADDRESS, "it is no database URL") from None
