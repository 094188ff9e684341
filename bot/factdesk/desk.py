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
    from factdesk.promise import Promising

MAX_CHOICES = 3
CLEAR = 0.15  # of the score over the next fact's: not "about equally well" any more
LIKELY = 0.05  # chance that the right fact is among the choices, from which on they are offered


class Desk:
    """Answers questions from one fact base.

    Safe to use from several threads or tasks at once; `reload` swaps the base in one step.
    """

    def __init__(
        self,
        base: FactBase,
        settings: Promising | None = None,
        today: Callable[[], dt.date] = dt.date.today,
        index: Index | None = None,
    ) -> None:
        """Serve a base.

        Args:
            base: the facts.
            settings: what the operator set; the defaults when None.
            today: tells the day on which the base is read, for facts past their time.
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

    def _read(self, base: FactBase, index: Index | None) -> tuple[FactBase, Matcher]:
        if self._settings.withhold_stale:
            current = without_stale(base, self._today())
            if len(current.facts) != len(base.facts):
                base, index = current, None
        index = index or Index(base)
        return base, Matcher(index, calibrated(base, index, self._settings))

    @property
    def base(self) -> FactBase:
        """The fact base being served."""
        return self._serving[0]

    @property
    def matcher(self) -> Matcher:
        """The matcher of the base being served."""
        return self._serving[1]

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

    @property
    def keeps_promise(self) -> bool:
        """Whether there is a confidence from which on the promise is kept on this base."""
        confidence = self.matcher.confidence
        return confidence.careful or confidence.answer <= 1

    def ask(self, question: str, *, listening: bool = False) -> Reply:
        """Answer one question.

        Args:
            question: what a person typed, of any length and script.
            listening: whether the desk merely overheard it; then it says an answer or nothing.

        Returns:
            An answer, choices or no answer; when listening, an answer or silence.
        """
        if len(question) > MAX_CHARACTERS:
            return _too_long(question, listening=listening)
        base, matcher = self._serving
        match = matcher.match(question)
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
