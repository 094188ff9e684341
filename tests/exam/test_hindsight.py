from __future__ import annotations

import pytest

from exam.examining import question, report, result
from factdesk.exam.curves import Point
from factdesk.exam.hindsight import best_point, examine_peer, examine_peers
from factdesk.exam.peers import Ranked


class Parrot:
    """A peer that says what it was told to."""

    name = "parrot"

    def __init__(self, **said: str) -> None:
        self._said = said

    def rank(self, text: str) -> tuple[Ranked, ...]:
        """The facts told for a text, as in "lion 3, rook 2"."""
        pairs = (pair.split() for pair in self._said.get(text, "").split(", ") if pair)
        return tuple(Ranked(fact, float(score)) for fact, score in pairs)


def points(*counts: tuple[int, int, int]) -> list[Point]:
    """A curve from how many are answered, right and useful; thresholds fall from 100."""
    return [Point(100 - place, 20, *numbers) for place, numbers in enumerate(counts)]


CURVE = points((1, 0, 0), (4, 4, 3), (10, 9, 7), (12, 9, 7), (20, 10, 8))


@pytest.mark.parametrize(
    ("required", "threshold", "reached"),
    [
        (0.0, 96, True),  # the most useful answers of all
        (0.5, 96, True),
        (0.6, 98, True),  # of as many useful ones, those with fewer wrong ones
        (0.9, 98, True),
        (0.91, 99, True),
        (1.0, 99, True),
    ],
)
def test_the_best_threshold_answers_the_most_that_the_share_allows(
    required: float, threshold: float, *, reached: bool
) -> None:
    point, reaches = best_point(CURVE, required)
    assert point
    assert (point.threshold, reaches) == (threshold, reached)


def test_where_the_share_is_out_of_reach_the_most_precise_point_is_taken() -> None:
    point, reaches = best_point(points((2, 1, 1), (4, 3, 2), (8, 6, 5), (9, 6, 5)), 0.9)
    assert point
    assert (point.answered, reaches) == (8, False)


def test_of_no_curve_there_is_no_best_point() -> None:
    assert best_point([], 0.5) == (None, False)


ASKED = [
    question("sure", "lion"),
    question("unsure", "lion"),
    question("mixed", "lion"),
    question("gone", "lion"),
    question("near", kind="near-miss"),
    question("lol", kind="off-topic"),
]
PARROT = Parrot(
    sure="lion 9, rook 1", unsure="lion 5, rook 4", mixed="rook 6, lion 5", near="rook 7", lol=""
)


def test_a_peer_is_told_at_its_best_threshold() -> None:
    found = examine_peer(PARROT, ASKED, 0.5)
    assert found.chosen
    assert (found.name, found.chosen.threshold, found.reaches) == ("parrot", 5.0, True)
    assert found.figures == {
        "given answers that are right": 0.5,
        "answerable answered right": 0.5,
        "answerable right or offered": 0.75,  # wrongly answered, `mixed` counts as offered
        "near-misses answered": 1.0,
        "off-topic, chatter, hostile answered": 0.0,
    }


def test_below_its_threshold_a_peer_offers_what_it_has() -> None:
    found = examine_peer(PARROT, ASKED, 1.0)
    assert found.chosen
    assert (found.chosen.threshold, found.reaches) == (9.0, True)
    assert found.figures["answerable answered right"] == 0.25
    assert found.figures["answerable right or offered"] == 0.75
    assert found.figures["near-misses answered"] == 0.0


def test_a_peer_that_finds_nothing_has_no_threshold() -> None:
    found = examine_peer(Parrot(), ASKED, 0.5)
    assert (found.chosen, found.reaches, found.curve) == (None, False, [])
    assert found.figures["answerable right or offered"] == 0.0


def test_a_peer_has_a_curve_over_all_questions() -> None:
    curve = examine_peer(PARROT, ASKED, 1.0).curve
    assert [(p.threshold, p.answered, p.right) for p in curve] == [
        (9, 1, 1),
        (7, 2, 1),
        (6, 3, 1),
        (5, 4, 2),
    ]
    assert curve[-1].coverage == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("desk", "threshold"),
    [
        (report(result("right"), result("wrong")), 5.0),
        (report(result("right")), 9.0),
        (report(result("offered")), 9.0),  # it answered nothing, so nothing wrongly
    ],
)
def test_the_desks_own_share_is_what_peers_must_reach(desk: object, threshold: float) -> None:
    (found,) = examine_peers([PARROT], ASKED, desk)
    assert found.chosen
    assert found.chosen.threshold == threshold


def test_progress_is_told_once_a_question_and_peer() -> None:
    told: list[None] = []
    examine_peers([PARROT, PARROT], ASKED, report(), lambda: told.append(None))
    assert len(told) == 2 * len(ASKED)
