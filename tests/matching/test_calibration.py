from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factdesk.matching.calibration import Calibration, Trial, _fit, calibrate
from factdesk.matching.matcher import Matcher
from smallbases import make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

FAR_APART = """
- id: lion
  question: When are the lions fed?
  phrasings: [lions fed when, feeding the lions, are the lions fed daily]
  answer: The lions are fed at noon daily.
- id: rook
  question: How does a rook move in chess?
  phrasings: [chess rook moves, the move of a rook, move a chess rook]
  answer: In chess a rook moves along ranks and files.
- id: loan
  question: How long is a library loan?
  phrasings: [library loan length, duration of a library loan, loan from the library]
  answer: A library loan lasts for 4 weeks.
- id: bread
  question: Which flour goes into rye bread?
  phrasings: [rye bread flour, flour of the rye bread, flour for bread]
  answer: Dark flour goes into rye bread.
- id: comet
  question: Who discovered the comet Ursa?
  phrasings: [comet Ursa discovered by whom, discovery of the comet Ursa, comet Ursa]
  answer: The comet Ursa was discovered by Ada Lind.
"""

# Each fact has one phrasing: left out, nothing of the fact is left to find.
ONE_PHRASING_EACH = "".join(
    f"- {{id: {word}, question: 'What does the {word} eat?', answer: 'It eats.'}}\n"
    for word in "lion bear wolf seal goat hare".split()
)


@pytest.fixture(scope="module")
def far_apart(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return Matcher(make_small_base(tmp_path_factory.mktemp("far"), FAR_APART))


@pytest.fixture(scope="module")
def bundled_calibration(bundled: FactBase) -> Calibration:
    return calibrate(Matcher(bundled), promise=0.9, every=40)


def test_asking_twice_gives_the_same(far_apart: Matcher) -> None:
    assert calibrate(far_apart, 0.9, every=1) == calibrate(far_apart, 0.9, every=1)


def test_facts_that_are_far_apart_are_found_with_a_phrasing_left_out(far_apart: Matcher) -> None:
    assert calibrate(far_apart, 0.9, every=1).found > 0.9


def test_facts_that_are_far_apart_let_the_promise_be_kept(far_apart: Matcher) -> None:
    found = calibrate(far_apart, 0.9, every=1)
    assert found.bar is not None
    assert found.precision >= 0.9
    assert found.answered > 0


def test_asking_changes_nothing(far_apart: Matcher) -> None:
    before = far_apart.match("lions fed when")
    calibrate(far_apart, 0.9, every=1)
    assert far_apart.match("lions fed when") == before


def test_fewer_phrasings_make_fewer_trials(far_apart: Matcher) -> None:
    assert 0 < calibrate(far_apart, 0.9, every=4).trials < calibrate(far_apart, 0.9, every=1).trials


def test_there_is_no_bar_when_the_promise_cannot_be_kept(tmp_path: Path) -> None:
    found = calibrate(Matcher(make_small_base(tmp_path, ONE_PHRASING_EACH)), 0.5, every=1)
    assert (found.bar, found.precision, found.answered) == (None, 0, 0)
    assert found.found == 0


def test_a_single_fact_can_be_calibrated(tmp_path: Path) -> None:
    facts = "- {id: lion, question: what do lions eat, answer: Meat.}"
    found = calibrate(Matcher(make_small_base(tmp_path, facts)), 0.9, every=1)
    assert (found.trials, found.bar) == (0, None)


def test_the_bundled_base_keeps_the_promise_at_its_bar(bundled_calibration: Calibration) -> None:
    assert bundled_calibration.bar is not None
    assert bundled_calibration.precision >= 0.9


def test_the_bundled_base_finds_most_of_its_left_out_phrasings(
    bundled_calibration: Calibration,
) -> None:
    assert bundled_calibration.found > 0.5


@pytest.mark.parametrize("promise", [0.5, 0.95])
def test_a_harder_promise_is_answered_no_more_often(bundled: FactBase, promise: float) -> None:
    matcher = Matcher(bundled)
    easy, hard = calibrate(matcher, promise, every=80), calibrate(matcher, 0.99, every=80)
    assert easy.answered >= hard.answered


def trial(score: float, margin: float, *, right: bool) -> Trial:
    return Trial(score=score, margin=margin, cleared=True, right=right, weight=1.0)


def test_where_higher_scores_are_right_the_curve_rises_with_the_score() -> None:
    trials = [trial(n / 20, 0.2, right=n > 10 or n == 4) for n in range(20)]
    assert _fit(trials)[1] > 0


def test_where_wider_margins_are_right_the_curve_rises_with_the_margin() -> None:
    trials = [trial(0.5, n / 20, right=n > 10 or n == 4) for n in range(20)]
    assert _fit(trials)[2] > 0


def test_where_higher_scores_are_wrong_the_curve_falls() -> None:
    trials = [trial(n / 20, 0.2, right=n < 10 or n == 14) for n in range(20)]
    assert _fit(trials)[1] < 0


@pytest.mark.parametrize("right", [True, False])
def test_the_curve_stays_finite_where_all_are_alike(*, right: bool) -> None:
    curve = _fit([trial(0.9, 0.3, right=right) for _ in range(20)])
    assert abs(curve).max() < 1e3


def test_nothing_to_learn_from_gives_a_flat_curve() -> None:
    assert _fit([]).tolist() == [0, 0, 0]
