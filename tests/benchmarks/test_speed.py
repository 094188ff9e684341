from __future__ import annotations

from dataclasses import replace

import pytest

from benchkit.apart import ApartError
from benchkit.clock import describe, growth, percentile, time_each
from benchkit.contestants import CONTESTANTS, trigrams
from benchkit.measure import Job, Measured, measure, measure_apart
from benchkit.memory import peak_mb, resident_mb
from benchkit.memory_base import PlainFact, build_base
from benchkit.speed_figures import parse_sizes, report, short

MEASURED = Measured(
    contestant="desk",
    size=1_000,
    facts=130,
    words=400,
    asked=300,
    p50=2.0,
    p99=5.0,
    worst=7.0,
    mean=2.5,
    cold=100.0,
    answerable=200,
    found=190,
    found_by_kind={"plain": 0.95},
    load_seconds=0.5,
    base_mb=50.0,
    added_mb=20.0,
    peak_mb=80.0,
)


def test_percentiles_are_values_that_were_measured() -> None:
    hundred = list(range(1, 101))
    assert [percentile(hundred, rank) for rank in (50, 99, 100)] == [50, 99, 100]
    assert percentile([3.0], 50) == percentile([3.0], 99) == 3.0
    assert describe([4.0, 1.0, 2.0])[:4] == (3, 2.0, 4.0, 4.0)


def test_who_has_no_patience_asks_once() -> None:
    times, made = time_each(str.upper, ["a", "b"], patience=0)
    assert (len(times), made) == (1, ["A"])
    assert time_each(str.upper, ["a", "b"])[1] == ["A", "B"]


def test_growth_is_the_exponent() -> None:
    assert growth((1_000, 1.0), (10_000, 10.0)) == pytest.approx(1)
    assert growth((1_000, 1.0), (100_000, 10.0)) == pytest.approx(0.5)


def test_sizes_are_read_and_written_short() -> None:
    assert parse_sizes("1M,10k,500") == [500, 10_000, 1_000_000]
    assert [short(size) for size in (500, 10_000, 1_000_000)] == ["500", "10k", "1M"]
    for wrong in ("x", "10", ""):
        with pytest.raises(ValueError, match=r"invalid|fewer"):
            parse_sizes(wrong)


@pytest.mark.parametrize("key", ["desk", "ratio", "full-text"])
def test_a_contestant_finds_a_misspelt_question(key: str) -> None:
    base = build_base(
        [
            PlainFact("lions", ("When are the lions fed?", "lions feeding time"), "At noon."),
            PlainFact("penguins", ("Where do the penguins swim?",), "In the pool."),
        ]
    )
    find = CONTESTANTS[key].open(base)
    assert find("where do the pengiuns swim") == "penguins"
    assert find("when are teh lions fed") == "lions"


def test_trigrams_are_of_single_words() -> None:
    assert trigrams("Is that that's") == ["tha", "hat"]


def test_a_small_base_is_measured() -> None:
    measured = measure(Job("desk", 100, questions=7, patience=60))
    assert measured.asked == 7
    assert measured.answerable == 6
    assert 0 < measured.p50 <= measured.p99 <= measured.worst
    assert measured.load_seconds > 0


def test_what_cannot_be_measured_is_said() -> None:
    with pytest.raises(ApartError, match="nobody"):
        measure_apart(Job("nobody", 100, 1, 1))


def test_memory_is_in_megabytes() -> None:
    assert 1 < resident_mb() <= peak_mb() < 100_000


def test_the_report_tells_ratios_growth_and_who_was_asked_less() -> None:
    peer = replace(MEASURED, contestant="ratio", p50=9.0, asked=20)
    larger = replace(MEASURED, size=10_000, p50=20.0)
    text = report([MEASURED, peer, larger])
    assert " 4.5 |" in text
    assert "| 1k   | 10k | Factdesk |         1.00 |" in text
    assert "1k: rapidfuzz token_set_ratio was asked 20 questions, others up to 300" in text
    assert "1k: 130 facts, 400 different words." in text
