from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.postings import TOLD_COUNTS, Runs, facts_with_keys


def as_runs(*given_runs: dict[int, float]) -> Runs:
    numbers = [number for run in given_runs for number in run]
    values = [value for run in given_runs for value in run.values()]
    starts = np.cumsum([0, *map(len, given_runs)])
    return Runs(np.array(numbers, np.int32), np.array(values, np.float32), starts)


def as_dicts(found: Runs) -> list[dict[int, float]]:
    runs = (found.of(run) for run in range(len(found.starts) - 1))
    return [dict(zip(n.tolist(), v.tolist(), strict=True)) for n, v in runs]


def texts(*given_texts: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Texts as runs of units."""
    units = [unit for text in given_texts for unit in text]
    return np.array(units, np.int32), np.cumsum([0, *map(len, given_texts)])


def test_runs_can_be_turned_around() -> None:
    turned = as_runs({0: 1.0, 2: 0.5}, {}, {2: 0.25}).turned(4)
    assert as_dicts(turned) == [{0: 1.0}, {}, {0: 0.5, 2: 0.25}, {}]


run = st.dictionaries(st.integers(0, 5), st.sampled_from([0.25, 0.5, 1.0]), max_size=4)


@given(st.lists(run, max_size=6))
@settings(max_examples=100)
def test_turned_twice_they_are_the_same(given_runs: list[dict[int, float]]) -> None:
    found = as_runs(*(dict(sorted(run.items())) for run in given_runs))
    again = found.turned(6).turned(len(given_runs))
    assert as_dicts(again) == as_dicts(found)
    for each in found.turned(6).of(0)[:1]:
        assert each.tolist() == sorted(each.tolist())


# Units 0 and 1 have key 0 (unit 1 less so), unit 2 has key 1, unit 3 has key 2.
KEYS_OF = as_runs({0: 1.0}, {0: 0.5}, {1: 1.0}, {2: 1.0})


def postings(
    asked: list[tuple[int, list[int]]], told: list[list[int]]
) -> tuple[list[dict[int, float]], list[int]]:
    """The postings of phrasings, each with its fact, and of one answer for each fact."""
    fact_of = np.array([fact for fact, _ in asked], np.int32)
    phrasings = texts(*(units for _, units in asked))
    found, asked_by = facts_with_keys((*phrasings, fact_of), texts(*told), KEYS_OF, 3)
    return as_dicts(found), asked_by.tolist()


def test_a_key_has_the_facts_whose_phrasings_have_it() -> None:
    found, asked_by = postings([(0, [0]), (0, [0, 2]), (1, [2])], [[], []])
    assert found == [{0: 2.0}, {0: 1.0, 1: 1.0}, {}]
    assert asked_by == [1, 2, 0]


def test_a_phrasing_counts_once_with_the_best_it_has() -> None:
    found, _ = postings([(0, [1, 0, 1]), (0, [1])], [[]])
    assert found[0] == {0: 1.5}


def test_an_answer_counts_like_several_phrasings_but_asks_nothing() -> None:
    found, asked_by = postings([(0, [0]), (1, [2])], [[3, 0], []])
    assert found == [{0: 1.0 + TOLD_COUNTS}, {1: 1.0}, {0: TOLD_COUNTS}]
    assert asked_by == [1, 1, 0]


def test_texts_without_units_have_no_keys() -> None:
    assert postings([(0, []), (1, [])], [[], []]) == ([{}, {}, {}], [0, 0, 0])


@pytest.mark.parametrize("facts", [1, 3])
def test_the_facts_of_a_key_ascend(facts: int) -> None:
    asked = [(fact, [0, 2]) for fact in range(facts)]
    told = [[0]] * facts
    fact_of = np.array([fact for fact, _ in asked], np.int32)
    found, _ = facts_with_keys(
        (*texts(*(units for _, units in asked)), fact_of), texts(*told), KEYS_OF, 3
    )
    assert found.of(0)[0].tolist() == list(range(facts))
