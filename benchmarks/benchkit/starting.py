"""From typing `factdesk ask` to the answer on the screen, and where that time goes."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchkit import single_core

if TYPE_CHECKING:
    from collections.abc import Sequence

IMPORTS = "import factdesk.cli.main, factdesk.cli.cards, factdesk.desk, rich.console"
OPEN = f"{IMPORTS}; desk = factdesk.desk.Desk.open()"
ASK = f"{OPEN}; desk.ask({{question!r}})"
# Programs that each do one thing more than the one before, by what that is.
STAGES = {
    "Python starts": "pass",
    "imports": IMPORTS,
    "the base is loaded": OPEN,
    "the question is answered": ASK,
}
REST = "options are read, the answer is drawn"


class Start(NamedTuple):
    """What one call of the command takes, in milliseconds.

    Attributes:
        median: half of the calls took no longer.
        fastest: the one that the rest of the machine disturbed the least.
        parts: where the time of the fastest call goes, by the fastest run of each stage.
    """

    median: float
    fastest: float
    parts: dict[str, float]


def time_start(question: str, repeats: int) -> Start:
    """Time the command, and programs that go only part of its way.

    Each is run once beforehand, so that its files are in the system's cache, and then as often as
    wanted, all in turn, so that what else the machine does falls on all alike.
    """
    commands = {
        stage: [sys.executable, "-c", program.format(question=question)]
        for stage, program in STAGES.items()
    }
    commands[REST] = [*_factdesk(), "ask", question]
    times: dict[str, list[float]] = {stage: [] for stage in commands}
    for repeat in range(repeats + 1):
        for stage, command in commands.items():
            taken = _run(command)
            if repeat:
                times[stage].append(taken)
    fastest = {stage: min(taken) for stage, taken in times.items()}
    first = next(iter(commands))
    steps = {first: fastest[first]}
    steps |= {later: fastest[later] - fastest[stage] for stage, later in pairwise(commands)}
    return Start(statistics.median(times[REST]), fastest[REST], steps)


def _factdesk() -> list[str]:
    script = Path(sys.executable).with_name("factdesk")
    return [str(script)] if script.exists() else [sys.executable, "-m", "factdesk.cli.main"]


def _run(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(  # noqa: S603 - this Python, with arguments of our own
        command, env=single_core.environment(), stdout=subprocess.DEVNULL, check=True
    )
    return 1000 * (time.perf_counter() - started)
