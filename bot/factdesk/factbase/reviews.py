"""Reviews: which facts nobody vouches for as they are now, and which are past their time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from factdesk.factbase.citing import long_date

if TYPE_CHECKING:
    import datetime as dt

    from factdesk.factbase.models import Fact, FactBase


def why_due(fact: Fact) -> str | None:
    """Why a fact has to be reviewed, as a sentence; None where its review covers it."""
    if fact.reviewed is None:
        return "Nobody has reviewed it."
    if fact.reviewed.covers != fact.covers:
        by, on = fact.reviewed.by, long_date(fact.reviewed.on)
        return f"The answer or a passage has changed since {by} reviewed it on {on}."
    return None


def is_stale(fact: Fact, today: dt.date) -> bool:
    """Whether the day after which the answer may have changed is over."""
    return fact.stale_after is not None and fact.stale_after < today


def without_stale(base: FactBase, today: dt.date) -> FactBase:
    """The base without the facts past their `stale_after`; the same one where there are none."""
    kept = tuple(fact for fact in base.facts if not is_stale(fact, today))
    return base if len(kept) == len(base.facts) else replace(base, facts=kept)
