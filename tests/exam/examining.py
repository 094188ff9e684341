"""Questions and results made up for the tests of the examination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.exam.grading import Report, Result
from factdesk.exam.questions import ExamQuestion

if TYPE_CHECKING:
    from factdesk.exam.figures import Grade, Outcome

# A reply of each grade to a question that `lion` answers.
SAID: dict[Grade, tuple[Outcome, tuple[str, ...]]] = {
    "right": ("answer", ("lion",)),
    "wrong": ("answer", ("rook",)),
    "offered": ("choices", ("rook", "lion")),
    "misled": ("choices", ("rook",)),
    "nothing": ("none", ()),
}


def question(
    text: str = "x", *facts: str, kind: str = "direct", topic: str | None = None
) -> ExamQuestion:
    return ExamQuestion("q", text, kind, facts, topic)


def result(
    grade: Grade,
    *,
    text: str = "x",
    kind: str = "direct",
    facts: tuple[str, ...] = ("lion",),
    best: str | None = "lion",
    objected: bool = False,
    confidence: float = 0.5,
    topic: str | None = None,
    publication: bool | None = None,
    milliseconds: float = 1.0,
) -> Result:
    outcome, said = SAID[grade]
    return Result(
        question=ExamQuestion("q", text, kind, facts),
        outcome=outcome,
        facts=said,
        best=best,
        objected=objected,
        confidence=confidence,
        topic=topic,
        publication=publication,
        milliseconds=milliseconds,
    )


def report(*results: Result) -> Report:
    return Report(tuple(results))
