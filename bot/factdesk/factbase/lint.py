"""What a fact base's files tell about their own quality, without asking anybody."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from factdesk.factbase.normalise import normalise
from factdesk.factbase.problems import Problem
from factdesk.factbase.reviews import is_stale

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from factdesk.factbase.models import Fact, FactBase

MIN_PHRASINGS = 3  # with fewer, neither matching nor its calibration has much to go by


def lint(base: FactBase) -> list[Problem]:
    """Unreviewed facts, dates out of order, too few phrasings, questions that two facts share."""
    problems: list[Problem] = []
    for fact in base.facts:
        problems += _unreviewed(fact)
        problems += _stale_at_once(fact)
        problems += _too_few(fact)
    problems += _shared(base)
    return problems


def past_their_time(base: FactBase, today: dt.date) -> list[Problem]:
    """Facts past the day after which the answer may have changed."""
    return [
        _at(
            fact,
            f"its stale_after ({fact.stale_after}) is past, so readers are told that it may have "
            "changed; see whether a later article says more",
        )
        for fact in base.facts
        if is_stale(fact, today)
    ]


def _at(fact: Fact, message: str) -> Problem:
    return Problem(fact.location.file, fact.location.line, f"{fact.id}: {message}")


def _unreviewed(fact: Fact) -> Iterator[Problem]:
    line = f"reviewed: {{by: <who>, on: <YYYY-MM-DD>, covers: {fact.covers}}}"
    if fact.reviewed is None:
        yield _at(
            fact,
            f"nobody has reviewed it; read its passages, then add `{line}`",
        )
    elif fact.reviewed.covers != fact.covers:
        yield _at(
            fact,
            "the answer or a passage has changed since it was reviewed; "
            f"read the passages again, then write `{line}`",
        )


def _stale_at_once(fact: Fact) -> Iterator[Problem]:
    if fact.stale_after is not None and fact.stale_after < fact.as_of:
        yield _at(
            fact,
            f"its stale_after ({fact.stale_after}) lies before the day as of which it holds "
            f"({fact.as_of}); correct stale_after or as_of",
        )


def _too_few(fact: Fact) -> Iterator[Problem]:
    if len(fact.phrasings) < MIN_PHRASINGS:
        yield _at(
            fact,
            f"it has {len(fact.phrasings)} phrasings besides its question; "
            f"add at least {MIN_PHRASINGS}, as unlike as people are",
        )


def _shared(base: FactBase) -> Iterator[Problem]:
    owners: dict[str, list[Fact]] = defaultdict(list)
    for fact in base.facts:
        for text in filter(None, dict.fromkeys(map(normalise, fact.questions))):
            owners[text].append(fact)
        repeated = [t for t in map(normalise, fact.questions) if t]
        for text in sorted({t for t in repeated if repeated.count(t) > 1}):
            yield _at(fact, f"it has the phrasing “{text}” twice; keep one")
    for text, facts in owners.items():
        for other in facts[1:]:
            yield _at(
                other,
                f"“{text}” is also a phrasing of {facts[0].id}; keep it where it belongs",
            )
