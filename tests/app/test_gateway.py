"""How long is waited before each attempt to reach the gateway, and what is told of them."""

from __future__ import annotations

import logging
import sys

import pytest

from factdesk.app.gateway import LATER, LONGEST, RESUMABLE, Pace, Told


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def attempts(pace: Pace, clock: Clock, seconds: float) -> list[float]:
    """The pauses of attempts that fail at once, for so long."""
    end, pauses = clock.now + seconds, []
    while clock.now < end:
        pauses.append(pace.pause())
        clock.now += pauses[-1]
    return pauses


def test_the_first_attempt_is_made_at_once_and_the_next_ones_soon(clock: Clock) -> None:
    pauses = attempts(Pace(clock), clock, 60)
    assert pauses[0] == 0
    assert 0.5 <= pauses[1] <= 1
    assert max(pauses) <= LONGEST
    assert len(pauses) < 30


def test_in_a_long_outage_attempts_are_rarer_and_the_session_is_given_up(clock: Clock) -> None:
    pace = Pace(clock)
    attempts(pace, clock, RESUMABLE - 10)
    assert pace.resumable
    attempts(pace, clock, 10)
    assert not pace.resumable
    later = attempts(pace, clock, 600)
    assert LONGEST < max(later) <= LATER
    assert not pace.resumable


def test_after_a_success_it_begins_anew_without_haste(clock: Clock) -> None:
    pace = Pace(clock)
    attempts(pace, clock, RESUMABLE + 10)
    pace.came_through()
    assert 0.5 <= pace.pause() <= 1
    assert pace.resumable
    clock.now += 3600
    assert pace.pause() == 0
    assert pace.resumable


def failed(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except OSError:
        info = sys.exc_info()
    return logging.LogRecord("discord.shard", logging.ERROR, "", 0, "Odd %s", (1,), info)


def test_failures_are_told_in_one_sentence_a_minute(clock: Clock) -> None:
    told = Told(clock)
    first = failed(ConnectionResetError(104, "reset"))
    assert told.filter(first)
    assert first.getMessage().endswith("trying on until it can: the connection was cut")
    assert (first.exc_info, first.levelname) == (None, "WARNING")
    assert not told.filter(failed(TimeoutError()))
    assert told.reason == "it did not answer in time"
    clock.now += 61
    assert told.filter(failed(TimeoutError()))


def test_what_is_no_failure_is_told_as_it_is() -> None:
    record = logging.LogRecord("discord.shard", logging.INFO, "", 0, "Fine", (), None)
    assert Told().filter(record)
    assert record.getMessage() == "Fine"
