"""A desk examined on a question set: how often right, one click away, wrong, or silent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factdesk.reply import Answer, Choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factdesk.desk import Desk
    from factdesk.exam.questions import ExamQuestion
    from factdesk.reply import Reply

NEAR_MISS = "near-miss"
NONSENSE = frozenset({"off-topic", "not-a-question", "hostile"})


@dataclass(slots=True)
class Tally:
    """Counts for one kind of question.

    Attributes:
        asked: how many were asked.
        right: answered with a fact that answers it.
        wrong: answered with another.
        offered: the right fact was among the choices.
        misled: choices without the right fact.
        nothing: no answer, and none offered.
    """

    asked: int = 0
    right: int = 0
    wrong: int = 0
    offered: int = 0
    misled: int = 0
    nothing: int = 0


@dataclass(frozen=True, slots=True)
class Mistake:
    """A question answered wrongly, with what was said instead."""

    question: ExamQuestion
    fact: str
    confidence: float


@dataclass(slots=True)
class Report:
    """What an examination found."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    answerable: Tally = field(default_factory=Tally)
    mistakes: list[Mistake] = field(default_factory=list)

    def figures(self) -> dict[str, float | None]:
        """The figures by name, each a share between 0 and 1, or None where nothing was asked."""
        right = sum(tally.right for tally in self.kinds.values())
        wrong = sum(tally.wrong for tally in self.kinds.values())
        near_miss = self.kinds.get(NEAR_MISS, Tally())
        nonsense = [tally for kind, tally in self.kinds.items() if kind in NONSENSE]
        return {
            "given answers that are right": _share(right, right + wrong),
            "answerable answered right": _share(self.answerable.right, self.answerable.asked),
            "answerable right or offered": _share(
                self.answerable.right + self.answerable.offered, self.answerable.asked
            ),
            "near-misses answered": _share(near_miss.wrong, near_miss.asked),
            "off-topic, chatter, hostile answered": _share(
                sum(tally.wrong for tally in nonsense), sum(tally.asked for tally in nonsense)
            ),
        }


def examine(desk: Desk, questions: Iterable[ExamQuestion]) -> Report:
    """Ask the desk every question and count."""
    report = Report()
    for question in questions:
        reply = desk.ask(question.text)
        tallies = [report.kinds.setdefault(question.kind, Tally())]
        if question.answerable:
            tallies.append(report.answerable)
        for tally in tallies:
            _count(tally, question, reply)
        if isinstance(reply, Answer) and reply.candidate.fact.id not in question.facts:
            report.mistakes.append(Mistake(question, reply.candidate.fact.id, reply.confidence))
    return report


def _count(tally: Tally, question: ExamQuestion, reply: Reply) -> None:
    tally.asked += 1
    if isinstance(reply, Answer):
        if reply.candidate.fact.id in question.facts:
            tally.right += 1
        else:
            tally.wrong += 1
    elif isinstance(reply, Choices):
        if any(candidate.fact.id in question.facts for candidate in reply.candidates):
            tally.offered += 1
        else:
            tally.misled += 1
    else:
        tally.nothing += 1


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
