from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import SATURDAY, TEEN_ROOM, factdesk, is_one_sentence, start
from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.load import load_base

if TYPE_CHECKING:
    from pathlib import Path

HOURS = ["library-saturday-hours", SATURDAY]
ROOM = ["library-teen-room", TEEN_ROOM]


def printed(*arguments: str | Path) -> str:
    run = factdesk("facts", *arguments)
    assert (run.code, run.err) == (0, "")
    return run.out


def listed(*arguments: str | Path) -> list[list[str]]:
    """Id and question of each fact that is listed."""
    return [line.split(maxsplit=1) for line in printed(*arguments).splitlines()]


def test_all_facts_of_the_bundled_base_are_listed() -> None:
    facts = load_base(bundled_base()).facts
    assert listed() == [[fact.id, fact.question] for fact in facts]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], [HOURS, ROOM]),
        (["--topic", "building"], [ROOM]),
        (["--article", "library-notice"], [HOURS, ROOM]),
        (["--text", "TEENAGERS"], [ROOM]),
        (["--text", "weekend"], [HOURS]),
        (["--text", "14:00"], [HOURS]),
        (["--text", "no such words"], []),
        (["--topic", "building", "--text", "14:00"], []),
        (["--topic", "opening-hours", "--article", "library-notice"], [HOURS]),
    ],
)
def test_facts_are_found_by_topic_article_and_text(
    base: Path, options: list[str], found: list[list[str]]
) -> None:
    assert listed("--base", base, *options) == found


def test_an_article_leaves_out_the_facts_of_others() -> None:
    base = load_base(bundled_base())
    by_article = [listed("--article", article.id) for article in base.articles]
    assert all(by_article)
    assert sorted(fact for found in by_article for fact in found) == sorted(listed())
    assert all(len(found) < len(base.facts) for found in by_article)


def test_one_fact_is_shown_whole(base: Path) -> None:
    shown = printed("--base", base, "library-teen-room")
    for part in (
        "Ada Lind",
        "This is a plan",
        "Source: ",
        "Topics: building",
        "See also: library-saturday-hours",
        "Reviewed by Example on 1 March 2026",
    ):
        assert part in shown


def test_a_fact_that_nobody_reviewed_claims_no_reviewer(twins: Path) -> None:
    shown = printed("--base", twins, "warm-museum")
    assert "Topics: none" in shown
    assert "Reviewed" not in shown


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["library-teenroom"], "did you mean 'library-teen-room'?"),
        (["qqq"], "`factdesk facts` lists all ids"),
        (["--topic", "buildings"], "there are: building, opening-hours"),
        (["--article", "notice"], "there are: library-notice"),
    ],
)
def test_what_is_unknown_is_told_what_there_is(base: Path, arguments: list[str], hint: str) -> None:
    run = factdesk("facts", "--base", base, *arguments)
    assert (run.code, run.out) == (2, "")
    assert is_one_sentence(run.err)
    assert run.err.rstrip().endswith(hint)


def test_a_reader_who_has_seen_enough_sees_no_traceback(base: Path) -> None:
    with start("facts", "--base", base) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
