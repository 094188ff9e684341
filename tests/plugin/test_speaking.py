"""The numbered rules of when to speak unasked: a test a rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from factdesk.plugin.speaking import Heard, why_silent

SPOKEN: Final = Heard("When are the lions fed?", listening=True)


def test_nothing_forbids_to_speak() -> None:
    assert why_silent(SPOKEN) is None


def test_1_only_in_channels_set_to_listening() -> None:
    assert why_silent(replace(SPOKEN, listening=False)) == 1


def test_2_only_to_people() -> None:
    assert why_silent(replace(SPOKEN, from_person=False)) == 2


def test_3_not_to_replies_between_others() -> None:
    assert why_silent(replace(SPOKEN, reply_to_other=True)) == 3


def test_4_not_to_what_mentions_somebody() -> None:
    assert why_silent(replace(SPOKEN, mentions_somebody=True)) == 4


@pytest.mark.parametrize(
    "text",
    [
        *("!lions fed when?", "!when are the lions fed", "  !ping", "t!daily"),
        *("?help lions", ".ping", "$bal", "&play x", "%roll", "/ask lions", "=calc", "+rep"),
        *("-play When are the lions fed?", "~help", ">faq lions", "||cmd"),
    ],
)
def test_5_not_to_commands_of_other_bots(text: str) -> None:
    assert why_silent(replace(SPOKEN, text=text)) == 5


@pytest.mark.parametrize(
    "text",
    [
        *("When are the lions fed?!", "...when are the lions fed?", "? when are the lions fed"),
        *("> When are the lions fed?", "- when are the lions fed?", "¿When are the lions fed?"),
        *("*When* are the lions fed?", "*When are the lions fed?*", "~~no~~ When are lions fed?"),
        *("**When are the lions fed?**", "||When are the lions fed?||"),
        "Hey! When are lions fed?",
    ],
)
def test_5_formatting_is_no_command(text: str) -> None:
    assert why_silent(replace(SPOKEN, text=text)) is None


@pytest.mark.parametrize("text", ["", "  ", "???", "🦁🦁", "\u200b", "...", "<:>"])
def test_6_not_to_what_has_no_words(text: str) -> None:
    assert why_silent(replace(SPOKEN, text=text)) == 6


def test_7_in_a_forum_only_to_the_first_message_of_a_post() -> None:
    assert why_silent(replace(SPOKEN, in_forum=True)) == 7
    assert why_silent(replace(SPOKEN, in_forum=True, first_in_forum=True)) is None


def test_8_only_where_it_may_send() -> None:
    assert why_silent(replace(SPOKEN, may_send=False)) == 8


def test_9_not_twice_to_the_same_question() -> None:
    assert why_silent(replace(SPOKEN, asked_lately=True)) == 9


def test_10_not_again_so_soon_in_a_channel() -> None:
    assert why_silent(replace(SPOKEN, channel_paused=True)) == 10


def test_11_not_again_so_soon_to_the_asker() -> None:
    assert why_silent(replace(SPOKEN, asker_paused=True)) == 11


def test_the_first_rule_that_forbids_is_told() -> None:
    assert why_silent(replace(SPOKEN, reply_to_other=True, channel_paused=True)) == 3
