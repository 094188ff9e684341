from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.rows import (
    CONTEXT_SHARE,
    Comparison,
    Likeness,
    Term,
    owned_by,
    sums,
    touched,
)
from smallbases import read

if TYPE_CHECKING:
    from factdesk.matching.index import Index


def terms(index: Index, text: str) -> list[Term]:
    return [index.term(unit) for unit in read(index, text).units]


def compared(index: Index, text: str, context: str = "") -> Likeness:
    """How alike a text is to all phrasings."""
    around = terms(index, context)
    comparison = Comparison(index.unit_weights, terms(index, text), around)
    return comparison.with_rows(index.asked, np.array(index.rows))


def row_of(index: Index, text: str) -> int:
    return next(row for row in index.rows if index.text(row) == text)


def test_a_phrasing_is_most_like_itself(zoo_index: Index) -> None:
    for row in zoo_index.rows:
        found = compared(zoo_index, zoo_index.text(row))
        assert found.harmonic[row] == pytest.approx(1, abs=1e-6)
        assert found.harmonic.max() == found.harmonic[row]


def test_a_text_is_not_like_one_that_shares_no_word(zoo_index: Index) -> None:
    found = compared(zoo_index, "Where do the penguins swim?")
    assert found.harmonic[row_of(zoo_index, "feeding time of the lions")] == 0


def test_what_is_asked_and_what_is_covered_are_told_apart(zoo_index: Index) -> None:
    row = row_of(zoo_index, "Where do the penguins swim?")
    part = compared(zoo_index, "penguins")
    assert part.covered[row] == pytest.approx(1)
    assert 0 < part.asked[row] < 1
    more = compared(zoo_index, "penguins swim xylophone")
    assert more.asked[row] == pytest.approx(1)
    assert 0 < more.covered[row] < 1


def test_a_sentence_around_points_at_a_text_but_need_not_be_covered(zoo_index: Index) -> None:
    row = row_of(zoo_index, "Where do the penguins swim?")
    alone = compared(zoo_index, "swim")
    beside = compared(zoo_index, "swim", "penguins")
    together = compared(zoo_index, "swim penguins")
    assert alone.asked[row] < beside.asked[row] < together.asked[row]
    gained = beside.asked[row] - alone.asked[row]
    assert gained == pytest.approx(CONTEXT_SHARE * (1 - alone.asked[row]), abs=1e-5)
    assert beside.covered[row] == alone.covered[row]


def test_nothing_is_like_a_question_without_known_words(zoo_index: Index) -> None:
    assert not compared(zoo_index, "xylophone trombone").harmonic.any()
    assert not compared(zoo_index, "").harmonic.any()


def test_only_the_chosen_texts_are_compared_in_their_order(zoo_index: Index) -> None:
    comparison = Comparison(zoo_index.unit_weights, terms(zoo_index, "penguins"), ())
    chosen = np.array([7, 2, 7, 0])
    every = comparison.with_rows(zoo_index.asked, np.array(zoo_index.rows)).harmonic
    found = comparison.with_rows(zoo_index.asked, chosen).harmonic
    assert found.tolist() == every[chosen].tolist()
    assert len(comparison.with_rows(zoo_index.asked, chosen[:0]).harmonic) == 0


@pytest.mark.parametrize("facts", [[0], [1, 3, 4], list(range(8))])
@pytest.mark.parametrize("context", ["", "penguins"])
def test_all_texts_of_some_facts_are_as_alike_as_one_by_one(
    zoo_index: Index, facts: list[int], context: str
) -> None:
    index = zoo_index
    asked = terms(index, "do penguins or zebras swim beside the storm in the aviary")
    comparison = Comparison(index.unit_weights, asked, terms(index, context))
    kinds = (
        (index.asked, owned_by(np.array(facts), index.first_row)),
        (index.ruled_out, owned_by(np.array(facts), index.first_ruled_out)),
    )
    found = comparison.with_owned(*kinds)
    for (texts, owned), together in zip(kinds, found, strict=True):
        assert texts.fact_of[owned.rows].tolist() == np.repeat(facts, owned.sizes).tolist()
        for share, alone in zip(together, comparison.with_rows(texts, owned.rows), strict=True):
            assert share.tolist() == alone.tolist()


def test_a_term_touches_the_units_that_have_its_keys(zoo_index: Index) -> None:
    (term,) = terms(zoo_index, "penguin")
    shown = {zoo_index.units[unit].shown for unit in term.units.tolist()}
    assert "penguins" in shown
    assert "lions" not in shown
    (unknown,) = terms(zoo_index, "xylophone")
    assert len(unknown.units) == 0


def test_a_unit_that_several_keys_touch_fits_as_its_best_key_does(zoo_index: Index) -> None:
    pairs = [zoo_index.units_with.of(key) for key in range(len(zoo_index.units_with.starts) - 1)]
    keys = [(key, 1 / (2 + key % 3)) for key in range(len(pairs))]
    best: dict[int, float] = {}
    for (_, quality), (units, fits) in zip(keys, pairs, strict=True):
        for unit, fit in zip(units.tolist(), (np.float32(quality) * fits).tolist(), strict=True):
            best[unit] = max(fit, best.get(unit, 0.0))
    units, fits = touched(zoo_index.units_with, keys)
    assert dict(zip(units.tolist(), fits.tolist(), strict=True)) == best
    assert len(units) == len(best)


asked = st.lists(st.sampled_from("penguins swim lions eat zebras hay 41 Hanako xyz".split()))


@given(asked.map(" ".join), asked.map(" ".join))
@settings(deadline=None, max_examples=100)
def test_every_share_is_one(zoo_index: Index, text: str, context: str) -> None:
    for share in compared(zoo_index, text, context):
        assert ((share >= 0) & (share <= 1)).all()


def test_the_units_of_a_text_are_those_of_its_words(zoo_index: Index) -> None:
    row = row_of(zoo_index, "Where do the penguins swim?")
    shown = [zoo_index.units[unit].shown for unit in zoo_index.asked.units_of(row)]
    assert shown == ["penguins", "swim"]


@given(st.lists(st.lists(st.integers(-9, 9), max_size=4), max_size=6))
@settings(max_examples=100)
def test_sums_are_those_of_each_run_empty_ones_too(runs: list[list[int]]) -> None:
    values = np.array([value for run in runs for value in run], np.float32)
    begins = np.cumsum([0, *map(len, runs)])
    assert sums(values, begins).tolist() == [sum(run) for run in runs]
