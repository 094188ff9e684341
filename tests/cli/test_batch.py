from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cli.running import SATURDAY, TEEN_ROOM, TIED, UNKNOWN, factdesk, is_one_sentence, start

if TYPE_CHECKING:
    from pathlib import Path

GOOD = json.dumps({"id": "good", "text": SATURDAY})


def as_lines(*rows: object) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def ask_all(base: Path, stdin: bytes) -> list[dict[str, Any]]:
    run = factdesk("ask", "--base", base, "--batch", "-", stdin=stdin)
    assert (run.code, run.err) == (0, "")
    return run.rows


@pytest.fixture
def four_questions() -> bytes:
    texts = (UNKNOWN, SATURDAY, TIED, TEEN_ROOM)
    return as_lines(*({"id": n, "text": text} for n, text in enumerate(texts)))


def test_questions_are_answered_in_order(twins: Path, four_questions: bytes) -> None:
    rows = ask_all(twins, four_questions)
    assert [row["id"] for row in rows] == [0, 1, 2, 3]
    assert [row["outcome"] for row in rows] == ["none", "answer", "choices", "answer"]


def test_a_file_is_answered_like_standard_input(twins: Path, four_questions: bytes) -> None:
    (twins / "questions.jsonl").write_bytes(four_questions)
    run = factdesk("ask", "--base", twins, "--batch", twins / "questions.jsonl")
    assert run.rows == ask_all(twins, four_questions)


@pytest.mark.parametrize("given", [7, -1.5, "seven", "", None, True, ["a", 1], {"n": {"m": []}}])
def test_an_id_comes_back_as_it_was(base: Path, given: object) -> None:
    (row,) = ask_all(base, as_lines({"id": given, "text": SATURDAY}))
    assert row["id"] == given
    assert type(row["id"]) is type(given)


def test_a_question_without_an_id_gets_none(base: Path) -> None:
    (row,) = ask_all(base, as_lines({"text": SATURDAY}))
    assert row["id"] is None


def test_further_fields_are_left_alone(base: Path) -> None:
    (row,) = ask_all(base, as_lines({"id": 1, "text": SATURDAY, "channel": "general"}))
    assert row["fact"] == "library-saturday-hours"


@pytest.mark.parametrize("blank", [b"\n", b"  \t\n", b"\r\n"])
def test_blank_lines_are_skipped(base: Path, blank: bytes) -> None:
    question = as_lines({"text": SATURDAY})
    assert len(ask_all(base, blank + question + blank + question)) == 2


@pytest.mark.parametrize("stdin", [b"", b"\n"])
def test_no_question_is_no_row(base: Path, stdin: bytes) -> None:
    assert ask_all(base, stdin) == []


def test_the_last_line_needs_no_end(base: Path) -> None:
    assert len(ask_all(base, GOOD.encode())) == 1


def test_a_byte_order_mark_is_no_part_of_the_question(base: Path) -> None:
    (row,) = ask_all(base, b"\xef\xbb\xbf" + GOOD.encode())
    assert row["outcome"] == "answer"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_unicode_line_separators_end_no_line(base: Path, separator: str) -> None:
    text = SATURDAY.replace(" ", separator)
    (row,) = ask_all(base, as_lines({"text": text}))
    assert (row["question"], row["fact"]) == (text, "library-saturday-hours")


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "a" * 4001, "😀"])
def test_an_odd_text_is_a_question_like_any_other(base: Path, text: str) -> None:
    (row,) = ask_all(base, json.dumps({"text": text}).encode())
    assert (row["question"], row["outcome"]) == (text, "none")


def test_listening_holds_for_the_whole_batch(twins: Path, four_questions: bytes) -> None:
    run = factdesk("ask", "--base", twins, "--listen", "--batch", "-", stdin=four_questions)
    assert [row["outcome"] for row in run.rows] == ["silence", "answer", "silence", "answer"]


@pytest.mark.parametrize(
    "line",
    [
        b"when does it open",
        b"{",
        b'{"text": "a"} {"text": "b"}',
        b"\xff",
        b"[1]",
        b"null",
        b'"when"',
        b"{}",
        b'{"id": 1}',
        b'{"text": null}',
        b'{"text": ["when"]}',
        b'{"id": 1, "question": "when"}',
    ],
)
def test_a_wrong_line_is_named_and_the_rows_before_it_stand(base: Path, line: bytes) -> None:
    stdin = GOOD.encode() + b"\n\n" + line + b"\n" + GOOD.encode()
    run = factdesk("ask", "--base", base, "--batch", "-", stdin=stdin)
    assert run.code == 2
    assert run.err.startswith("standard input:3: ")
    assert is_one_sentence(run.err)
    assert [row["id"] for row in run.rows] == ["good"]


def test_a_wrong_line_of_a_file_is_named_with_the_file(base: Path) -> None:
    (base / "questions.jsonl").write_text(f"{GOOD}\nwhen\n", encoding="utf-8")
    run = factdesk("ask", "--base", base, "--batch", "base/questions.jsonl")
    assert run.code == 2
    assert run.err.startswith("base/questions.jsonl:2: ")
    assert len(run.rows) == 1


@pytest.mark.parametrize("name", ["missing.jsonl", "base", ""])
def test_what_is_no_file_is_one_sentence(base: Path, name: str) -> None:
    run = factdesk("ask", "--base", base, "--batch", name)
    assert (run.code, run.out) == (2, "")
    assert is_one_sentence(run.err)


def test_each_line_is_answered_while_the_input_stays_open(base: Path) -> None:
    with start("ask", "--base", base, "--batch", "-") as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in range(3):
            running.stdin.write(as_lines({"id": number, "text": SATURDAY}))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number
        running.stdin.close()
        assert running.stdout.read() == b""
    assert running.returncode == 0
