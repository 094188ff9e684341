"""What people ask: in vain, how often, and what they make of answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from factdesk.store.clerk import Clerk
from factdesk.store.curated import MAX_QUESTION, MAX_TOPIC, week_of
from factdesk.store.writes import Count, NoteUnanswered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factdesk.store.curated import (
        Counted,
        FeedbackSummary,
        InVain,
        QuestionState,
        Tally,
        Unanswered,
        Wish,
    )


class Asked(Clerk):
    """What is noted of people's questions, without a word about who asked."""

    def note_unanswered(
        self, *, guild_id: int, text: str, outcome: InVain, nearest: str | None
    ) -> None:
        """Note a question, or count it up; one that was "answered" is then open again.

        Args:
            guild_id: the server.
            text: normalised; what exceeds `MAX_QUESTION` characters is cut off. Empty: nothing is
                noted.
            outcome: what it got.
            nearest: id of the nearest fact.
        """
        text = text[:MAX_QUESTION]
        if text:
            self._write(NoteUnanswered(guild_id, text, outcome, nearest, datetime.now(UTC)))

    async def unanswered(
        self, guild_id: int | None, state: QuestionState = "open", limit: int = 200
    ) -> list[Unanswered]:
        """Questions of a server (None: of all), the most frequent first."""
        await self._errands.flush()
        return await self._read(lambda books: books.records.unanswered(guild_id, state, limit), [])

    async def noted_facts(self) -> list[Unanswered]:
        """Questions of all servers that need a new fact and are not in the fact files yet."""
        return await self._read(lambda books: books.records.noted_facts(), [])

    async def mark_noted_exported(self, ids: Iterable[int]) -> None:
        """Questions that need a new fact are in the fact files now.

        Raises:
            StoreTrouble: that is not kept.
        """
        numbers = list(ids)
        await self._decide(lambda books: books.questions.mark_noted_exported(numbers))

    async def wait_for(self, unanswered_text: str, guild_id: int, user_id: int) -> bool:
        """Remember that a person wants to know once a question can be answered.

        Returns:
            Whether it is remembered: not when the question is none, or none any more, of those
            asked in vain, nor when the database fails.
        """
        text = unanswered_text[:MAX_QUESTION]
        await self._errands.flush()  # it may have been asked just now
        return await self._attempt(
            lambda books: books.questions.wait_for(text, guild_id, user_id), otherwise=False
        )

    async def wishes(self) -> list[Wish]:
        """Who wants to know what, in all servers."""
        return await self._read(lambda books: books.records.wishes(), [])

    async def fulfil(self, user_id: int, question_ids: Iterable[int]) -> None:
        """Forget that a person wants to know these: they have been told, or cannot be.

        Raises:
            StoreTrouble: that is not forgotten.
        """
        numbers = list(question_ids)
        await self._decide(lambda books: books.questions.fulfil(user_id, numbers))

    def tally(self, *, guild_id: int, outcome: Counted, topic: str | None) -> None:
        """Count something that happened just now.

        Args:
            guild_id: the server.
            outcome: what a question got, or what somebody made of an answer.
            topic: the topic of the answer; at most `MAX_TOPIC` characters of it are kept.
        """
        week = week_of(datetime.now(UTC))
        self._write(Count(guild_id, week, (topic or "")[:MAX_TOPIC], outcome))

    async def tallies(self, guild_id: int, weeks: int = 8) -> list[Tally]:
        """What was counted in a server in the last weeks, this one included, the oldest first."""
        await self._errands.flush()
        since = week_of(datetime.now(UTC) - timedelta(weeks=weeks - 1))
        return await self._read(lambda books: books.records.tallies(guild_id, since), [])

    async def feedback_by_fact(self, limit: int = 25) -> list[FeedbackSummary]:
        """What people made of facts' answers, the facts with most complaints first."""
        await self._errands.flush()
        return await self._read(lambda books: books.records.feedback_by_fact(limit), [])
