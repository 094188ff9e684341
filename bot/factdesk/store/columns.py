"""Kinds of columns that all databases keep alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, Text
from sqlalchemy.types import TypeDecorator

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


class Words(TypeDecorator[str]):
    """Text that somebody typed, without what no database can keep."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """As the database keeps it."""
        return None if value is None else clean(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """As the program knows it."""
        return value


class Json(TypeDecorator[Any]):
    """A JSON value; None is NULL. As text, since databases differ in what JSON they take."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002
        """As the database keeps it."""
        return None if value is None else as_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002
        """As the program knows it."""
        return None if value is None else json.loads(value)


def as_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """A value as JSON, always the same for the same value.

    Raises:
        TypeError: JSON cannot say it.
        ValueError: JSON has no such number.
    """
    return json.dumps(value, allow_nan=False, sort_keys=True)


def read_json(text: str) -> Any:  # noqa: ANN401 - whatever JSON can say
    """What a text says as JSON; one that is no JSON, which another version may write, as it is."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def clean(text: str) -> str:
    """What every database can keep: half a character, which JSON may contain, is in no encoding."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
