from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from discord.http import handle_message_parameters
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardkit import beyond_limits, custom_ids, marks_of, payload_of, read_id, texts_of, unescaped
from factdesk.factbase.citing import nature_note
from factdesk.plugin.browsing import article_card, articles_card, topic_card, topics_card
from factdesk.plugin.card import Button, Card, Menu, Option, Section
from factdesk.plugin.cards import fact_card, notice, reply_card, welcome_card
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.drawing import COLOURS, drawn
from factdesk.plugin.feedback import NotRight
from factdesk.plugin.pages import about_card
from factdesk.reply import Choices, NoAnswer
from legalbases import NASTY, article_of, base_of, bases, candidates_of, fact_of, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.factbase.models import Fact, FactBase

TODAY = dt.date(2036, 9, 14)
ASKER = 2**64 - 1
STEADY = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def cards_of(base: FactBase, reason: str) -> list[Card]:
    """Every card of a base."""
    facts = base.facts
    pages: list[Card | None] = [
        *(topic_card(base, topic) for topic in base.topics),
        *(article_card(base, article.id) for article in base.articles),
    ]
    return [
        *(fact_card(fact, base, TODAY, asker=ASKER) for fact in facts),
        *unsure_cards(facts, base, reason),
        *(page for page in pages if page is not None),
        topics_card(base),
        articles_card(base),
        about_card(base, "1.2.3", 0.98),
        welcome_card(base, ASKER),
        notice(reason),
    ]


def unsure_cards(facts: Sequence[Fact], base: FactBase, reason: str) -> list[Card]:
    found = candidates_of(facts[:3])
    replies = (
        Choices("?", 0.4, found, reason),
        NoAnswer("?", 0.1, found, reason),
        NoAnswer("?", 0.0, (), reason),
    )
    return [reply_card(each, base, TODAY, asker=ASKER) for each in replies]


@STEADY
@given(bases(), texts(900))
def test_discord_takes_every_card_of_any_base(base: FactBase, reason: str) -> None:
    for card in cards_of(base, reason):
        for embeds in (True, False):
            assert beyond_limits(payload_of(card, embeds=embeds)) == []


@STEADY
@given(bases())
def test_discord_takes_the_form_of_any_fact(base: FactBase) -> None:
    for fact in base.facts:
        form = NotRight(fact).to_dict()
        assert len(form["title"]) <= 45
        assert len(form["custom_id"]) <= 100
        for field in form["components"]:
            assert len(field["label"]) <= 45
            assert len(field.get("description") or "") <= 100


@STEADY
@given(bases())
def test_whatever_can_be_pressed_can_be_read_again(base: FactBase) -> None:
    for card in cards_of(base, "Why."):
        sent = [
            each["custom_id"]
            for row in payload_of(card)["components"]
            for each in row["components"]
        ]
        assert all(str(read_id(text)) == text for text in sent)
        assert all(each == read_id(str(each)) for each in custom_ids(card))


def test_discord_takes_every_page_of_a_large_base(large: FactBase) -> None:
    cards = [
        *(topics_card(large, page) for page in range(6)),
        *(articles_card(large, page) for page in range(6)),
        *(topic_card(large, "a" * 64, page) for page in range(24)),
        article_card(large, large.articles[0].id),
        *cards_of(large, "Why.")[-5:],
    ]
    for card in cards:
        assert card is not None
        assert beyond_limits(payload_of(card)) == []
        assert beyond_limits(payload_of(card, embeds=False)) == []


@pytest.mark.parametrize("embeds", [True, False])
@pytest.mark.parametrize("rest", ["", " word" * 20])  # a long question is cut on its button
@pytest.mark.parametrize("piece", [*NASTY, "a\nb", "a\n# b", "a\n> b", "a\n- b", "a\n-# b"])
def test_no_text_of_a_base_changes_how_a_card_is_formatted(
    piece: str, rest: str, *, embeds: bool
) -> None:
    nasty = shapes(f"{piece} a {piece}{rest}", embeds=embeds)
    assert nasty == shapes(f"a a a{rest}", embeds=embeds)


def shapes(text: str, *, embeds: bool) -> list[list[str]]:
    """The formatting of all cards of a base whose every text is the given one."""
    one_line = " ".join(text.split()) or "a"
    article = article_of(title=one_line, publisher=one_line, voice=one_line)
    linked = replace(article, id="linked", url="https://example.org/a")
    facts = [
        fact_of(
            [article, linked],
            id=f"f{number}",
            question=text,
            answer=text,
            voice=text,
            nature="plan",
            see_also=["f0", "f1"],
            topics=["zoo"],
        )
        for number in range(3)
    ]
    cards = cards_of(base_of(facts), text)
    return [
        [mark.strip() for mark in marks_of(shown)]
        for card in cards
        for shown in texts_of(payload_of(card, embeds=embeds))
    ]


UNSEEN = re.compile("[\u200b\u202a-\u202e\u2066-\u2069]")  # separates, or would turn the text


@given(texts(120))
def test_a_person_reads_the_answer_as_it_was_written(text: str) -> None:
    fact = fact_of(answer=text)
    payload = payload_of(fact_card(fact, base_of([fact]), TODAY, asker=ASKER))
    assert unescaped(payload["embeds"][0]["description"]) == UNSEEN.sub("", text)


@pytest.mark.parametrize("embeds", [True, False])
def test_what_is_sent_pings_nobody(*, embeds: bool) -> None:
    fact = fact_of(question="@everyone <@1>?", answer="@here <@&2>")
    drawing = drawn(fact_card(fact, base_of([fact]), TODAY, asker=ASKER), embeds=embeds)
    for given_ in (drawing.to_send(), drawing.to_edit()):
        with handle_message_parameters(**given_) as parameters:
            payload = parameters.payload
        assert payload is not None
        assert payload["allowed_mentions"] == {"parse": []}
        assert "@everyone" not in str(payload["embeds"] if embeds else payload["content"])


@pytest.mark.parametrize("begins", [None, "It opens at"])
def test_plain_text_unfolds_no_link(begins: str | None) -> None:
    fact = fact_of([article_of(url="https://example.org/a", begins=begins)], answer="At http://x.y")
    text = drawn(fact_card(fact, base_of([fact]), TODAY, asker=ASKER), embeds=False).content
    assert text is not None
    assert re.findall(r".?https?://", text) == ["<https://"]


def test_an_edit_takes_away_what_was_there_before() -> None:
    embed = drawn(notice("Hello.")).to_edit()
    assert embed["content"] is None
    assert embed["view"] is None
    assert embed["attachments"] == []
    text = drawn(notice("Hello."), embeds=False).to_edit()
    assert text["embeds"] == []


CARD = Card(
    "answer",
    "The body.",
    title="A title",
    sections=(Section("Source", "one\ntwo"), Section("More", "three")),
    footer="Factdesk 1",
    rows=(
        (Button("Yes", CustomId("good", "a"), "success"), Button("No", CustomId("wrong", "a"))),
        Menu("Pick", CustomId("pick"), (Option("A", "fd:show:a:0", "first"), Option("B", "b"))),
        (Button("Away", CustomId("remove", "", 5), "danger"),),
    ),
)


def test_a_card_as_an_embed() -> None:
    payload = payload_of(CARD)
    assert payload["content"] is None
    (embed,) = payload["embeds"]
    embed.pop("flags", None)  # which newer versions of discord.py add
    assert payload["embeds"] == [
        {
            "type": "rich",
            "color": COLOURS["answer"],
            "title": "A title",
            "description": "The body.",
            "fields": [
                {"name": "Source", "value": "one\ntwo", "inline": False},
                {"name": "More", "value": "three", "inline": False},
            ],
            "footer": {"text": "Factdesk 1"},
        }
    ]


def test_a_card_as_plain_text() -> None:
    payload = payload_of(CARD, embeds=False)
    assert payload["embeds"] == []
    assert payload["content"] == (
        "**A title**\nThe body.\n-# Source: one\n-# two\n-# More: three\n-# Factdesk 1"
    )


@pytest.mark.parametrize("embeds", [True, False])
def test_rows_stay_rows_and_buttons_keep_their_look(*, embeds: bool) -> None:
    rows = payload_of(CARD, embeds=embeds)["components"]
    assert [len(row["components"]) for row in rows] == [2, 1, 1]
    yes, no = rows[0]["components"]
    assert (yes["label"], yes["style"], yes["custom_id"]) == ("Yes", 3, "fd:good:a:0")
    assert (no["label"], no["style"], no["custom_id"]) == ("No", 2, "fd:wrong:a:0")
    (menu,) = rows[1]["components"]
    assert menu["custom_id"] == "fd:pick::0"
    assert [(each["label"], each["value"]) for each in menu["options"]] == [
        ("A", "fd:show:a:0"),
        ("B", "b"),
    ]
    assert rows[2]["components"][0]["style"] == 4


def test_a_card_with_nothing_to_press_has_no_view() -> None:
    assert drawn(notice("Hello.")).view is None


def test_a_long_plain_text_keeps_its_source_and_loses_of_its_body() -> None:
    card = Card("answer", "word " * 500, title="T", sections=(Section("Source", "s" * 900),))
    text = drawn(card, embeds=False).content
    assert text is not None
    assert len(text) <= 2000
    assert text.startswith("**T**\nword word")
    assert text.endswith(f"word…\n-# Source: {'s' * 900}")


@STEADY
@given(bases())
def test_notes_stay_in_an_embed_whatever_the_answer(base: FactBase) -> None:
    for fact in base.facts:
        payload = payload_of(fact_card(fact, base, TODAY, asker=ASKER))
        assert nature_note(fact) in payload["embeds"][0]["description"]


@given(st.text("ab *_\\[]()\n", max_size=300), st.integers(0, 3))
def test_any_card_fits_as_plain_text(body: str, sections: int) -> None:
    card = Card("notice", body * 20 or "a", sections=(Section("S", body or "a"),) * sections)
    assert len(drawn(card, embeds=False).content or "") <= 2000
