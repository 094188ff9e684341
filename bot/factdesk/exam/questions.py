"""Question sets: what people ask, and which facts answer it.

JSON Lines or YAML (a list), one question each: `text`; `kind`, a word for grouping; `facts`, the
ids of all facts that answer it, empty when the base must not answer; `id` and `topic`, optional.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from factdesk.factbase import explain
from factdesk.factbase.problems import FactBaseError, Problem, shown
from factdesk.factbase.yaml_source import YamlError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# An answer to one of these can only be right as a correction of what the asker takes for granted.
FALSE_PREMISE = "false-premise"


class QuestionEntry(BaseModel):
    """One question as a curator writes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1)
    kind: str = "question"
    facts: list[str]
    id: str | None = None
    topic: str | None = Field(default=None, min_length=1)


@dataclass(frozen=True, slots=True)
class ExamQuestion:
    """One question of a set, with the facts that answer it (none: it must not be answered).

    Attributes:
        id: its name, one of its kind in the set.
        text: as a person would type it.
        kind: a word for grouping.
        facts: the ids of the facts that answer it, in the order of the set.
        topic: as the set gives it; without one, the first fact's counts.
    """

    id: str
    text: str
    kind: str
    facts: tuple[str, ...]
    topic: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether it counts as a question that the base should answer."""
        return bool(self.facts) and self.kind != FALSE_PREMISE


def load_questions(path: Path, known: frozenset[str]) -> list[ExamQuestion]:
    """Read a question set (.yaml, else JSON Lines).

    Args:
        path: the file.
        known: the ids of the base's facts.

    Returns:
        The questions in order; one without an id has the number of its line.

    Raises:
        FactBaseError: with every problem of the file, as file:line.
    """
    questions: dict[str, ExamQuestion] = {}
    problems: list[Problem] = []
    try:
        rows = list(_yaml_rows(path) if path.suffix in {".yaml", ".yml"} else _json_rows(path))
    except YamlError as error:
        raise FactBaseError([Problem(shown(path), error.line, error.message)]) from None
    for line, row in rows:
        try:
            entry = QuestionEntry.model_validate(row)
        except ValidationError as errors:
            found = explain.problems(errors, QuestionEntry, row)
            problems += [Problem(shown(path), line, message) for _, message in found]
            continue
        for fact in sorted(set(entry.facts) - known):
            problems.append(Problem(shown(path), line, f"the base has no fact {fact!r}"))
        name = entry.id or str(line)
        if name in questions:
            problems.append(Problem(shown(path), line, f"another question has the id {name!r} too"))
        facts = tuple(dict.fromkeys(entry.facts))
        questions[name] = ExamQuestion(name, entry.text, entry.kind, facts, entry.topic)
    if not rows:
        problems.append(Problem(shown(path), 0, "there is no question in it"))
    if problems:
        raise FactBaseError(problems)
    return list(questions.values())


def _yaml_rows(path: Path) -> Iterator[tuple[int, Any]]:
    document = read_yaml(path)
    if document.data is not None and not isinstance(document.data, list):
        raise YamlError(1, "a question set is a list: one `- text: ...` for each question")
    for position, row in enumerate(document.data or []):
        yield document.line_of((position,)), row


def _json_rows(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise YamlError(0, "the file is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise YamlError(0, f"the file cannot be read ({error.strerror})") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise YamlError(number, f"this line is no JSON ({error})") from None
