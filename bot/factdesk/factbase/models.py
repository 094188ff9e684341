"""Facts and articles, complete: every default filled in, every reference resolved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from factdesk.factbase.files import ArticleFile, Nature, ReviewEntry


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands in the curator's files."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Citation:
    """The passages of one article that a fact rests on."""

    article: ArticleFile
    passages: tuple[int, ...]

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The fingerprints of the cited passages, in the order cited."""
        return tuple(self.article.passages[number - 1].sha256 for number in self.passages)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing an article says. The fields are described in `factdesk.factbase.files`."""

    id: str
    question: str
    phrasings: tuple[str, ...]
    answer: str
    citations: tuple[Citation, ...]
    voice: str
    nature: Nature
    as_of: dt.date
    stale_after: dt.date | None
    topics: tuple[str, ...]
    not_: tuple[str, ...]
    see_also: tuple[str, ...]
    derived: tuple[tuple[str, str], ...]
    reviewed: ReviewEntry | None
    location: Location

    @property
    def questions(self) -> tuple[str, ...]:
        """The question and its other phrasings."""
        return (self.question, *self.phrasings)

    @property
    def covers(self) -> str:
        """Hash of what a review vouches for: the answer and its passages."""
        parts = [self.answer]
        for citation in self.citations:
            parts += [citation.article.id, *citation.fingerprints]
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        return f"v1-{digest[:16]}"


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Words or phrases that mean the same in a base; `language` where they belong to one."""

    words: tuple[str, ...]
    language: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class FactBase:
    """A loaded fact base. Either whole or not at all: see `factdesk.factbase.load`."""

    folder: Path
    facts: tuple[Fact, ...]
    articles: tuple[ArticleFile, ...]
    synonyms: tuple[SynonymGroup, ...]
    _by_id: dict[str, Fact] = field(init=False, repr=False, compare=False)
    _by_topic: dict[str, list[Fact]] = field(init=False, repr=False, compare=False)
    _by_article: dict[str, list[Fact]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Once at loading: a large base is not searched through while somebody waits.
        by_topic: dict[str, list[Fact]] = {}
        by_article: dict[str, list[Fact]] = {article.id: [] for article in self.articles}
        for fact in self.facts:
            for topic in dict.fromkeys(fact.topics):
                by_topic.setdefault(topic, []).append(fact)
            for article in dict.fromkeys(citation.article.id for citation in fact.citations):
                by_article.setdefault(article, []).append(fact)
        object.__setattr__(self, "_by_id", {fact.id: fact for fact in self.facts})
        object.__setattr__(self, "_by_topic", dict(sorted(by_topic.items())))
        object.__setattr__(self, "_by_article", by_article)

    @property
    def topics(self) -> tuple[str, ...]:
        """All topics, sorted."""
        return tuple(self._by_topic)

    def fact(self, fact_id: str) -> Fact | None:
        """The fact of that id, or None."""
        return self._by_id.get(fact_id)

    def article(self, article_id: str) -> ArticleFile | None:
        """The article of that id, or None."""
        return next((each for each in self.articles if each.id == article_id), None)

    def facts_of_topic(self, topic: str) -> Sequence[Fact]:
        """The facts of a topic, in the order of the files."""
        return self._by_topic.get(topic, [])

    def facts_of_article(self, article_id: str) -> Sequence[Fact]:
        """The facts that rest on an article, in the order of the files."""
        return self._by_article.get(article_id, [])
