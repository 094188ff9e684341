"""The desk: a question goes in, a reply comes out. Everything else is a counter in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.factbase.load import bundled_base, load_base
from factdesk.matching.confidence import Bars
from factdesk.matching.matcher import Match, Matcher
from factdesk.matching.text import MAX_CHARACTERS
from factdesk.reply import Answer, Choices, NoAnswer, Reply, Silence

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

MAX_CHOICES = 3


class Desk:
    """Answers questions from one fact base.

    Safe to use from several threads or tasks at once; `reload` swaps the base in one step.
    """

    def __init__(self, base: FactBase, bars: Bars | None = None) -> None:
        self._bars = bars or Bars()
        self._serving = (base, Matcher(base))

    @classmethod
    def open(cls, folder: Path | None = None) -> Desk:
        """A desk for the base in `folder`, or for the one that ships with the package.

        Raises:
            FactBaseError: the base does not load.
        """
        return cls(load_base(folder or bundled_base()))

    @property
    def base(self) -> FactBase:
        """The fact base being served."""
        return self._serving[0]

    @property
    def matcher(self) -> Matcher:
        """The matcher of the base being served."""
        return self._serving[1]

    def reload(self) -> None:
        """Load the base's folder again and serve it from the next question on.

        Raises:
            FactBaseError: the base does not load; the old one goes on being served.
        """
        base = load_base(self.base.folder)
        self._serving = (base, Matcher(base))

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
            if match.asks and self._sure(match, self._bars.listen):
                return _answer(question, match, base)
            return Silence(question, match.confidence)
        if self._sure(match, self._bars.answer):
            return _answer(question, match, base)
        return self._unsure(question, match)

    @staticmethod
    def _sure(match: Match, bar: float) -> bool:
        return (
            bool(match.candidates)
            and match.confidence >= bar
            and not match.candidates[0].evidence.objections
        )

    def _unsure(self, question: str, match: Match) -> Reply:
        if not match.candidates:
            reason = "No word of your question is known here."
            return NoAnswer(question, match.confidence, (), reason)
        objections = match.candidates[0].evidence.objections
        reason = objections[0] if objections else "Several facts fit about equally well."
        offered = match.candidates[:MAX_CHOICES]
        if not match.states and match.candidates[0].evidence.share >= self._bars.choices:
            return Choices(question, match.confidence, offered, reason)
        return NoAnswer(question, match.confidence, offered, reason)


def _too_long(question: str, *, listening: bool) -> Reply:
    if listening:
        return Silence(question, 0.0)
    reason = f"Your question is longer than {MAX_CHARACTERS:,} characters; ask it in fewer words."
    return NoAnswer(question, 0.0, (), reason)


def _answer(question: str, match: Match, base: FactBase) -> Answer:
    best = match.candidates[0]
    related = tuple(fact for other in best.fact.see_also if (fact := base.fact(other)) is not None)
    return Answer(question, match.confidence, best, related)
