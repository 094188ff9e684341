"""Replies in memory, found by question and by reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factdesk.store.values import StoredReply


class Replies:
    """The replies last put in: one a question, and one question a reply."""

    def __init__(self, at_most: int | None = None) -> None:
        """Hold `at_most` replies: those put in longest ago go first. None: any number."""
        self._at_most = at_most
        self._by_question: dict[int, StoredReply] = {}
        self._questions: dict[int, int] = {}  # by reply

    def __len__(self) -> int:
        return len(self._by_question)

    def __iter__(self) -> Iterator[StoredReply]:
        return iter(self._by_question.values())

    def get(self, question_id: int) -> StoredReply | None:
        """The reply to a question."""
        return self._by_question.get(question_id)

    def put(self, reply: StoredReply) -> None:
        """Take a reply in, in the place of others with one of its ids."""
        self.drop_question(reply.question_id)
        self.drop_reply(reply.reply_id)
        self._by_question[reply.question_id] = reply
        self._questions[reply.reply_id] = reply.question_id
        if self._at_most is not None and len(self) > self._at_most:
            self.drop_question(next(iter(self._by_question)))

    def drop_question(self, question_id: int) -> None:
        """Forget the reply to a question, if there is one."""
        reply = self._by_question.pop(question_id, None)
        if reply is not None:
            del self._questions[reply.reply_id]

    def drop_reply(self, reply_id: int) -> None:
        """Forget a reply, if it is there."""
        question_id = self._questions.get(reply_id)
        if question_id is not None:
            self.drop_question(question_id)
