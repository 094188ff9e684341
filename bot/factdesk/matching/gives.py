"""What kind of question a fact can answer: a date for "when", a figure for "how many", a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from factdesk.factbase.citing import MONTHS
from factdesk.matching import english

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from factdesk.matching.english import Kind
    from factdesk.matching.text import Word

CHECKED_KINDS: tuple[Kind, ...] = ("when", "how many", "who", "where", "why", "how")


class Gives(NamedTuple):
    """What an answer has.

    Attributes:
        year: a year, beside that of its as-of date.
        time: any figure, month, weekday or word such as "daily", beside its as-of date.
        number: a figure, beside its as-of date.
        name: a proper name.
        reason: a word such as "because".
    """

    year: bool
    time: bool
    number: bool
    name: bool
    reason: bool


def read_gives(told: Sequence[Word], as_of: dt.date) -> Gives:
    """What an answer has.

    Args:
        told: the words of the answer.
        as_of: the date as of which it holds, which it may tell without being asked for it.
    """
    known = {str(as_of.year), str(as_of.day), MONTHS[as_of.month - 1].casefold()}
    figures = {word.text for word in told if word.is_number} - known
    months = {word.text for word in told if word.text in english.MONTHS} - known
    return Gives(
        year=any(len(figure) == 4 for figure in figures),
        time=bool(figures or months) or any(w.text in english.TIME_WORDS for w in told),
        number=bool(figures),
        name=any(word.capitalised for word in told),
        reason=any(word.text in english.REASONS for word in told),
    )


def offers(kind: Kind, gives: Gives, asked: frozenset[Kind]) -> bool:
    """Whether a fact can answer a question of a kind.

    Args:
        kind: of the question.
        gives: what the fact's answer has.
        asked: the kinds of the fact's phrasings.
    """
    if kind == "when":
        return gives.year or (gives.time and "when" in asked)
    if kind == "how many":
        return gives.number or "how many" in asked
    if kind == "who":
        return gives.name and "who" in asked
    if kind == "why":
        return gives.reason or "why" in asked
    return kind not in CHECKED_KINDS or kind in asked
