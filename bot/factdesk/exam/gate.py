"""May a phrasing be learned? Only when nothing that the desk gets right now would be lost by it.

Every phrasing of the base must still get its fact, every `not:` question must still not get the
fact that it is ruled out for, every question of the base's question set must fare no worse, and
every promise in use must still be kept. The questions that would change are told.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from factdesk.exam.questions import load_questions
from factdesk.factbase.normalise import normalise
from factdesk.factbase.overlay import overlaid
from factdesk.reply import Answer, Choices, NoAnswer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from factdesk.desk import Desk
    from factdesk.exam.questions import ExamQuestion
    from factdesk.factbase.models import Fact, FactBase
    from factdesk.matching.matcher import Matcher
    from factdesk.reply import Reply

QUESTION_SETS: Final = "questions"  # a folder of the base: its question sets, *.jsonl and *.yaml

_RIGHT, _OFFERED, _NOTHING, _WRONG = 3, 2, 1, 0  # how well a question fares


@dataclass(frozen=True, slots=True)
class Harm:
    """A question that would fare worse.

    Attributes:
        question: its text.
        fact: the fact that it should get, or must not get; None when it should get none.
        sentence: what would happen, to a curator.
    """

    question: str
    fact: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says.

    Attributes:
        desk: a desk that serves the base with the phrasing, to go on with when it is allowed.
        harms: what speaks against it; none when it is allowed.
        asked: how many questions were asked.
    """

    desk: Desk
    harms: tuple[Harm, ...]
    asked: int

    @property
    def allowed(self) -> bool:
        """Whether the phrasing may be learned."""
        return not self.harms


def try_phrasing(desk: Desk, text: str, fact_id: str, promises: Collection[float] = ()) -> Verdict:
    """Try a phrasing on a copy of a desk; what is being served does not change.

    Takes about as long as asking every question of the base once, and a calibration.

    Args:
        desk: as it serves now.
        text: the phrasing.
        fact_id: the fact that it is to find.
        promises: those that servers have made besides the desk's own, of `Desk.promises`.

    Raises:
        KeyError: the base has no such fact, or the desk no such promise.
        FactBaseError: a question set of the base does not load.
    """
    base = desk.base
    fact = base.fact(fact_id)
    if fact is None:
        raise KeyError(fact_id)
    known = list(_already_there(base, fact, text))
    if known:
        return Verdict(desk, tuple(known), 0)
    after = desk.beside(overlaid(base, {fact_id: [text]}))
    harms: list[Harm] = []
    if not _answers(after, text, fact_id):
        harms.append(Harm(text, fact_id, "The phrasing itself would not get that fact."))
    for promise in sorted({desk.promise, *promises}):
        if desk.confidence(promise).can_be_kept and not after.confidence(promise).can_be_kept:
            lost = f"With it no confidence would keep the promise of {100 * promise:g} of 100."
            harms.append(Harm(text, fact_id, lost))
    questions = question_set(base)
    harms += _lost(desk, after)
    harms += _wrongly_got(desk, after)
    harms += _faring_worse(desk, after, questions)
    asked = sum(len(each.questions) + len(each.not_) for each in base.facts) + len(questions)
    return Verdict(after, tuple(harms), asked)


def _lost(before: Desk, after: Desk) -> Iterator[Harm]:
    for fact in before.base.facts:
        for text in fact.questions:
            now = _got(after.matcher, text, fact.id)
            if now < _RIGHT and now < _got(before.matcher, text, fact.id):
                how = "find" if now == _NOTHING else "be answered with"
                yield Harm(text, fact.id, f"It would no longer {how} {fact.id}.")


def _wrongly_got(before: Desk, after: Desk) -> Iterator[Harm]:
    for fact in before.base.facts:
        for text in fact.not_:
            if _answers(after, text, fact.id) and not _answers(before, text, fact.id):
                yield Harm(text, fact.id, f"It would get {fact.id}, which is ruled out.")


def _faring_worse(before: Desk, after: Desk, questions: Sequence[ExamQuestion]) -> Iterator[Harm]:
    for each in questions:
        if _fares_worse(before, after, each.text, each.facts):
            wanted = ", ".join(each.facts) or None
            yield Harm(each.text, wanted, "A question of the question set would fare worse.")


def question_set(base: FactBase) -> list[ExamQuestion]:
    """The questions in the base's folder `questions/`, of all its files.

    Raises:
        FactBaseError: a file is no question set.
    """
    folder = base.folder / QUESTION_SETS
    files = sorted(path for path in folder.glob("*") if path.suffix in {".jsonl", ".yaml", ".yml"})
    known = frozenset(fact.id for fact in base.facts)
    return [question for path in files for question in load_questions(path, known)]


def _already_there(base: FactBase, fact: Fact, text: str) -> Iterator[Harm]:
    wanted = normalise(text)
    if wanted in {normalise(each) for each in fact.not_}:
        yield Harm(text, fact.id, f"It was ruled out: it stands under not: of {fact.id}.")
    for other in base.facts:
        if wanted in {normalise(each) for each in other.questions}:
            yield Harm(text, other.id, f"It is a phrasing of {other.id} already.")


def _answers(desk: Desk, text: str, fact_id: str) -> bool:
    reply = _asked(desk, text)
    return isinstance(reply, Answer) and reply.candidate.fact.id == fact_id


def _got(matcher: Matcher, text: str, fact_id: str) -> int:
    """Whether a fact is what a question gets, or at least what comes first."""
    _give_way()
    match = matcher.match(text)
    if not match.candidates or match.candidates[0].fact.id != fact_id:
        return _NOTHING
    return _RIGHT if match.sure else _OFFERED


def _asked(desk: Desk, text: str) -> Reply:
    _give_way()
    return desk.ask(text)


def _give_way() -> None:
    """Let an event loop in another thread go on, which else waits for its turn."""
    time.sleep(0)


def _fares_worse(before: Desk, after: Desk, text: str, facts: Collection[str]) -> bool:
    now = _fares(_asked(after, text), facts)
    return now < _RIGHT and now < _fares(_asked(before, text), facts)


def _fares(reply: Reply, facts: Collection[str]) -> int:
    """How well a question fares that these facts answer, or none."""
    if isinstance(reply, Answer):
        return _RIGHT if reply.candidate.fact.id in facts else _WRONG
    if not facts:
        return _RIGHT  # not answered, as it should be
    offered: Sequence[str] = ()
    if isinstance(reply, Choices):
        offered = [candidate.fact.id for candidate in reply.candidates]
    elif isinstance(reply, NoAnswer):
        offered = [candidate.fact.id for candidate in reply.nearest]
    return _OFFERED if set(offered) & set(facts) else _NOTHING
