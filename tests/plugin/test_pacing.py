from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.plugin import pacing
from factdesk.plugin.pacing import Allowance, Pause


class Clock:
    """Shows the time that it is set to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_minutes_worth_may_be_taken_at_once_and_then_none(clock: Clock) -> None:
    allowance = Allowance[int](3, clock)
    assert [allowance.take(1) for _ in range(3)] == [0, 0, 0]
    assert allowance.take(1) == pytest.approx(20)


def test_asking_while_waiting_makes_the_wait_no_longer(clock: Clock) -> None:
    allowance = Allowance[int](3, clock)
    for _ in range(50):
        wait = allowance.take(1)
    assert wait == pytest.approx(20)
    clock.now += 5
    assert allowance.take(1) == pytest.approx(15)


def test_after_the_wait_there_is_one_again(clock: Clock) -> None:
    allowance = Allowance[int](3, clock)
    for _ in range(3):
        allowance.take(1)
    clock.now += allowance.take(1) + 0.001
    assert allowance.take(1) == 0
    assert allowance.take(1) > 0


def test_what_is_not_taken_is_not_saved_beyond_a_minutes_worth(clock: Clock) -> None:
    allowance = Allowance[int](3, clock)
    allowance.take(1)
    clock.now += 86_400
    assert [allowance.take(1) for _ in range(3)] == [0, 0, 0]
    assert allowance.take(1) > 0


def test_each_has_an_allowance_of_their_own(clock: Clock) -> None:
    allowance = Allowance[int](1, clock)
    assert allowance.take(1) == 0
    assert allowance.take(2) == 0
    assert allowance.take(1) > 0


@given(st.integers(1, 100), st.lists(st.floats(0, 120, allow_nan=False), min_size=1, max_size=200))
def test_never_more_than_a_bursts_worth_and_the_time_that_passed(
    per_minute: int, steps: list[float]
) -> None:
    clock = Clock()
    allowance = Allowance[int](per_minute, clock)
    taken = 0
    for step in steps:
        clock.now += step
        wait = allowance.take(1)
        taken += wait == 0
        assert 0 <= wait <= 60 / per_minute + 1e-6
    passed = clock.now - 1000
    assert taken <= per_minute + passed * per_minute / 60 + 1e-6


def test_a_pause_is_over_after_its_seconds_and_not_before(clock: Clock) -> None:
    pause = Pause[str](clock)
    assert pause.over("a", 10)
    pause.begin("a")
    assert not pause.over("a", 10)
    assert pause.over("b", 10)
    clock.now += 9.9
    assert not pause.over("a", 10)
    clock.now += 0.1
    assert pause.over("a", 10)


def test_a_pause_that_begins_again_lasts_from_then(clock: Clock) -> None:
    pause = Pause[str](clock)
    pause.begin("a")
    clock.now += 6
    pause.begin("a")
    clock.now += 6
    assert not pause.over("a", 10)


def test_no_seconds_are_no_pause(clock: Clock) -> None:
    pause = Pause[str](clock)
    pause.begin("a")
    assert pause.over("a", 0)


def test_the_longest_unused_are_forgotten(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "REMEMBERED", 2)
    pause, allowance = Pause[int](clock), Allowance[int](1, clock)
    for key in (1, 2, 1, 3):
        pause.begin(key)
        allowance.take(key)
    assert [pause.over(key, 10) for key in (1, 2, 3)] == [False, True, False]
    assert [allowance.take(key) == 0 for key in (1, 3)] == [False, False]
    assert allowance.take(2) == 0
