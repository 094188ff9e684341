"""To version 1: replies, feedback, synced commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, MetaData, String, Table, Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_metadata = MetaData()

Table(
    "replies",
    _metadata,
    Column("question_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("reply_id", BigInteger, nullable=False, unique=True),
    Column("listening", Boolean, nullable=False),
    Column("digest", String(128), nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
)
Table(
    "feedback",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("fact", Text, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("reason", String(32)),
    Column("details", String(300)),
    Column("given_at", DateTime(timezone=True), nullable=False),
)
Table(
    "synced_commands",
    _metadata,
    Column("scope", String(128), primary_key=True),
    Column("digest", String(128), nullable=False),
    Column("synced_at", DateTime(timezone=True), nullable=False),
)


def migrate(connection: Connection) -> None:
    """Make the tables. One that is there already is somebody else's, and is not touched."""
    _metadata.create_all(connection, checkfirst=False)
