from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from factdesk.matching.english import Kind
from factdesk.matching.gives import CHECKED_KINDS, Gives, offers, read_gives
from factdesk.matching.text import read_words

AS_OF = dt.date(2026, 3, 1)
NOTHING = Gives(year=False, time=False, number=False, name=False, reason=False)


def gives(answer: str) -> Gives:
    return read_gives(read_words(answer), AS_OF)


@pytest.mark.parametrize(
    ("answer", "has"),
    [
        ("The pool is cold.", set()),
        ("It was built in 1921.", {"year", "time", "number"}),
        ("It opens in May.", {"time", "name"}),
        ("The lions are fed daily.", {"time"}),
        ("The pool holds 40 seals.", {"time", "number"}),
        ("The pool holds twelve seals.", {"time", "number"}),
        ("The snakes are kept by Ada.", {"name"}),
        ("It is dark because they sleep.", {"reason"}),
        ("As of 1 March 2026 it was closed.", {"name"}),
        ("As of 1 March 2026 there were 7.", {"time", "number", "name"}),
        ("", set()),
    ],
)
def test_an_answer_has_what_its_words_say(answer: str, has: set[str]) -> None:
    assert {name for name, given in gives(answer)._asdict().items() if given} == has


@pytest.mark.parametrize(
    ("kind", "given", "asked", "offered"),
    [
        ("when", {"year"}, set(), True),
        ("when", {"time"}, set(), False),
        ("when", {"time"}, {"when"}, True),
        ("when", set(), {"when"}, False),
        ("how many", {"number"}, set(), True),
        ("how many", set(), {"how many"}, True),
        ("how many", {"year", "name"}, {"when"}, False),
        ("who", {"name"}, {"who"}, True),
        ("who", {"name"}, set(), False),
        ("who", set(), {"who"}, False),
        ("why", {"reason"}, set(), True),
        ("why", set(), {"why"}, True),
        ("why", {"name"}, {"who"}, False),
        ("where", set(), {"where"}, True),
        ("where", {"name"}, {"who"}, False),
        ("how", set(), {"how"}, True),
        ("how", {"reason"}, {"why"}, False),
    ],
)
def test_a_fact_offers_what_it_gives_or_is_asked_for(
    kind: Kind, given: set[str], asked: set[Kind], *, offered: bool
) -> None:
    has = NOTHING._replace(**dict.fromkeys(given, True))
    assert offers(kind, has, frozenset(asked)) is offered


@pytest.mark.parametrize("kind", sorted(set(get_args(Kind)) - set(CHECKED_KINDS)))
def test_any_fact_offers_the_other_kinds(kind: Kind) -> None:
    assert offers(kind, NOTHING, frozenset())
