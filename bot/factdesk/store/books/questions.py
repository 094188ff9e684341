"""Questions asked in vain: what became of them in the files, and who waits for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from factdesk.store.schema import awaiting, learned, unanswered
from factdesk.store.upserts import inserts

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


class Questions:
    """What is done about them besides curators' decisions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark_exported(self, ids: Collection[int]) -> None:
        """Phrasings are in the files now. What was undone meanwhile stays so."""
        self._connection.execute(
            update(learned)
            .where(learned.c.id.in_(ids), learned.c.state == "approved")
            .values(state="exported")
        )

    def mark_noted_exported(self, ids: Collection[int]) -> None:
        """Questions that need a new fact are in the files now."""
        self._connection.execute(
            update(unanswered).where(unanswered.c.id.in_(ids)).values(exported=True)
        )

    def wait_for(self, text: str, guild_id: int, user_id: int) -> bool:
        """Let a person wait for an answer; False when no such question waits for one."""
        number = self._connection.execute(
            select(unanswered.c.id).where(
                unanswered.c.guild_id == guild_id,
                unanswered.c.text == text,
                unanswered.c.state.in_(("open", "new fact")),
            )
        ).scalar_one_or_none()
        if number is None:
            return False
        insert = inserts(awaiting)[self._connection.dialect.name]
        self._connection.execute(
            insert.values(unanswered_id=number, user_id=user_id).on_conflict_do_nothing()
        )
        return True

    def fulfil(self, user_id: int, ids: Collection[int]) -> None:
        """A person waits for the answers to these no more."""
        self._connection.execute(
            delete(awaiting).where(awaiting.c.user_id == user_id, awaiting.c.unanswered_id.in_(ids))
        )
