from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit import marks_of, unescaped
from factdesk.plugin.plain import link, plain
from legalbases import NASTY, texts

UNSEEN = re.compile("[\u200b\u202a-\u202e\u2066-\u2069]")  # separates, or would turn the text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The zoo opened in 1907.", "The zoo opened in 1907."),
        ("It costs 3 - 5 roubles (about €1.50)!", "It costs 3 - 5 roubles (about €1.50)!"),
        ("1985. Rajiv Gandhi came.", "1985\\. Rajiv Gandhi came."),
        ("**bold** and *italics*", "\\*\\*bold\\*\\* and \\*italics\\*"),
        ("__a__ `b` [c](d)", "\\_\\_a\\_\\_ \\`b\\` \\[c\\](d)"),
        ("~~gone~~ ||secret||", "\\~\\~gone\\~\\~ \\|\\|secret\\|\\|"),
        ("about ~5 | 6", "about ~5 | 6"),
        ("<@1> <@&2> <#3>", "\\<@\u200b1> \\<@\u200b&2> \\<#3>"),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("mail ada@example.org", "mail ada@example.org"),
        ("# Heading", "\\# Heading"),
        ("a\n-# small", "a\n\\-# small"),
        ("> quoted\n>>> all", "\\> quoted\n\\>>> all"),
        ("- one\n  - two\n+ three\n* four", "\\- one\n  \\- two\n\\+ three\n\\* four"),
        ("-5 degrees, #1 of 3", "-5 degrees, #1 of 3"),
        ("https://a.b", "https:\u200b//a.b"),
        ("see discord.gg/abc", "see discord.\u200bgg/abc"),
        ("a \\ b", "a \\\\ b"),
        ("\\*a\\*", "\\\\\\*a\\\\\\*"),
    ],
)
def test_what_discord_would_act_upon_is_escaped(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize("piece", NASTY)
@pytest.mark.parametrize("around", ["{}", "a {} b", "{0} {0}", "\n{} x", "  {} x", "\\{}"])
def test_no_piece_of_formatting_is_left(piece: str, around: str) -> None:
    assert marks_of(plain(around.format(piece))) == []


@given(texts(300))
def test_no_text_is_formatted(text: str) -> None:
    assert marks_of(plain(text)) == []


@given(texts(300))
def test_a_person_reads_what_was_written(text: str) -> None:
    assert unescaped(plain(text)) == UNSEEN.sub("", text)


@given(st.lists(texts(40), min_size=1, max_size=4))
def test_texts_stay_plain_beside_one_another(lines: list[str]) -> None:
    assert marks_of("\n".join(map(plain, lines))) == []
    assert marks_of(", ".join(map(plain, lines))) == []


@given(texts(300))
def test_it_grows_by_no_more_than_its_double(text: str) -> None:
    assert len(plain(text)) <= 2 * len(text)


@pytest.mark.parametrize(
    "text",
    ["1https://evil.example/a", "_http://evil.example", "xdiscord.gg/abc", "Ωftp://x.example"],
)
def test_no_address_becomes_a_link_wherever_it_stands(text: str) -> None:
    assert "://" not in plain(text)
    assert "discord.gg" not in plain(text)


def test_a_lone_carriage_return_begins_a_line() -> None:
    assert plain("a\r# heading") == "a\n\\# heading"


def test_nothing_turns_the_text_around_it() -> None:
    assert plain("a\u202eb\u2066c") == "abc"


def test_a_links_address_cannot_end_it_early() -> None:
    written = link("Notice", "https://a.b/c)**x**<d>\\")
    assert written == "[Notice](<https://a.b/c%29**x**%3Cd%3E%5C>)"
