"""A loaded fact base as plain values that JSON can hold, and back; nothing is checked again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk.factbase.models import (
    Article,
    Citation,
    Fact,
    FactBase,
    Location,
    Passage,
    Review,
    SynonymGroup,
)
from factdesk.factbase.problems import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

FACTS = "facts"


def to_plain(base: FactBase) -> dict[str, Any]:
    """The base as plain values."""
    numbers = {article.id: number for number, article in enumerate(base.articles)}
    return {
        "articles": [_plain_article(article) for article in base.articles],
        "facts": [_plain_fact(fact, numbers) for fact in base.facts],
        "synonyms": [
            [group.words, group.language, *_plain_location(group.location)]
            for group in base.synonyms
        ],
    }


def from_plain(values: dict[str, Any], folder: Path) -> FactBase:
    """The base that `to_plain` made the values of, in a folder.

    Raises:
        KeyError, IndexError, TypeError, ValueError: they are of no base.
    """
    articles = [_article(article) for article in values["articles"]]
    files = _Files(folder)
    return FactBase(
        folder,
        tuple([_fact(fact, articles, files) for fact in values["facts"]]),
        tuple(articles),
        tuple(
            [
                SynonymGroup(tuple(words), language, files.location(name, line))
                for words, language, name, line in values["synonyms"]
            ]
        ),
    )


class _Files:
    """The files of a folder, each as it is shown to the curator here and now."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shown: dict[str, str] = {}

    def location(self, name: str, line: int) -> Location:
        if name not in self._shown:
            self._shown[name] = shown(self._folder / FACTS / name)
        return Location(self._shown[name], line)


def _plain_location(location: Location) -> tuple[str, int]:
    return Path(location.file).name, location.line


def _plain_article(article: Article) -> list[Any]:
    return [
        article.id,
        article.title,
        article.publisher,
        article.kind,
        article.voice,
        article.author,
        article.published.isoformat(),
        article.language,
        article.url,
        article.republished_by,
        article.normaliser,
        [[each.n, each.sha256, each.words, each.begins] for each in article.passages],
    ]


def _article(values: Sequence[Any]) -> Article:
    *described, passages = values
    article_id, title, publisher, kind, voice, author, published, *others = described
    language, url, republished_by, normaliser = others
    return Article(
        id=article_id,
        title=title,
        publisher=publisher,
        kind=kind,
        voice=voice,
        author=author,
        published=dt.date.fromisoformat(published),
        language=language,
        url=url,
        republished_by=republished_by,
        normaliser=normaliser,
        passages=tuple([Passage(*passage) for passage in passages]),
    )


def _plain_fact(fact: Fact, numbers: dict[str, int]) -> list[Any]:
    review = fact.reviewed
    return [
        fact.id,
        fact.question,
        fact.phrasings,
        fact.answer,
        [[numbers[each.article.id], each.passages] for each in fact.citations],
        fact.voice,
        fact.nature,
        fact.as_of.isoformat(),
        fact.stale_after and fact.stale_after.isoformat(),
        fact.topics,
        fact.not_,
        fact.see_also,
        fact.derived,
        review and [review.by, review.on.isoformat(), review.covers],
        *_plain_location(fact.location),
    ]


def _fact(values: Sequence[Any], articles: Sequence[Article], files: _Files) -> Fact:
    (fact_id, question, phrasings, answer, cited, voice, nature, as_of, stale_after) = values[:9]
    (topics, not_, see_also, derived, review, name, line) = values[9:]
    return Fact(
        id=fact_id,
        question=question,
        phrasings=tuple(phrasings),
        answer=answer,
        citations=tuple([Citation(articles[number], tuple(p)) for number, p in cited]),
        voice=voice,
        nature=nature,
        as_of=dt.date.fromisoformat(as_of),
        stale_after=stale_after and dt.date.fromisoformat(stale_after),
        topics=tuple(topics),
        not_=tuple(not_),
        see_also=tuple(see_also),
        derived=tuple([(said, why) for said, why in derived]),
        reviewed=review and Review(review[0], dt.date.fromisoformat(review[1]), review[2]),
        location=files.location(name, line),
    )
