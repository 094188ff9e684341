"""The tables as the program knows them now. How a database gets there: `migrations`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

from factdesk.store.values import MAX_DETAILS

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC: SQLite knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """As the database keeps it."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """As the program knows it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

replies = Table(
    "replies",
    metadata,
    Column("question_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("reply_id", BigInteger, nullable=False, unique=True),
    Column("listening", Boolean, nullable=False),
    Column("digest", String(128), nullable=False),
    Column("asked_at", Moment, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fact", Text, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("reason", String(32)),
    Column("details", String(MAX_DETAILS)),
    Column("given_at", Moment, nullable=False),
)

synced_commands = Table(
    "synced_commands",
    metadata,
    Column("scope", String(128), primary_key=True),
    Column("digest", String(128), nullable=False),
    Column("synced_at", Moment, nullable=False),
)
