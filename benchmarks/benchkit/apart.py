"""A module of the benchmarks run in a fresh process, so that what it measures is its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchkit import single_core

BENCHMARKS = Path(__file__).parents[1]


class ApartError(Exception):
    """The other process failed; the message is the last that it said."""


def run_apart(module: str, argument: object) -> dict[str, Any]:
    """Run `python -m module ARGUMENT`, in one thread.

    Args:
        module: its name; it prints one JSON object.
        argument: what it gets, as JSON.

    Returns:
        What it printed.

    Raises:
        ApartError: it failed.
    """
    done = subprocess.run(  # noqa: S603 - this Python, with arguments of our own
        [sys.executable, "-m", module, json.dumps(argument)],
        cwd=BENCHMARKS,
        env=single_core.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ApartError((done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed
