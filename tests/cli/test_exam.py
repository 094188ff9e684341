from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from cli.running import SATURDAY, TEEN_ROOM, UNKNOWN, factdesk, factdesk_apart, is_one_sentence

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    {"id": "x1", "text": SATURDAY, "kind": "direct", "facts": ["library-saturday-hours"]},
    {"id": "x2", "text": TEEN_ROOM, "kind": "near-miss", "facts": []},
    {"id": "x3", "text": UNKNOWN, "kind": "off-topic", "facts": []},
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """One question answered right, one wrong, one not at all; beside the base."""
    path = tmp_path / "monday.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def cells(out: str, first: str) -> list[str]:
    lines = [line for line in out.splitlines() if line.startswith("│")]
    rows = [[cell.strip() for cell in line.strip("│ ").split("│")] for line in lines]
    (row,) = [row for row in rows if row[0] == first]
    return row


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
    assert f"[near-miss] {TEEN_ROOM!r}" not in plain
    assert f"x2 [near-miss] {TEEN_ROOM!r}" in shown
    assert "was answered with library-teen-room" in shown
    assert f"[direct] {SATURDAY!r}" not in shown


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


def test_sets_of_one_name_are_told_apart_by_their_paths(
    base: Path, questions: Path, tmp_path: Path
) -> None:
    (tmp_path / "old").mkdir()
    other = tmp_path / "old" / "monday.jsonl"
    other.write_text(json.dumps(ROWS[0]), encoding="utf-8")
    run = factdesk("exam", "--base", base, "--json", questions, "old/monday.jsonl")
    assert list(run.json) == [str(questions), "old/monday.jsonl"]


def refused(*arguments: str | Path) -> str:
    run = factdesk("exam", *arguments)
    assert (run.code, run.out) == (2, "")
    assert is_one_sentence(run.err)
    return run.err


def test_a_set_named_twice_is_refused(base: Path, questions: Path) -> None:
    assert "monday.jsonl is named twice" in refused("--base", base, questions, questions)


def test_the_report_is_printed_as_any_encoding_carries_it(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps({"text": f"{UNKNOWN} [b]", "facts": []}), encoding="utf-8")
    run = factdesk("exam", "--base", base, "--json", path)
    assert run.out.isascii()
    assert run.json["odd"]["questions"][0]["text"] == f"{UNKNOWN} [b]"


@pytest.fixture
def before(base: Path, questions: Path, tmp_path: Path) -> Path:
    """The run of that set, with the first question still unanswered and one that is gone."""
    runs = factdesk("exam", "--base", base, "--json", questions).json
    first, second, _ = runs["monday"]["questions"]
    first |= {"grade": "nothing", "outcome": "none", "fact": None}
    runs["monday"]["questions"] = [first, second, {**second, "id": "x9", "text": "gone [b]?"}]
    runs["monday"]["figures"]["answerable answered right"] = 0.125
    path = tmp_path / "before.json"
    path.write_text(json.dumps(runs), encoding="utf-8")
    return path


def test_the_questions_that_changed_since_a_run_are_listed(
    base: Path, questions: Path, before: Path
) -> None:
    run = factdesk("exam", "--base", base, questions, "--compare", before)
    assert (run.code, run.err) == (0, "")
    at = run.out.index("Compared with")
    assert run.out[at:].splitlines() == [
        f"Compared with {before}: 1 better, 1 new, 1 vanished.",
        f"better: x1 [direct] {SATURDAY!r}",
        "    nothing -> right (library-saturday-hours)",
        f"new: x3 [off-topic] {UNKNOWN!r}",
        "    nothing",
        "vanished: x9 [near-miss] 'gone [b]?'",
        "    wrong (library-teen-room)",
    ]


def test_figures_are_told_beside_those_before(base: Path, questions: Path, before: Path) -> None:
    out = factdesk("exam", "--base", base, questions, "--compare", before).out
    told = [" ".join(line.split()) for line in out.splitlines()]
    assert "answerable answered right 100.0% before 12.5%" in told


def test_as_json_the_changes_are_told_too(base: Path, questions: Path, before: Path) -> None:
    run = factdesk("exam", "--base", base, questions, "--compare", before, "--json")
    changes = run.json["monday"]["changes"]
    assert [(change["id"], change["verdict"]) for change in changes] == [
        ("x1", "better"),
        ("x3", "new"),
        ("x9", "vanished"),
    ]
    assert changes[0]["before"]["grade"] == "nothing"
    assert changes[0]["after"]["fact"] == "library-saturday-hours"


def test_a_run_differs_in_nothing_from_itself(base: Path, questions: Path, tmp_path: Path) -> None:
    asked = ("exam", "--base", base, questions)
    assert "changes" not in factdesk(*asked, "--json").json["monday"]
    kept = tmp_path / "kept.json"
    kept.write_text(factdesk(*asked, "--json").out, encoding="utf-8")
    assert f"Compared with {kept}: no change." in factdesk(*asked, "--compare", kept).out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("oops", "before.json:1: this is no JSON"),
        ("{}", "it holds no run of the set 'monday'"),
        ('{"monday": {"figures": {}}}', "questions is not as it should be"),
    ],
)
def test_what_is_no_run_is_refused(
    base: Path, questions: Path, tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "before.json"
    path.write_text(content, encoding="utf-8")
    assert message in refused("--base", base, questions, "--compare", path)


def test_a_run_that_is_not_there_is_refused(base: Path, questions: Path) -> None:
    assert "no.json" in refused("--base", base, questions, "--compare", "no.json")


PEERS = ["WRatio", "token_set_ratio", "bm25s", "bm25s on facts"]


def test_peers_are_asked_the_same_questions(base: Path, questions: Path) -> None:
    run = factdesk("exam", "--base", base, questions, "--peers")
    assert (run.code, run.err) == (0, "")
    assert cells(run.out, "the desk") == [
        *("the desk", "", "50.0%", "100.0%", "100.0%", "100.0%", "0.0%")
    ]
    for peer in PEERS:
        assert cells(run.out, peer)[3] == "100.0%"


def test_as_json_peers_have_figures_and_a_threshold(base: Path, questions: Path) -> None:
    told = factdesk("exam", "--base", base, questions, "--peers", "--json").json["monday"]["peers"]
    assert list(told) == PEERS
    assert told["WRatio"]["threshold"] == 100.0
    assert told["WRatio"]["as_precise_as_the_desk"] is True
    assert told["WRatio"]["figures"]["answerable answered right"] == 1.0


def test_a_peer_that_cannot_be_as_right_as_the_desk_is_told_so(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "sly.jsonl"
    words = " ".join(reversed(SATURDAY.strip("?").split()))
    rows = [ROWS[0], {"text": f"{words} and will the museum", "facts": [], "kind": "near-miss"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run = factdesk("exam", "--base", base, path, "--peers")
    assert cells(run.out, "the desk")[2] == "100.0%"
    assert "token_set_ratio: At no threshold is it right as often as the desk" in run.out
    assert "WRatio: At no threshold" not in run.out


@pytest.mark.parametrize("name", ["curves.png", "curves.SVG"])
def test_a_picture_is_drawn_on_request(base: Path, questions: Path, name: str) -> None:
    run = factdesk("exam", "--base", base, questions, "--peers", "--picture", name)
    assert run.code == 0
    assert run.out.splitlines()[-1] == f"Picture: {name}"
    drawn = questions.with_name(name).read_bytes()
    assert drawn.startswith(b"\x89PNG" if name.endswith("png") else b"<?xml")


def test_with_a_picture_json_remains_json(base: Path, questions: Path) -> None:
    run = factdesk("exam", "--base", base, questions, "--json", "--picture", "x.svg")
    assert list(run.json) == ["monday"]
    assert questions.with_name("x.svg").exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("curves.gif", "ends in .png or .svg"),
        ("curves", "ends in .png or .svg"),
        ("no/curves.png", "no folder no for the picture"),
    ],
)
def test_a_picture_that_cannot_be_is_refused_before_the_questions_are_read(
    base: Path, name: str, message: str
) -> None:
    assert message in refused("--base", base, "no-such-set.jsonl", "--picture", name)


def test_a_picture_that_cannot_be_written_is_one_sentence(base: Path, questions: Path) -> None:
    questions.with_name("folder.png").mkdir()
    told = refused("--base", base, questions, "--picture", "folder.png")
    assert told.startswith("folder.png cannot be written")


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("module", "options", "install"),
    [
        ("bm25s", ("--peers",), 'pip install "factdesk[peers]"'),
        ("matplotlib", ("--picture", "x.png"), 'pip install "factdesk[pictures]"'),
    ],
)
def test_a_missing_extra_is_told_with_what_to_install(
    questions: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    options: tuple[str, ...],
    install: str,
) -> None:
    base = questions.with_name("base")
    monkeypatch.setitem(sys.modules, module, None)
    assert install in refused("--base", base, questions, *options)
    assert factdesk("exam", "--base", base, questions).code == 0


def test_a_picture_is_drawn_where_there_is_no_screen(
    base: Path, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("MPLBACKEND", "tkagg")
    run = factdesk_apart("exam", "--base", base, questions, "--picture", "x.png")
    assert run.code == 0
    assert "Traceback" not in run.err  # a word on its fonts, the first time, is no harm
