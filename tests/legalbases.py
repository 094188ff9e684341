"""Fact bases that load, up to the limits of the formats and with texts as nasty as they come."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from hypothesis import strategies as st

from factdesk.factbase.files import (
    MAX_ANSWER,
    MAX_QUESTION,
    ArticleFile,
    FactEntry,
    Nature,
    shows_something,
)
from factdesk.factbase.models import Citation, Fact, FactBase, Location
from factdesk.reply import Candidate, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

PASSAGES = 40
DAY = dt.date(2026, 3, 1)
NATURES: tuple[Nature, ...] = get_args(Nature)
NASTY = (
    "@everyone @here <@1> <@!2> <@&3> <#4> <:smile:5> <a:b:6> <t:0:R> <id:guide> </ask:7> "
    "**bold** *it* _it_ __under__ ~~gone~~ ||spoiler|| `code` ``` [text](http://a.b) <http://c.d> "
    "https://e.f discord.gg/x discordapp.com/invite/y # ## ### -# > >>> - * + 1. 22. ) ( ] [ "
    "\\ \\\\ \u200b \u2066 \u00a0 \u3000 \U0001f600 snake_case 2 * 3 http:// Ω ß"
).split(" ")

_pieces = st.sampled_from([*NASTY, "\n", "\n\n", "a", "word", "Belarus"]) | st.characters(
    exclude_categories=["Cs", "Cc"]
)


def texts(most: int) -> st.SearchStrategy[str]:
    """Texts of up to so many characters, and many of exactly so many."""
    mixed = st.lists(_pieces, min_size=1, max_size=40).map(" ".join)
    stretched = mixed.map(lambda text: (text + " ") * (most // len(text) + 1))
    packed = st.sampled_from("*_`[]\\W<|~").map(lambda mark: mark * most)
    return (
        (mixed | stretched | packed).map(lambda text: text[:most].strip()).filter(shows_something)
    )


def slugs() -> st.SearchStrategy[str]:
    """Ids, many of 64 characters."""
    word = st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,3}", fullmatch=True)
    return word | word.map(lambda text: (text + "-x" * 64)[:64].rstrip("-"))


def urls() -> st.SearchStrategy[str | None]:
    """Addresses, also longer than any field."""
    tail = st.text("ab/?=&%._~-", max_size=30)
    long = st.integers(800, 1100).map(lambda size: "x" * size)
    return st.none() | (tail | long).map("https://example.org/".__add__)


def article_of(**given: Any) -> ArticleFile:
    """An article that loads; whatever is not given is short."""
    passage = {"sha256": "0" * 64, "words": 9, "begins": given.pop("begins", None)}
    plain = {
        "id": "notice",
        "title": "Notice",
        "publisher": "Board",
        "voice": "the board",
        "published": DAY,
        "passages": [{"n": n, **passage} for n in range(1, PASSAGES + 1)],
    }
    return ArticleFile.model_validate(plain | given)


def fact_of(articles: Sequence[ArticleFile] = (), **given: Any) -> Fact:
    """A fact that loads; whatever is not given is short."""
    plain = {"id": "hours", "question": "When is it open?", "answer": "At nine.", "passages": [1]}
    passages = given.pop("passages", [1])
    entry = FactEntry.model_validate(plain | given)
    articles = articles or [article_of()]
    return Fact(
        id=entry.id,
        question=entry.question,
        phrasings=(),
        answer=entry.answer,
        citations=tuple(Citation(article, tuple(passages)) for article in articles),
        voice=entry.voice or articles[0].voice,
        nature=entry.nature,
        as_of=entry.as_of or DAY,
        stale_after=entry.stale_after,
        topics=tuple(entry.topics),
        not_=(),
        see_also=tuple(entry.see_also),
        derived=(),
        reviewed=None,
        location=Location("facts/notes.yaml", 1),
    )


def base_of(facts: Sequence[Fact]) -> FactBase:
    """A base of facts and of the articles they rest on."""
    articles = {citation.article.id: citation.article for f in facts for citation in f.citations}
    return FactBase(Path("nowhere"), tuple(facts), tuple(articles.values()), ())


def candidates_of(facts: Sequence[Fact]) -> tuple[Candidate, ...]:
    """Facts as what a question may have meant."""
    evidence = Evidence(score=0.5, margin=0.0, explained=(), missing=(), objections=())
    return tuple(Candidate(fact, fact.question, evidence) for fact in facts)


@st.composite
def bases(draw: st.DrawFn) -> FactBase:
    """Small bases of any legal content."""
    ids = draw(st.lists(slugs(), min_size=4, max_size=9, unique=True))
    line = texts(MAX_QUESTION)
    articles = [
        article_of(
            id=key,
            title=draw(line),
            publisher=draw(line),
            voice=draw(line),
            url=draw(urls()),
            begins=draw(st.none() | st.just("one two three four")),
        )
        for key in ids[: draw(st.integers(1, 8))]
    ]
    topics = st.lists(slugs(), max_size=3, unique=True)
    numbers = st.lists(st.integers(1, PASSAGES), min_size=1, max_size=PASSAGES, unique=True)
    facts = [
        fact_of(
            draw(st.lists(st.sampled_from(articles), min_size=1, max_size=8)),
            id=key,
            question=draw(line),
            answer=draw(texts(MAX_ANSWER)),
            passages=draw(numbers.map(sorted)),
            nature=draw(st.sampled_from(NATURES)),
            voice=draw(st.none() | line),
            topics=draw(topics),
            see_also=draw(st.lists(st.sampled_from(ids), max_size=9, unique=True)),
        )
        for key in ids
    ]
    return base_of(facts)


def large_base(facts: int = 600, topics: int = 130) -> FactBase:
    """Hundreds of facts, topics and articles, with ids of 64 characters and long texts."""

    def key(number: int) -> str:
        return f"{number:03}-{'x' * 60}"

    articles = [article_of(id=key(n), title=f"{n} {'title ' * 40}") for n in range(topics)]
    return base_of(
        [
            fact_of(
                [articles[n % topics]],
                id=key(n),
                question=f"{n} {'question ' * 30}",
                topics=[key(n % topics), "a" * 64],
            )
            for n in range(facts)
        ]
    )
