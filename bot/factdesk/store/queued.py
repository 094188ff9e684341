"""What the queue brings, as SQL: statements, each with its rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, delete, insert, select

from factdesk.store.columns import clean
from factdesk.store.schema import (
    awaiting,
    feedback,
    replies,
    synced_commands,
    tallies,
    unanswered,
)
from factdesk.store.upserts import inserts
from factdesk.store.writes import (
    AddFeedback,
    Count,
    Folded,
    NoteUnanswered,
    Prune,
    RememberSynced,
    Write,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Executable

    Step = tuple[Executable, list[dict[str, Any]]]

_DROP_QUESTION = delete(replies).where(replies.c.question_id == bindparam("gone"))
_DROP_REPLY = delete(replies).where(replies.c.reply_id == bindparam("gone"))
_DROP_OLD = delete(replies).where(replies.c.asked_at < bindparam("before"))
_DROP_SYNCED = delete(synced_commands).where(synced_commands.c.scope == bindparam("gone"))


def _dropping(old: ColumnElement[bool]) -> tuple[Executable, Executable]:
    """Forget questions asked in vain, after who waits for them."""
    waiting = awaiting.c.unanswered_id.in_(select(unanswered.c.id).where(old))
    return delete(awaiting).where(waiting), delete(unanswered).where(old)


_IS_OLD = unanswered.c.last_at < bindparam("before")
_DROP_AWAITING, _DROP_UNANSWERED = _dropping(_IS_OLD)
_DROP_AWAITING_THERE, _DROP_UNANSWERED_THERE = _dropping(
    and_(_IS_OLD, unanswered.c.guild_id == bindparam("server"))
)


def steps_of(writes: Sequence[Write], dialect: str) -> list[Step]:
    """What to do, in this order, so that all of it is written.

    Args:
        writes: what was queued, oldest first.
        dialect: "sqlite" or "postgresql".
    """
    folded = Folded(writes)
    synced = {write.scope: write for write in writes if isinstance(write, RememberSynced)}
    prunes = [write for write in writes if isinstance(write, Prune)]
    old = [{"before": write.unanswered} for write in prunes]
    sooner = [{"server": server, "before": moment} for w in prunes for server, moment in w.servers]
    steps: list[Step] = [
        (_DROP_QUESTION, [{"gone": question} for question in folded.questions]),
        (_DROP_REPLY, [{"gone": reply} for reply in folded.replies]),
        (insert(replies), [row_of(reply) for reply in folded.kept]),
        (insert(feedback), [row_of(w.feedback) for w in writes if isinstance(w, AddFeedback)]),
        (_DROP_SYNCED, [{"gone": clean(scope)} for scope in synced]),
        (insert(synced_commands), [row_of(write) for write in synced.values()]),
        (_NOTE[dialect], _noted(writes)),
        (_COUNT[dialect], _counted(writes)),
        (_DROP_OLD, [{"before": write.replies} for write in prunes]),
        (_DROP_AWAITING, old),
        (_DROP_UNANSWERED, old),
        (_DROP_AWAITING_THERE, sooner),
        (_DROP_UNANSWERED_THERE, sooner),
    ]
    return [(statement, rows) for statement, rows in steps if rows]


def row_of(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the values
    """A value as a row."""
    cells = {name: getattr(value, name) for name in type(value).__slots__}
    return {k: clean(v) if isinstance(v, str) else v for k, v in cells.items()}


# Asked in vain again, an "answered" question was not answered: a curator must see it again.
_NOTE = {
    dialect: statement.on_conflict_do_update(
        index_elements=[unanswered.c.guild_id, unanswered.c.text],
        set_={
            "count": unanswered.c.count + statement.excluded.count,
            "last_at": statement.excluded.last_at,
            "outcome": statement.excluded.outcome,
            "nearest": statement.excluded.nearest,
            "state": case((unanswered.c.state == "answered", "open"), else_=unanswered.c.state),
        },
    )
    for dialect, statement in inserts(unanswered).items()
}
_COUNT = {
    dialect: statement.on_conflict_do_update(
        index_elements=list(tallies.primary_key),
        set_={"count": tallies.c.count + statement.excluded.count},
    )
    for dialect, statement in inserts(tallies).items()
}


def _noted(writes: Sequence[Write]) -> list[dict[str, Any]]:
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for write in writes:
        if isinstance(write, NoteUnanswered):
            key = write.guild_id, clean(write.text)
            first = rows.get(key, {"count": 0, "first_at": write.at})
            rows[key] = {
                "guild_id": write.guild_id,
                "text": write.text,
                "outcome": write.outcome,
                "nearest": write.nearest,
                "count": first["count"] + 1,
                "first_at": first["first_at"],
                "last_at": write.at,
                "state": "open",
                "exported": False,
            }
    # In the same order in every process, lest two wait for each other's rows.
    return [rows[key] for key in sorted(rows)]


def _counted(writes: Sequence[Write]) -> list[dict[str, Any]]:
    times = Counter(
        (write.guild_id, write.week, clean(write.topic), write.outcome)
        for write in writes
        if isinstance(write, Count)
    )
    names = ("guild_id", "week", "topic", "outcome")
    return [{**dict(zip(names, key, strict=True)), "count": times[key]} for key in sorted(times)]
