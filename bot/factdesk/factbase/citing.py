"""How a source is named to a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from factdesk.factbase.files import Nature
    from factdesk.factbase.models import Citation, Fact

MONTHS = (
    "January February March April May June July August September October November December"
).split()

_DIRECTIVE = ":~:"  # what follows it in an address is for the browser alone

_AGEING: frozenset[Nature] = frozenset({"claim", "plan", "forecast"})  # an opinion is its day's

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


def stale_note(fact: Fact, today: dt.date) -> str:
    """One sentence where the answer may have changed since its date, or nothing.

    That is so from the day after `stale_after` on; where a fact has none, it is taken of a claim,
    plan or forecast that is more than a year old.
    """
    if fact.stale_after is not None:
        stale = today > fact.stale_after
    else:
        stale = fact.nature in _AGEING and _more_than_a_year(fact.as_of, today)
    return f"This is as of {long_date(fact.as_of)}; it may have changed since." if stale else ""


def _more_than_a_year(before: dt.date, after: dt.date) -> bool:
    anniversary = (before.year + 1, before.month, before.day)  # which 29 February does not have
    return (after.year, after.month, after.day) > anniversary


def passage_link(citation: Citation) -> str | None:
    """The address of the article that leads to the first cited passage, as far as it is known.

    Returns:
        The address with a text fragment of the words that the passage begins with; the address
        alone where these are not recorded; None where the article has no web address.
    """
    url = citation.article.url
    if url is None or not url.startswith(("http://", "https://")):
        return None
    begins = citation.article.passages[citation.passages[0] - 1].begins
    if begins is None:
        return url
    address = url.partition(_DIRECTIVE)[0]
    # A hyphen has a meaning of its own in such a fragment.
    words = quote(begins, safe="").replace("-", "%2D")
    return f"{address}{'' if '#' in address else '#'}{_DIRECTIVE}text={words}"


def long_date(day: dt.date) -> str:
    """A date as read: 4 July 2025, whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def paragraphs(numbers: Sequence[int]) -> str:
    """Paragraph numbers as read: "paragraph 16", "paragraphs 5 and 6", "paragraphs 2, 9 and 14"."""
    if len(numbers) == 1:
        return f"paragraph {numbers[0]}"
    head = ", ".join(map(str, numbers[:-1]))
    return f"paragraphs {head} and {numbers[-1]}"
