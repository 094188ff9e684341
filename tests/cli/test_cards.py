from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from cli.running import SATURDAY, TEEN_ROOM, TIED, TODAY, UNKNOWN, edit
from factdesk.cli.cards import show_fact, show_reply, show_why
from factdesk.desk import Desk
from factdesk.reply import Answer, Choices, NoAnswer, Silence

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(twins: Path) -> Desk:
    return Desk.open(twins)


class Page:
    """What is drawn on a terminal, or into a file."""

    def __init__(self, *, terminal: bool) -> None:
        self._file = io.StringIO()
        self.console = Console(
            file=self._file, force_terminal=terminal, width=100, color_system=None, highlight=False
        )

    @property
    def text(self) -> str:
        return self._file.getvalue()


@pytest.fixture
def terminal() -> Page:
    return Page(terminal=True)


@pytest.fixture
def file() -> Page:
    return Page(terminal=False)


@pytest.mark.parametrize(
    ("question", "title"),
    [(SATURDAY, "Answer"), (TIED, "Not sure"), (UNKNOWN, "Nothing on that")],
)
def test_a_terminal_gets_a_titled_box(
    desk: Desk, terminal: Page, question: str, title: str
) -> None:
    show_reply(terminal.console, desk.ask(question), TODAY)
    assert terminal.text.startswith(f"╭─ {title} ─")


def test_silence_is_drawn_too(file: Page) -> None:
    show_reply(file.console, Silence(SATURDAY, 0.0), TODAY)
    assert file.text == "Merely listening, the desk says nothing.\n"


def test_choices_are_numbered_after_the_reason(desk: Desk, file: Page) -> None:
    reply = desk.ask(TIED)
    assert isinstance(reply, Choices)
    show_reply(file.console, reply, TODAY)
    reason, lead, *choices = file.text.splitlines()
    assert (reason, lead) == (reply.reason, "Did you mean:")
    assert [line[:4] for line in choices] == [f"  {n}." for n in range(1, len(choices) + 1)]


def test_what_is_nearest_is_numbered_when_there_is_nothing(desk: Desk, file: Page) -> None:
    answer = desk.ask(SATURDAY)
    assert isinstance(answer, Answer)
    show_reply(file.console, NoAnswer("why", 0.0, (answer.candidate,), "Too far."), TODAY)
    assert file.text.splitlines() == [
        "Too far.",
        "The nearest I can answer:",
        f"  1. {SATURDAY}",
        "`factdesk facts` lists everything this desk knows.",
    ]


def test_a_fact_is_drawn_under_its_question(desk: Desk, terminal: Page) -> None:
    show_fact(terminal.console, desk.base.facts[0], TODAY)
    assert terminal.text.startswith(f"╭─ {SATURDAY} ─")


def test_an_address_is_shown_where_one_is_known(base: Path, file: Page) -> None:
    record = base / "seeds" / "library-notice.yaml"
    edit(record, "language: en", "language: en\nurl: https://example.org/hours")
    show_reply(file.console, Desk.open(base).ask(SATURDAY), TODAY)
    assert file.text.splitlines()[-1] == "https://example.org/hours"


def test_brackets_in_an_answer_are_no_markup(base: Path, file: Page) -> None:
    edit(base / "facts" / "example.yaml", "(since 1 March 2026)", "[red]since[/] [x] :cat:")
    show_reply(file.console, Desk.open(base).ask(SATURDAY), TODAY)
    assert "[red]since[/] [x] :cat:" in file.text


@pytest.mark.parametrize("said", [SATURDAY, TEEN_ROOM, TIED])
def test_why_names_every_weighty_word(desk: Desk, file: Page, said: str) -> None:
    reply = desk.ask(said)
    show_why(file.console, reply)
    assert isinstance(reply, (Answer, Choices))
    candidate = reply.candidate if isinstance(reply, Answer) else reply.candidates[0]
    assert candidate.evidence.explained
    assert all(word.word in file.text for word in candidate.evidence.explained)
    assert f"Nearest fact: {candidate.fact.id}" in file.text


def test_why_lists_what_is_missing_and_every_objection(desk: Desk, file: Page) -> None:
    answer = desk.ask(SATURDAY)
    assert isinstance(answer, Answer)
    evidence = replace(
        answer.candidate.evidence, missing=("weekend", "doors"), objections=("It rains.", "Late.")
    )
    show_why(file.console, replace(answer, candidate=replace(answer.candidate, evidence=evidence)))
    assert {"Not asked for: weekend, doors", "Against: It rains.", "Against: Late."} <= set(
        file.text.splitlines()
    )


@pytest.mark.parametrize("listening", [True, False])
def test_why_has_nothing_to_weigh_without_a_fact(
    desk: Desk, file: Page, *, listening: bool
) -> None:
    show_why(file.console, desk.ask(UNKNOWN, listening=listening))
    assert file.text == "No fact came near, so there is nothing to weigh.\n"


STALE = dt.date(2028, 1, 1)  # the worked example's teen room was hoped for in 2027


@pytest.mark.parametrize("terminal", [True, False])
def test_what_may_have_changed_is_noted_before_the_source(desk: Desk, *, terminal: bool) -> None:
    page = Page(terminal=terminal)
    show_reply(page.console, desk.ask(TEEN_ROOM), STALE)
    plan, note = page.text.find("This is a plan"), page.text.find("This is as of 1 March 2026; it")
    assert 0 < plan < note < page.text.find("Source: ")


def test_what_may_have_changed_is_noted_with_a_fact_too(desk: Desk, file: Page) -> None:
    show_fact(file.console, desk.base.facts[1], STALE)
    assert "it may have changed since." in file.text.splitlines()[2]


@pytest.mark.parametrize("today", [TODAY, STALE - dt.timedelta(days=1)])
def test_what_still_holds_has_no_such_note(desk: Desk, file: Page, today: dt.date) -> None:
    show_fact(file.console, desk.base.facts[1], today)
    assert "may have changed" not in file.text
