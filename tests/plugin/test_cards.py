from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cardkit import buttons_of, labels_of, marks_of
from factdesk.plugin.card import Card
from factdesk.plugin.cards import coverage, fact_card, notice, reply_card, welcome_card, whole_text
from factdesk.plugin.custom_ids import ANYBODY, CustomId
from factdesk.reply import Answer, Choices, NoAnswer
from legalbases import article_of, base_of, candidates_of, fact_of

if TYPE_CHECKING:
    from factdesk.desk import Desk

TODAY = dt.date(2026, 9, 14)
ASKER = 31


def ask(desk: Desk, question: str, *, private: bool = False) -> Card:
    return reply_card(desk.ask(question), desk.base, TODAY, asker=ASKER, private=private)


def card_of(today: dt.date = TODAY, **given: object) -> Card:
    fact = fact_of(**given)
    return fact_card(fact, base_of([fact]), today, asker=ASKER)


def test_an_answer_names_its_question_its_source_and_what_to_do_with_it(
    bundled_desk: Desk,
) -> None:
    card = ask(bundled_desk, "wen did lukashenka visit inda?")
    assert card.tone == "answer"
    assert card.title == "How many times has Alexander Lukashenko visited India, and when?"
    assert "1997, 2007 and 2017" in card.body
    (source,) = card.sections
    assert source.title == "Source"
    assert "Millennium Post, 4 July 2025, Ambassador Mikhail Kasko, paragraph 6" in source.text
    assert labels_of(card)[-3:] == ["Helpful", "Not right", "Remove"]


def test_related_facts_can_be_looked_at_by_everybody(bundled_desk: Desk) -> None:
    reply = bundled_desk.ask("wen did lukashenka visit inda?")
    assert isinstance(reply, Answer)
    card = reply_card(reply, bundled_desk.base, TODAY, asker=ASKER)
    shown = [button.id for button in buttons_of(card) if button.id.action == "show"]
    assert shown == [CustomId("show", key, ANYBODY) for key in reply.candidate.fact.see_also[:3]]


def test_only_the_asker_can_remove_and_a_private_answer_needs_it_not(bundled_desk: Desk) -> None:
    question = "wen did lukashenka visit inda?"
    removing = [each.id for each in buttons_of(ask(bundled_desk, question)) if each.id.asker]
    assert removing == [CustomId("remove", "", ASKER)]
    assert "Remove" not in labels_of(ask(bundled_desk, question, private=True))


def test_choices_say_why_and_are_the_askers_to_press(bundled_desk: Desk) -> None:
    reply = bundled_desk.ask("When did Lukashenko visit Peru?")
    assert isinstance(reply, Choices)
    card = reply_card(reply, bundled_desk.base, TODAY, asker=ASKER)
    assert card.tone == "unsure"
    assert "“Peru”" in card.body
    choosing = [button.id for button in buttons_of(card) if button.id.action == "choose"]
    assert choosing == [CustomId("choose", each.fact.id, ASKER) for each in reply.candidates]
    assert labels_of(card)[-2:] == ["What I cover", "Remove"]


@pytest.mark.parametrize("kind", [Choices, NoAnswer])
def test_questions_that_a_button_cuts_are_there_in_full(kind: type[Choices | NoAnswer]) -> None:
    def card_with(*questions: str) -> Card:
        facts = [fact_of(id=f"f{n}", question=text) for n, text in enumerate(questions)]
        reply = kind("?", 0.4, candidates_of(facts), "Why.")
        return reply_card(reply, base_of(facts), TODAY, asker=ASKER)

    assert "Short?" not in card_with("Short?", "Brief?").body
    long = card_with("Short?", "long " * 20 + "?")
    assert long.body.splitlines()[-2:] == ["- Short?", f"- {'long ' * 20}?"]
    assert labels_of(long)[1] == f"{'long ' * 15}long…"


def test_nothing_on_that_shows_what_is_nearest(bundled_desk: Desk) -> None:
    reply = bundled_desk.ask("How big is the trade?")
    assert isinstance(reply, NoAnswer)
    assert reply.nearest
    card = reply_card(reply, bundled_desk.base, TODAY, asker=ASKER)
    assert card.tone == "nothing"
    assert "nearest" in card.body
    assert [each.id.action for each in buttons_of(card)].count("choose") == len(reply.nearest)


def test_nothing_at_all_says_what_is_covered(bundled_desk: Desk) -> None:
    card = ask(bundled_desk, "asdf qwrtz")
    assert card.tone == "nothing"
    assert coverage(bundled_desk.base) in card.body
    assert labels_of(card) == ["What I cover", "Remove"]


def test_silence_has_no_card(bundled_desk: Desk) -> None:
    silence = bundled_desk.ask("lovely weather today", listening=True)
    with pytest.raises(TypeError, match="silence"):
        reply_card(silence, bundled_desk.base, TODAY, asker=ASKER)


def test_the_same_reply_makes_the_same_card(bundled_desk: Desk) -> None:
    question = "When did Lukashenko visit Peru?"
    assert ask(bundled_desk, question) == ask(bundled_desk, question)


@pytest.mark.parametrize(
    ("nature", "note"),
    [
        ("claim", "This is what the source claims."),
        ("plan", "This is a plan, not something that has happened."),
        ("forecast", "This is a forecast."),
        ("opinion", "This is an opinion."),
    ],
)
def test_what_is_no_plain_fact_is_told_as_such(nature: str, note: str) -> None:
    card = card_of(dt.date(2026, 3, 2), nature=nature)
    assert (card.body, card.note) == ("At nine.", f"*{note}*")


def test_a_plain_fact_has_no_note() -> None:
    assert card_of(dt.date(2036, 3, 2), nature="fact").note == ""


def test_what_may_have_changed_is_told_from_the_day_after_on() -> None:
    last = dt.date(2026, 12, 31)
    assert card_of(last, stale_after=last).note == ""
    later = card_of(last + dt.timedelta(days=1), stale_after=last).note
    assert later == "*This is as of 1 March 2026; it may have changed since.*"


def test_an_old_claim_has_both_notes() -> None:
    note = card_of(dt.date(2027, 3, 2), nature="claim").note
    assert note.splitlines() == [
        "*This is what the source claims.*",
        "*This is as of 1 March 2026; it may have changed since.*",
    ]


def test_a_source_leads_to_its_passage() -> None:
    article = article_of(url="https://example.org/a", begins="It opens at")
    (source,) = card_of(articles=[article], passages=[3, 4]).sections
    assert source.text == (
        "[Notice](<https://example.org/a#:~:text=It%20opens%20at>), "
        "Board, 1 March 2026, the board, paragraphs 3 and 4"
    )


def test_a_source_without_an_address_is_named() -> None:
    (source,) = card_of().sections
    assert source.text == "Notice, Board, 1 March 2026, the board, paragraph 1"


def test_the_voice_is_left_out_where_it_is_the_publisher() -> None:
    (source,) = card_of(articles=[article_of(voice="Board")]).sections
    assert source.text == "Notice, Board, 1 March 2026, paragraph 1"


def test_several_sources_stand_below_one_another() -> None:
    articles = [article_of(), article_of(id="other", title="Other", voice="Ada")]
    (source,) = card_of(articles=articles, voice="Tom").sections
    assert source.text.splitlines() == [
        "Notice, Board, 1 March 2026, Tom, paragraph 1",
        "Other, Board, 1 March 2026, Ada, paragraph 1",
    ]


def test_sources_beyond_a_fields_room_are_counted_and_all_can_be_had() -> None:
    articles = [article_of(id=f"a{n}", title=f"{n} {'x' * 100}") for n in range(12)]
    fact = fact_of(articles)
    card = fact_card(fact, base_of([fact]), TODAY, asker=ASKER)
    shown = card.sections[0].text.splitlines()
    assert shown[-1] == f"and {12 - len(shown) + 1} more"
    assert CustomId("whole", "hours") in [each.id for each in buttons_of(card)]
    assert all(article.title in whole_text(fact) for article in articles)


def test_a_source_that_is_cut_can_be_had_whole() -> None:
    fact = fact_of([article_of(title="long title " * 20, url="https://example.org/a")])
    card = fact_card(fact, base_of([fact]), TODAY, asker=ASKER)
    assert "All sources" in labels_of(card)
    assert fact.citations[0].article.title in whole_text(fact)
    assert "https://example.org/a" in whole_text(fact)


def test_a_short_source_needs_no_button() -> None:
    assert labels_of(card_of()) == ["Helpful", "Not right", "Remove"]


def test_a_related_fact_that_is_gone_is_passed_over() -> None:
    assert labels_of(card_of(see_also=["gone"])) == ["Helpful", "Not right", "Remove"]


def test_no_more_related_facts_than_a_row_takes() -> None:
    facts = [fact_of(id=f"f{n}", question=f"Question {n}?") for n in range(9)]
    asked = fact_of(see_also=[each.id for each in facts])
    card = fact_card(asked, base_of([asked, *facts]), TODAY, asker=ASKER)
    assert labels_of(card)[:3] == ["Question 0?", "Question 1?", "Question 2?"]
    assert len([each for each in buttons_of(card) if each.id.action == "show"]) == 3


def test_the_whole_text_names_every_source_and_note() -> None:
    fact = fact_of([article_of(), article_of(id="other", title="Other")], nature="plan")
    told = whole_text(fact)
    assert told.startswith("When is it open?\n\nAt nine.\n")
    assert "This is a plan" in told
    assert "- Notice, Board" in told
    assert "- Other, Board" in told


def test_who_calls_without_asking_is_told_what_can_be_asked() -> None:
    base = base_of([fact_of(topics=["opening-hours"])])
    card = welcome_card(base, ASKER)
    assert card.tone == "notice"
    assert "1 fact" in card.body
    assert "opening hours" in card.body.casefold()
    assert labels_of(card) == ["What I cover", "Remove"]
    assert labels_of(welcome_card(base, ASKER, private=True)) == ["What I cover"]


def test_coverage_without_topics_counts_the_facts() -> None:
    assert coverage(base_of([fact_of()])) == "I know 1 fact."
    assert coverage(base_of([fact_of(id="a"), fact_of(id="b")])) == "I know 2 facts."


def test_coverage_of_many_topics_says_that_there_are_more() -> None:
    many = base_of([fact_of(id=f"f{n}", topics=[f"t{n}"]) for n in range(40)])
    assert coverage(many).endswith(", and more.")


def test_a_notice_is_one_plain_sentence() -> None:
    assert notice("Please *wait*.") == Card("notice", "Please \\*wait\\*.")


@pytest.mark.parametrize(
    "word",
    [
        "**Peru**",
        "`Peru`",
        "||Peru||",
        "[Peru](https://example.org)",
        "_Peru_",
        "P\u200beru",
        "Pe\u202eru",
        "<@123456>",
        "@everyone",
        "# Peru",
        "Peru\n> x",
        "snake_case_",
        "\\Peru",
        "a*b*c",
        "discord.gg/abc",
        "https://example.org/Peru",
        "P" * 300,
    ],
)
def test_nothing_that_was_typed_is_formatted_in_the_reason(bundled_desk: Desk, word: str) -> None:
    card = ask(bundled_desk, f"When did Lukashenko visit {word}?")
    reason = card.body.partition("\n")[0]
    assert marks_of(reason) == []
    assert "\u202e" not in reason


def test_what_a_curator_names_twice_is_offered_once_and_never_the_fact_itself() -> None:
    other = fact_of(id="other", question="And on Sundays?")
    fact = fact_of(see_also=["other", "other", "hours"], topics=["zoo", "zoo"])
    base = base_of([fact, other])
    card = fact_card(fact, base, dt.date(2026, 3, 2), asker=1)
    assert [button.label for button in card.rows[0]] == ["And on Sundays?"]
    assert len(base.facts_of_topic("zoo")) == 1
