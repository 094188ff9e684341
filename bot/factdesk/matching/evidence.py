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


def weigh(
    index: Index,
    question: Question,
    terms: Sequence[Term],
    hit: Hit,
    left_out: LeftOut = NOTHING,
) -> Weighed:
    """Weigh one fact, as if there were no other.

    Args:
        index: the base.
        question: what was asked.
        terms: the question's units as the base knows them.
        hit: the fact in question and its best phrasing.
        left_out: what to leave out of account.
    """
    profile = index.profile(hit.fact)
    rows = index.rows_of(hit.fact)
    if left_out.phrasings and left_out.phrasings[0] in rows:
        profile = profile.without({row - rows.start for row in left_out.phrasings})
    weight = sum(term.weight for term in terms)
    typed = {key for unit in (*question.units, *question.context) for key in unit.keys}
    return Weighed(
        profile=profile,
        explained=tuple(
            _explanation(unit, term.weight, profile)
            for unit, term in zip(question.units, terms, strict=True)
        ),
        missing=tuple(
            unit.shown
            for unit in index.phrasing(hit.phrasing).units
            if not unit.light and typed.isdisjoint(unit.keys)
        ),
        objections=tuple(_objections(index, question, hit, profile, weight)),
    )


def _fit(unit: Unit, keys: dict[str, float]) -> float:
    return max((q * keys.get(key, 0.0) for key, q in unit.keys.items()), default=0.0)


def _explanation(unit: Unit, weight: float, profile: FactProfile) -> Explanation:
    by = None
    if _fit(unit, profile.keys) >= ENOUGH:
        by = "answer" if _fit(unit, profile.asked) < ENOUGH else "phrasing"
    return Explanation(unit.shown, round(weight, 2), by, unit.how)


def _objections(
    index: Index, question: Question, hit: Hit, profile: FactProfile, weight: float
) -> Iterator[Objection]:
    if any(other.normal == question.normal for other in profile.ruled_out):
        yield Objection("ruled out", "The curators of this base say that it does not tell that.")
    if hit.score > 1:
        return  # word for word what the curator says this fact answers
    if question.states and not profile.stated:
        yield Objection("remark", "That does not look like a question.")
    if weight < LEAST_WEIGHT * math.log(1 + len(index.facts)):
        yield Objection(
            "too little", "That is too little to go by; nearly every fact here is about that."
        )
    yield from _unexplained(index, question, profile)
    yield from _unrelated(index, question, hit, profile)
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
    if _turned_around(index, question, profile):
        yield Objection("direction", "The nearest fact tells it the other way round.")


def _unexplained(index: Index, question: Question, profile: FactProfile) -> Iterator[Objection]:
    """What the fact does not explain: figures and names anywhere, other words in the question."""
    for unit in (*question.units, *question.context):
        if unit.maybe_function or _fit(unit, profile.keys) >= ENOUGH:
            continue
        said = f"Your question says {_quoted(unit)}"
        check: Check
        if unit.is_number:
            if profile.numbers.isdisjoint(unit.keys):
                yield Objection("figure", f"{said}, a figure that the nearest fact lacks.")
        elif _is_name(index, unit):
            named = f"Your question names {_quoted(unit)}"
            check = "name" if unit in question.units else "name around"
            yield Objection(check, f"{named}; the nearest fact is not about that.")
        elif unit in question.units and not unit.light:
            # What does not ask may be keywords, but then none of them is foreign to the fact.
            remark = not question.asks and not profile.stated
            check = "remark" if remark else "word"
            yield Objection(check, f"{said}, which the nearest fact does not explain.")


def _unrelated(
    index: Index, question: Question, hit: Hit, profile: FactProfile
) -> Iterator[Objection]:
    """Words such as "before" and "next" count only where phrasing or answer use them themselves."""
    said = {key for unit in index.phrasing(hit.phrasing).units for key in unit.keys}
    for unit in question.units:
        explained = _fit(unit, profile.keys) >= ENOUGH
        if unit.relation and explained and said.union(profile.told).isdisjoint(unit.keys):
            yield Objection(
                "relation",
                f"Your question says {_quoted(unit)}; the nearest fact is not told that way.",
            )


def _quoted(unit: Unit) -> str:
    return f"“{unit.shown}”"


def _is_name(index: Index, unit: Unit) -> bool:
    return unit.name or any(
        key in index.names for key, quality in unit.keys.items() if quality == 1
    )


def _turned_around(index: Index, question: Question, profile: FactProfile) -> bool:
    if question.kind == "open":
        return False  # keywords have no direction
    for first, second in index.names.pairs(question.words):
        turned = profile.orders[second, first]
        enough = min(TURNED_IN, len(profile.phrasings))
        if turned >= enough and turned > TURNED * profile.orders[first, second]:
            return True
    return False
