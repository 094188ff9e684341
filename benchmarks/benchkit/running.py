"""A desk of the bundled base, running: time a question, and memory.

`python -m benchkit.running QUESTIONS`, a JSON list of texts; see `Running`.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from benchkit import single_core
from benchkit.apart import run_apart
from benchkit.clock import Times, describe, time_each
from benchkit.hard_inputs import hard_inputs, misspellings
from benchkit.memory import peak_mb, resident_mb, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factdesk.desk import Desk

MISSPELT = "misspellings in a row"
COLLECTIONS = 9
ASKED_BETWEEN = 300  # questions
OTHER_THINGS = 50_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Running:
    """What was measured.

    Attributes:
        phrasings: how many the base has.
        open_seconds: from the package's import to a desk that can be asked.
        times: for each kind of question.
        start_mb: what Python held before the package was imported.
        answered_mb: what the process held when the desk was open and had answered all of the
            ordinary questions.
        peak_mb: the most that it had held until then.
        misspelt_mb: how much more it held after all the misspellings.
        collection_ms: what a full garbage collection took when all caches were full, and
            `without_desk_ms` before there was a desk: with Python and the libraries alone.
        objects: how many objects that was to go through, and `objects_without_desk` before.
    """

    phrasings: int
    open_seconds: float
    times: dict[str, Times]
    start_mb: float
    answered_mb: float
    peak_mb: float
    misspelt_mb: float
    collection_ms: float
    without_desk_ms: float
    objects: int
    objects_without_desk: int


def full_collection(between: Callable[[], object]) -> tuple[float, int]:
    """The milliseconds of a full garbage collection, the median of some, and of how many objects.

    Args:
        between: what is done before each, so that it finds the machine's caches full of other
            things, as it does in a program.
    """
    times = []
    for _ in range(COLLECTIONS):
        between()
        started = time.perf_counter()
        gc.collect()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), len(gc.get_objects())


def time_asking(desk: Desk, questions: Sequence[str]) -> list[float]:
    """The milliseconds that each question takes.

    No reply is kept: a program sends it and forgets it, and ten thousand kept ones would be so many
    objects that a garbage collection takes several times as long.
    """

    def ask(question: str) -> None:
        desk.ask(question)

    return time_each(ask, questions)[0]


def run(questions: Sequence[str]) -> Running:
    """Measure in this process, which should not have imported the package before."""
    settle()
    start = resident_mb()
    started = time.perf_counter()
    from factdesk.desk import Desk  # noqa: PLC0415 - its cost is part of what is measured

    imported = time.perf_counter()
    without_desk, objects_without = full_collection(lambda: bytes(OTHER_THINGS))
    started += time.perf_counter() - imported
    desk = Desk.open()
    desk.warm()  # as a program does that goes on running
    open_seconds = time.perf_counter() - started
    texts = [text for fact in desk.base.facts for text in fact.questions]

    times = {"examination": describe(time_asking(desk, questions))}
    peak = peak_mb()
    answered = resident_mb()
    for kind, inputs in hard_inputs(texts).items():
        times[kind] = describe(time_asking(desk, inputs))
    wrong = list(misspellings(texts))
    settle()
    before = resident_mb()
    times[f"{len(wrong):,} {MISSPELT}"] = describe(time_asking(desk, wrong))
    settle()
    collection, objects = full_collection(lambda: time_asking(desk, questions[:ASKED_BETWEEN]))
    return Running(
        phrasings=len(texts),
        open_seconds=open_seconds,
        times=times,
        start_mb=start,
        answered_mb=answered,
        peak_mb=peak,
        misspelt_mb=resident_mb() - before,
        collection_ms=collection,
        without_desk_ms=without_desk,
        objects=objects,
        objects_without_desk=objects_without,
    )


def run_in_fresh_process(questions: Sequence[str]) -> Running:
    """Measure in a process of its own.

    Raises:
        ApartError: it failed.
    """
    measured = run_apart(__name__, list(questions))
    measured["times"] = {kind: Times(*times) for kind, times in measured["times"].items()}
    return Running(**measured)


def main() -> None:
    """Measure with the questions that the command line names."""
    single_core.pin()
    print(json.dumps(asdict(run(json.loads(sys.argv[1])))))


if __name__ == "__main__":
    main()
