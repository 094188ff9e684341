"""Where the tests of the store keep it: a file, or a database of its own on a PostgreSQL server."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

T = TypeVar("T")

VARIABLE = "FACTDESK_TEST_POSTGRES"


class InFile:
    """An SQLite file."""

    def __init__(self, file: Path) -> None:
        self.address = self.file = file

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What another program reads there."""
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(sql).fetchall()

    def change(self, sql: str) -> None:
        """Another program's change."""
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute(sql)
            connection.commit()

    def run(self, work: Callable[[Connection], T]) -> T:
        """Another program's work, in a transaction."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{self.file}", connect_args={"isolation_level": None})
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                done = work(connection)
                connection.commit()
                return done
        finally:
            engine.dispose()


class OnServer:
    """A database on a PostgreSQL server."""

    def __init__(self, address: str) -> None:
        self.address = address

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What another program reads there."""
        return self.run(lambda c: [tuple(row) for row in c.exec_driver_sql(sql)])

    def change(self, sql: str) -> None:
        """Another program's change."""
        self.run(lambda c: c.exec_driver_sql(sql) and None)

    def run(self, work: Callable[[Connection], T]) -> T:
        """Another program's work, in a transaction."""
        return elsewhere(run_on(self.address, work))


Place = InFile | OnServer


async def run_on(address: str, work: Callable[[Connection], T], level: str | None = None) -> T:
    engine = create_async_engine(address, **({"isolation_level": level} if level else {}))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def elsewhere(work: Coroutine[Any, Any, T]) -> T:
    """Do something in a loop of its own."""
    with ThreadPoolExecutor(1, thread_name_prefix="elsewhere") as pool:
        return pool.submit(asyncio.run, work).result()


class Databases:
    """Databases of their own on the server that the environment names."""

    def __init__(self) -> None:
        self._made: list[str] = []

    def make(self) -> OnServer:
        """A new one, or the test is skipped."""
        server = os.environ.get(VARIABLE)
        if not server:
            pytest.skip(f"{VARIABLE} names no PostgreSQL server where databases may be created")
        name = f"factdesk_test_{uuid.uuid4().hex}"
        self._say(f"CREATE DATABASE {name}")
        self._made.append(name)
        return OnServer(make_url(server).set(database=name).render_as_string(hide_password=False))

    def drop(self) -> None:
        """Drop them all."""
        for name in self._made:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, sql: str) -> None:
        server = os.environ[VARIABLE]
        elsewhere(run_on(server, lambda c: c.exec_driver_sql(sql) and None, "AUTOCOMMIT"))
