"""One contestant on one base, in a process of its own: `python -m benchkit.measure JOB`.

The job and what was measured are JSON objects; see `Job` and `Measured`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from benchkit import single_core
from benchkit.apart import run_apart
from benchkit.clock import describe, time_each
from benchkit.contestants import CONTESTANTS
from benchkit.memory import peak_mb, resident_mb, settle
from benchkit.memory_base import build_base
from benchkit.world.facts import World
from benchkit.world.questions import SPOILERS, Query, make_queries

if TYPE_CHECKING:
    from benchkit.world.facts import Asked

_WORD = re.compile(r"\w+")
WARM_UP = len(SPOILERS) + 1  # one of each kind


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be measured.

    Attributes:
        contestant: its key in `CONTESTANTS`.
        size: phrasings of the base.
        questions: how many to ask.
        patience: seconds after which no further question is asked.
    """

    contestant: str
    size: int
    questions: int
    patience: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured.

    Attributes:
        contestant, size: as in the job.
        facts: how many the base has.
        words: how many different words its phrasings have.
        asked: how many questions were asked before patience ran out.
        p50, p99, worst, mean: milliseconds a question.
        cold: milliseconds of the slowest of the few questions asked before, not counted with the
            others: they pay for what is read on first use.
        answerable: how many of the questions have a fact.
        found: in how many of these it came first.
        found_by_kind: the share of them, by how the question was spoilt.
        load_seconds: what opening took.
        base_mb: what the process held before.
        added_mb: what it holds more since it was opened and asked.
        peak_mb: the most that it held in the meantime.
    """

    contestant: str
    size: int
    facts: int
    words: int
    asked: int
    p50: float
    p99: float
    worst: float
    mean: float
    cold: float
    answerable: int
    found: int
    found_by_kind: dict[str, float]
    load_seconds: float
    base_mb: float
    added_mb: float
    peak_mb: float


def measure(job: Job) -> Measured:
    """Measure in this process."""
    queries, words = _questions(job.size, job.questions + WARM_UP)
    settle()
    base = build_base(fact for fact, _ in World(job.size).facts())
    settle()
    before = resident_mb()
    started = time.perf_counter()
    find = CONTESTANTS[job.contestant].open(base)
    load_seconds = time.perf_counter() - started
    warm, _ = time_each(find, [query.text for query in queries[job.questions :]])
    times, found = time_each(find, [query.text for query in queries[: job.questions]], job.patience)
    peak = peak_mb()
    settle()
    figures = describe(times)
    right = [
        (query.kind, query.fact == fact)
        for query, fact in zip(queries, found, strict=False)
        if query.fact is not None
    ]
    return Measured(
        contestant=job.contestant,
        size=job.size,
        facts=len(base.facts),
        words=words,
        **figures._asdict(),
        cold=max(warm),
        answerable=len(right),
        found=sum(is_right for _, is_right in right),
        found_by_kind=_shares(right),
        load_seconds=load_seconds,
        base_mb=before,
        added_mb=resident_mb() - before,
        peak_mb=peak,
    )


def measure_apart(job: Job) -> Measured:
    """Measure in a fresh process that keeps to one core.

    Raises:
        ApartError: the contestant cannot be measured here, as it is not installed, say.
    """
    return Measured(**run_apart(__name__, asdict(job)))


def _questions(size: int, count: int) -> tuple[list[Query], int]:
    """The questions, and how many different words the base has.

    The world is made once for them and once more for the base: thus nothing that only they need
    lies between the base's texts in memory.
    """
    world = World(size)
    asked: list[Asked] = []
    words: set[str] = set()
    for fact, one in world.facts():
        asked.append(one)
        words.update(_WORD.findall(" ".join(fact.phrasings).casefold()))
    return make_queries(world, asked, count), len(words)


def _shares(right: list[tuple[str, bool]]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for kind in SPOILERS:
        of_kind = [is_right for one, is_right in right if one == kind]
        if of_kind:
            shares[kind] = round(sum(of_kind) / len(of_kind), 4)
    return shares


def main() -> None:
    """Do the job that the command line names."""
    single_core.pin()
    print(json.dumps(asdict(measure(Job(**json.loads(sys.argv[1]))))))


if __name__ == "__main__":
    main()
