from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.exam.curves import EDGES, Attempt, Bin, calibration_error, reliability, risk_coverage

CONFIDENCES = st.floats(0, 1)


def held(*replies: tuple[float, bool]) -> list[Bin]:
    """The bins that some reply fell into."""
    return [found for found in reliability(replies) if found.replies]


@pytest.mark.parametrize(
    ("confidence", "span"),
    [
        (0.0, (0.0, 0.1)),
        (0.05, (0.0, 0.1)),
        (0.1, (0.1, 0.2)),
        (0.94, (0.9, 0.95)),
        (0.95, (0.95, 0.98)),
        (0.98, (0.98, 1.0)),
        (1.0, (0.98, 1.0)),
    ],
)
def test_a_reply_falls_into_the_bin_of_its_confidence(
    confidence: float, span: tuple[float, float]
) -> None:
    (found,) = held((confidence, True))
    assert (found.low, found.high) == span


def test_a_bin_tells_mean_confidence_and_share_right() -> None:
    (found,) = held((0.62, True), (0.64, False), (0.66, False), (0.68, False))
    assert found == Bin(0.6, 0.7, 4, pytest.approx(0.65), 0.25)


def test_an_empty_bin_has_neither() -> None:
    assert {(found.confidence, found.right) for found in reliability([])} == {(None, None)}


@given(st.lists(st.tuples(CONFIDENCES, st.booleans())))
def test_every_reply_is_in_one_bin(replies: list[tuple[float, bool]]) -> None:
    bins = reliability(replies)
    assert [(found.low, found.high) for found in bins] == list(pairwise(EDGES))
    assert sum(found.replies for found in bins) == len(replies)


def test_the_calibration_error_weighs_bins_by_their_replies() -> None:
    three_sure = [(0.75, True)] * 3  # off by 0.25
    one_unsure = [(0.25, False)]  # off by 0.25
    assert calibration_error(reliability(three_sure)) == pytest.approx(0.25)
    assert calibration_error(reliability(three_sure + one_unsure)) == pytest.approx(0.25)
    worse = [*three_sure, (0.85, False)]
    assert calibration_error(reliability(worse)) == pytest.approx((3 * 0.25 + 0.85) / 4)


def test_confidence_that_comes_true_is_no_error() -> None:
    half = [(0.55, True)] * 11 + [(0.55, False)] * 9
    assert calibration_error(reliability(half)) == pytest.approx(0)


def test_of_no_replies_there_is_no_calibration_error() -> None:
    assert calibration_error(reliability([])) is None


def test_the_curve_runs_from_the_highest_score_to_the_lowest() -> None:
    rows = [(0.2, False, True), (0.9, True, True), (0.5, True, False)]
    points = risk_coverage([Attempt(*row) for row in rows], asked=4)
    assert [(p.threshold, p.answered, p.right, p.useful) for p in points] == [
        (0.9, 1, 1, 1),
        (0.5, 2, 2, 1),
        (0.2, 3, 2, 1),
    ]
    assert (points[-1].coverage, points[-1].precision) == (0.75, pytest.approx(2 / 3))
    assert points[-1].risk == pytest.approx(1 / 3)


def test_no_threshold_comes_between_equal_scores() -> None:
    rows = [(7, True, True), (7, False, True), (7, True, True)]
    (point,) = risk_coverage([Attempt(*row) for row in rows], asked=3)
    assert (point.answered, point.right) == (3, 2)


def test_without_attempts_there_is_no_curve() -> None:
    assert risk_coverage([], asked=5) == []


@given(st.lists(st.builds(Attempt, CONFIDENCES, st.booleans(), st.booleans())))
def test_more_is_answered_the_lower_the_threshold(attempts: list[Attempt]) -> None:
    points = risk_coverage(attempts, asked=len(attempts))
    for point in points:
        answered = [attempt for attempt in attempts if attempt.score >= point.threshold]
        assert point.answered == len(answered)
        assert point.right == sum(attempt.right for attempt in answered)
    assert [p.threshold for p in points] == sorted({a.score for a in attempts}, reverse=True)
