from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.confidence import Bars, estimate

share = st.floats(0, 1)
margin = st.floats(-1, 1)


@given(share, margin)
def test_a_confidence_is_a_probability(score: float, over: float) -> None:
    assert 0 < estimate(score, over) < 1


@given(st.tuples(share, share), margin)
def test_a_better_fit_is_no_less_sure(scores: tuple[float, float], over: float) -> None:
    assert estimate(min(scores), over) <= estimate(max(scores), over)


@given(share, st.tuples(margin, margin))
def test_a_wider_margin_is_no_less_sure(score: float, margins: tuple[float, float]) -> None:
    assert estimate(score, min(margins)) <= estimate(score, max(margins))


@pytest.mark.parametrize(("score", "over"), [(0.0, 0.0), (0.3, 0.0), (0.5, 0.0)])
def test_half_a_fit_without_a_margin_is_not_answered(score: float, over: float) -> None:
    assert estimate(score, over) < Bars().answer


def test_a_full_fit_without_a_rival_is_answered_even_unasked() -> None:
    assert estimate(1, 1) >= Bars().listen


def test_it_takes_more_to_speak_up_than_to_answer() -> None:
    assert 0.5 < Bars().answer < Bars().listen < 1
