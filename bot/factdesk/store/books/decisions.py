"""What curators decide; each goes on record and raises the revision in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, delete, insert, select, type_coerce, update

from factdesk.store.books.log import Log
from factdesk.store.columns import as_json, read_json
from factdesk.store.curated import Learned
from factdesk.store.schema import learned, server_settings, unanswered, withheld
from factdesk.store.trouble import Outdated, StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from factdesk.store.curated import Change, Decided, QuestionState


class Decisions:
    """One curator's decisions in one server at one moment: those go on record with each."""

    def __init__(self, connection: Connection, *, by: int, guild_id: int, at: datetime) -> None:
        self._connection = connection
        self._log = Log(connection)
        self._who: dict[str, Any] = {"by": by, "guild_id": guild_id, "at": at}
        self._revision = self._log.wait_for_turn()

    def learn(self, text: str, fact: str, answers: Collection[int], seen: int | None) -> Learned:
        """Take a phrasing in; one that the fact has already is only returned.

        Args:
            text: the phrasing.
            fact: the id of its fact.
            answers: the open questions of the server that are answered by that.
            seen: the revision at which it was found good; None: at any.

        Raises:
            Outdated: the revision is another one by now.
            StoreTrouble: none of the questions is open any more.
        """
        if seen not in {None, self._revision}:
            raise Outdated("What I know has changed meanwhile; please try again.")
        before = self._states(answers, unanswered.c.state == "open")
        if answers and not before:
            raise StoreTrouble("That question has been seen to meanwhile.")
        self._set_states(dict.fromkeys(before, "answered"))
        found = self._connection.execute(
            select(learned).where(
                learned.c.text == text,
                learned.c.fact == fact,
                learned.c.state.in_(("approved", "exported")),
            )
        )
        known = found.mappings().first()
        if known is not None:
            return Learned(**known)
        new = self._connection.execute(
            insert(learned)
            .values(
                text=text,
                fact=fact,
                guild_id=self._who["guild_id"],
                approved_by=self._who["by"],
                approved_at=self._who["at"],
                state="approved",
            )
            .returning(learned)
        )
        value = Learned(**new.mappings().one())
        self._log.note("learn", str(value.id), before=_named(before), after=fact, **self._who)
        self._log.raise_revision()
        return value

    def settle(
        self, ids: Collection[int], state: QuestionState, was: QuestionState | None
    ) -> Change | None:
        """Give questions of the server a state; None when none is there that does not have it.

        Args:
            ids: their numbers.
            state: the state.
            was: only those that have this state now; None: all.
        """
        fitting = unanswered.c.state != state if was is None else unanswered.c.state == was
        before = self._states(ids, fitting)
        return self._settle(before, dict.fromkeys(before, state))

    def withhold(self, fact: str, reason: str | None) -> Change | None:
        """Take a fact out of service, or with None back into it; None when that changes nothing."""
        before = self._connection.execute(
            select(withheld.c.reason).where(withheld.c.fact == fact)
        ).scalar_one_or_none()
        if before == reason:
            return None
        self._connection.execute(delete(withheld).where(withheld.c.fact == fact))
        if reason is not None:
            self._connection.execute(insert(withheld).values(fact=fact, reason=reason))
        self._log.raise_revision()
        what: Decided = "release" if reason is None else "withhold"
        return self._log.note(what, fact, before=before, after=reason, **self._who)

    def set_setting(self, key: str, value: Any) -> Change | None:  # noqa: ANN401 - JSON
        """Set a setting of the server, or with None to its default; None: that changes nothing."""
        here = (
            server_settings.c.guild_id == self._who["guild_id"],
            server_settings.c.key == key,
        )
        stored = self._connection.execute(
            select(type_coerce(server_settings.c.value, Text)).where(*here)
        ).scalar_one_or_none()
        before = None if stored is None else read_json(stored)
        if as_json(before) == as_json(value):  # True is no 1
            return None
        self._connection.execute(delete(server_settings).where(*here))
        if value is not None:
            self._connection.execute(
                insert(server_settings).values(guild_id=self._who["guild_id"], key=key, value=value)
            )
        self._log.raise_revision()
        return self._log.note("set", key, before=before, after=value, **self._who)

    def put_back(self, states: Mapping[str, QuestionState]) -> Change | None:
        """Give questions, by their numbers as text, back the states they had; see `settle`."""
        found = self._found(unanswered.c.id.in_([int(number) for number in states]))
        before = {number: was for number, was in found.items() if was != states[str(number)]}
        return self._settle(before, {number: states[str(number)] for number in before})

    def unlearn(self, number: int, states: Mapping[str, QuestionState]) -> Change:
        """Take a phrasing out again; questions that it answered get back the states they had.

        Args:
            number: the phrasing's.
            states: the questions' states, by their numbers as text.

        Raises:
            StoreTrouble: it is in the fact files by now.
        """
        fact, state = self._connection.execute(
            select(learned.c.fact, learned.c.state).where(learned.c.id == number)
        ).one()
        if state == "exported":
            raise StoreTrouble("That phrasing is in the fact files by now; take it out there.")
        self._connection.execute(
            update(learned).where(learned.c.id == number).values(state="undone")
        )
        numbers = unanswered.c.id.in_([int(question) for question in states])
        answered = self._found(numbers, unanswered.c.state == "answered")
        self._set_states({question: states[str(question)] for question in answered})
        self._log.raise_revision()
        return self._log.note("unlearn", str(number), before=fact, after=None, **self._who)

    def _settle(
        self, before: Mapping[int, QuestionState], after: Mapping[int, QuestionState]
    ) -> Change | None:
        if not before:
            return None
        self._set_states(after)
        first = str(next(iter(before)))
        return self._log.note(
            "settle", first, before=_named(before), after=_named(after), **self._who
        )

    def _states(
        self, ids: Collection[int], fitting: ColumnElement[bool]
    ) -> dict[int, QuestionState]:
        """The states of those questions of the server that fit."""
        here = unanswered.c.guild_id == self._who["guild_id"]
        return self._found(unanswered.c.id.in_(ids), here, fitting)

    def _found(self, *where: ColumnElement[bool]) -> dict[int, QuestionState]:
        """States of questions by their numbers, the most frequent first."""
        found = self._connection.execute(
            select(unanswered.c.id, unanswered.c.state)
            .where(*where)
            .order_by(unanswered.c.count.desc(), unanswered.c.id)
        )
        return {number: state for number, state in found}  # noqa: C416 - rows are no pairs to mypy

    def _set_states(self, states: Mapping[int, QuestionState]) -> None:
        for number, state in states.items():
            self._connection.execute(
                update(unanswered).where(unanswered.c.id == number).values(state=state)
            )


def _named(states: Mapping[int, QuestionState]) -> dict[str, QuestionState] | None:
    """States by numbers as JSON has them; None for none."""
    return {str(number): state for number, state in states.items()} or None
