"""Two versions of a fact base asked the same: which questions get another outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factdesk.exam.compare import Change, change_to_json, changes
from factdesk.exam.grading import examine
from factdesk.exam.questions import ExamQuestion
from factdesk.exam.record import run_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from factdesk.desk import Desk
    from factdesk.exam.compare import Verdict
    from factdesk.factbase.models import FactBase

PHRASING = "phrasing"
RULED_OUT = "not"
UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions of a base.

    Attributes:
        asked: how many questions both were asked.
        changes: the questions that get another outcome. A question's `kind` tells where it is
            from: the name of its question set, "phrasing" (its `id` is the fact), "not" (its `id`
            is the fact that it rules out) or "unanswered".
        new: ids of facts that the old version has not.
        gone: ids of facts that the new version has not.
        rewritten: ids of facts whose answer is another.
    """

    asked: int
    changes: tuple[Change, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    rewritten: tuple[str, ...]


def questions_of(
    old: FactBase,
    new: FactBase,
    sets: Mapping[str, Sequence[ExamQuestion]],
    unanswered: Iterable[str] = (),
) -> list[ExamQuestion]:
    """Everything to ask two versions of a base, each text once.

    What the question sets say of a text comes first, then what the new version says of it as a
    phrasing or as ruled out, then what the old one says.

    Args:
        old: the earlier version.
        new: the later version.
        sets: question sets by name.
        unanswered: what people asked in vain.
    """
    asked: dict[str, ExamQuestion] = {}
    for name, questions in sets.items():
        for question in questions:
            asked.setdefault(
                question.text, ExamQuestion(question.id, question.text, name, question.facts)
            )
    for base in (new, old):
        for fact in base.facts:
            for text in fact.questions:
                asked.setdefault(text, ExamQuestion(fact.id, text, PHRASING, (fact.id,)))
        for fact in base.facts:
            for text in fact.not_:
                asked.setdefault(text, ExamQuestion(fact.id, text, RULED_OUT, ()))
    for text in unanswered:
        asked.setdefault(text, ExamQuestion("", text, UNANSWERED, ()))
    return list(asked.values())


def difference(
    old: Desk,
    new: Desk,
    questions: Sequence[ExamQuestion],
    advance: Callable[[], None] = lambda: None,
) -> Difference:
    """Ask two desks the same and see what differs.

    Args:
        old: serves the earlier version.
        new: serves the later version.
        questions: what to ask, each text once; see `questions_of`.
        advance: called twice a question, to show progress.
    """
    before, after = (run_record(examine(desk, questions, advance)) for desk in (old, new))
    answers_then = {fact.id: fact.answer for fact in old.base.facts}
    answers_now = {fact.id: fact.answer for fact in new.base.facts}
    both = [fact for fact in answers_now if fact in answers_then]
    return Difference(
        asked=len(questions),
        changes=tuple(map(_judged, changes(before, after))),
        new=tuple(fact for fact in answers_now if fact not in answers_then),
        gone=tuple(fact for fact in answers_then if fact not in answers_now),
        rewritten=tuple(fact for fact in both if answers_now[fact] != answers_then[fact]),
    )


def difference_to_json(found: Difference) -> dict[str, Any]:
    """A difference as a JSON object (see docs/formats.md)."""
    return {
        "asked": found.asked,
        "facts": {
            "new": list(found.new),
            "gone": list(found.gone),
            "rewritten": list(found.rewritten),
        },
        "changes": [
            {**change_to_json(change), "kind": change.question.kind} for change in found.changes
        ],
    }


def _judged(change: Change) -> Change:
    """The change with a verdict that its question allows: few questions name a right fact."""
    return Change(_verdict(change), change.before, change.after)


def _verdict(change: Change) -> Verdict:
    question = change.question
    if question.kind == RULED_OUT:
        # That very fact would be wrong; whether another or none is right, nobody has said.
        then, now = (
            record is not None and record.fact == question.id
            for record in (change.before, change.after)
        )
        return "other" if then == now else "worse" if now else "better"
    return "other" if question.kind == UNANSWERED else change.verdict
