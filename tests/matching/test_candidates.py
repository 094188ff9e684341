from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.candidates import (
    LOOKED_AT,
    candidates,
    explained_by,
    explained_with_less,
    salience,
)
from factdesk.matching.index import Index
from factdesk.matching.units import strongest
from smallbases import make_small_base, read

if TYPE_CHECKING:
    from factdesk.matching.rows import Term

MANY = LOOKED_AT + 40


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """More facts than are looked at, each with a word of its own and one that all share."""
    facts = "".join(
        f"- {{id: f{n}, question: 'What colour has tram q{n}x?', answer: Tram q{n}x is z{n}y.}}\n"
        for n in range(MANY)
    )
    return Index(make_small_base(tmp_path_factory.mktemp("many"), facts))


def terms(index: Index, text: str) -> list[Term]:
    return [index.term(unit) for unit in read(index, text).units]


def test_of_a_few_facts_all_are_candidates(zoo_index: Index) -> None:
    found = candidates(zoo_index, terms(zoo_index, "penguins"))
    assert found.tolist() == list(range(len(zoo_index.facts)))


@pytest.mark.parametrize("number", [0, LOOKED_AT, MANY - 1])
@pytest.mark.parametrize("text", ["colour of tram q{}x", "z{}y", "which tram is z{}y"])
def test_of_many_facts_those_with_the_rarest_words_are(many: Index, text: str, number: int) -> None:
    found = candidates(many, terms(many, text.format(number)))
    assert number in found.tolist()
    assert len(found) <= LOOKED_AT
    assert found.tolist() == sorted(set(found.tolist()))


def test_a_word_that_all_facts_have_leads_to_no_more_than_are_looked_at(many: Index) -> None:
    assert len(candidates(many, terms(many, "tram"))) == LOOKED_AT


def test_where_little_may_be_looked_at_the_rarest_word_leads(
    many: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factdesk.matching.candidates.BUDGET", 10)
    asked = terms(many, f"colour of tram q{MANY - 1}x")
    assert candidates(many, asked).tolist() == [MANY - 1]


def test_unknown_words_lead_to_no_fact_of_many(many: Index) -> None:
    assert len(candidates(many, terms(many, "xylophone"))) == 0


def test_what_a_fact_explains_does_not_depend_on_who_else_is_looked_at(zoo_index: Index) -> None:
    asked = terms(zoo_index, "where do penguins and zebras swim on hay")
    every = explained_by(zoo_index, asked, np.arange(len(zoo_index.facts), dtype=np.int32))
    for chosen in ([2], [0, 2, 9], [9]):
        found = explained_by(zoo_index, asked, np.array(chosen, np.int32))
        assert found.tolist() == every[chosen].tolist()


def test_a_fact_explains_its_own_words_best(zoo_index: Index) -> None:
    facts = np.arange(len(zoo_index.facts), dtype=np.int32)
    for number, fact in enumerate(zoo_index.facts):
        explained = explained_by(zoo_index, terms(zoo_index, fact.question), facts)
        assert explained.argmax() == number
        assert 0 < explained[number] <= 1


def test_nothing_left_out_explains_as_much_as_ever(zoo_index: Index) -> None:
    asked = terms(zoo_index, "penguins swim in hay")
    facts = np.arange(len(zoo_index.facts), dtype=np.int32)
    for fact, explained in enumerate(explained_by(zoo_index, asked, facts)):
        size = len(zoo_index.rows_of(fact))
        less = explained_with_less(zoo_index, asked, fact, {}, size)
        assert less == pytest.approx(float(explained), abs=1e-6)


def test_with_a_phrasing_less_its_own_word_explains_nothing(zoo_index: Index) -> None:
    (row,) = (row for row in zoo_index.rows if "meadow" in zoo_index.text(row))
    fact = int(zoo_index.asked.fact_of[row])
    keys = strongest(zoo_index.units[unit] for unit in zoo_index.asked.units_of(row))
    less = {number: quality for key, quality in keys.items() if (number := zoo_index.key(key))}
    size = len(zoo_index.rows_of(fact))
    asked = terms(zoo_index, "meadow")
    assert explained_with_less(zoo_index, asked, fact, {}, size) > 0
    assert explained_with_less(zoo_index, asked, fact, less, size - 1) == 0
    zebras = terms(zoo_index, "zebras")  # which the other phrasings have, too
    assert explained_with_less(zoo_index, zebras, fact, less, size - 1) > 0


counts = st.floats(0, 20)


@given(counts, counts, st.integers(1, 20))
def test_the_more_phrasings_use_a_word_the_more_salient_it_is(
    one: float, other: float, phrasings: int
) -> None:
    one, other = sorted((one, other))
    assert salience(one, phrasings) <= salience(other, phrasings)


@pytest.mark.parametrize("phrasings", [1, 4, 30])
def test_a_word_that_all_texts_use_is_wholly_salient(phrasings: int) -> None:
    assert salience(phrasings + 3.0, phrasings) == pytest.approx(1)
    assert salience(0.0, phrasings) == 0
