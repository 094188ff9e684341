"""Fact bases that never stand in a file: writing and reading a million lines is not the point."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factdesk.factbase.models import Article, Citation, Fact, FactBase, Location, Passage
from factdesk.factbase.normalise import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

NOWHERE = Path("in-memory")


class PlainFact(NamedTuple):
    """A fact reduced to what a benchmark needs: its phrasings (the first is its question)."""

    id: str
    phrasings: tuple[str, ...]
    answer: str


def build_base(facts: Iterable[PlainFact]) -> FactBase:
    """A base of these facts, all resting on the one passage of an article that is made up here.

    The article's title, publisher and voice consist of words that say nothing about any fact, and
    all facts share one citation and one location, so that a base is as large as its texts.
    """
    article = Article(
        id="list",
        title="List",
        publisher="List",
        kind="list",
        voice="the list",
        author=None,
        published=dt.date(2026, 1, 1),
        language="en",
        url=None,
        republished_by=None,
        normaliser=1,
        passages=(Passage(1, fingerprint("The list."), 2, None),),
    )
    citations = (Citation(article, (1,)),)
    location = Location(str(NOWHERE), 1)
    return FactBase(
        folder=NOWHERE,
        facts=tuple(
            Fact(
                id=fact.id,
                question=fact.phrasings[0],
                phrasings=fact.phrasings[1:],
                answer=fact.answer,
                citations=citations,
                voice=article.voice,
                nature="fact",
                as_of=article.published,
                stale_after=None,
                topics=(),
                not_=(),
                see_also=(),
                derived=(),
                reviewed=None,
                location=location,
            )
            for fact in facts
        ),
        articles=(article,),
        synonyms=(),
    )
