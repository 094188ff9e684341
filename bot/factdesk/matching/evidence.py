"""For and against: does the fact explain every word of the question, and give what it asks for?

The checks stand outside the score, because a near-miss ("When did he visit *Pakistan*?") scores as
high as an honest paraphrase. One that fails never silences the desk: it turns an answer into a
choice, and says why in a sentence.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from factdesk.matching.names import turned
from factdesk.matching.rows import ENOUGH
from factdesk.matching.search import NOTHING
from factdesk.reply import Explanation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factdesk.matching.index import Index
    from factdesk.matching.profile import FactProfile
    from factdesk.matching.question import Question
    from factdesk.matching.search import Found, Hit, LeftOut
    from factdesk.matching.units import Unit

TURNED = 3  # a fact has a direction when its phrasings have one so many times as often ...
TURNED_IN = 5  # ... and so many of them have it
LEAST_WEIGHT = 0.2  # share of log(facts): a word that most facts have picks none of them

Check = Literal[
    "ruled out",
    "nearly ruled out",
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
    "nearly ruled out", "That is close to what the sources tell, but they do not tell it."
)


class Weighed(NamedTuple):
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
        return frozenset([objection.check for objection in self.objections])

    def objected(self, objection: Objection) -> Weighed:
        """The same with one more objection; those that name a word tell more and stay in front."""
        return self._replace(objections=(*self.objections, objection))


class Scales:
    """Weighs facts against one question: what does not depend on the fact is found out once."""

    def __init__(
        self, index: Index, question: Question, found: Found, left_out: LeftOut = NOTHING
    ) -> None:
        """Weigh against a question.

        Args:
            index: the base.
            question: what was asked.
            found: what the search for it found.
            left_out: what to leave out of account.
        """
        self._index = index
        self._question = question
        self._left_out = left_out
        self._touched = found.touched
        self._units = (*question.units, *question.context)
        self._keys = [tuple(unit.keys.items()) for unit in self._units]
        self._relations = [unit for unit in question.units if unit.relation]
        weights = [term.weight for term in found.terms]
        self._words = [
            (unit.shown, round(weight, 2), unit.how)
            for unit, weight in zip(question.units, weights, strict=True)
        ]
        # The facts share them: replies may be kept, and what is kept the collector goes through.
        self._made: dict[tuple[int, str | None], Explanation] = {}
        least = LEAST_WEIGHT * math.log(1 + len(index.facts))
        self._too_little = sum(weights) < least
        # Keywords have no direction.
        pairs = () if question.kind == "open" else index.names.pairs(question.words)
        self._pairs = [(pair, turned(pair)) for pair in pairs]

    def weigh(self, hit: Hit) -> Weighed:
        """Weigh one fact, as if there were no other.

        Args:
            hit: the fact in question and its best phrasing.
        """
        index = self._index
        left_out = self._left_out.phrasings
        if left_out and left_out[0] in index.rows_of(hit.fact):
            profile = index.profile_without(hit.fact, left_out)
        else:
            profile = index.profile(hit.fact)
        explained = [_by(keys, profile) for keys in self._keys]
        units, touched = index.units, self._touched
        return Weighed(
            profile=profile,
            explained=tuple([self._explanation(n, explained[n]) for n in range(len(self._words))]),
            missing=tuple(
                [
                    units.shown(unit)
                    for unit in index.asked.units_of(hit.phrasing)
                    if not touched[unit] and not units.light(unit)
                ]
            ),
            objections=tuple(self._objections(hit, profile, explained)),
        )

    def _explanation(self, place: int, by: str | None) -> Explanation:
        found = self._made.get((place, by))
        if found is None:
            shown, weight, how = self._words[place]
            found = self._made[place, by] = Explanation(shown, weight, by, how)
        return found

    def _objections(
        self, hit: Hit, profile: FactProfile, explained: Sequence[str | None]
    ) -> Iterator[Objection]:
        question = self._question
        known = not profile.ruled_out.isdisjoint(question.normals)
        if known and not self._left_out.ruled_out:
            yield RULED_OUT
        if hit.score > 1:
            return  # word for word what the curator says this fact answers
        if question.states and not profile.stated:
            yield Objection("remark", "That does not look like a question.")
        if self._too_little:
            yield Objection(
                "too little", "That is too little to go by; nearly every fact here is about that."
            )
        yield from self._unexplained(profile, explained)
        if self._relations:
            yield from self._unrelated(hit, profile)
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

    def _unexplained(
        self, profile: FactProfile, explained: Sequence[str | None]
    ) -> Iterator[Objection]:
        """What the fact does not explain: figures and names anywhere, other words if asked."""
        question = self._question
        for place, unit in enumerate(self._units):
            if explained[place] or unit.maybe_function:
                continue
            asked = place < len(question.units) or unit in question.units
            check: Check
            if unit.is_number:
                if profile.numbers.isdisjoint(unit.keys):
                    said = (
                        f"Your question says {_quoted(unit)}, a figure that the nearest fact lacks."
                    )
                    yield Objection("figure", said)
            elif self._is_name(unit):
                named = f"Your question names {_quoted(unit)}"
                check = "name" if asked else "name around"
                yield Objection(check, f"{named}; the nearest fact is not about that.")
            elif asked and not unit.light:
                # What does not ask may be keywords, but then none of them is foreign to the fact.
                remark = not question.asks and not profile.stated
                check = "remark" if remark else "word"
                said = (
                    f"Your question says {_quoted(unit)}, which the nearest fact does not explain."
                )
                yield Objection(check, said)

    def _unrelated(self, hit: Hit, profile: FactProfile) -> Iterator[Objection]:
        """Words such as "before" count only where phrasing or answer use them themselves."""
        said = {key for unit in self._index.units_of(hit.phrasing) for key in unit.keys}
        said = said.union(profile.told)
        for unit in self._relations:
            if said.isdisjoint(unit.keys) and _by(tuple(unit.keys.items()), profile):
                yield Objection(
                    "relation",
                    f"Your question says {_quoted(unit)}; the nearest fact is not told that way.",
                )

    def _is_name(self, unit: Unit) -> bool:
        names = self._index.names
        return unit.name or any(key in names for key, of in unit.keys.items() if of == 1)

    def _turned_around(self, profile: FactProfile) -> bool:
        for pair, other_way in self._pairs:
            around = profile.orders.get(other_way, 0)
            enough = min(TURNED_IN, profile.size)
            if around >= enough and around > TURNED * profile.orders.get(pair, 0):
                return True
        return False


def _by(keys: Sequence[tuple[str, float]], profile: FactProfile) -> str | None:
    """What of a fact explains a word: whether some of its keys count as the same word."""
    asked = profile.asked
    for key, quality in keys:
        if asked.get(key, 0.0) * quality >= ENOUGH:
            return "phrasing"
    known = profile.keys  # those asked with among them
    for key, quality in keys:
        if known.get(key, 0.0) * quality >= ENOUGH:
            return "answer"
    return None


def _quoted(unit: Unit) -> str:
    return f"“{unit.shown}”"
