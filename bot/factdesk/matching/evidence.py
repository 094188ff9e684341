"""For and against: does the fact explain every word of the question, and give what it asks for?

The checks stand outside the score, because a near-miss ("When did he visit *Pakistan*?") scores as
high as an honest paraphrase. One that fails never silences the desk: it turns an answer into a
choice, and says why in a sentence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from factdesk.matching.rows import ENOUGH
from factdesk.matching.search import NOTHING
from factdesk.reply import Explanation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factdesk.matching.index import Index
    from factdesk.matching.profile import FactProfile
    from factdesk.matching.question import Question
    from factdesk.matching.rows import Term
    from factdesk.matching.search import Hit, LeftOut
    from factdesk.matching.units import Unit

TURNED = 3  # a fact has a direction when its phrasings have one so many times as often ...
TURNED_IN = 5  # ... and so many of them have it
LEAST_WEIGHT = 0.2  # share of log(facts): a word that most facts have picks none of them

Check = Literal[
    "ruled out",
    "remark",
    "too little",
    "figure",
    "name",
    "name around",
    "word",
    "relation",
    "kind",
    "measure",
    "negation",
    "direction",
]

_KIND_OBJECTIONS = {
    "when": "You ask when; the nearest fact gives no date for that.",
    "how many": "You ask how many or how much; the nearest fact gives no figure for that.",
    "who": "You ask who; the nearest fact names nobody for that.",
    "where": "You ask where; the nearest fact does not say where.",
    "why": "You ask why; the nearest fact gives no reason.",
    "how": "You ask how; the nearest fact does not tell that.",
}


class Objection(NamedTuple):
    """One reason not to answer: which check found it, and the reason as a sentence."""

    check: Check
    sentence: str


RULED_OUT = Objection("ruled out", "The curators of this base say that it does not tell that.")
LIKE_A_RULED_OUT_ONE = Objection(
    "ruled out", "That is close to what the sources tell, but they do not tell it."
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One fact weighed against a question.

    Attributes:
        profile: of the fact.
        explained: the question's weighty words, in order, and what the fact makes of each.
        missing: words that define the matched phrasing and that the question does not ask for.
        objections: the reasons not to answer, most telling first.
    """

    profile: FactProfile
    explained: tuple[Explanation, ...]
    missing: tuple[str, ...]
    objections: tuple[Objection, ...]

    @property
    def against(self) -> frozenset[Check]:
        """The checks that speak against the fact."""
        return frozenset(objection.check for objection in self.objections)

    def objected(self, objection: Objection) -> Weighed:
        """The same with one more objection; those that name a word tell more and stay in front."""
        return replace(self, objections=(*self.objections, objection))


class Scales:
    """Weighs facts against one question: what does not depend on the fact is found out once."""

    def __init__(
        self,
        index: Index,
        question: Question,
        terms: Sequence[Term],
        left_out: LeftOut = NOTHING,
    ) -> None:
        """Weigh against a question.

        Args:
            index: the base.
            question: what was asked.
            terms: the question's units as the base knows them.
            left_out: what to leave out of account.
        """
        self._index = index
        self._question = question
        self._left_out = left_out
        self._weights = [round(term.weight, 2) for term in terms]
        self._units = (*question.units, *question.context)
        self._typed = {key for unit in self._units for key in unit.keys}
        least = LEAST_WEIGHT * math.log(1 + len(index.facts))
        self._too_little = sum(term.weight for term in terms) < least
        # Keywords have no direction.
        self._pairs = [] if question.kind == "open" else list(index.names.pairs(question.words))

    def weigh(self, hit: Hit) -> Weighed:
        """Weigh one fact, as if there were no other.

        Args:
            hit: the fact in question and its best phrasing.
        """
        index, question = self._index, self._question
        left_out = self._left_out.phrasings
        if left_out and left_out[0] in index.rows_of(hit.fact):
            profile = index.profile_without(hit.fact, left_out)
        else:
            profile = index.profile(hit.fact)
        phrasing = index.units_of(hit.phrasing)
        explained = [_explains(profile.keys, unit) for unit in self._units]
        return Weighed(
            profile=profile,
            explained=tuple(
                [
                    Explanation(unit.shown, weight, _by(unit, profile) if known else None, unit.how)
                    for unit, weight, known in zip(
                        question.units, self._weights, explained, strict=False
                    )
                ]
            ),
            missing=tuple(
                [
                    unit.shown
                    for unit in phrasing
                    if not unit.light and self._typed.isdisjoint(unit.keys)
                ]
            ),
            objections=tuple(self._objections(hit, profile, phrasing, explained)),
        )

    def _objections(
        self, hit: Hit, profile: FactProfile, phrasing: Sequence[Unit], explained: Sequence[bool]
    ) -> Iterator[Objection]:
        question = self._question
        if question.normal in profile.ruled_out:
            yield Objection(
                "ruled out", "The curators of this base say that it does not tell that."
            )
        if hit.score > 1:
            return  # word for word what the curator says this fact answers
        if question.states and not profile.stated:
            yield Objection("remark", "That does not look like a question.")
        if self._too_little:
            yield Objection(
                "too little", "That is too little to go by; nearly every fact here is about that."
            )
        yield from self._unexplained(profile, explained)
        yield from self._unrelated(profile, phrasing, explained)
        if question.kind in _KIND_OBJECTIONS and not profile.offers(question.kind):
            yield Objection("kind", _KIND_OBJECTIONS[question.kind])
        elif question.measured and question.measured.isdisjoint(profile.measures):
            yield Objection(
                "measure",
                "You ask how many or how much of something that the nearest fact does not measure.",
            )
        if question.negated and not profile.negated:
            yield Objection(
                "negation", "Your question says “not” or “never”; the nearest fact does not."
            )
        if self._turned_around(profile):
            yield Objection("direction", "The nearest fact tells it the other way round.")

    def _unexplained(self, profile: FactProfile, explained: Sequence[bool]) -> Iterator[Objection]:
        """What the fact does not explain: figures and names anywhere, other words if asked."""
        question = self._question
        for place, unit in enumerate(self._units):
            if explained[place] or unit.maybe_function:
                continue
            said = f"Your question says {_quoted(unit)}"
            asked = place < len(question.units) or unit in question.units
            check: Check
            if unit.is_number:
                if profile.numbers.isdisjoint(unit.keys):
                    yield Objection("figure", f"{said}, a figure that the nearest fact lacks.")
            elif self._is_name(unit):
                named = f"Your question names {_quoted(unit)}"
                check = "name" if asked else "name around"
                yield Objection(check, f"{named}; the nearest fact is not about that.")
            elif asked and not unit.light:
                # What does not ask may be keywords, but then none of them is foreign to the fact.
                remark = not question.asks and not profile.stated
                check = "remark" if remark else "word"
                yield Objection(check, f"{said}, which the nearest fact does not explain.")

    def _unrelated(
        self, profile: FactProfile, phrasing: Sequence[Unit], explained: Sequence[bool]
    ) -> Iterator[Objection]:
        """Words such as "before" count only where phrasing or answer use them themselves."""
        for unit, known in zip(self._question.units, explained, strict=False):
            if unit.relation and known:
                said = {key for other in phrasing for key in other.keys}
                if said.union(profile.told).isdisjoint(unit.keys):
                    yield Objection(
                        "relation",
                        f"Your question says {_quoted(unit)}; "
                        "the nearest fact is not told that way.",
                    )

    def _is_name(self, unit: Unit) -> bool:
        names = self._index.names
        return unit.name or any(key in names for key, quality in unit.keys.items() if quality == 1)

    def _turned_around(self, profile: FactProfile) -> bool:
        for first, second in self._pairs:
            turned = profile.orders[second, first]
            enough = min(TURNED_IN, profile.size)
            if turned >= enough and turned > TURNED * profile.orders[first, second]:
                return True
        return False


def _explains(keys: dict[str, float], unit: Unit) -> bool:
    """Whether some keys have one that counts as the same word."""
    for key, quality in unit.keys.items():  # noqa: SIM110 - asked for very often, and twice as fast
        if keys.get(key, 0.0) * quality >= ENOUGH:
            return True
    return False


def _by(unit: Unit, profile: FactProfile) -> str:
    """What explains a unit that the fact does explain."""
    return "phrasing" if _explains(profile.asked, unit) else "answer"


def _quoted(unit: Unit) -> str:
    return f"“{unit.shown}”"
