"""Browsing what the desk knows, page by page. Pure: every page is made from its custom id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.factbase.citing import long_date
from factdesk.plugin.card import Button, Card, Menu, Option, Row
from factdesk.plugin.cards import topic_name
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.limits import OPTION, OPTIONS, PLACEHOLDER, cut_line
from factdesk.plugin.plain import link, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.factbase.files import ArticleFile
    from factdesk.factbase.models import Fact, FactBase
    from factdesk.plugin.custom_ids import Action


def topics_card(base: FactBase, page: int = 0) -> Card:
    """All topics, to pick one from; a base without topics shows its articles."""
    if not base.topics:
        return articles_card(base, page)
    options = [
        Option(
            topic_name(topic),
            str(CustomId("topic", f"{topic}.0")),
            _facts(len(base.facts_of_topic(topic))),
        )
        for topic in base.topics
    ]
    count = len(base.topics)
    body = (
        f"{_facts(len(base.facts))} on {count:,} {'topic' if count == 1 else 'topics'}. Pick one."
    )
    without = sum(not fact.topics for fact in base.facts)
    if without:
        body += f" {_facts(without)} without a topic: see /facts article."
    return _page("What I cover", body, "Pick a topic", options, CustomId("topics", str(page)))


def articles_card(base: FactBase, page: int = 0) -> Card:
    """All articles, to pick one from."""
    options = [
        Option(
            cut_line(article.title, OPTION),
            str(CustomId("article", f"{article.id}.0")),
            cut_line(f"{article.publisher}, {long_date(article.published)}", OPTION),
        )
        for article in base.articles
        if base.facts_of_article(article.id)
    ]
    count = len(options)
    body = f"{count} {'article' if count == 1 else 'articles'}. Pick one."
    return _page("My articles", body, "Pick an article", options, CustomId("articles", str(page)))


def topic_card(base: FactBase, topic: str, page: int = 0) -> Card | None:
    """The facts of one topic, or None when the base has no such topic."""
    facts = base.facts_of_topic(topic)
    if not facts:
        return None
    here = CustomId("topic", f"{topic}.{page}")
    return _fact_list(topic_name(topic), f"{_facts(len(facts))}.", facts, here, base)


def article_card(base: FactBase, article_id: str, page: int = 0) -> Card | None:
    """One article and its facts, or None when the base has no such article."""
    article = base.article(article_id)
    if article is None:
        return None
    facts = base.facts_of_article(article_id)
    body = f"{_described(article)}\n{_facts(len(facts))} from it."
    here = CustomId("article", f"{article_id}.{page}")
    return _fact_list(cut_line(article.title, 120), body, facts, here, base)


def _fact_list(
    title: str, body: str, facts: Sequence[Fact], here: CustomId, base: FactBase
) -> Card:
    options = [
        Option(cut_line(fact.question, OPTION), str(CustomId("show", fact.id))) for fact in facts
    ]
    back = CustomId("topics", "0") if base.topics else CustomId("articles", "0")
    return _page(title, body, "Pick a question", options, here, back)


def _page(  # noqa: PLR0913, PLR0917
    title: str,
    body: str,
    placeholder: str,
    options: Sequence[Option],
    here: CustomId,
    back: CustomId | None = None,
) -> Card:
    pages = max(1, -(-len(options) // OPTIONS))
    key, _, number = here.subject.rpartition(".")
    page = min(int(number), pages - 1)
    shown = tuple(options[page * OPTIONS : (page + 1) * OPTIONS])
    if pages > 1:
        body += f" Page {page + 1} of {pages}."
    rows: list[Row] = []
    if shown:
        rows.append(Menu(cut_line(placeholder, PLACEHOLDER), CustomId("pick"), shown))
    buttons: list[Button] = []
    if back is not None:
        buttons.append(Button("All topics" if back.action == "topics" else "All articles", back))
    for label, target in (("Previous", page - 1), ("Next", page + 1)):
        if 0 <= target < pages:
            buttons.append(Button(label, _at(here.action, key, target)))
    if buttons:
        rows.append(tuple(buttons))
    return Card("notice", body, title=plain(title), rows=tuple(rows))


def _at(action: Action, key: str, page: int) -> CustomId:
    return CustomId(action, f"{key}.{page}" if key else str(page))


def _described(article: ArticleFile) -> str:
    parts = [cut_line(article.publisher, 80), long_date(article.published)]
    parts += [cut_line(article.voice, 80)] if article.voice != article.publisher else []
    text = plain(", ".join(parts))
    if article.url and len(article.url) <= 700:
        text += f"\n{link('Read it', article.url)}"
    return text


def _facts(count: int) -> str:
    return f"{count:,} {'fact' if count == 1 else 'facts'}"
