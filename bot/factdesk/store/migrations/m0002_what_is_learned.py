"""To version 2: what curators decide, what was asked in vain, and who waits for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

_metadata = MetaData()

Table(
    "learned",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("fact", Text, nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("approved_by", BigInteger, nullable=False),
    Column("approved_at", DateTime(timezone=True), nullable=False),
    Column("state", String(16), nullable=False),
    sqlite_autoincrement=True,
)
Table(
    "unanswered",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("nearest", Text),
    Column("count", Integer, nullable=False),
    Column("first_at", DateTime(timezone=True), nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False),
    Column("state", String(16), nullable=False),
    Column("exported", Boolean, nullable=False),
    UniqueConstraint("guild_id", "text"),
    sqlite_autoincrement=True,
)
Table(
    "awaiting",
    _metadata,
    Column("unanswered_id", Integer, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
)
Table(
    "withheld",
    _metadata,
    Column("fact", Text, primary_key=True),
    Column("reason", Text, nullable=False),
)
Table(
    "server_settings",
    _metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
Table(
    "tallies",
    _metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("week", String(8), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("outcome", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
)
Table(
    "changes",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("what", String(16), nullable=False),
    Column("target", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("undone", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
_revision = Table("revision", _metadata, Column("number", Integer, nullable=False))


def migrate(connection: Connection) -> None:
    """Make the tables. One that is there already is somebody else's, and is not touched."""
    _metadata.create_all(connection, checkfirst=False)
    connection.execute(insert(_revision).values(number=0))
