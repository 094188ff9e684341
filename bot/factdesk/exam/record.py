"""A run of the examination as JSON: what is written, and what a later run is compared with."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from factdesk.exam.figures import Grade, Outcome

if TYPE_CHECKING:
    from factdesk.exam.grading import Report, Result, Speed
    from factdesk.exam.hindsight import PeerReport


class QuestionRecord(BaseModel):
    """One question of a run.

    Fields that it does not know are passed over: they are a later version's.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    text: str
    kind: str
    topic: str | None
    facts: tuple[str, ...]
    outcome: Outcome
    fact: str | None
    choices: tuple[str, ...]
    grade: Grade
    best: str | None
    objected: bool
    confidence: float
    milliseconds: float


class RunRecord(BaseModel):
    """What a comparison needs of one question set's report."""

    model_config = ConfigDict(frozen=True)

    figures: dict[str, float | None]
    questions: tuple[QuestionRecord, ...]


def question_record(result: Result) -> QuestionRecord:
    """A result as it is written."""
    question, answered = result.question, result.outcome == "answer"
    return QuestionRecord(
        id=question.id,
        text=question.text,
        kind=question.kind,
        topic=result.topic,
        facts=question.facts,
        outcome=result.outcome,
        fact=result.facts[0] if answered else None,
        choices=() if answered else result.facts,
        grade=result.grade,
        best=result.best,
        objected=result.objected,
        confidence=round(result.confidence, 4),
        milliseconds=round(result.milliseconds, 3),
    )


def run_record(report: Report) -> RunRecord:
    """A run as another one can be compared with it."""
    return RunRecord(
        figures=report.figures() | report.further(),
        questions=tuple(question_record(result) for result in report.results),
    )


def report_to_json(report: Report, peers: list[PeerReport] | None = None) -> dict[str, Any]:
    """The report on one question set as a JSON object (see docs/formats.md)."""
    run = run_record(report)
    speed = report.speed()
    return {
        "figures": run.figures,
        "kinds": {kind: asdict(counts) for kind, counts in report.kinds.items()},
        "topics": {topic: asdict(counts) for topic, counts in report.topics.items()},
        "wrong": [
            {"id": m.question.id, "text": m.question.text, "fact": m.facts[0]}
            for m in report.mistakes
        ],
        "reliability": [asdict(found) for found in report.reliability()],
        "reliability_unobjected": [asdict(b) for b in report.reliability(unobjected=True)],
        "speed": _speed(speed) if speed else None,
        "peers": None if peers is None else {peer.name: _peer(peer) for peer in peers},
        "questions": [row.model_dump(mode="json") for row in run.questions],
    }


def _speed(speed: Speed) -> dict[str, Any]:
    return {
        "median_milliseconds": round(speed.median, 3),
        "slowest_milliseconds": round(speed.slowest.milliseconds, 3),
        "slowest": {"id": speed.slowest.question.id, "text": speed.slowest.question.text},
    }


def _peer(peer: PeerReport) -> dict[str, Any]:
    return {
        "threshold": peer.chosen.threshold if peer.chosen else None,
        "as_precise_as_the_desk": peer.reaches,
        "figures": peer.figures,
    }
