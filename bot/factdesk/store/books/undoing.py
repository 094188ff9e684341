"""Undoing a change: putting back what was before, which is a change itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from factdesk.store.books.decisions import Decisions
from factdesk.store.books.log import Log
from factdesk.store.schema import changes
from factdesk.store.trouble import StoreTrouble

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from factdesk.store.curated import Change


def undo(
    connection: Connection, change_id: int, *, by: int, guild_id: int | None, at: datetime
) -> Change:
    """Undo a change.

    Args:
        connection: in a transaction.
        change_id: the change.
        by: who undoes it.
        guild_id: the server whose change it must be; None: any.
        at: when.

    Returns:
        The change that this is.

    Raises:
        StoreTrouble: there is no such change, or it is not to be undone any more.
    """
    log = Log(connection)
    log.wait_for_turn()  # nobody else undoes it meanwhile
    found = connection.execute(select(changes).where(changes.c.id == change_id))
    change = found.mappings().one_or_none()
    if change is None or guild_id not in {None, change["guild_id"]}:
        raise StoreTrouble("There is no such change here.")
    if change["undone"]:
        raise StoreTrouble("That change was undone already.")
    undoing = _undone(Decisions(connection, by=by, guild_id=change["guild_id"], at=at), change)
    if undoing is None:
        raise StoreTrouble("There is nothing to undo: all is as it was before that change.")
    connection.execute(update(changes).where(changes.c.id == change_id).values(undone=True))
    if change["what"] == "settle":
        log.raise_revision()  # all others have done so
    return undoing


def _undone(decisions: Decisions, change: RowMapping) -> Change | None:
    target, before = change["target"], change["before"]
    match change["what"]:
        case "learn":
            return decisions.unlearn(int(target), before or {})
        case "unlearn":
            raise StoreTrouble(
                "A phrasing that was taken back must be added anew, so that it is tested again."
            )
        case "settle":
            return decisions.put_back(before)
        case "withhold" | "release":
            return decisions.withhold(target, before)
        case _:
            return decisions.set_setting(target, before)
