from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.confidence import default_curve
from factdesk.matching.curve import Curve, curve_of, fit
from factdesk.matching.signs import Signs

NAMES = Signs._fields
NO_SIGNS = Signs(*(0.0 for _ in NAMES))


def made_curve(intercept: float, spread: float = 1.0, **slopes: float) -> Curve:
    return curve_of(
        intercept, {name: slopes.get(name, 0.0) for name in NAMES}, dict.fromkeys(NAMES, spread)
    )


def slope(curve: Curve, name: str) -> float:
    return float(curve.slopes[NAMES.index(name)])


def trials(truth: Curve, count: int, *varied: str) -> tuple[list[Signs], list[bool], list[float]]:
    """Trials in which some signs vary and whose facts are right as often as the curve says."""
    dice = random.Random(7)  # noqa: S311 - the same trials at every run
    signs = [NO_SIGNS._replace(**{name: dice.random() for name in varied}) for _ in range(count)]
    right = [dice.random() < truth.probability(one) for one in signs]
    return signs, right, [1.0] * count


def test_a_known_curve_is_recovered() -> None:
    truth = made_curve(-2.0, asked=5.0, margin=-3.0)
    found = fit(*trials(truth, 20_000, "asked", "margin"), belief=0.001)
    assert found.intercept == pytest.approx(-2, abs=0.3)
    assert slope(found, "asked") == pytest.approx(5, abs=0.4)
    assert slope(found, "margin") == pytest.approx(-3, abs=0.4)
    assert slope(found, "like_of_kind") == 0


def test_few_trials_leave_a_belief_nearly_as_it_was() -> None:
    believed = made_curve(0.0, asked=2.0)
    against = trials(made_curve(3.0, asked=-6.0), 20, "asked")
    found = fit(*against, believed, belief=1000.0)
    assert slope(found, "asked") == pytest.approx(2, abs=0.1)


def test_the_more_trials_the_farther_a_belief_is_moved() -> None:
    believed = made_curve(0.0, asked=2.0)
    truth = made_curve(0.0, asked=-4.0)
    found = [
        slope(fit(*trials(truth, count, "asked"), believed, belief=50.0), "asked")
        for count in (20, 200, 2000, 20_000)
    ]
    assert found == sorted(found, reverse=True)
    assert found[0] > 1
    assert found[-1] < -2


def test_a_trial_of_twice_the_weight_counts_like_two() -> None:
    signs, right, weights = trials(made_curve(-1.0, asked=3.0), 60, "asked")
    heavier = fit(signs, right, [2.0] * 60, belief=1.0)
    doubled = fit([*signs, *signs], [*right, *right], [*weights, *weights], belief=1.0)
    assert heavier.slopes == pytest.approx(doubled.slopes, abs=1e-6)
    assert heavier.intercept == pytest.approx(doubled.intercept, abs=1e-6)


def test_fitting_twice_gives_the_same() -> None:
    asked = trials(made_curve(-1.0, asked=3.0), 60, "asked", "like_of_kind")
    assert fit(*asked).to_json() == fit(*asked).to_json()


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("count", [1, 5, 400])
def test_the_curve_stays_finite_where_all_are_alike(count: int, *, right: bool) -> None:
    same = NO_SIGNS._replace(asked=0.9, margin=0.3)
    found = fit([same] * count, [right] * count, [1.0] * count, default_curve(), 150.0)
    assert np.isfinite(found.slopes).all()
    assert math.isfinite(found.intercept)
    assert (found.probability(same) > 0.5) is right


def test_a_fitted_curve_keeps_the_spreads_it_was_believed_with() -> None:
    found = fit(*trials(made_curve(0.0), 20, "asked"), default_curve())
    assert found.spreads.tolist() == default_curve().spreads.tolist()


values = st.floats(-1e6, 1e6)


@given(st.lists(values, min_size=len(NAMES), max_size=len(NAMES)))
def test_a_probability_is_one_whatever_the_signs(given_values: list[float]) -> None:
    assert 0 < default_curve().probability(Signs(*given_values)) <= 1


@pytest.mark.parametrize("intercept", [-1e9, 1e9])
def test_beyond_all_bounds_it_is_as_good_as_certain(intercept: float) -> None:
    probability = made_curve(intercept).probability(NO_SIGNS)
    assert probability == pytest.approx(float(intercept > 0), abs=1e-9)


def test_a_curve_comes_back_from_json_as_it_was() -> None:
    curve = default_curve()
    told = curve.to_json()
    assert curve_of(**told).to_json() == told  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["asked", NAMES[-1]])
def test_a_curve_without_one_of_the_signs_is_none(name: str) -> None:
    slopes = dict.fromkeys(NAMES, 0.0)
    del slopes[name]
    with pytest.raises(KeyError):
        curve_of(0.0, slopes, dict.fromkeys(NAMES, 1.0))


def test_a_curve_of_signs_that_are_none_is_none() -> None:
    slopes = dict.fromkeys((*NAMES, "loudness"), 0.0)
    with pytest.raises(KeyError):
        curve_of(0.0, slopes, dict.fromkeys(NAMES, 1.0))
