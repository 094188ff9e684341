"""The tables as the program knows them now. How a database gets there: `migrations`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from factdesk.store.columns import Json, Moment, Words
from factdesk.store.values import MAX_DETAILS

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

# A number once shown in Discord must never come to mean something else: `sqlite_autoincrement`.
learned = Table(
    "learned",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Words, nullable=False),
    Column("fact", Words, nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("approved_by", BigInteger, nullable=False),
    Column("approved_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    sqlite_autoincrement=True,
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("text", Words, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("nearest", Words),
    Column("count", Integer, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("exported", Boolean, nullable=False),
    UniqueConstraint("guild_id", "text"),
    sqlite_autoincrement=True,
)

awaiting = Table(
    "awaiting",
    metadata,
    Column("unanswered_id", Integer, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
)

withheld = Table(
    "withheld",
    metadata,
    Column("fact", Words, primary_key=True),
    Column("reason", Words, nullable=False),
)

server_settings = Table(
    "server_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Words, primary_key=True),
    Column("value", Json, nullable=False),
)

tallies = Table(
    "tallies",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("week", String(8), primary_key=True),
    Column("topic", Words, primary_key=True),
    Column("outcome", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
)

# `target` is the number of the phrasing or of the first question, the fact's id, the setting's
# name: no text of a question, which would outlive the question here.
changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", String(16), nullable=False),
    Column("target", Words, nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("undone", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

revision = Table("revision", metadata, Column("number", Integer, nullable=False))  # one row
