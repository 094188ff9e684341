"""How a source is named to a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from factdesk.factbase.files import Nature
    from factdesk.factbase.models import Fact

MONTHS = (
    "January February March April May June July August September October November December"
).split()

_NATURE_NOTES: dict[Nature, str] = {
    "fact": "",
    "claim": "This is what the source claims.",
    "plan": "This is a plan, not something that has happened.",
    "forecast": "This is a forecast.",
    "opinion": "This is an opinion.",
}


def source_text(fact: Fact) -> str:
    """The source in one line: title, publisher, date, voice and paragraphs, article by article."""
    named = []
    for place, citation in enumerate(fact.citations):
        article = citation.article
        # The fact's voice is that of its first article; another one speaks with its own.
        voice = article.voice if place else fact.voice
        parts = [article.title, article.publisher, long_date(article.published)]
        parts += [voice] if voice != article.publisher else []
        named.append(", ".join([*parts, paragraphs(citation.passages)]))
    return "; ".join(named)


def nature_note(fact: Fact) -> str:
    """One sentence for what is no plain fact, or nothing."""
    return _NATURE_NOTES[fact.nature]


def long_date(day: dt.date) -> str:
    """A date as read: 4 July 2025, whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def paragraphs(numbers: Sequence[int]) -> str:
    """Paragraph numbers as read: "paragraph 16", "paragraphs 5 and 6", "paragraphs 2, 9 and 14"."""
    if len(numbers) == 1:
        return f"paragraph {numbers[0]}"
    head = ", ".join(map(str, numbers[:-1]))
    return f"paragraphs {head} and {numbers[-1]}"
