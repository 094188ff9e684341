from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

import pytest

import make_cards
from cardpictures.curating import ASKED, CODERS, FLIGHT, TAXES, VISA
from cardpictures.markdown import block, inline
from cardpictures.scenes import CLAIM, OPINION, PLAN, TODAY
from factdesk.factbase.citing import nature_note
from factdesk.reply import Answer, Choices

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.desk import Desk


@pytest.fixture(scope="module")
def pages(bundled_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    written = make_cards.write_pages(bundled_desk, tmp_path_factory.mktemp("pages"))
    return {path.name: path.read_text(encoding="utf-8") for path in written}


def test_there_is_a_page_for_each_picture(pages: dict[str, str]) -> None:
    names = {f"{path.stem}.html" for path in make_cards.PICTURES.glob("cards*.png")}
    assert set(pages) == names


@pytest.mark.parametrize(
    "shown",
    [
        "This is what the source claims.",
        "This is a plan, not something that has happened.",
        "This is an opinion.",
        "it may have changed since.",
        "I am not sure what you mean",
        "The nearest I can answer:",
        "No word of your question is known here.",
        "What would you like to know?",
        "That is a lot of questions.",
        "What I cover",
        "My articles",
        "About this desk",
        "What I remember",
        "Status",
        "Missing:",
        "Settings of this server",
        "Pick all channels to listen in",
        "What is not right?",
        "Only you can see this",
        "Pick a question",
        "Why I gave no answer",
        "gets this answer from now on",
        "and this is why",
        "The most complaints first.",
        "Serve it again",
        "By topic, the busiest first",
        "data:image/png;base64,",
        "Take one back",
        "@Tom",
    ],
)
def test_every_kind_of_card_is_shown(pages: dict[str, str], shown: str) -> None:
    assert any(escape(shown, quote=False) in page for page in pages.values())


def test_a_page_needs_nothing_from_elsewhere(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert not re.search(r'src="(?!data:)', page)
        assert "url(" not in page
        assert "@import" not in page
        assert "<link" not in page


@pytest.mark.parametrize(
    ("question", "nature"), [(CLAIM, "claim"), (PLAN, "plan"), (OPINION, "opinion")]
)
def test_the_questions_get_what_the_captions_say(
    bundled_desk: Desk, question: str, nature: str
) -> None:
    reply = bundled_desk.ask(question)
    assert isinstance(reply, Answer)
    assert reply.candidate.fact.nature == nature
    assert nature_note(reply.candidate.fact)
    assert reply.candidate.fact.as_of < TODAY


def test_what_was_asked_in_vain_is_not_answered(bundled_desk: Desk) -> None:
    for question in ASKED:
        assert not isinstance(bundled_desk.ask(question), Answer), question


def test_the_facts_are_those_that_the_captions_say(bundled_desk: Desk) -> None:
    reply = bundled_desk.ask(CODERS)
    assert isinstance(reply, Choices)
    assert reply.candidates[0].fact.id == TAXES
    flight = bundled_desk.base.fact(FLIGHT)
    assert flight is not None
    assert VISA in flight.not_  # so it is refused


def test_the_curators_pictures_are_small_and_shown_to_them() -> None:
    told = (make_cards.PICTURES.parent / "for-curators.md").read_text(encoding="utf-8")
    shown = re.findall(r"!\[([^]]+)\]\(pictures/([\w-]+\.png)\)", told)
    assert len(shown) == 7
    for description, name in shown:
        assert len(description) > 40
        assert (make_cards.PICTURES / name).stat().st_size < 120_000


def test_without_chromium_there_are_pages_and_a_word_about_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    make_cards.main(["--into", str(tmp_path / "pages")])
    assert "There is no Chromium here" in capsys.readouterr().out
    made = sorted(path.suffix for path in (tmp_path / "pages").iterdir())
    assert set(made) == {".html"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("**bold** *italic*", "<strong>bold</strong> <em>italic</em>"),
        ("\\*not\\* \\_it\\_", "*not* _it_"),
        ("[a\\]b](<https://x.y/z>)", '<a href="https://x.y/z">a]b</a>'),
        ("https://x.y", '<a href="https://x.y">https://x.y</a>'),
        ("snake_case_name", "snake_case_name"),
        ("*a \\* b*", "<em>a * b</em>"),
        ("<script>", "&lt;script&gt;"),
        ("<@31>", '<span class="mention">@Tom</span>'),
    ],
)
def test_a_line_is_read_as_discord_reads_it(text: str, html: str) -> None:
    assert inline(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb", "<div>a\nb</div>"),
        ("-# small", "<small>small</small>"),
        ("1. one\n2. two", '<ol start="1"><li>one</li></ol><ol start="2"><li>two</li></ol>'),
        ("- one", "<ul><li>one</li></ul>"),
        ("\\# no heading", "<div># no heading</div>"),
        ("# heading", "<h1>heading</h1>"),
        ("1985\\. It was", "<div>1985. It was</div>"),
    ],
)
def test_lines_are_read_as_discord_reads_them(text: str, html: str) -> None:
    assert block(text) == html
