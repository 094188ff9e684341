from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from cli.running import SATURDAY, TEEN_ROOM, TIED, UNKNOWN, factdesk, factdesk_apart
from factdesk.cli.chat import HELP, Conversation
from factdesk.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path


class Talk:
    """A conversation and what the desk has said in it."""

    def __init__(self, desk: Desk) -> None:
        self._page = io.StringIO()
        self._conversation = Conversation(desk, Console(file=self._page, width=200))

    def say(self, line: str) -> str:
        """Say a line; what the desk says to it."""
        start = len(self._page.getvalue())
        assert self._conversation.hear(line)
        return self._page.getvalue()[start:]

    def ends_with(self, line: str) -> bool:
        return not self._conversation.hear(line)


@pytest.fixture
def talk(twins: Path) -> Talk:
    return Talk(Desk.open(twins))


def offered(said: str) -> list[str]:
    """The questions that are offered by number, in order."""
    numbered = [line.strip().partition(". ") for line in said.splitlines()]
    return [question for number, dot, question in numbered if dot and number.isdecimal()]


def test_a_question_is_answered(talk: Talk) -> None:
    assert "10:00 to 14:00" in talk.say(SATURDAY)


def test_each_question_stands_for_itself(talk: Talk) -> None:
    first = talk.say(SATURDAY)
    talk.say(TEEN_ROOM)
    assert talk.say(SATURDAY) == first


@pytest.mark.parametrize("number", [1, 2])
def test_a_number_after_a_choice_shows_that_fact(talk: Talk, number: int) -> None:
    question = offered(talk.say(TIED))[number - 1]
    shown = talk.say(str(number))
    assert question.removeprefix("Is the ").partition(" ")[0] in shown
    assert "Source: " in shown


def test_one_may_choose_again_after_choosing(talk: Talk) -> None:
    talk.say(TIED)
    first, second = talk.say("1"), talk.say("2")
    assert first != second
    assert talk.say("1") == first


def test_what_is_nearest_may_be_chosen_too(base: Path) -> None:
    talk = Talk(Desk.open(base))
    foreign = "xylophones trombones kangaroos meteorites volcanoes submarines tractors ballads"
    question = f"which teenagers sold {foreign} to Patagonia"
    said = talk.say(question)
    assert "Did you mean:" not in said
    assert offered(said)[0] == TEEN_ROOM
    assert "Ada Lind" in talk.say("1")


@pytest.mark.parametrize("number", ["0", "00", "4", "99", "1" * 100])
def test_a_number_out_of_range_is_told_the_range(talk: Talk, number: str) -> None:
    last = len(offered(talk.say(TIED)))
    assert talk.say(number) == f"Type a number from 1 to {last}, or another question.\n"


@pytest.mark.parametrize("before", [[], [SATURDAY], [UNKNOWN], [TIED, SATURDAY]])
def test_a_number_without_a_choice_is_a_question(talk: Talk, before: list[str]) -> None:
    for line in before:
        talk.say(line)
    assert "Type a number" not in talk.say("99999")


def test_why_before_any_question_says_so(talk: Talk) -> None:
    assert talk.say(":why") == "Nothing was asked yet.\n"


def test_why_after_a_question_weighs_its_words(talk: Talk) -> None:
    talk.say(TEEN_ROOM)
    assert "Nearest fact: library-teen-room" in talk.say(":why")


def test_why_after_a_choice_is_about_the_question(talk: Talk) -> None:
    talk.say(TIED)
    explained = talk.say(":why")
    talk.say("1")
    assert talk.say(":why") == explained


def test_topics_are_listed_with_their_facts_counted(talk: Talk) -> None:
    assert talk.say(":topics").splitlines() == ["building (1)", "opening-hours (1)"]


@pytest.mark.parametrize("line", [":help", ":", ":nonsense", ":WHY", ":quit now"])
def test_help_and_unknown_commands_list_the_commands(talk: Talk, line: str) -> None:
    assert talk.say(line).strip() == HELP.strip()


def test_an_empty_line_is_passed_over(talk: Talk) -> None:
    assert talk.say("") == ""


@pytest.mark.parametrize("line", [":quit", ":q", ":exit"])
def test_one_can_leave(talk: Talk, line: str) -> None:
    assert talk.ends_with(line)


@pytest.mark.parametrize("line", ["[bold]", "[/]", "[/red] when", "\\[x]", ":smile:"])
def test_what_looks_like_markup_does_no_harm(talk: Talk, line: str) -> None:
    assert talk.say(line)
    assert talk.say(":why")


@pytest.mark.parametrize("last", [":quit\n", ""], ids=["quit", "end of input"])
def test_a_conversation_through_a_pipe(twins: Path, last: str) -> None:
    run = factdesk_apart("chat", "--base", twins, stdin=f"{TIED}\n2\n  {SATURDAY}  \n:why\n{last}")
    said = run.out
    assert said.startswith("4 facts at hand. :help for help.\n")
    assert said.index("Did you mean:") < said.index("Topics: none")
    assert said.index("10:00 to 14:00") < said.index("Nearest fact: library-saturday-hours")
    assert (run.code, run.err) == (0, "")


def test_nothing_is_said_after_leaving(base: Path) -> None:
    run = factdesk("chat", "--base", base, stdin=f":quit\n{SATURDAY}\n".encode())
    assert run.code == 0
    assert "10:00" not in run.out


def test_a_base_that_does_not_load_ends_before_the_conversation(broken: Path) -> None:
    run = factdesk("chat", "--base", broken, stdin=SATURDAY.encode())
    assert (run.code, run.out) == (2, "")
