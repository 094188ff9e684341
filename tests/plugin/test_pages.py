from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cardkit import beyond_limits, labels_of, marks_of, payload_of
from factdesk.plugin.pages import ARTICLES_NAMED, Kept, about_card, privacy_card
from legalbases import article_of, base_of, fact_of

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase
    from factdesk.plugin.card import Card


def test_about_names_what_was_read_the_promise_and_the_version(bundled: FactBase) -> None:
    card = about_card(bundled, "1.2.3", 0.98)
    read, promise = card.sections
    assert read.text.splitlines() == [
        f"- {bundled.articles[0].title}, Millennium Post, 4 July 2025",
        f"- {bundled.articles[1].title}, Eurasia Daily Monitor, 5 April 2024",
    ]
    assert "Of 100 answers that I give, at least 98 are meant to be right." in promise.text
    assert card.footer == "Factdesk 1.2.3"
    assert labels_of(card) == ["What I cover"]


@pytest.mark.parametrize(("promise", "told"), [(0.5, "50"), (0.95, "95"), (0.985, "98.5")])
def test_the_promise_is_told_as_a_count(bundled: FactBase, promise: float, told: str) -> None:
    (_, section) = about_card(bundled, "1", promise).sections
    assert f"at least {told} are" in section.text


def test_about_names_some_of_many_articles() -> None:
    articles = [article_of(id=f"a{n}", title=f"Title {n}") for n in range(9)]
    (read, _) = about_card(base_of([fact_of(articles)]), "1", 0.98).sections
    lines = read.text.splitlines()
    assert len(lines) == ARTICLES_NAMED + 1
    assert lines[-1] == "and 4 more"


def test_a_base_without_articles_has_read_nothing() -> None:
    titles = [each.title for each in about_card(base_of([]), "1", 0.98).sections]
    assert titles == ["My promise"]


def privacy(**given: object) -> Card:
    kept = {"replies_days": 7, "questions_days": 90, "listening": False, "of_reader": {}} | given
    return privacy_card(Kept(**kept))  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "told"), [(1, "for 1 day,"), (7, "for 7 days,")])
def test_privacy_tells_for_how_long(days: int, told: str) -> None:
    assert told in privacy(replies_days=days).body


def test_privacy_tells_for_how_long_questions_are_remembered_or_that_they_are_not() -> None:
    assert "nobody has asked them for 30 days" in privacy(questions_days=30).body
    assert "remember no new questions" in privacy(questions_days=None).body


def test_privacy_tells_of_listening_only_where_it_listens() -> None:
    assert "channels that I listen to" in privacy(listening=True).body
    assert "listen" not in privacy().body


def test_privacy_tells_what_is_stored_of_the_reader() -> None:
    card = privacy(of_reader={"waiting": 2, "changes": 0})
    assert card.sections[0].text == "Questions whose answer I am to tell you: 2"
    assert labels_of(card) == ["Forget me"]
    assert privacy().sections[0].text == "Nothing."
    assert labels_of(privacy()) == []


def test_privacy_does_not_say_nothing_where_nobody_can_tell() -> None:
    card = privacy(of_reader=None)
    assert "cannot look that up" in card.sections[0].text


def test_privacy_links_the_operators_page_which_does_not_unfold() -> None:
    card = privacy(url="https://example.org/privacy_(en)")
    assert card.body.endswith("[More on privacy](<https://example.org/privacy_%28en%29>)")


@pytest.mark.parametrize("embeds", [True, False])
def test_pages_are_within_the_limits(large: FactBase, *, embeds: bool) -> None:
    cards = (about_card(large, "1", 0.98), privacy(listening=True, url=f"https://x/{'a' * 490}"))
    for card in cards:
        assert beyond_limits(payload_of(card, embeds=embeds)) == []


def test_the_formatting_of_privacy_is_even() -> None:
    marks = marks_of(privacy(listening=True).body)
    assert marks.count("**") == 8
    assert marks.count("*") % 2 == 0
