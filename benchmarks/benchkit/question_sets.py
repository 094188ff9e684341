"""Question sets from elsewhere: facts with phrasings, and queries that have a fact or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from benchkit.memory_base import PlainFact, build_base
from factdesk.exam.questions import ExamQuestion

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

NEAR_MISS = "nm-"
OUT_OF_SCOPE = "oos"


class FactRow(BaseModel):
    """A fact of a set: no answer, only ways to ask for it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    phrasings: list[str]


class QueryRow(BaseModel):
    """A query of a set: the fact that answers it, or None."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str
    fact_id: str | None
    kind: str


class QuestionSet(BaseModel):
    """One file: a JSON object with both."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    facts: list[FactRow]
    queries: list[QueryRow]


def read_set(path: Path) -> QuestionSet:
    """Read one set.

    Raises:
        pydantic.ValidationError: it does not have the form of a set.
    """
    return QuestionSet.model_validate_json(path.read_bytes())


def base_of(questions: QuestionSet, *, numbered: bool = True) -> FactBase:
    """The set's facts as a base.

    The sets have no answers. A neutral sentence stands in for each; none of its words can tell one
    fact from another. What the desk concludes from an answer (it has a name, a figure, a reason)
    it concludes from that sentence, so the two variants differ a little.

    Args:
        questions: the set.
        numbered: whether the sentence names the fact's number, or is the same for all.
    """
    return build_base(
        PlainFact(fact.id, tuple(fact.phrasings), _stand_in(number if numbered else None))
        for number, fact in enumerate(questions.facts, start=1)
    )


def _stand_in(number: int | None) -> str:
    return "This is the answer." if number is None else f"This is the answer to question {number}."


def exam_of(questions: QuestionSet) -> list[ExamQuestion]:
    """The set's queries as questions of an examination."""
    return [
        ExamQuestion(
            str(number),
            query.text,
            query.kind,
            () if query.fact_id is None else (query.fact_id,),
        )
        for number, query in enumerate(questions.queries, start=1)
    ]
