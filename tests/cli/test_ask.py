from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cli.running import (
    SATURDAY,
    TEEN_ROOM,
    TIED,
    UNKNOWN,
    Run,
    factdesk,
    factdesk_apart,
    is_one_sentence,
)
from factdesk.cli import clock
from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.load import load_base

if TYPE_CHECKING:
    from pathlib import Path


def is_plain(text: str) -> bool:
    drawn = any("\u2500" <= character <= "\u259f" for character in text)
    return not drawn and "\x1b" not in text


def test_the_bundled_base_answers_its_own_question() -> None:
    fact = load_base(bundled_base()).facts[0]
    run = factdesk("ask", fact.question)
    assert (run.code, run.out.splitlines()[0]) == (0, fact.answer)


def test_an_answer_names_its_source(base: Path) -> None:
    run = factdesk("ask", "--base", base, SATURDAY)
    answer, source = run.out.splitlines()
    assert "10:00 to 14:00" in answer
    assert source == (
        "Source: New opening hours, Town Library, 1 March 2026, the town library, "
        "paragraphs 1 and 2"
    )


def test_a_plan_is_told_as_a_plan(base: Path) -> None:
    run = factdesk("ask", "--base", base, TEEN_ROOM)
    assert "This is a plan, not something that has happened." in run.out


def test_quotes_around_the_question_are_optional(base: Path) -> None:
    assert factdesk("ask", "--base", base, *SATURDAY.split()) == factdesk(
        "ask", "--base", base, SATURDAY
    )


@pytest.mark.parametrize("question", [SATURDAY, TEEN_ROOM, TIED, UNKNOWN])
def test_piped_output_is_plain_text(twins: Path, question: str) -> None:
    assert is_plain(factdesk_apart("ask", "--base", twins, question).out)


def test_piped_lines_are_as_long_as_they_are(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert len(factdesk("ask", "--base", base, SATURDAY).out.splitlines()) == 2


def test_when_two_facts_fit_equally_both_are_offered(twins: Path) -> None:
    run = factdesk("ask", "--base", twins, TIED)
    assert "Did you mean:" in run.out
    assert {"Is the museum warm?", "Is the theatre warm?"} <= {
        line[5:] for line in run.out.splitlines()
    }


def test_an_unknown_word_gets_nothing(base: Path) -> None:
    run = factdesk("ask", "--base", base, UNKNOWN)
    assert run.code == 0
    assert run.out.startswith("No word of your question is known here.")


def test_why_shows_the_words_after_the_reply(base: Path) -> None:
    asked = ("ask", "--base", base, TEEN_ROOM)
    plain, explained = factdesk(*asked), factdesk(*asked, "--why")
    assert explained.out.startswith(plain.out)
    assert {"Nearest fact: library-teen-room", f"Nearest phrasing: {TEEN_ROOM}"} <= set(
        explained.out.splitlines()
    )
    assert "teenagers" in explained.out.removeprefix(plain.out)


def test_why_without_any_fact_says_so(base: Path) -> None:
    run = factdesk("ask", "--base", base, "--why", UNKNOWN)
    assert run.out.endswith("No fact came near, so there is nothing to weigh.\n")


def test_listening_answers_what_it_is_sure_of(base: Path) -> None:
    asked = ("ask", "--base", base, SATURDAY)
    assert factdesk(*asked, "--listen") == factdesk(*asked)


@pytest.mark.parametrize("said", [TIED, UNKNOWN, "good morning all", "lol"])
def test_listening_says_nothing_otherwise(twins: Path, said: str) -> None:
    run = factdesk("ask", "--base", twins, "--listen", "--json", said)
    assert run.json["outcome"] == "silence"


def test_json_is_one_line_that_any_encoding_carries(base: Path) -> None:
    run = factdesk("ask", "--base", base, "--json", UNKNOWN)
    assert len(run.out.splitlines()) == 1
    assert run.out.isascii()
    assert run.json["question"] == UNKNOWN


def test_the_environment_names_the_base(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_BASE", str(base))
    assert factdesk("ask", "--json", SATURDAY).json["fact"] == "library-saturday-hours"


def test_the_option_outranks_the_environment(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_BASE", "missing")
    assert factdesk("ask", "--base", base, SATURDAY).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("",),
        ("  ",),
        ("--json",),
        ("when", "--batch", "-"),
        ("when", "--batch", "questions.jsonl"),
    ],
    ids=" ".join,
)
def test_neither_or_both_ways_to_ask_is_one_sentence(arguments: tuple[str, ...]) -> None:
    run = factdesk("ask", *arguments)
    assert (run.code, run.out) == (2, "")
    assert is_one_sentence(run.err)


def problems_of(run: Run) -> list[str]:
    assert (run.code, run.out) == (2, "")
    return run.err.splitlines()


def test_a_missing_base_is_told_by_file_and_message() -> None:
    *problems, summary = problems_of(factdesk("ask", "--base", "missing", SATURDAY))
    assert [problem.partition(": ")[0] for problem in problems] == [
        "missing/facts",
        "missing/seeds",
    ]
    assert summary.endswith("does not load: 2 problems, listed above.")


def test_a_missing_base_leaves_no_traceback() -> None:
    run = factdesk_apart("ask", "--base", "missing", SATURDAY)
    assert (run.code, run.out) == (2, "")
    assert "Traceback" not in run.err


def test_every_problem_of_a_base_is_listed(broken: Path) -> None:
    *problems, _ = problems_of(factdesk("ask", "--base", broken, SATURDAY))
    places = [problem.partition(": ")[0] for problem in problems]
    assert "base/facts/more.yaml:2" in places
    assert "base/facts/synonyms.yaml:1" in places


def test_a_single_problem_is_counted_as_one(base: Path) -> None:
    (base / "facts" / "more.yml").touch()
    *_, summary = problems_of(factdesk("ask", "--base", base, SATURDAY))
    assert summary.endswith("does not load: 1 problem, listed above.")


def test_a_setting_that_cannot_be_used_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTDESK_PROMISE", "2")
    run = factdesk("ask", "when")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("The setting 'promise' cannot be '2'.")


def test_the_day_is_read_from_the_clock(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "may have changed" not in factdesk("ask", "--base", base, TEEN_ROOM).out
    monkeypatch.setattr(clock, "today", lambda: dt.date(2028, 1, 1))
    for arguments in (
        ["ask", "--base", base, TEEN_ROOM],
        ["facts", "--base", base, "library-teen-room"],
    ):
        assert "may have changed" in factdesk(*arguments).out
