from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from factdesk.desk import Desk
from factdesk.exam.gate import question_set, try_phrasing
from factdesk.factbase.overlay import overlaid
from factdesk.factbase.problems import FactBaseError
from factdesk.reply import Answer, Choices
from smallbases import MENAGERIE, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(make_small_base(tmp_path_factory.mktemp("menagerie"), MENAGERIE))


def some_question(desk: Desk) -> tuple[str, str]:
    fact = desk.base.facts[0]
    return fact.id, fact.phrasings[0]


def test_a_phrasing_that_harms_nothing_is_allowed_and_found_afterwards(desk: Desk) -> None:
    fact, _ = some_question(desk)
    verdict = try_phrasing(desk, "zebedee's quorn timetable please", fact)
    assert verdict.allowed, verdict.harms
    assert verdict.asked >= sum(len(each.questions) for each in desk.base.facts)
    reply = verdict.desk.ask("zebedee's quorn timetable please")
    assert isinstance(reply, Answer)
    assert reply.candidate.fact.id == fact


def test_what_is_being_served_does_not_change_by_trying(desk: Desk) -> None:
    fact, _ = some_question(desk)
    before = desk.base
    try_phrasing(desk, "zebedee's quorn timetable please", fact)
    assert desk.base is before


def test_another_facts_phrasing_is_refused_and_named(desk: Desk) -> None:
    fact, _ = some_question(desk)
    other = desk.base.facts[1]
    verdict = try_phrasing(desk, other.question.upper(), fact)
    assert not verdict.allowed
    assert verdict.harms[0].fact == other.id
    assert verdict.asked == 0


def test_what_was_ruled_out_is_refused(desk: Desk) -> None:
    fact = desk.base.facts[0]
    ruled = replace(fact, not_=(*fact.not_, "who paints the moon"))
    base = replace(desk.base, facts=(ruled, *desk.base.facts[1:]))
    verdict = try_phrasing(desk.beside(base), "Who paints the moon?", fact.id)
    assert not verdict.allowed
    assert "ruled out" in verdict.harms[0].sentence


def test_a_phrasing_that_takes_another_facts_questions_is_refused(desk: Desk) -> None:
    """Nearly word for word another fact's question: what is asked so would get the wrong fact."""
    fact, _ = some_question(desk)
    other = desk.base.facts[1]
    harms = [
        harm
        for text in other.questions
        for harm in try_phrasing(desk, f"{text} tell me now exactly", fact).harms
    ]
    assert any(harm.fact in {other.id, fact} for harm in harms)


def test_an_answer_that_would_become_a_choice_is_told(desk: Desk) -> None:
    """Both facts would be asked for in these words: the one that had them alone gets a rival."""
    fact, other = desk.base.facts[:2]
    verdict = try_phrasing(desk, f"hey {fact.question}", other.id)
    best = verdict.desk.matcher.best_fact(fact.question)
    assert best is not None
    assert verdict.desk.base.facts[best].id == fact.id  # it still comes first, and yet
    assert isinstance(verdict.desk.ask(fact.question), Choices)
    told = {harm.question: harm.sentence for harm in verdict.harms}
    assert told[fact.question] == f"It would no longer be answered with {fact.id}."


def test_the_promise_of_a_server_must_be_kept_as_well(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact, _ = some_question(desk)
    text = "zebedee's quorn timetable please"
    never = replace(desk.confidence(0.99), answer=2.0, careful=False)
    beside = desk.beside

    def with_one_promise_lost(base: FactBase) -> Desk:
        after = beside(base)
        known = after.confidence
        monkeypatch.setattr(
            after, "confidence", lambda promise=None: never if promise == 0.99 else known(promise)
        )
        return after

    monkeypatch.setattr(desk, "beside", with_one_promise_lost)
    assert try_phrasing(desk, text, fact).allowed
    verdict = try_phrasing(desk, text, fact, {0.99})
    assert [harm.sentence for harm in verdict.harms] == [
        "With it no confidence would keep the promise of 99 of 100."
    ]


def test_an_unknown_fact_is_an_error(desk: Desk) -> None:
    with pytest.raises(KeyError):
        try_phrasing(desk, "anything", "no-such-fact")


def test_a_question_of_the_question_set_must_fare_no_worse(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    desk = Desk(base)
    fact, _ = some_question(desk)
    folder = base.folder / "questions"
    folder.mkdir()
    row = {"text": "zebedee's quorn timetable please", "kind": "near-miss", "facts": []}
    (folder / "mine.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert [each.text for each in question_set(base)] == [row["text"]]
    verdict = try_phrasing(desk, row["text"], fact)
    assert [harm.question for harm in verdict.harms] == [row["text"]]
    assert "question set" in verdict.harms[0].sentence


def test_a_question_set_that_does_not_load_is_told(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    (base.folder / "questions").mkdir()
    (base.folder / "questions" / "mine.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(FactBaseError):
        try_phrasing(Desk(base), "zebedee's quorn timetable please", base.facts[0].id)


def test_an_overlay_adds_phrasings_once_and_takes_facts_away(desk: Desk) -> None:
    first, second = desk.base.facts[:2]
    new = {first.id: ["New words?", "new words", first.question], "gone": ["whatever"]}
    base = overlaid(desk.base, new, {second.id})
    changed = base.fact(first.id)
    assert changed is not None
    assert changed.phrasings == (*first.phrasings, "New words?")
    assert base.fact(second.id) is None
    assert overlaid(desk.base, {}, ()) is desk.base
