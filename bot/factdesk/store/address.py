"""Where the database is: a file or a URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from factdesk.store.trouble import ADDRESS, TroubleError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

BUSY = 3.0  # seconds that the database waits for a lock,
ANSWER = 10.0  # and that a server may take for anything
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
    try:
        return create_async_engine(
            url,
            connect_args=_special(url),
            poolclass=AsyncAdaptedQueuePool,
            # A database in memory is one connection, which lives as long.
            pool_size=1 if in_memory else 1 + READERS,
            max_overflow=0,
            pool_pre_ping=not sqlite,  # servers are restarted now and then
            hide_parameters=True,
        )
    except Exception as error:  # noqa: BLE001 - of several kinds
        raise TroubleError(ADDRESS, f"{type(error).__name__}: {error}") from None


def _special(url: URL) -> dict[str, Any]:
    """What the driver is told besides."""
    if url.get_backend_name() == "sqlite":
        # The driver must begin no transactions, since it begins none for a migration's tables;
        # `Database` says BEGIN itself.
        return {"timeout": BUSY, "isolation_level": None}
    if url.get_driver_name() == "asyncpg":
        milliseconds = str(int(BUSY * 1000))
        return {
            "timeout": ANSWER,
            "command_timeout": ANSWER,
            "server_settings": {"application_name": "factdesk", "lock_timeout": milliseconds},
        }
    return {}


def _url_of(address: Path | str) -> URL:
    if isinstance(address, Path):
        return URL.create("sqlite+aiosqlite", database=str(address))
    try:
        return make_url(address)
    except Exception:  # noqa: BLE001 - of several kinds, and their texts may repeat a password
        raise TroubleError(ADDRESS, "it is no database URL") from None
