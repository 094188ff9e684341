"""What is to be written, as frozen values, and what it makes of what was remembered before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.store.recent import Replies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from factdesk.store.curated import Counted, InVain
    from factdesk.store.values import Feedback, StoredReply


@dataclass(frozen=True, slots=True)
class RememberReply:
    """A reply is given, or given anew; it takes the place of others with one of its ids."""

    reply: StoredReply


@dataclass(frozen=True, slots=True)
class ForgetQuestion:
    """A question is gone."""

    question_id: int


@dataclass(frozen=True, slots=True)
class ForgetReply:
    """A message of the desk is gone."""

    reply_id: int


@dataclass(frozen=True, slots=True)
class AddFeedback:
    """Somebody judged an answer."""

    feedback: Feedback


@dataclass(frozen=True, slots=True)
class RememberSynced:
    """The commands of a scope were told to Discord."""

    scope: str
    digest: str
    synced_at: datetime


@dataclass(frozen=True, slots=True)
class NoteUnanswered:
    """A question was asked in vain."""

    guild_id: int
    text: str
    outcome: InVain
    nearest: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """Something happened that is only counted."""

    guild_id: int
    week: str
    topic: str
    outcome: Counted


@dataclass(frozen=True, slots=True)
class Prune:
    """What is older is forgotten.

    Attributes:
        replies: replies to what was asked before this moment,
        unanswered: and questions asked in vain last before this one, with who waits for them;
        servers: in these servers, by id, those before another one.
    """

    replies: datetime
    unanswered: datetime
    servers: tuple[tuple[int, datetime], ...] = ()


ReplyWrite = RememberReply | ForgetQuestion | ForgetReply
Write = ReplyWrite | AddFeedback | RememberSynced | NoteUnanswered | Count | Prune


class Folded:
    """Many writes about replies as three steps, each done for all at once.

    Attributes:
        questions: rows of these questions go first,
        replies: and rows of these replies,
        kept: then these come in.
    """

    def __init__(self, writes: Iterable[Write]) -> None:
        self.questions: set[int] = set()
        self.replies: set[int] = set()
        self.kept = Replies()
        for write in writes:
            match write:
                case RememberReply(reply):
                    self.questions.add(reply.question_id)
                    self.replies.add(reply.reply_id)
                    self.kept.put(reply)
                case ForgetQuestion(question_id):
                    self.questions.add(question_id)
                    self.kept.drop_question(question_id)
                case ForgetReply(reply_id):
                    self.replies.add(reply_id)
                    self.kept.drop_reply(reply_id)
                case _:
                    pass


def seen_through(
    writes: Iterable[Write], question_id: int, stored: StoredReply | None
) -> StoredReply | None:
    """What a reader must be told of a question while writes wait.

    Args:
        writes: what waits, oldest first. What the database has already got may be among it.
        question_id: the question.
        stored: what the database has.
    """
    for write in writes:
        match write:
            case RememberReply(reply):
                if reply.question_id == question_id:
                    stored = reply
                elif stored is not None and stored.reply_id == reply.reply_id:
                    stored = None
            case ForgetQuestion(gone):
                stored = None if gone == question_id else stored
            case ForgetReply(gone):
                stored = None if stored is not None and stored.reply_id == gone else stored
            case _:
                pass
    return stored


def all_seen_through(writes: Iterable[Write], stored: Iterable[StoredReply]) -> list[StoredReply]:
    """What a reader must be told of many replies while writes wait; newest question first.

    Args:
        writes: what waits, oldest first. What the database has already got may be among it.
        stored: what the database has.
    """
    folded = Folded(writes)
    kept = [
        reply
        for reply in stored
        if reply.question_id not in folded.questions and reply.reply_id not in folded.replies
    ]
    return sorted([*kept, *folded.kept], key=lambda reply: reply.question_id, reverse=True)
