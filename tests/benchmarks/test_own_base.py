from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from benchkit.apart import ApartError, run_apart
from benchkit.hard_inputs import LONGEST, VARIANTS, hard_inputs, misspellings
from benchkit.starting import REST, STAGES, time_start

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase


@pytest.fixture(scope="module")
def texts(bundled: FactBase) -> list[str]:
    return [text for fact in bundled.facts for text in fact.questions]


def test_hard_inputs_are_as_hard_as_they_may_be(texts: list[str]) -> None:
    inputs = hard_inputs(texts)
    assert set(inputs) == {
        "4,000 characters",
        "4,000 characters, one word",
        "500 different words",
        "500 different words, misspelt",
    }
    assert all(len(questions) == VARIANTS for questions in inputs.values())
    assert all(len(text) <= LONGEST for questions in inputs.values() for text in questions)
    assert len(inputs["4,000 characters"][0]) == LONGEST
    assert len(inputs["4,000 characters, one word"][0].split()) == 1
    assert len(set(inputs["500 different words"][0].split())) == 500
    assert inputs == hard_inputs(texts)


def test_misspellings_are_all_different(texts: list[str]) -> None:
    wrong = list(misspellings(texts, 1_000))
    assert len(set(wrong)) == 1_000
    assert not set(wrong) & set(texts)
    assert wrong[:10] == list(islice(misspellings(texts, 1_000), 10))


def test_the_parts_of_a_start_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(1_000))
    monkeypatch.setattr("benchkit.starting._run", lambda _: float(next(ticks)))
    start = time_start("When?", repeats=3)
    assert list(start.parts) == [*STAGES, REST]
    assert sum(start.parts.values()) == start.fastest <= start.median


def test_what_went_wrong_in_another_process_is_said() -> None:
    with pytest.raises(ApartError, match="no_such_module"):
        run_apart("benchkit.no_such_module", [])
