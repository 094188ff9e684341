from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exam.examining import SAID, report, result
from factdesk.exam.compare import RunFileError, change_to_json, changes, read_runs
from factdesk.exam.record import report_to_json, run_record

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.exam.compare import Change
    from factdesk.exam.figures import Grade
    from factdesk.exam.grading import Result


def compared(before: list[Result], after: list[Result]) -> list[Change]:
    return changes(run_record(report(*before)), run_record(report(*after)))


def verdict(before: Result, after: Result) -> str | None:
    found = compared([before], [after])
    return found[0].verdict if found else None


@pytest.mark.parametrize("grade", SAID)
def test_a_question_that_fares_as_before_is_no_change(grade: Grade) -> None:
    then = result(grade, confidence=0.9, milliseconds=1)
    assert verdict(then, result(grade, confidence=0.1, milliseconds=9)) is None


BEST_FIRST: list[Grade] = ["right", "offered", "nothing", "misled", "wrong"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [(a, b) for place, a in enumerate(BEST_FIRST) for b in BEST_FIRST[place + 1 :]],
)
def test_a_change_of_grade_is_better_or_worse(better: Grade, worse: Grade) -> None:
    assert verdict(result(worse), result(better)) == "better"
    assert verdict(result(better), result(worse)) == "worse"


def answer(fact: str, *right: str) -> Result:
    return replace(result("right", facts=right), facts=(fact,))


def test_another_fact_of_the_same_grade_is_another_answer() -> None:
    assert verdict(answer("rook", "lion"), answer("bear", "lion")) == "other"
    assert verdict(answer("rook", "lion", "rook"), answer("lion", "lion", "rook")) == "other"


def test_where_the_set_was_changed_no_grade_is_better() -> None:
    assert verdict(answer("rook", "lion"), answer("rook", "rook")) == "other"


def test_new_and_vanished_questions_are_told() -> None:
    found = compared(
        [result("right", text="old"), result("right", text="both")],
        [result("right", text="both"), result("wrong", text="new")],
    )
    assert [(change.verdict, change.question.text) for change in found] == [
        ("new", "new"),
        ("vanished", "old"),
    ]
    assert (found[0].before, found[1].after) == (None, None)


def test_questions_are_known_by_their_text_wherever_they_stand() -> None:
    before = [result("right", text="a"), result("wrong", text="b")]
    (change,) = compared(before, [result("right", text="b"), result("right", text="a")])
    assert (change.verdict, change.question.text) == ("better", "b")


def test_of_questions_with_one_text_each_is_compared_with_its_own() -> None:
    before = [result("right"), result("wrong")]
    assert compared(before, before) == []
    found = compared(before, [result("right"), result("right"), result("nothing")])
    assert [change.verdict for change in found] == ["better", "new"]


def test_a_change_is_told_with_both_records() -> None:
    (change,) = compared([result("wrong")], [result("right")])
    told = json.loads(json.dumps(change_to_json(change)))
    assert (told["id"], told["text"], told["verdict"]) == ("q", "x", "better")
    assert (told["before"]["fact"], told["after"]["fact"]) == ("rook", "lion")
    (change,) = compared([], [result("right")])
    assert change_to_json(change)["before"] is None


RUN = report(result("right", text="a"), result("misled", text="b"))


def write(folder: Path, content: object) -> Path:
    path = folder / "before.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def test_a_run_that_was_written_is_read(tmp_path: Path) -> None:
    runs = {"one": report_to_json(RUN), "two": report_to_json(report())}
    path = write(tmp_path, runs)
    assert read_runs(path, ["one"]) == {"one": run_record(RUN)}
    assert list(read_runs(path, ["two", "one"])) == ["two", "one"]


def test_what_a_later_version_adds_is_passed_over(tmp_path: Path) -> None:
    run = report_to_json(RUN)
    run["questions"][0]["mood"] = "good"
    assert read_runs(write(tmp_path, {"one": run | {"mood": 1}}), ["one"])["one"] == run_record(RUN)


def told(path: Path) -> str:
    with pytest.raises(RunFileError) as raised:
        read_runs(path, ["one"])
    return str(raised.value)


def spoilt(field: str, value: object) -> dict[str, Any]:
    run = report_to_json(RUN)
    run["questions"][1][field] = value
    return {"one": run}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "before.json:1: this is no JSON"),
        (b'{"one":\n oops}', "before.json:2: this is no JSON"),
        (b'{"one": "caf\xe9"}', "before.json: the file is not UTF-8"),
        (b"[" * 100_000, "before.json: this is no run of the examination"),
        (b"1" * 5_000, "before.json: this is no run of the examination"),
        ([], "before.json: this is no run of the examination"),
        ({}, "it holds no run of the set 'one'; it holds: none."),
        ({"two": {}, "three": {}}, "it holds no run of the set 'one'; it holds: two, three."),
        ({"one": 7}, "the set 'one' is no run of the examination; make one"),
        ({"one": {"figures": {}}}, "(questions is not as it should be)"),
        (spoilt("grade", "fine"), "(questions.1.grade is not as it should be)"),
        (spoilt("choices", "lion"), "(questions.1.choices is not as it should be)"),
    ],
    ids=range(12),
)
def test_what_is_no_run_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: object, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    sentence = told(write(tmp_path, content))
    assert message in sentence
    assert sentence.startswith("before.json:")
    assert "\n" not in sentence


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert "cannot be read (No such file" in told(tmp_path / "no.json")
    assert "cannot be read (Is a directory" in told(tmp_path)
