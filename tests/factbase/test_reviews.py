from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from basekit import FACTS, edit
from factdesk.factbase.lint import past_their_time
from factdesk.factbase.load import load_base
from factdesk.factbase.reviews import is_stale, why_due, without_stale

if TYPE_CHECKING:
    from pathlib import Path

HOURS, TEENS = "library-saturday-hours", "library-teen-room"
LAST_DAY = dt.date(2027, 12, 31)
AFTER = dt.date(2028, 1, 1)


def test_a_fact_whose_review_covers_it_is_not_due(base_folder: Path) -> None:
    assert [why_due(fact) for fact in load_base(base_folder).facts] == [None, None]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "    reviewed: { by: Example, on: 2026-03-01, covers: v1-0460e353828953ff }\n",
            "",
            "Nobo",
        ),
        ("is open from", "opens from", "The answer or a passage has changed since Example review"),
        ("passages: [1, 2]", "passages: [2]", "The answer or a passage has changed since Example"),
    ],
    ids=["nobody", "answer", "passages"],
)
def test_why_a_fact_is_due(base_folder: Path, old: str, new: str, told: str) -> None:
    edit(base_folder / FACTS, old, new)
    first, second = load_base(base_folder).facts
    assert (why_due(first) or "").startswith(told)
    assert why_due(second) is None


@pytest.mark.parametrize(("day", "stale"), [(LAST_DAY, False), (AFTER, True)])
def test_past_its_time_is_from_the_next_day_on(
    base_folder: Path, day: dt.date, *, stale: bool
) -> None:
    base = load_base(base_folder)
    fact = base.fact(TEENS)
    assert fact is not None
    assert is_stale(fact, day) is stale
    assert bool(past_their_time(base, day)) is stale
    assert (without_stale(base, day).fact(TEENS) is None) is stale


def test_a_fact_without_such_a_day_is_never_past_its_time(base_folder: Path) -> None:
    base = without_stale(load_base(base_folder), dt.date(2999, 1, 1))
    assert [fact.id for fact in base.facts] == [HOURS]
    assert base.facts_of_topic("building") == []


def test_where_nothing_is_past_its_time_the_base_is_the_same(base_folder: Path) -> None:
    base = load_base(base_folder)
    assert without_stale(base, LAST_DAY) is base


def test_a_fact_past_its_time_is_told_where_it_stands(base_folder: Path) -> None:
    (problem,) = past_their_time(load_base(base_folder), AFTER)
    assert str(problem).startswith(
        f"{FACTS}:34: {TEENS}: its stale_after (2027-12-31) is past, so "
    )
