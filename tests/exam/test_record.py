from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from exam.examining import report, result
from factdesk.exam.curves import Point
from factdesk.exam.hindsight import PeerReport
from factdesk.exam.record import RunRecord, report_to_json, run_record

if TYPE_CHECKING:
    from factdesk.exam.figures import Grade

FOUND = report(
    result("right", text="a", confidence=0.987654321, topic="cats", milliseconds=1.23456),
    result("offered", text="b", best="rook", objected=True, confidence=0.5, milliseconds=3.0),
    result("wrong", text="c", kind="near-miss", facts=(), best="rook", milliseconds=2.0),
)


def written(*arguments: object) -> Any:
    return json.loads(json.dumps(report_to_json(*arguments)))


def test_every_question_is_told_with_its_outcome() -> None:
    assert written(FOUND)["questions"][0] == {
        "id": "q",
        "text": "a",
        "kind": "direct",
        "topic": "cats",
        "facts": ["lion"],
        "outcome": "answer",
        "fact": "lion",
        "choices": [],
        "grade": "right",
        "best": "lion",
        "objected": False,
        "confidence": 0.9877,
        "milliseconds": 1.235,
    }


@pytest.mark.parametrize(
    ("grade", "outcome", "fact", "choices"),
    [
        ("wrong", "answer", "rook", []),
        ("offered", "choices", None, ["rook", "lion"]),
        ("misled", "choices", None, ["rook"]),
        ("nothing", "none", None, []),
    ],
)
def test_a_question_has_a_fact_or_choices_or_neither(
    grade: Grade, outcome: str, fact: str | None, choices: list[str]
) -> None:
    (row,) = written(report(result(grade)))["questions"]
    assert [row[key] for key in ("grade", "outcome", "fact", "choices")] == [
        *(grade, outcome, fact),
        choices,
    ]


def test_all_figures_stand_together() -> None:
    assert written(FOUND)["figures"] == FOUND.figures() | FOUND.further()


def test_counts_wrong_answers_reliability_and_speed_are_told() -> None:
    told = written(FOUND)
    assert told["kinds"] == {kind: asdict(tally) for kind, tally in FOUND.kinds.items()}
    assert told["topics"] == {"cats": asdict(FOUND.topics["cats"])}
    assert told["wrong"] == [{"id": "q", "text": "c", "fact": "rook"}]
    assert told["reliability"] == [asdict(found) for found in FOUND.reliability()]
    assert sum(found["replies"] for found in told["reliability"]) == 3
    assert sum(found["replies"] for found in told["reliability_unobjected"]) == 2
    assert told["speed"] == {
        "median_milliseconds": 2.0,
        "slowest_milliseconds": 3.0,
        "slowest": {"id": "q", "text": "b"},
    }


def test_peers_are_told_with_their_threshold_if_they_were_asked() -> None:
    point = Point(12.5, 4, 2, 1, 1)
    figures = FOUND.figures()
    peers = [
        PeerReport("good", point, reaches=True, figures=figures, curve=[point]),
        PeerReport("mute", None, reaches=False, figures=figures, curve=[]),
    ]
    assert written(FOUND)["peers"] is None
    assert written(FOUND, peers)["peers"] == {
        "good": {"threshold": 12.5, "as_precise_as_the_desk": True, "figures": figures},
        "mute": {"threshold": None, "as_precise_as_the_desk": False, "figures": figures},
    }


def test_an_examination_of_nothing_can_be_written() -> None:
    assert written(report())["speed"] is None


def test_what_was_written_can_be_read_as_a_run() -> None:
    assert RunRecord.model_validate(written(FOUND)) == run_record(FOUND)
