"""Replies and feedback, as frozen values. No question's text, no person's id is among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

Verdict = Literal["helpful", "not right"]
Reason = Literal["wrong fact", "out of date", "not in the source", "other"]

MAX_DETAILS = 300  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReply:
    """Which message of the desk replies to which question.

    Attributes:
        question_id: the message that asks.
        channel_id: where both stand.
        reply_id: the desk's message; it replies to this one question only.
        listening: whether the desk merely overheard the question.
        digest: hash of the question's normalised text in hex, to see whether an edit changed it.
        asked_at: when it was asked, with a time zone.

    Raises:
        ValueError: `asked_at` has no time zone.
    """

    question_id: int
    channel_id: int
    reply_id: int
    listening: bool
    digest: str
    asked_at: datetime

    def __post_init__(self) -> None:
        _need_a_zone(self.asked_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What somebody, nobody knows who, made of an answer.

    Attributes:
        fact: id of the fact that was answered.
        verdict: "helpful" or "not right".
        given_at: when, with a time zone.
        reason: why it is not right.
        details: in that person's words, at most `MAX_DETAILS` characters.

    Raises:
        ValueError: `details` is longer, or `given_at` has no time zone.
    """

    fact: str
    verdict: Verdict
    given_at: datetime
    reason: Reason | None = None
    details: str | None = None

    def __post_init__(self) -> None:
        _need_a_zone(self.given_at)
        if self.details is not None and len(self.details) > MAX_DETAILS:
            raise ValueError(f"Details have at most {MAX_DETAILS} characters.")


def _need_a_zone(moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise ValueError("A moment needs a time zone: datetime.now(UTC), not datetime.now().")
