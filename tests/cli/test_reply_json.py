from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from cli.running import SATURDAY, TEEN_ROOM, TIED, UNKNOWN
from factdesk.cli.reply_json import outcome, reply_to_json
from factdesk.desk import Desk
from factdesk.reply import Answer, NoAnswer, Reply, Silence

if TYPE_CHECKING:
    from pathlib import Path

Form = Mapping[str, tuple[type, ...]]

TEXT, NUMBER, LIST = (str,), (float, int), (list,)
MAYBE_TEXT = (str, type(None))

ROW = {
    "id": MAYBE_TEXT,
    "question": TEXT,
    "outcome": TEXT,
    "confidence": NUMBER,
    "fact": MAYBE_TEXT,
    "matched": MAYBE_TEXT,
    "answer": MAYBE_TEXT,
    "source": (dict, type(None)),
    "choices": LIST,
    "reason": MAYBE_TEXT,
    "nearest": LIST,
    "evidence": (dict, type(None)),
}
SOURCE = {
    "text": TEXT,
    "article": TEXT,
    "title": TEXT,
    "publisher": TEXT,
    "voice": TEXT,
    "published": TEXT,
    "passages": LIST,
    "url": MAYBE_TEXT,
    "nature": TEXT,
    "as_of": TEXT,
    "stale_after": MAYBE_TEXT,
}
EVIDENCE = {
    "score": NUMBER,
    "margin": NUMBER,
    "worded": NUMBER,
    "unexplained": LIST,
    "missing": LIST,
    "objections": LIST,
    "words": LIST,
}
WORD = {"word": TEXT, "weight": NUMBER, "by": MAYBE_TEXT, "how": TEXT}
CHOICE = {"fact": TEXT, "question": TEXT, "answer": TEXT}


def has_form(value: dict[str, Any], form: Form) -> bool:
    """Whether the object has these keys, in this order, with values of these types."""
    return list(value) == list(form) and all(isinstance(value[key], form[key]) for key in form)


@pytest.fixture
def desk(twins: Path) -> Desk:
    return Desk.open(twins)


def replies(desk: Desk) -> dict[str, Reply]:
    """A reply of each kind; the last but one has something near, the last has not."""
    answer = desk.ask(SATURDAY)
    assert isinstance(answer, Answer)
    return {
        "answer": answer,
        "choices": desk.ask(TIED),
        "silence": desk.ask(UNKNOWN, listening=True),
        "none, with something near": NoAnswer("why", 0.01, (answer.candidate,), "Too far."),
        "none": desk.ask(UNKNOWN),
    }


KINDS = ("answer", "choices", "silence", "none, with something near", "none")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def row(desk: Desk, kind: str) -> dict[str, Any]:
    return reply_to_json(replies(desk)[kind])


def test_every_reply_has_all_keys_with_their_types(row: dict[str, Any]) -> None:
    assert has_form(row, ROW)


def test_every_reply_survives_the_way_through_json(row: dict[str, Any]) -> None:
    assert json.loads(json.dumps(row)) == row


def test_the_outcome_has_its_name(row: dict[str, Any], kind: str) -> None:
    assert row["outcome"] == kind.partition(",")[0]


def test_the_confidence_is_a_share_with_four_places(row: dict[str, Any]) -> None:
    assert 0 <= row["confidence"] <= 1
    assert row["confidence"] == round(row["confidence"], 4)


@pytest.mark.parametrize("key", ["fact", "matched", "answer", "source"])
def test_only_an_answer_answers(row: dict[str, Any], kind: str, key: str) -> None:
    assert (row[key] is not None) == (kind == "answer")


@pytest.mark.parametrize(
    ("key", "kinds"), [("choices", {"choices"}), ("nearest", {"none, with something near"})]
)
def test_only_the_unsure_offer_facts(
    row: dict[str, Any], kind: str, key: str, kinds: set[str]
) -> None:
    assert bool(row[key]) == (kind in kinds)
    assert all(has_form(offered, CHOICE) for offered in row[key])


def test_only_the_unsure_give_a_reason(row: dict[str, Any], kind: str) -> None:
    assert bool(row["reason"]) == kind.startswith(("choices", "none"))


def test_evidence_is_there_where_a_fact_was_weighed(row: dict[str, Any], kind: str) -> None:
    weighed = kind in {"answer", "choices", "none, with something near"}
    assert (row["evidence"] is not None) == weighed


@pytest.mark.parametrize("kind", ["answer", "choices", "none, with something near"], indirect=True)
def test_evidence_has_all_keys_with_their_types(row: dict[str, Any]) -> None:
    evidence = row["evidence"]
    assert has_form(evidence, EVIDENCE)
    assert evidence["words"]
    assert all(has_form(word, WORD) for word in evidence["words"])


@pytest.mark.parametrize("kind", ["answer"], indirect=True)
def test_unexplained_words_are_those_that_nothing_explains(row: dict[str, Any]) -> None:
    evidence = row["evidence"]
    unexplained = [word["word"] for word in evidence["words"] if word["by"] is None]
    assert evidence["unexplained"] == unexplained


def test_an_answer_carries_its_whole_source(desk: Desk) -> None:
    source = reply_to_json(desk.ask(TEEN_ROOM))["source"]
    assert has_form(source, SOURCE)
    assert source == {
        "text": "New opening hours, Town Library, 1 March 2026, Ada Lind, head librarian, "
        "paragraphs 1 and 3",
        "article": "library-notice",
        "title": "New opening hours",
        "publisher": "Town Library",
        "voice": "Ada Lind, head librarian",
        "published": "2026-03-01",
        "passages": [1, 3],
        "url": None,
        "nature": "plan",
        "as_of": "2026-03-01",
        "stale_after": "2027-12-31",
    }


def test_an_answer_names_its_fact_and_phrasing(desk: Desk) -> None:
    row = reply_to_json(desk.ask(TEEN_ROOM))
    fact = desk.base.fact("library-teen-room")
    assert fact is not None
    assert (row["fact"], row["matched"], row["answer"]) == (fact.id, fact.question, fact.answer)


def test_choices_are_whole_facts(desk: Desk) -> None:
    choices = reply_to_json(desk.ask(TIED))["choices"]
    museum = {
        "fact": "warm-museum",
        "question": "Is the museum warm?",
        "answer": "The museum is warm.",
    }
    assert museum in choices


def test_the_id_is_none_unless_given(desk: Desk) -> None:
    reply = desk.ask(SATURDAY)
    assert reply_to_json(reply)["id"] is None
    assert reply_to_json(reply, ["any", 1])["id"] == ["any", 1]


def test_every_fact_of_the_bundled_base_can_be_told(bundled_desk: Desk) -> None:
    facts = bundled_desk.base.facts
    answered = [reply_to_json(bundled_desk.ask(fact.question)) for fact in facts]
    sources = [row["source"] for row in answered if row["outcome"] == "answer"]
    assert sources
    assert all(has_form(source, SOURCE) for source in sources)


def test_the_outcome_of_a_silence_is_silence() -> None:
    assert outcome(Silence("why", 0.0)) == "silence"
