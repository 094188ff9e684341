"""The record of changes, and the revision that other processes watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from factdesk.store.curated import Change
from factdesk.store.schema import changes, learned, revision, unanswered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from factdesk.store.curated import Decided


class Log:
    """Writes and reads the record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def wait_for_turn(self) -> int:
        """Let no other process decide anything until this transaction ends.

        Returns:
            The revision, which stays so until then.
        """
        turn = self._connection.execute(select(revision.c.number).with_for_update())
        number: int = turn.scalar_one()
        return number

    def raise_revision(self) -> None:
        """Let other processes see that something changed."""
        self._connection.execute(update(revision).values(number=revision.c.number + 1))

    def note(  # noqa: PLR0913 - all that a change is
        self,
        what: Decided,
        target: str,
        *,
        before: Any,  # noqa: ANN401 - JSON
        after: Any,  # noqa: ANN401
        by: int,
        guild_id: int,
        at: datetime,
    ) -> Change:
        """Put a change on record.

        Args:
            what: the kind of change.
            target: number of the phrasing or of the first question, id of the fact, name of the
                setting.
            before: see `Change`,
            after: here too.
            by: the curator's user id.
            guild_id: the server.
            at: when.
        """
        row = self._connection.execute(
            insert(changes)
            .values(
                guild_id=guild_id,
                by_id=by,
                at=at,
                what=what,
                target=target,
                before=before,
                after=after,
                undone=False,
            )
            .returning(changes)
        )
        return self.told(row.mappings())[0]

    def told(self, rows: Iterable[Mapping[Any, Any]]) -> list[Change]:
        """Rows of the table as changes, with the texts of what they are about."""
        found = [dict(row) for row in rows]
        phrasings = self._texts(learned, found, {"learn", "unlearn"})
        questions = self._texts(unanswered, found, {"settle"})
        told = []
        for row in found:
            target, what = row.pop("target"), row["what"]
            subject = target
            if what in {"learn", "unlearn"}:
                subject = phrasings.get(target, "")
            elif what == "settle":
                subject = questions.get(target, "")
            told.append(Change(by=row.pop("by_id"), subject=subject, **row))
        return told

    def _texts(
        self,
        table: Table,
        rows: list[dict[str, Any]],
        kinds: set[str],
    ) -> dict[str, str]:
        ids = {int(row["target"]) for row in rows if row["what"] in kinds}
        if not ids:
            return {}
        found = self._connection.execute(
            select(table.c.id, table.c.text).where(table.c.id.in_(ids))
        )
        return {str(number): text for number, text in found}
