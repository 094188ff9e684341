"""The desk: a question goes in, a reply comes out. Everything else is a counter in front of it."""

from __future__ import annotations

import datetime as dt
import gc
from typing import TYPE_CHECKING

from factdesk.calibrated import calibrated
from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.reviews import without_stale
from factdesk.matching.index import Index
from factdesk.matching.matcher import Match, Matcher
from factdesk.matching.text import MAX_CHARACTERS
from factdesk.prepared import read_folder
from factdesk.promise import Promise
from factdesk.reply import Answer, Choices, NoAnswer, Reply, Silence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factdesk.factbase.models import FactBase
    from factdesk.matching.confidence import Confidence
    from factdesk.promise import Promising

MAX_CHOICES = 3
CLEAR = 0.15  # of the score over the next fact's: not "about equally well" any more
LIKELY = 0.05  # chance that the right fact is among the choices, from which on they are offered


def today() -> dt.date:
    """The day in UTC: the same for every process, wherever it runs."""
    return dt.datetime.now(dt.UTC).date()


_Matchers = dict[float, Matcher]  # by promise, over one index


class Desk:
    """Answers questions from one fact base.

    Safe to use from several threads or tasks at once; `reload` swaps the base in one step.
    """

    def __init__(
        self,
        base: FactBase,
        settings: Promising | None = None,
        today: Callable[[], dt.date] = today,
        index: Index | None = None,
    ) -> None:
        """Serve a base.

        Args:
            base: the facts.
            settings: what the operator set; the defaults when None.
            today: tells the day, for facts past their time.
            index: of the base, where there is one already.
        """
        self._today = today
        self._settings = settings or Promise()
        self._serving = self._read(base, index)

    @classmethod
    def open(cls, folder: Path | None = None, settings: Promising | None = None) -> Desk:
        """A desk for the base in `folder`, or for the one that ships with the package.

        Raises:
            FactBaseError: the base does not load.
        """
        base, index = read_folder(folder or bundled_base())
        return cls(base, settings, index=index)

    def _read(self, base: FactBase, index: Index | None) -> tuple[FactBase, _Matchers]:
        current = self._current(base)
        if current is not base:
            base, index = current, None
        index = index or Index(base)
        found = calibrated(base, index, self.promise)
        return base, {promise: Matcher(index, one) for promise, one in found.items()}

    def _current(self, base: FactBase) -> FactBase:
        """The base without what is not to be served today; the same one where that is nothing."""
        return without_stale(base, self._today()) if self._settings.withhold_stale else base

    @property
    def base(self) -> FactBase:
        """The fact base being served."""
        return self._serving[0]

    @property
    def matcher(self) -> Matcher:
        """The matcher of the base being served, with the desk's own promise."""
        return self._serving[1][self.promise]

    @property
    def promise(self) -> float:
        """The share of answers that shall be right, unless somebody asks for another."""
        return self._settings.promise

    @property
    def promises(self) -> tuple[float, ...]:
        """What may be asked for, the laxest first: the desk's own promise and the usual ones."""
        return tuple(self._serving[1])

    @property
    def outdated(self) -> bool:
        """Whether it serves facts that are past their time by now, though it should not."""
        return self._current(self.base) is not self.base

    def warm(self) -> None:
        """Read every fact now, so that the first questions are answered as fast as later ones.

        Worth its third of a second to a program that goes on running; a fact is read by itself
        when it first comes into question. What the desk holds is mostly arrays and texts, so a full
        garbage collection has little to do with it; one is done here, for so much that is new would
        soon bring one about in the middle of a question.
        """
        self.matcher.index.warm()
        gc.collect()

    def reload(self) -> None:
        """Load the base's folder again and serve it from the next question on.

        Raises:
            FactBaseError: the base does not load; the old one goes on being served.
        """
        self._serving = self._read(*read_folder(self.base.folder))

    def beside(self, base: FactBase) -> Desk:
        """Another desk with the same settings, to try a base on; takes as long as opening one."""
        return Desk(base, self._settings, self._today)

    def take_over(self, other: Desk) -> None:
        """Serve from the next question on what another desk serves, read already."""
        self._serving = other._serving

    def confidence(self, promise: float | None = None) -> Confidence:
        """How sure it must be to answer.

        Args:
            promise: one of `promises`; the desk's own when None.

        Raises:
            KeyError: it is none of them.
        """
        return self._serving[1][self.promise if promise is None else promise].confidence

    def ask(self, question: str, *, listening: bool = False, promise: float | None = None) -> Reply:
        """Answer one question.

        Args:
            question: what a person typed, of any length and script.
            listening: whether the desk merely overheard it; then it says an answer or nothing.
            promise: the share of answers that shall be right, one of `promises`; the desk's own
                when None.

        Returns:
            An answer, choices or no answer; when listening, an answer or silence.

        Raises:
            KeyError: there is no such promise.
        """
        if len(question) > MAX_CHARACTERS:
            return _too_long(question, listening=listening)
        base, matchers = self._serving
        match = matchers[self.promise if promise is None else promise].match(question)
        if listening:
            if match.asks and match.surer:
                return _answer(question, match, base)
            return Silence(question, match.confidence)
        if match.sure:
            return _answer(question, match, base)
        return self._unsure(question, match)

    @staticmethod
    def _unsure(question: str, match: Match) -> Reply:
        if not match.candidates:
            reason = "No word of your question is known here."
            return NoAnswer(question, match.confidence, (), reason)
        objections = match.candidates[0].evidence.objections
        reason = objections[0] if objections else _doubt(match)
        offered = match.candidates[:MAX_CHOICES]
        if match.likely >= LIKELY:
            return Choices(question, match.confidence, offered, reason)
        return NoAnswer(question, match.confidence, offered, reason)


def _doubt(match: Match) -> str:
    """Why not to answer although no check speaks against the best fact."""
    if match.candidates[0].evidence.margin < CLEAR:
        return "Several facts fit about equally well."
    return "The nearest fact does not fit well enough to be sure that you mean it."


def _too_long(question: str, *, listening: bool) -> Reply:
    if listening:
        return Silence(question, 0.0)
    reason = f"Your question is longer than {MAX_CHARACTERS:,} characters; ask it in fewer words."
    return NoAnswer(question, 0.0, (), reason)


def _answer(question: str, match: Match, base: FactBase) -> Answer:
    best = match.candidates[0]
    related = tuple(fact for other in best.fact.see_also if (fact := base.fact(other)) is not None)
    return Answer(question, match.confidence, best, related)
