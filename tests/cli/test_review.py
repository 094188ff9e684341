from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import edit, factdesk, is_one_sentence
from factdesk.factbase.load import load_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.files import ReviewEntry

HOURS, TEENS = "library-saturday-hours", "library-teen-room"
FACTS = "facts/example.yaml"
OLD = "    reviewed: { by: Example, on: 2026-03-01, covers: v1-0460e353828953ff }\n"


def reviewed(base: Path, fact_id: str = HOURS) -> ReviewEntry | None:
    fact = load_base(base).fact(fact_id)
    assert fact is not None
    return fact.reviewed


@pytest.fixture
def due(base: Path) -> Path:
    """The worked example with one fact that nobody has reviewed and one changed since."""
    edit(base / FACTS, OLD, "")
    edit(base / FACTS, "would like to add", "wishes to add")
    return base


def test_a_review_is_recorded_with_name_day_and_what_it_covers(due: Path) -> None:
    run = factdesk("review", HOURS, "--base", due, "--by", "Ada Lind", stdin=b"y\n")
    assert run.code == 0
    assert "Nobody has reviewed it." in run.out
    assert "Read paragraphs 1 and 2 of library-notice." in run.out
    assert run.out.endswith("1 fact of 1 reviewed.\n")
    review = reviewed(due)
    assert review is not None
    assert (review.by, str(review.on), review.covers) == (
        "Ada Lind",
        "2026-03-15",
        "v1-0460e353828953ff",
    )


def test_all_that_is_due_is_asked_for_and_then_nothing_is_due(due: Path) -> None:
    run = factdesk("review", "--all-due", "--base", due, stdin=b"maybe\nyes\nAda Lind\nY\n")
    assert run.code == 0
    assert "Please answer y, n, s or q." in run.out
    assert "changed since Example reviewed it on 1 March 2026." in run.out
    assert "2 facts of 2 reviewed." in run.out
    assert run.out.count("Who vouches") == 1
    assert factdesk("check", "--base", due).code == 0
    again = factdesk("review", "--all-due", "--base", due)
    assert again.out == "No fact is due: somebody vouches for each as it is now.\n"


def test_what_changes_afterwards_is_due_again(base: Path) -> None:
    assert factdesk("review", HOURS, "--base", base, "--by", "Ada", "--yes").code == 0
    edit(base / "seeds" / "library-notice.yaml", "decff39b", "decff39c")
    out = factdesk("review", "--all-due", "--base", base).out
    assert "The answer or a passage has changed since Ada reviewed it on 15 March 2026." in out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (b"n\n", f"Then mend it in base/{FACTS}:"),
        (b"s\n", "0 facts of 1 reviewed."),
        (b"q\n", "0 facts of 1 reviewed."),
        (b"", "0 facts of 1 reviewed."),
        (b"y\n\n", "0 facts of 1 reviewed."),
    ],
    ids=["no", "skip", "quit", "nobody there", "no name"],
)
def test_nothing_is_recorded_without_a_yes_and_a_name(due: Path, typed: bytes, told: str) -> None:
    before = (due / FACTS).read_bytes()
    run = factdesk("review", HOURS, "--base", due, stdin=typed)
    assert run.code == 0
    assert told in run.out
    assert (due / FACTS).read_bytes() == before


def test_quitting_keeps_what_was_reviewed_before(due: Path) -> None:
    factdesk("review", "--all-due", "--base", due, "--by", "Ada", stdin=b"y\nq\n")
    assert reviewed(due) is not None
    assert reviewed(due, TEENS) is not None
    assert reviewed(due, TEENS).by == "Example"  # type: ignore[union-attr]


def test_scripts_vouch_for_all_at_once(due: Path) -> None:
    run = factdesk("review", "--all-due", "--base", due, "--by", "Ada", "--yes")
    assert run.out.endswith("2 facts of 2 reviewed.\n")
    assert factdesk("check", "--base", due).code == 0
    before = (due / FACTS).read_bytes()
    factdesk("review", HOURS, TEENS, "--base", due, "--by", "Ada", "--yes")
    assert (due / FACTS).read_bytes() == before


def test_with_the_texts_the_passages_are_shown(due: Path) -> None:
    run = factdesk("review", HOURS, "--base", due, "--texts", due / "articles")
    assert "library-notice, paragraph 2: " in run.out
    assert "Read paragraph" not in run.out


@pytest.mark.parametrize("options", [(), ("--yes",)])
def test_nobody_can_vouch_for_a_passage_that_is_another(
    due: Path, options: tuple[str, ...]
) -> None:
    edit(due / "articles" / "library-notice.txt", "Sundays", "Mondays")
    texts = due / "articles"
    run = factdesk(
        "review", HOURS, "--base", due, "--by", "Ada", "--texts", texts, *options, stdin=b"y\n"
    )
    assert "Not as fingerprinted: paragraph 2 of library-notice." in run.out
    assert run.out.endswith("0 facts of 1 reviewed.\n")
    assert reviewed(due) is None


def test_a_text_that_is_missing_is_told_and_its_passages_named(due: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run = factdesk("review", HOURS, "--base", due, "--texts", "empty")
    assert "the text of 'library-notice' is missing" in run.err
    assert "Read paragraphs 1 and 2 of library-notice." in run.out


def test_a_fact_past_its_time_says_so(base: Path) -> None:
    edit(base / FACTS, "stale_after: 2027-12-31", "stale_after: 2026-03-14")
    run = factdesk("review", TEENS, "--base", base)
    assert "It is past its stale_after (14 March 2026)" in run.out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (HOURS, "--all-due"),
        (HOURS, "--yes"),
        ("library-saturday-hour",),
        (HOURS, "--texts", "missing"),
        (HOURS, "--by", " ", "--yes"),
    ],
    ids=["none", "both", "nobody", "no such fact", "no texts", "no name"],
)
def test_what_makes_no_sense_is_one_sentence(base: Path, arguments: tuple[str, ...]) -> None:
    run = factdesk("review", "--base", base, *arguments)
    assert run.code == 2
    assert is_one_sentence(run.err)
