from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cli.running import SATURDAY, TEEN_ROOM, UNKNOWN, factdesk

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    {"id": "x1", "text": SATURDAY, "kind": "direct", "facts": ["library-saturday-hours"]},
    {"id": "x2", "text": TEEN_ROOM, "kind": "near-miss", "facts": []},
    {"id": "x3", "text": UNKNOWN, "kind": "off-topic", "facts": []},
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """One question answered right, one wrong, one not at all."""
    path = tmp_path / "monday.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def cells(out: str, start: str) -> list[str]:
    (row,) = [line for line in out.splitlines() if line.startswith(f"│ {start}")]
    return [cell.strip() for cell in row.strip("│ ").split("│")]


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("direct", ["1", "1", "0", "0", "0", "0"]),
        ("near-miss", ["1", "0", "1", "0", "0", "0"]),
        ("off-topic", ["1", "0", "0", "0", "0", "1"]),
    ],
)
def test_the_table_has_a_row_of_counts_for_each_kind(
    base: Path, questions: Path, kind: str, counts: list[str]
) -> None:
    run = factdesk("exam", "--base", base, questions)
    assert (run.code, run.err) == (0, "")
    assert "monday" in run.out
    assert cells(run.out, kind) == [kind, *counts]


@pytest.mark.parametrize(
    "line",
    [
        "given answers that are right 50.0%",
        "answerable answered right 100.0%",
        "near-misses answered 100.0%",
        "off-topic, chatter, hostile answered 0.0%",
    ],
)
def test_figures_are_told_in_percent(base: Path, questions: Path, line: str) -> None:
    out = factdesk("exam", "--base", base, questions).out
    assert line in [" ".join(told.split()) for told in out.splitlines()]


def test_a_figure_of_nothing_asked_is_not_told_as_a_number(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(ROWS[2]), encoding="utf-8")
    out = factdesk("exam", "--base", base, path).out
    assert "near-misses answered n/a" in [" ".join(told.split()) for told in out.splitlines()]


def test_as_json_it_tells_figures_counts_and_wrong_answers(base: Path, questions: Path) -> None:
    run = factdesk("exam", "--base", base, "--json", questions)
    report = run.json["monday"]
    assert report["figures"]["given answers that are right"] == 0.5
    assert report["kinds"]["direct"] == {
        "asked": 1,
        "right": 1,
        "wrong": 0,
        "offered": 0,
        "misled": 0,
        "nothing": 0,
    }
    assert report["wrong"] == [{"id": "x2", "text": TEEN_ROOM, "fact": "library-teen-room"}]


def test_as_json_a_figure_of_nothing_asked_is_null(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(ROWS[0]), encoding="utf-8")
    report = factdesk("exam", "--base", base, "--json", path).json["one"]
    assert report["figures"]["near-misses answered"] is None


def test_several_sets_are_reported_one_by_one(base: Path, questions: Path, tmp_path: Path) -> None:
    other = tmp_path / "tuesday.yaml"
    other.write_text(f"- {{text: '{SATURDAY}', facts: []}}\n", encoding="utf-8")
    run = factdesk("exam", "--base", base, "--json", questions, other)
    assert list(run.json) == ["monday", "tuesday"]
    assert len(run.json["tuesday"]["wrong"]) == 1


def test_wrong_answers_are_listed_on_demand(base: Path, questions: Path) -> None:
    plain = factdesk("exam", "--base", base, questions).out
    shown = factdesk("exam", "--base", base, "--show-wrong", questions).out
    assert TEEN_ROOM not in plain
    assert f"x2 [near-miss] {TEEN_ROOM!r}" in shown
    assert "was answered with library-teen-room" in shown
    assert SATURDAY not in shown


def test_a_kind_that_looks_like_markup_is_shown_as_it_is(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    row = {"id": "[b]", "text": SATURDAY, "kind": "[red]odd[/]", "facts": []}
    path.write_text(json.dumps(row), encoding="utf-8")
    out = factdesk("exam", "--base", base, "--show-wrong", path).out
    assert cells(out, "[red]odd[/]")[1] == "1"
    assert "[b] [[red]odd[/]]" in out


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("not json\n", "bad.jsonl:1: "),
        ('{"text": "x", "facts": ["no-such-fact"]}\n', "bad.jsonl:1: "),
        ("", "bad.jsonl: "),
    ],
)
def test_a_bad_set_ends_with_code_2_and_its_place(
    base: Path, questions: Path, tmp_path: Path, content: str, place: str
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(content, encoding="utf-8")
    run = factdesk("exam", "--base", base, questions, bad)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(place)


def test_a_set_that_is_not_there_ends_with_code_2(base: Path) -> None:
    run = factdesk("exam", "--base", base, "no-such-set.jsonl")
    assert (run.code, run.out) == (2, "")
    assert "no-such-set.jsonl" in run.err


def test_a_broken_base_ends_with_code_2(broken: Path, questions: Path) -> None:
    run = factdesk("exam", "--base", broken, questions)
    assert (run.code, run.out) == (2, "")
