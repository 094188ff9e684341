from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from factdesk.exam.questions import FALSE_PREMISE, ExamQuestion, load_questions
from factdesk.factbase.problems import FactBaseError

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = frozenset({"lion", "rook"})

ROWS: list[dict[str, object]] = [
    {"id": "a1", "text": "When are the lions fed?", "kind": "direct", "facts": ["lion"]},
    {"id": "a2", "text": "When are the bears fed?", "kind": "near-miss", "facts": []},
    {"id": "a3", "text": "lions or rooks", "kind": "ambiguous", "facts": ["rook", "lion"]},
]

AS_YAML = """\
# some questions
- {id: a1, text: "When are the lions fed?", kind: direct, facts: [lion]}
- id: a2
  text: When are the bears fed?
  kind: near-miss
  facts: []
- {id: a3, text: lions or rooks, kind: ambiguous, facts: [rook, lion]}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(folder: Path, content: str | bytes, name: str = "set.jsonl") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def load(folder: Path, content: str, name: str = "set.jsonl") -> list[ExamQuestion]:
    return load_questions(write(folder, content, name), KNOWN)


def as_lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def problems(folder: Path, content: str | bytes, name: str = "set.jsonl") -> list[str]:
    with pytest.raises(FactBaseError) as raised:
        load_questions(write(folder, content, name), KNOWN)
    return [str(problem) for problem in raised.value.problems]


def test_a_set_in_json_lines_is_read_in_order(tmp_path: Path) -> None:
    assert load(tmp_path, as_lines(*ROWS)) == [
        ExamQuestion("a1", "When are the lions fed?", "direct", ("lion",)),
        ExamQuestion("a2", "When are the bears fed?", "near-miss", ()),
        ExamQuestion("a3", "lions or rooks", "ambiguous", ("rook", "lion")),
    ]


@pytest.mark.parametrize("name", ["set.yaml", "set.yml"])
def test_a_set_in_yaml_is_read_like_one_in_json_lines(tmp_path: Path, name: str) -> None:
    assert load(tmp_path, AS_YAML, name) == load(tmp_path, as_lines(*ROWS))


def test_a_question_without_id_gets_its_line(tmp_path: Path) -> None:
    rows = as_lines(ROWS[0]) + "\n\n" + as_lines({"text": "Which rook?", "facts": ["rook"]})
    assert [question.id for question in load(tmp_path, rows)] == ["a1", "4"]


def test_a_question_without_kind_is_a_question(tmp_path: Path) -> None:
    (question,) = load(tmp_path, as_lines({"text": "Which rook?", "facts": ["rook"]}))
    assert question.kind == "question"


def test_a_fact_named_twice_counts_once(tmp_path: Path) -> None:
    (question,) = load(tmp_path, as_lines({"text": "x", "facts": ["rook", "lion", "rook"]}))
    assert question.facts == ("rook", "lion")


def test_a_topic_may_be_given(tmp_path: Path) -> None:
    given, without = load(tmp_path, as_lines({**ROWS[0], "topic": "birds"}, ROWS[1]))
    assert (given.topic, without.topic) == ("birds", None)


def test_no_two_questions_have_one_id(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, as_lines(*ROWS, {**ROWS[1], "id": "a1"}))
    assert problem == "set.jsonl:4: another question has the id 'a1' too"


def test_two_questions_may_have_one_text(tmp_path: Path) -> None:
    assert len(load(tmp_path, as_lines(ROWS[0], {**ROWS[0], "id": "b1"}))) == 2


@pytest.mark.parametrize("mark", ["\ufeff", "\n", "\r\n"])
def test_empty_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path, mark: str) -> None:
    assert len(load(tmp_path, mark + as_lines(*ROWS))) == 3


def test_a_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    row = json.dumps({"text": "lions\u2028rooks", "facts": []}, ensure_ascii=False)
    assert [question.text for question in load(tmp_path, row)] == ["lions\u2028rooks"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('{"text": "x", "facts": [}', "no JSON"),
        ("lions?", "no JSON"),
        ('{"facts": []}', "'text' is missing"),
        ('{"text": "x"}', "'facts' is missing"),
        ('{"text": "", "facts": []}', "text is empty"),
        ('{"text": 7, "facts": []}', "text must be text"),
        ('{"text": "x", "facts": "lion"}', "facts must be a list"),
        ('{"text": "x", "facts": [], "fact": 1}', "fact"),
        ('{"text": "x", "facts": [], "topic": ""}', "topic is empty"),
        ('{"text": "x", "facts": [], "topic": ["birds"]}', "topic must be text"),
        ('{"text": "x", "facts": ["bear"]}', "no fact 'bear'"),
        ("7", "mapping"),
    ],
)
def test_a_problem_is_told_with_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    (problem,) = problems(tmp_path, as_lines(ROWS[0]) + row + "\n")
    assert problem.startswith("set.jsonl:2: ")
    assert message in problem


def test_a_problem_in_yaml_is_told_with_file_and_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, AS_YAML.replace("[]", "[bear]"), "set.yaml")
    assert problem == "set.yaml:3: the base has no fact 'bear'"


def test_all_problems_of_a_set_are_told_at_once(tmp_path: Path) -> None:
    rows = as_lines({"facts": []}, ROWS[0], {"text": "", "facts": []}, {"text": 1})
    lines = [problem.split(": ")[0] for problem in problems(tmp_path, rows)]
    assert lines == ["set.jsonl:1", "set.jsonl:3", "set.jsonl:4", "set.jsonl:4"]


def test_each_unknown_fact_is_told(tmp_path: Path) -> None:
    told = problems(tmp_path, as_lines({"text": "x", "facts": ["wolf", "lion", "bear"]}))
    assert [problem.split()[-1] for problem in told] == ["'bear'", "'wolf'"]


@pytest.mark.parametrize(
    ("content", "name"), [("", "set.jsonl"), ("\n \n", "set.jsonl"), ("[]", "set.yaml")]
)
def test_an_empty_set_is_a_problem(tmp_path: Path, content: str, name: str) -> None:
    (problem,) = problems(tmp_path, content, name)
    assert problem == f"{name}: there is no question in it"


@pytest.mark.parametrize("content", ["text: x\n", "lions?\n", "- [\n"])
def test_yaml_that_is_no_list_is_a_problem(tmp_path: Path, content: str) -> None:
    (problem,) = problems(tmp_path, content, "set.yaml")
    assert problem.startswith("set.yaml:")


def test_a_set_that_is_not_utf_8_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, b'{"text": "caf\xe9", "facts": []}')
    assert "UTF-8" in problem


@pytest.mark.parametrize("name", ["no.jsonl", "no.yaml"])
def test_a_set_that_is_not_there_is_a_problem(tmp_path: Path, name: str) -> None:
    with pytest.raises(FactBaseError, match=name):
        load_questions(tmp_path / name, KNOWN)


@pytest.mark.parametrize(
    ("kind", "facts", "answerable"),
    [
        ("direct", ["lion"], True),
        ("near-miss", [], False),
        (FALSE_PREMISE, ["lion"], False),
        (FALSE_PREMISE, [], False),
    ],
)
def test_a_question_with_a_fact_and_no_false_premise_is_answerable(
    kind: str, facts: list[str], *, answerable: bool
) -> None:
    assert ExamQuestion("1", "x", kind, tuple(facts)).answerable is answerable
