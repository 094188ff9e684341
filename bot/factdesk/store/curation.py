"""The part of the store that learns: what people ask, and what curators decide."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from factdesk.store.asked import Asked
from factdesk.store.trouble import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factdesk.store.curated import Change, Learned, LearnedState, QuestionState


class Curation(Asked):
    """What people ask, what curators decide, and forgetting it all.

    What is noted and counted waits in the store's queue and returns at once. What is read while
    the database fails is what was read last of phrasings, withheld facts, settings and the
    revision, else it is empty. What a curator decides, or a person wants forgotten, is on the disk
    when the method returns; else it raises `StoreTrouble`, whose text is one plain sentence.

    Ids of servers and persons are Discord's. Server 0 stands for direct messages, and for none.
    """

    async def learn(  # noqa: PLR0913 - all that belongs to one decision
        self,
        *,
        text: str,
        fact: str,
        guild_id: int,
        by: int,
        answers: Iterable[int] = (),
        seen: int | None = None,
    ) -> Learned:
        """Give a fact a phrasing. One that it has already is returned as it is.

        Args:
            text: the phrasing.
            fact: the id of the fact.
            guild_id: the server.
            by: the curator.
            answers: numbers of open questions of the server that are "answered" by that; undoing
                it opens them again.
            seen: the revision at which the phrasing was found good; None: at any.

        Raises:
            Outdated: the revision is another one by now.
            StoreTrouble: it is not kept, or none of the questions is open any more.
            ValueError: the text is empty.
        """
        if not text.strip():
            raise ValueError("A phrasing has words.")
        numbers = list(answers)
        return await self._decide(
            lambda books: books.decisions(by=by, guild_id=guild_id, at=_now()).learn(
                text, fact, numbers, seen
            )
        )

    async def learned(self, *states: LearnedState) -> list[Learned]:
        """The phrasings in these states, or all, the oldest first."""
        return await self._read(
            lambda books: books.records.learned(states), [], known_as=("learned", *sorted(states))
        )

    async def mark_exported(self, ids: Iterable[int]) -> None:
        """Approved phrasings are in the fact files now; they cannot be undone any more.

        Raises:
            StoreTrouble: that is not kept.
        """
        numbers = list(ids)
        await self._decide(lambda books: books.questions.mark_exported(numbers))

    async def settle(
        self,
        ids: Iterable[int],
        state: QuestionState,
        *,
        by: int,
        guild_id: int,
        was: QuestionState | None = None,
    ) -> Change | None:
        """Give questions a state, as one change.

        Args:
            ids: their numbers; those of other servers are left alone.
            state: the state.
            by: the curator.
            guild_id: the server.
            was: only those that have this state now; None: all.

        Returns:
            The change; None when there is nothing to change.

        Raises:
            StoreTrouble: it is not kept.
        """
        numbers = list(ids)
        return await self._decide(
            lambda books: books.decisions(by=by, guild_id=guild_id, at=_now()).settle(
                numbers, state, was
            )
        )

    async def withhold(self, *, fact: str, reason: str, by: int, guild_id: int) -> Change | None:
        """Take a fact out of service, in all servers; a second time changes the reason.

        Returns:
            The change; None when all is so already.

        Raises:
            StoreTrouble: it is not kept.
        """
        return await self._decide(
            lambda books: books.decisions(by=by, guild_id=guild_id, at=_now()).withhold(
                fact, reason
            )
        )

    async def release(self, *, fact: str, by: int, guild_id: int) -> Change | None:
        """Put a fact back into service.

        Returns:
            The change; None when the fact was not withheld.

        Raises:
            StoreTrouble: it is not kept.
        """
        return await self._decide(
            lambda books: books.decisions(by=by, guild_id=guild_id, at=_now()).withhold(fact, None)
        )

    async def withheld(self) -> dict[str, str]:
        """The facts out of service, with the reasons."""
        return await self._read(lambda books: books.records.withheld(), {}, known_as="withheld")

    async def settings(self) -> dict[int, dict[str, Any]] | None:
        """What servers have set: JSON values by server and name; None when nobody can tell."""
        return await self._read(lambda books: books.records.settings(), None, known_as="settings")

    async def set_setting(
        self,
        guild_id: int,
        key: str,
        value: Any,  # noqa: ANN401 - whatever JSON can say
        *,
        by: int,
    ) -> Change | None:
        """Set a setting of a server; None: to its default.

        Returns:
            The change; None when all is so already.

        Raises:
            StoreTrouble: it is not kept.
            TypeError: JSON cannot say the value.
            ValueError: JSON has no such number.
        """
        json.dumps(value, allow_nan=False)  # before the database meets it
        return await self._decide(
            lambda books: books.decisions(by=by, guild_id=guild_id, at=_now()).set_setting(
                key, value
            )
        )

    async def changes(self, guild_id: int, limit: int = 25) -> list[Change]:
        """What curators changed in a server, the latest first."""
        return await self._read(lambda books: books.records.changes(guild_id, limit), [])

    async def undo(self, change_id: int, *, by: int, guild_id: int | None = None) -> Change:
        """Put back what was before a change.

        Args:
            change_id: the change.
            by: who undoes it.
            guild_id: the server whose change it must be; None: any.

        Returns:
            The change that this is.

        Raises:
            StoreTrouble: it is not kept, there is no such change, it was undone already, or there
                is nothing to put back any more.
        """
        return await self._decide(
            lambda books: books.undo(change_id, by=by, guild_id=guild_id, at=_now())
        )

    async def revision(self) -> int:
        """A number that grows with every change that all processes must know.

        When it has grown, `learned`, `withheld` and `settings` are to be read anew.
        """
        return await self._read(lambda books: books.records.revision(), 0, known_as="revision")

    async def about_person(self, user_id: int) -> dict[str, int] | None:
        """How many entries name a person: "waiting" and "changes"; None when nobody can tell."""
        return await self._read(lambda books: books.people.about_person(user_id), None)

    async def forget_person(self, user_id: int) -> None:
        """Let no entry name a person: it waits for nothing, and what it changed is nobody's.

        Raises:
            StoreTrouble: not all is forgotten.
        """
        await self._decide(lambda books: books.people.forget_person(user_id))
        self._known.clear()

    async def forget_server(self, guild_id: int) -> None:
        """Forget a server: its questions, settings, tallies and changes.

        Phrasings learned there and facts withheld there stay, as nobody's, with their changes.

        Raises:
            StoreTrouble: not all is forgotten.
        """
        if not await self._errands.flush():  # what waits would come back
            raise StoreTrouble("Something still waits to be written, so not all can be forgotten.")
        await self._decide(lambda books: books.people.forget_server(guild_id))
        self._known.clear()


def _now() -> datetime:
    return datetime.now(UTC)
