"""Inserting what may be there already, in the databases' own ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy import Table

    Insert = sqlite.Insert | postgresql.Insert


def inserts(table: Table) -> dict[str, Insert]:
    """Into a table, by the database's dialect; they know `on_conflict_do_...`."""
    return {"sqlite": sqlite.insert(table), "postgresql": postgresql.insert(table)}
