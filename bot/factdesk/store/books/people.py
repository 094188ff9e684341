"""What is kept of a person or a server, and forgetting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from factdesk.store.books.log import Log
from factdesk.store.schema import (
    awaiting,
    changes,
    learned,
    server_settings,
    tallies,
    unanswered,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection


class People:
    """What is kept of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def about_person(self, user_id: int) -> dict[str, int]:
        """How many entries name a person, by what they are."""
        kinds = {"waiting": awaiting.c.user_id, "changes": changes.c.by_id}
        return {
            kind: self._connection.execute(
                select(func.count()).where(column == user_id)
            ).scalar_one()
            for kind, column in kinds.items()
        }

    def forget_person(self, user_id: int) -> None:
        """Let no entry name a person any more."""
        self._connection.execute(delete(awaiting).where(awaiting.c.user_id == user_id))
        self._connection.execute(update(changes).where(changes.c.by_id == user_id).values(by_id=0))
        self._connection.execute(
            update(learned).where(learned.c.approved_by == user_id).values(approved_by=0)
        )

    def forget_server(self, guild_id: int) -> None:
        """Forget what is a server's. Phrasings learned there and facts withheld stay, nobody's."""
        log = Log(self._connection)
        log.wait_for_turn()
        here = select(unanswered.c.id).where(unanswered.c.guild_id == guild_id)
        self._connection.execute(delete(awaiting).where(awaiting.c.unanswered_id.in_(here)))
        for table in (unanswered, server_settings, tallies):
            self._connection.execute(delete(table).where(table.c.guild_id == guild_id))
        self._connection.execute(
            delete(changes).where(
                changes.c.guild_id == guild_id, changes.c.what.in_(("settle", "set"))
            )
        )
        self._connection.execute(
            update(changes).where(changes.c.guild_id == guild_id).values(guild_id=0, by_id=0)
        )
        self._connection.execute(
            update(learned).where(learned.c.guild_id == guild_id).values(guild_id=0, approved_by=0)
        )
        log.raise_revision()
