from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchkit.desks import make_desk
from benchkit.promise_figures import report
from benchkit.question_sets import base_of, read_set
from factdesk.desk import Desk
from promise import ask_set
from smallbases import MENAGERIE, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

SET = {
    "facts": [
        {"id": "lions_fed", "phrasings": ["When are the lions fed?", "feeding time of the lions"]},
        {"id": "penguins", "phrasings": ["Where do the penguins swim?"]},
    ],
    "queries": [
        {"text": "Where do the penguins swim?", "fact_id": "penguins", "kind": "plain"},
        {"text": "where do the pengiuns swim", "fact_id": "penguins", "kind": "typo1"},
        {"text": "Where do the otters swim?", "fact_id": None, "kind": "nm-entity"},
        {"text": "Who pays my rent?", "fact_id": None, "kind": "oos"},
        {"text": "When are the lions fed?", "fact_id": "penguins", "kind": "plain"},
    ],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "zoo.jsonl"
    written.write_text(json.dumps(SET), encoding="utf-8")
    return written


def test_each_kind_is_counted(path: Path) -> None:
    kinds = ask_set("zoo", read_set(path), None).kinds
    assert (kinds["plain"].right, kinds["plain"].wrong) == (1, 1)
    assert kinds["typo1"].right + kinds["typo1"].offered == 1
    assert kinds["nm-entity"].asked == kinds["oos"].asked == 1


def test_figures_are_shares_of_the_right_queries(path: Path) -> None:
    outcome = ask_set("zoo", read_set(path), None)
    right = sum(tally.right for tally in outcome.kinds.values())
    wrong = sum(tally.wrong for tally in outcome.kinds.values())
    row = outcome.row()
    assert row[:4] == ("zoo", "own", str(right + wrong), f"{right / (right + wrong):.1%}")
    assert row[4] == f"{right / 3:.1%}"
    assert row[-1] == "0.0%"
    assert outcome.near_miss_row()[2] == "-"
    assert "| nm-entity |" in report([outcome])


def test_a_stand_in_answer_tells_no_fact_from_another(path: Path) -> None:
    numbered = base_of(read_set(path)).facts
    assert [fact.answer for fact in numbered] == [
        "This is the answer to question 1.",
        "This is the answer to question 2.",
    ]
    assert len({fact.answer for fact in base_of(read_set(path), numbered=False).facts}) == 1


def test_a_promise_reaches_the_desk(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    lenient, strict = (make_desk(base, promise).matcher.confidence for promise in (0.5, 0.9))
    assert lenient.answer < strict.answer


def test_without_a_promise_the_desk_keeps_its_own(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    assert make_desk(base).matcher.confidence.answer == Desk(base).matcher.confidence.answer
