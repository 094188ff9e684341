"""A desk examined on a question set: how often right, one click away, wrong, or silent."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.exam.curves import Attempt, calibration_error, reliability, risk_coverage
from factdesk.exam.figures import Grade, Outcome, Tally, five_figures, grade_of, share, tally
from factdesk.exam.questions import FALSE_PREMISE
from factdesk.reply import Answer, Choices, NoAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factdesk.desk import Desk
    from factdesk.exam.curves import Bin, Point
    from factdesk.exam.questions import ExamQuestion
    from factdesk.factbase.models import Fact, FactBase
    from factdesk.reply import Candidate, Reply


CALIBRATION_ERROR = "expected calibration error"
CALIBRATION_ERROR_UNOBJECTED = "the same where no check objects"


@dataclass(frozen=True, slots=True)
class Result:
    """One question and what the desk made of it.

    Attributes:
        question: with the facts that answer it.
        outcome: the kind of reply.
        facts: the fact answered with, or those offered, or none.
        best: the fact that came first, whether it was told or not; None where none came near.
        objected: whether a check spoke against the best fact, so that it is not answered with
            however high the confidence.
        confidence: of the best fact.
        topic: the set's, or the first topic of the first fact that answers it.
        publication: whether the source named is one that the right answer may name; None without
            an answer, or without a right one.
        milliseconds: from question to reply, on the wall clock.
    """

    question: ExamQuestion
    outcome: Outcome
    facts: tuple[str, ...]
    best: str | None
    objected: bool
    confidence: float
    topic: str | None
    publication: bool | None
    milliseconds: float

    @property
    def grade(self) -> Grade:
        """How good the reply is."""
        return grade_of(self.question, self.outcome, self.facts)

    @property
    def best_is_right(self) -> bool:
        """Whether the fact that came first answers the question."""
        return self.best in self.question.facts


@dataclass(frozen=True, slots=True)
class Speed:
    """How long replies took, in milliseconds."""

    median: float
    slowest: Result


@dataclass(frozen=True, slots=True)
class Report:
    """What an examination found: everything it tells follows from the single results."""

    results: tuple[Result, ...] = ()

    @property
    def kinds(self) -> dict[str, Tally]:
        """Counts by the questions' kind, sorted."""
        kinds = sorted({result.question.kind for result in self.results})
        return {
            kind: tally(r.grade for r in self.results if r.question.kind == kind) for kind in kinds
        }

    @property
    def topics(self) -> dict[str, Tally]:
        """Counts by topic, sorted; questions without one are left out."""
        topics = sorted({result.topic for result in self.results if result.topic is not None})
        return {topic: tally(r.grade for r in self.results if r.topic == topic) for topic in topics}

    @property
    def answerable(self) -> Tally:
        """Counts of the questions that the base should answer."""
        return tally(result.grade for result in self.results if result.question.answerable)

    @property
    def mistakes(self) -> list[Result]:
        """The questions answered wrongly."""
        return [result for result in self.results if result.grade == "wrong"]

    def figures(self) -> dict[str, float | None]:
        """The five figures by name, each a share between 0 and 1, or None where nothing counts."""
        return five_figures([(result.question, result.grade) for result in self.results])

    def further(self) -> dict[str, float | None]:
        """More figures by name, made like the five."""
        premises = tally(r.grade for r in self.results if r.question.kind == FALSE_PREMISE)
        named = [r.publication for r in self.results if r.publication is not None]
        return {
            "false premises wrongly answered": share(premises.wrong, premises.asked),
            "answers naming the right publication": share(sum(named), len(named)),
            CALIBRATION_ERROR: calibration_error(self.reliability()),
            CALIBRATION_ERROR_UNOBJECTED: calibration_error(self.reliability(unobjected=True)),
        }

    def reliability(self, *, unobjected: bool = False) -> list[Bin]:
        """How often the best fact was right, by confidence.

        Args:
            unobjected: only where no check speaks against the best fact. There the confidence
                alone decides, so there it matters most.
        """
        return reliability(
            (result.confidence, result.best_is_right)
            for result in self.results
            if result.best is not None and not (unobjected and result.objected)
        )

    def curve(self) -> list[Point]:
        """What the desk would risk and cover if only its bar were another."""
        tried = [r for r in self.results if r.best is not None and not r.objected]
        attempts = [Attempt(r.confidence, r.best_is_right, r.question.answerable) for r in tried]
        return risk_coverage(attempts, len(self.results))

    def speed(self) -> Speed | None:
        """How long replies took; None when nothing was asked."""
        if not self.results:
            return None
        median = statistics.median(result.milliseconds for result in self.results)
        return Speed(median, max(self.results, key=lambda result: result.milliseconds))


def examine(
    desk: Desk, questions: Iterable[ExamQuestion], advance: Callable[[], None] = lambda: None
) -> Report:
    """Ask the desk every question and grade what it says.

    Args:
        desk: the desk to examine.
        questions: a set for the desk's base.
        advance: called once a question, to show progress.
    """
    _warm_up(desk)
    results = []
    for question in questions:
        results.append(_ask(desk, question))
        advance()
    return Report(tuple(results))


def _warm_up(desk: Desk) -> None:
    """Have the desk load what it loads once: it would be put down to a question that met it."""
    for fact in desk.base.facts[:1]:
        longest = max(fact.question.split(), key=len)
        desk.ask(fact.question.replace(longest, longest[:1] + longest[2:]))  # a typo


def _ask(desk: Desk, question: ExamQuestion) -> Result:
    began = time.perf_counter()
    reply = desk.ask(question.text)
    took = 1000 * (time.perf_counter() - began)
    near = _near(reply)
    outcome = _outcome(reply)
    said = tuple(c.fact.id for c in near) if outcome != "none" else ()
    return Result(
        question=question,
        outcome=outcome,
        facts=said,
        best=near[0].fact.id if near else None,
        objected=bool(near and near[0].evidence.objections),
        confidence=reply.confidence,
        topic=_topic(question, desk.base),
        publication=_publication(question, near[0].fact, desk.base)
        if isinstance(reply, Answer)
        else None,
        milliseconds=took,
    )


def _outcome(reply: Reply) -> Outcome:
    if isinstance(reply, Answer):
        return "answer"
    return "choices" if isinstance(reply, Choices) else "none"


def _near(reply: Reply) -> tuple[Candidate, ...]:
    """What the reply answers with, offers or calls nearest, the best first."""
    if isinstance(reply, Answer):
        return (reply.candidate,)
    if isinstance(reply, Choices):
        return reply.candidates
    return reply.nearest if isinstance(reply, NoAnswer) else ()


def _topic(question: ExamQuestion, base: FactBase) -> str | None:
    if question.topic is not None or not question.facts:
        return question.topic
    fact = base.fact(question.facts[0])
    return fact.topics[0] if fact and fact.topics else None


def _publication(question: ExamQuestion, said: Fact, base: FactBase) -> bool | None:
    """Whether the publisher named first is one of those that a right answer names."""
    right = [fact for fact_id in question.facts if (fact := base.fact(fact_id)) is not None]
    if not right:
        return None
    publishers = {citation.article.publisher for fact in right for citation in fact.citations}
    return said.citations[0].article.publisher in publishers
