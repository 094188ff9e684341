from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basekit import FACTS, REPOSITORY
from factdesk.exchange.incoming import from_table
from factdesk.exchange.table import (
    COLUMNS,
    TableError,
    cells_of,
    facts_to_csv,
    guarded,
    read_csv,
    unguarded,
)
from factdesk.factbase.editing import Edited, Edits, edit_base
from factdesk.factbase.load import load_base
from smallbases import make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

HOURS = "library-saturday-hours"
SATURDAYS = "When does the library open on Saturdays?"

# Whatever a spreadsheet, a parser or YAML may trip over.
ODD = """
- id: odd
  question: "=SUM(A1:A9)?"
  phrasings: ["-1 or +1", "@home", "'tis so", "'=x", "a, \\"b\\"; c", "tab\\there"]
  answer: "It is:\\nno; \\"yes\\", 'maybe' # perhaps"
  stale_after: "2027-01-01"
  voice: "=nobody"
  nature: claim
  topics: [a, b]
  not: ["what, if: not"]
  see_also: [even]
  derived: {"a: b": "=c", "yes": "no"}
  reviewed: {by: "Ada, Lind", "on": '2026-01-01', covers: v1-0123456789abcdef}
- {id: even, question: Is it even, answer: Yes.}
"""


def as_told(base: FactBase) -> dict[str, dict[str, str]]:
    return {fact.id: cells_of(fact) for fact in base.facts}


def taken_in(text: str, base: FactBase, name: str = "sheet") -> tuple[Edited, list[str]]:
    incoming = from_table(read_csv(text), base, "sheet.csv", name)
    return edit_base(base.folder, incoming.edits), [str(p) for p in incoming.problems]


def emptied(folder: Path, source: Path) -> Path:
    """A base with the articles of another one and a single fact of its own."""
    shutil.copytree(source / "seeds", folder / "seeds")
    (folder / "facts").mkdir()
    article = next((folder / "seeds").glob("*.yaml")).stem
    (folder / "facts" / "own.yaml").write_text(
        f"article: {article}\nfacts:\n"
        "  - {id: own, question: Own?, answer: Own., passages: [1]}\n",
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\uff1d1", "'=1", "''=1"])
def test_what_looks_like_a_formula_is_guarded_and_back(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded(f"a\n{text}\nb") == f"a\n'{text}\nb"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'tis", "''", "1-2", " =1"])
def test_all_else_is_left_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(st.text(alphabet="'=+-@\t\r\na \uff1d", max_size=8))
def test_guarding_is_undone_whatever_the_text(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("fresh", [False, True], ids=["the same base", "another base"])
def test_odd_facts_come_back_as_they_were(tmp_path: Path, *, fresh: bool) -> None:
    base = make_small_base(tmp_path / "odd", ODD)
    text = facts_to_csv(base.facts)
    assert all(not line.startswith(("=", "+", "-", "@")) for line in text.splitlines())
    if not fresh:
        assert taken_in(text, base) == (Edited(), [])
        return
    other = load_base(emptied(tmp_path / "other", base.folder))
    done, problems = taken_in(text, other)
    assert (done.facts, problems) == (2, [])
    after = as_told(load_base(other.folder))
    assert after.pop("own")
    assert after == as_told(base)
    assert taken_in(text, load_base(other.folder)) == (Edited(), [])


def test_the_base_that_ships_comes_back_as_it_was(bundled: FactBase, tmp_path: Path) -> None:
    text = facts_to_csv(bundled.facts)
    assert taken_in_nothing(text, bundled)
    other = load_base(emptied(tmp_path / "other", REPOSITORY))
    done, problems = taken_in(text, other)
    assert (done.facts, problems) == (len(bundled.facts), [])
    after = as_told(load_base(other.folder))
    assert after.pop("own")
    assert after == as_told(bundled)


def taken_in_nothing(text: str, base: FactBase) -> bool:
    incoming = from_table(read_csv(text), base, "sheet.csv", "sheet")
    return incoming.edits == Edits(drafts=[]) and incoming.problems == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_may_change_texts_and_add_facts(base_folder: Path, delimiter: str) -> None:
    base = load_base(base_folder)
    rows = [
        ["id", "question", "answer", "sources", "topics"],
        [HOURS, "Saturdays?", "", "library-notice: 1, 2", "weekend\nhours"],
        ["", "Is it warm?", "It is warm.", "library-notice: 3", ""],
        ["", "Is there tea?", "Yes.", "", ""],
    ]
    cells = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    done, problems = taken_in(f"\ufeff{cells}", base)
    assert (done.facts, done.fields, done.drafts) == (1, 2, 1)
    assert problems == [f"sheet.csv:2: {HOURS}: answer is to be changed by hand, in {FACTS}:11"]
    after = load_base(base_folder)
    hours, warm = after.fact(HOURS), after.fact("is-it-warm")
    assert hours is not None
    assert (hours.question, hours.topics) == ("Saturdays?", ("weekend", "hours"))
    assert warm is not None
    assert warm.citations[0].passages == (3,)
    written = (base_folder / "facts" / "sheet.yaml").read_text(encoding="utf-8")
    assert written.startswith("article: library-notice\nfacts:\n  - id: is-it-warm\n")
    assert "    passages: [3]\n" in written
    again, _ = taken_in(f"\ufeff{cells}", after)
    assert again == Edited()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            f'{HOURS},{SATURDAYS},,"library-notice: 1, 2",opening-hours',
            "2: library-saturday-hours: answer is to be changed by hand",
        ),
        ("new,Q?,A.,library-notice: 9,", "sheet.csv:2: the base has no passages library-notice: 9"),
        ("new,Q?,A.,nowhere: 1,", "the base has no passages nowhere: 1"),
        ("new,Q?,A.,see page 3,", "the source 'see page 3' cannot be read; write `article-id: 1"),
        ("New Fact,Q?,A.,library-notice: 1,", "id is 'New Fact'; it must be lower-case"),
        (f"new,Q?,{'a' * 601},library-notice: 1,", "answer is longer than 600 characters"),
        ("new,Q?,A.,library-notice: 1,\nnew,R?,B.,library-notice: 1,", "3: the id 'new' is used"),
        ("new,,A.,,", "sheet.csv:2: 'question' is missing; add it"),
        ("new,Q?,A.,library-notice: 1,B!", "entry 1 of topics is 'B!'; it must be lower-case"),
    ],
)
def test_what_cannot_be_taken_over_is_told_with_its_line(
    base_folder: Path, row: str, told: str
) -> None:
    _, problems = taken_in(f"id,question,answer,sources,topics\n{row}\n", load_base(base_folder))
    assert len(problems) == 1
    assert told in problems[0]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("id,answer\n", 1),
        ("id,question,colour\n", 1),
        ("id,id,question\n", 1),
        ("question\na,b\n", 2),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(TableError, match=r"\w") as refused:
        read_csv(text)
    assert refused.value.line == line


def test_lines_are_those_of_the_file() -> None:
    rows = read_csv('question\n"a\nb"\n\nc\n')
    assert [(row.line, row.cells["question"]) for row in rows] == [(2, "a\nb"), (5, "c")]


def test_all_columns_are_written() -> None:
    assert facts_to_csv([]) == ",".join(COLUMNS) + "\r\n"
