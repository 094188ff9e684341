"""What people asked in vain and what curators decided, as frozen values.

An unanswered question carries nothing of who asked it; a decision says whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LearnedState = Literal["approved", "exported", "undone"]
InVain = Literal["none", "choices"]
QuestionState = Literal["open", "answered", "new fact", "not ours"]
Decided = Literal["learn", "unlearn", "settle", "withhold", "release", "set"]
Counted = Literal["answer", "choices", "none", "helpful", "not right"]

MAX_QUESTION = 300  # characters
MAX_TOPIC = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A phrasing that a curator gave to a fact.

    Attributes:
        id: its number, never given again.
        text: the phrasing.
        fact: id of the fact that answers it.
        guild_id: the server where it was approved; 0: none, or one that was left.
        approved_by: the curator's user id; 0: nobody's any more.
        approved_at: when, in UTC.
        state: "approved", "exported" (it is in the fact files), or "undone".
    """

    id: int
    text: str
    fact: str
    guild_id: int
    approved_by: int
    approved_at: datetime
    state: LearnedState


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A question that got no answer, or choices only, in one server. Nobody knows who asked it.

    Attributes:
        id: its number, never given again.
        guild_id: the server; 0: direct messages.
        text: the question, normalised, at most `MAX_QUESTION` characters.
        outcome: what it got last: "none" or "choices".
        nearest: id of the fact that was nearest then.
        count: how often it was asked.
        first_at: when it was asked first, in UTC,
        last_at: and when last.
        state: "open", or what a curator made of it: "answered", "new fact", "not ours".
    """

    id: int
    guild_id: int
    text: str
    outcome: InVain
    nearest: str | None
    count: int
    first_at: datetime
    last_at: datetime
    state: QuestionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody wants to be told, once, when a question can be answered.

    Attributes:
        user_id: who.
        question_id: the question's number.
        guild_id: the server where it was asked; 0: direct messages.
        text: the question, normalised.
        fact: id of the fact that a curator gave to it; None: nobody did.
    """

    user_id: int
    question_id: int
    guild_id: int
    text: str
    fact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a curator changed.

    Attributes:
        id: its number, never given again.
        guild_id: the server where it was done; 0: none, or one that was left.
        by: the curator's user id; 0: nobody's any more.
        at: when, in UTC.
        what: "learn" or "unlearn" a phrasing, "settle" questions, "withhold" or "release" a fact,
            "set" a setting. Undoing is a change of these kinds, too.
        subject: the phrasing; the question, the most frequent if there were several, empty once it
            is forgotten; the fact's id; the setting's name.
        before: what it was: of a phrasing the fact, of questions a mapping of their numbers (as
            text, for JSON) to states, of a fact the reason why it is withheld, of a setting its
            value. None: there was nothing. Of a phrasing learned: the questions that are answered
            by it, in that way.
        after: what it became, in the same way.
        undone: whether another change undid it.
    """

    id: int
    guild_id: int
    by: int
    at: datetime
    what: Decided
    subject: str
    before: Any
    after: Any
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often something happened in a week in a server.

    Attributes:
        week: the ISO week (in UTC), like "2026-W07".
        topic: the topic of the answer; empty: none.
        outcome: what a question got ("answer", "choices", "none"), or what somebody made of an
            answer ("helpful", "not right").
        count: how often.
    """

    week: str
    topic: str
    outcome: Counted
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSummary:
    """What people made of a fact's answers.

    Attributes:
        fact: the fact's id.
        helpful: how many found it helpful,
        not_right: and how many not right.
        reasons: how many of these gave which reason; those without one are not counted here.
        latest_details: what people wrote about it lately, the latest first.
    """

    fact: str
    helpful: int
    not_right: int
    reasons: Mapping[str, int]
    latest_details: tuple[str, ...]


def week_of(moment: datetime) -> str:
    """The ISO week of a moment, like "2026-W07"."""
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02}"
