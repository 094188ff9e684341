"""What is on record, for reading."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, func, select, type_coerce

from factdesk.store.books.log import Log
from factdesk.store.columns import read_json
from factdesk.store.curated import FeedbackSummary, Learned, Tally, Unanswered, Wish
from factdesk.store.schema import (
    awaiting,
    changes,
    feedback,
    learned,
    revision,
    server_settings,
    tallies,
    unanswered,
    withheld,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from factdesk.store.curated import Change, LearnedState, QuestionState

DETAILS = 5  # of a fact, the latest

_QUESTION = [column for column in unanswered.c if column is not unanswered.c.exported]


class Records:
    """Reads what is on record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _rows(self, wanted: Select[Any]) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(wanted).mappings()]

    def learned(self, states: tuple[LearnedState, ...]) -> list[Learned]:
        """Phrasings in these states, or all, the oldest first."""
        wanted = select(learned).order_by(learned.c.id)
        if states:
            wanted = wanted.where(learned.c.state.in_(states))
        return [Learned(**row) for row in self._rows(wanted)]

    def unanswered(
        self, guild_id: int | None, state: QuestionState, limit: int
    ) -> list[Unanswered]:
        """Questions of a server (None: of all) in a state, the most frequent first."""
        where = [] if guild_id is None else [unanswered.c.guild_id == guild_id]
        wanted = (
            select(*_QUESTION)
            .where(unanswered.c.state == state, *where)
            .order_by(unanswered.c.count.desc(), unanswered.c.last_at.desc(), unanswered.c.id)
            .limit(limit)
        )
        return [Unanswered(**row) for row in self._rows(wanted)]

    def noted_facts(self) -> list[Unanswered]:
        """Questions of all servers that need a new fact and are not in the files yet."""
        wanted = (
            select(*_QUESTION)
            .where(unanswered.c.state == "new fact", unanswered.c.exported.is_(False))
            .order_by(unanswered.c.id)
        )
        return [Unanswered(**row) for row in self._rows(wanted)]

    def wishes(self) -> list[Wish]:
        """Who waits for an answer to what, in all servers."""
        question = unanswered.c
        found = self._rows(
            select(
                awaiting.c.user_id, question.id, question.guild_id, question.text, question.state
            )
            .join(unanswered, question.id == awaiting.c.unanswered_id)
            .order_by(question.id, awaiting.c.user_id)
        )
        given = self._given() if any(row["state"] == "answered" for row in found) else {}
        return [
            Wish(
                user_id=row["user_id"],
                question_id=row["id"],
                guild_id=row["guild_id"],
                text=row["text"],
                fact=given.get(row["id"]) if row["state"] == "answered" else None,
            )
            for row in found
        ]

    def _given(self) -> dict[int, str]:
        """The facts that curators gave to questions, by the questions' numbers."""
        made = self._connection.execute(
            select(changes.c.before, changes.c.after)
            .where(changes.c.what == "learn", changes.c.undone.is_(False))
            .order_by(changes.c.id)
        )
        return {int(number): fact for before, fact in made for number in before or ()}

    def withheld(self) -> dict[str, str]:
        """Reasons by fact."""
        wanted = select(withheld).order_by(withheld.c.fact)
        return {row["fact"]: row["reason"] for row in self._rows(wanted)}

    def settings(self) -> dict[int, dict[str, Any]]:
        """What servers have set, by name; a value that is no JSON comes as its text."""
        found: dict[int, dict[str, Any]] = defaultdict(dict)
        table = server_settings.c
        wanted = select(table.guild_id, table.key, type_coerce(table.value, Text))
        for server, key, text in self._connection.execute(wanted):
            found[server][key] = read_json(text)
        return dict(found)

    def changes(self, guild_id: int, limit: int) -> list[Change]:
        """Changes made in a server, the latest first."""
        wanted = (
            select(changes)
            .where(changes.c.guild_id == guild_id)
            .order_by(changes.c.id.desc())
            .limit(limit)
        )
        return Log(self._connection).told(self._rows(wanted))

    def tallies(self, guild_id: int, since: str) -> list[Tally]:
        """What was counted in a server from a week on."""
        wanted = (
            select(tallies.c.week, tallies.c.topic, tallies.c.outcome, tallies.c.count)
            .where(tallies.c.guild_id == guild_id, tallies.c.week >= since)
            .order_by(tallies.c.week, tallies.c.topic, tallies.c.outcome)
        )
        return [Tally(**row) for row in self._rows(wanted)]

    def revision(self) -> int:
        """How often something changed that all processes must know."""
        number: int = self._connection.execute(select(revision.c.number)).scalar_one()
        return number

    def feedback_by_fact(self, limit: int) -> list[FeedbackSummary]:
        """What people made of facts, those with most complaints first."""
        wanted = select(
            feedback.c.fact, feedback.c.verdict, feedback.c.reason, func.count().label("times")
        ).group_by(feedback.c.fact, feedback.c.verdict, feedback.c.reason)
        helpful: dict[str, int] = defaultdict(int)
        not_right: dict[str, int] = defaultdict(int)
        reasons: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self._rows(wanted):
            fact, times = row["fact"], row["times"]
            if row["verdict"] == "helpful":
                helpful[fact] += times
                continue
            not_right[fact] += times
            if row["reason"] is not None:
                reasons[fact][row["reason"]] = times
        facts = helpful.keys() | not_right.keys()
        worst = sorted(facts, key=lambda fact: (-not_right[fact], helpful[fact], fact))
        return [
            FeedbackSummary(
                fact=fact,
                helpful=helpful[fact],
                not_right=not_right[fact],
                reasons=dict(sorted(reasons[fact].items())),
                latest_details=self._details_of(fact),
            )
            for fact in worst[:limit]
        ]

    def _details_of(self, fact: str) -> tuple[str, ...]:
        found = self._connection.execute(
            select(feedback.c.details)
            .where(feedback.c.fact == fact, feedback.c.details.is_not(None))
            .order_by(feedback.c.id.desc())
            .limit(DETAILS)
        )
        return tuple(found.scalars())
