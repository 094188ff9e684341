from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cardkit import buttons_of, custom_ids, labels_of, read_id
from factdesk.plugin.browsing import article_card, articles_card, topic_card, topics_card
from factdesk.plugin.card import Card, Menu
from factdesk.plugin.custom_ids import CustomId
from legalbases import article_of, base_of, fact_of

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase


def menu_of(card: Card) -> Menu:
    (menu,) = [row for row in card.rows if isinstance(row, Menu)]
    return menu


def page_at(base: FactBase, here: CustomId) -> Card:
    """The page that a custom id leads to."""
    key, _, number = here.subject.rpartition(".")
    page = int(number)
    made = {
        "topics": lambda: topics_card(base, page),
        "articles": lambda: articles_card(base, page),
        "topic": lambda: topic_card(base, key, page),
        "article": lambda: article_card(base, key, page),
    }[here.action]()
    assert made is not None
    return made


def walked(base: FactBase, card: Card | None) -> list[Card]:
    """A card and all pages after it, by pressing Next."""
    pages: list[Card] = []
    while card is not None:
        pages.append(card)
        following = [each.id for each in buttons_of(card) if each.label == "Next"]
        card = page_at(base, following[0]) if following else None
    return pages


def test_every_topic_can_be_picked_with_its_number_of_facts(bundled: FactBase) -> None:
    options = [
        option for page in walked(bundled, topics_card(bundled)) for option in menu_of(page).options
    ]
    picked = [read_id(option.value) for option in options]
    assert picked == [CustomId("topic", f"{topic}.0") for topic in bundled.topics]
    counted = [(option.description or "").split()[0] for option in options]
    assert counted == [str(len(bundled.facts_of_topic(topic))) for topic in bundled.topics]


@pytest.mark.parametrize("kind", ["topic", "article"])
def test_every_fact_is_found_by_turning_pages(bundled: FactBase, kind: str) -> None:
    start = topics_card(bundled) if kind == "topic" else articles_card(bundled)
    lists = [picked for page in walked(bundled, start) for picked in custom_ids(page)]
    found = {
        picked.subject
        for here in lists
        if here.action == kind
        for page in walked(bundled, page_at(bundled, here))
        for picked in custom_ids(page)
        if picked.action == "show"
    }
    assert found == {fact.id for fact in bundled.facts if kind == "article" or fact.topics}


def test_pages_lead_forth_and_back(large: FactBase) -> None:
    pages = walked(large, topics_card(large))
    assert len(pages) == 6  # 131 topics
    assert "Page 1 of 6." in pages[0].body
    assert labels_of(pages[0]) == ["Next"]
    assert labels_of(pages[1]) == ["Previous", "Next"]
    assert labels_of(pages[-1]) == ["Previous"]
    (back, _) = [each.id for each in buttons_of(pages[1])]
    assert page_at(large, back) == pages[0]


def test_a_list_leads_back_to_all_topics_or_articles() -> None:
    named = base_of([fact_of(topics=["zoo"])])
    card = topic_card(named, "zoo")
    assert card is not None
    assert [(each.label, each.id) for each in buttons_of(card)] == [
        ("All topics", CustomId("topics", "0"))
    ]
    unnamed = base_of([fact_of()])
    card = article_card(unnamed, "notice")
    assert card is not None
    assert [(each.label, each.id) for each in buttons_of(card)] == [
        ("All articles", CustomId("articles", "0"))
    ]


def test_a_page_beyond_the_last_is_the_last(large: FactBase) -> None:
    assert topics_card(large, 99) == topics_card(large, 5)
    assert topic_card(large, "a" * 64, 99) == topic_card(large, "a" * 64, 23)


def test_a_base_without_topics_shows_its_articles() -> None:
    base = base_of([fact_of()])
    card = topics_card(base)
    assert card == articles_card(base)
    assert card.body == "1 article. Pick one."


def test_what_is_not_there_has_no_card(bundled: FactBase) -> None:
    assert topic_card(bundled, "no-such-topic") is None
    assert article_card(bundled, "no-such-article") is None


def test_an_article_tells_what_it_is_and_where_to_read_it() -> None:
    base = base_of([fact_of([article_of(url="https://example.org/a")])])
    card = article_card(base, "notice")
    assert card is not None
    assert card.title == "Notice"
    assert card.body.splitlines() == [
        "Board, 1 March 2026, the board",
        "[Read it](<https://example.org/a>)",
        "1 fact from it.",
    ]


def test_an_article_without_facts_has_nothing_to_pick() -> None:
    base = base_of([fact_of()])
    other = article_of(id="other", title="Other", url=None)
    with_other = type(base)(base.folder, base.facts, (*base.articles, other), ())
    card = article_card(with_other, "other")
    assert card is not None
    assert "0 facts from it." in card.body
    assert not any(isinstance(row, Menu) for row in card.rows)


def test_an_article_without_an_address_has_no_link(bundled: FactBase) -> None:
    card = article_card(bundled, "preiherman-edm")
    assert card is not None
    assert "Read it" not in card.body


def test_topics_read_as_words(bundled: FactBase) -> None:
    labels = [option.label for option in menu_of(topics_card(bundled)).options]
    assert "Digital economy" in labels


def test_the_same_page_is_made_again(bundled: FactBase) -> None:
    assert topics_card(bundled, 1) == topics_card(bundled, 1)
