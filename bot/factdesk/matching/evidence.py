"""For and against: does the fact explain every word of the question, and give what it asks for?

The checks stand outside the score, because a near-miss ("When did he visit *Pakistan*?") scores as
high as an honest paraphrase. One that fails never silences the desk: it turns an answer into a
choice, and says why in a sentence.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from factdesk.reply import Evidence, Explanation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factdesk.matching.index import Index
    from factdesk.matching.profile import FactProfile
    from factdesk.matching.question import Question
    from factdesk.matching.search import Hit
    from factdesk.matching.units import Unit

TURNED = 3  # a fact has a direction when its phrasings have one so many times as often
RULED_OUT = 0.75  # likeness to a `not:` question from which it is taken for that question
LEAST_WEIGHT = 0.2  # share of log(facts): a word that most facts have picks none of them
ENOUGH = 0.4  # from this quality on a key counts as the same word

_KIND_OBJECTIONS = {
    "when": "You ask when; the nearest fact gives no date for that.",
    "how many": "You ask how many or how much; the nearest fact gives no figure for that.",
    "who": "You ask who; the nearest fact names nobody for that.",
    "where": "You ask where; the nearest fact does not say where.",
    "why": "You ask why; the nearest fact gives no reason.",
    "how": "You ask how; the nearest fact does not tell that.",
}


def weigh(index: Index, question: Question, hit: Hit, left_out: int | None = None) -> Evidence:
    """The evidence for one hit, on its own: the margin is as if there were no other fact.

    Args:
        index: the base.
        question: what was asked.
        hit: the fact in question and its best phrasing.
        left_out: a phrasing to leave out of account.
    """
    profile = index.profile(hit.fact)
    if left_out is not None and left_out in index.rows_of(hit.fact):
        profile = profile.without(left_out - index.rows_of(hit.fact).start)
    explained = tuple(_explanation(index, unit, profile) for unit in question.units)
    phrasing = index.phrasing(hit.phrasing)
    typed = {key for unit in (*question.units, *question.context) for key in unit.keys}
    missing = tuple(
        unit.shown for unit in phrasing.units if not unit.light and typed.isdisjoint(unit.keys)
    )
    return Evidence(
        score=hit.score,
        margin=hit.score,
        explained=explained,
        missing=missing,
        objections=tuple(_objections(index, question, hit, profile)),
    )


def _fit(unit: Unit, keys: dict[str, float]) -> float:
    return max((q * keys.get(key, 0.0) for key, q in unit.keys.items()), default=0.0)


def _explanation(index: Index, unit: Unit, profile: FactProfile) -> Explanation:
    by = None
    if _fit(unit, profile.keys) >= ENOUGH:
        by = "answer" if _fit(unit, profile.asked) < ENOUGH else "phrasing"
    return Explanation(unit.shown, round(index.weight(unit), 2), by, unit.how)


def _objections(index: Index, question: Question, hit: Hit, profile: FactProfile) -> Iterator[str]:
    if hit.score > 1:
        return  # word for word what the curator says this fact answers
    if question.states:
        yield "That does not look like a question."
    if sum(map(index.weight, question.units)) < LEAST_WEIGHT * math.log(1 + len(index.facts)):
        yield "That is too little to go by; nearly every fact here is about that."
    yield from _unexplained(index, question, profile)
    yield from _unrelated(index, question, hit, profile)
    if question.kind in _KIND_OBJECTIONS and not profile.offers(question.kind):
        yield _KIND_OBJECTIONS[question.kind]
    elif question.measured and question.measured.isdisjoint(profile.measures):
        yield "You ask how many or how much of something that the nearest fact does not measure."
    if question.negated and not profile.negated:
        yield "Your question says “not” or “never”; the nearest fact does not."
    if _turned_around(index, question, profile):
        yield "The nearest fact tells it the other way round."
    if _ruled_out(index, question, hit):
        yield "That is close to what the sources tell, but they do not tell it."


def _unexplained(index: Index, question: Question, profile: FactProfile) -> Iterator[str]:
    """What the fact does not explain: figures and names anywhere, other words in the question."""
    for unit in (*question.units, *question.context):
        if unit.maybe_function or _fit(unit, profile.keys) >= ENOUGH:
            continue
        if unit.is_number:
            if not profile.numbers.isdisjoint(unit.keys):
                continue
            yield f"Your question says {_quoted(unit)}, a figure that the nearest fact lacks."
        elif _is_name(index, unit):
            yield f"Your question names {_quoted(unit)}; the nearest fact is not about that."
        elif unit in question.units and not unit.light:
            yield f"Your question says {_quoted(unit)}, which the nearest fact does not explain."


def _unrelated(index: Index, question: Question, hit: Hit, profile: FactProfile) -> Iterator[str]:
    """Words such as "before" and "next" count only where phrasing or answer use them themselves."""
    said = {key for unit in index.phrasing(hit.phrasing).units for key in unit.keys}
    for unit in question.units:
        explained = _fit(unit, profile.keys) >= ENOUGH
        if unit.relation and explained and said.union(profile.told).isdisjoint(unit.keys):
            yield f"Your question says {_quoted(unit)}; the nearest fact is not told that way."


def _ruled_out(index: Index, question: Question, hit: Hit) -> bool:
    """Whether the question is more like one that is ruled out than like any of its phrasings."""
    profile = index.profile(hit.fact)
    ruled_out = profile.ruled_out
    if any(other.normal == question.normal for other in ruled_out):
        return True
    best = max(
        (
            likeness(index, question.units, other.units)
            for other in ruled_out
            if other.kind == question.kind
        ),
        default=0.0,
    )
    return best >= RULED_OUT and best > max(
        likeness(index, question.units, phrasing.units) for phrasing in profile.phrasings
    )


def likeness(index: Index, one: Sequence[Unit], other: Sequence[Unit]) -> float:
    """How alike two texts are, word by word, 0 to 1 (harmonic mean of both coverages)."""
    there = _coverage(index, one, other)
    back = _coverage(index, other, one)
    return 2 * there * back / (there + back) if there + back else 0.0


def _coverage(index: Index, units: Sequence[Unit], by: Sequence[Unit]) -> float:
    total = covered = 0.0
    for unit in units:
        weight = index.weight(unit)
        total += weight
        covered += weight * max((_fit(unit, other.keys) for other in by), default=0.0)
    return covered / total if total else 0.0


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
        if profile.orders[second, first] > TURNED * profile.orders[first, second]:
            return True
    return False
