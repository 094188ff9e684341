"""The bundled base: time an answer, the worst that can be asked, memory, and the command's start.

`python benchmarks/own_base.py [QUESTIONS.jsonl...] [--repeats 9] [--json FILE]`
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchkit import single_core
from benchkit.apart import ApartError
from benchkit.running import Running, run_in_fresh_process
from benchkit.starting import Start, time_start
from benchkit.table import table

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAM = Path(__file__).parents[1] / "tests" / "exam"


def main() -> None:
    """Measure the running desk, then the command; print the tables."""
    options = _options()
    try:
        questions = _texts(options.questions or sorted(EXAM.glob("*.jsonl")))
        single_core.pin()
        running = run_in_fresh_process(questions)
    except (OSError, ValueError, KeyError, ApartError) as problem:
        sys.exit(f"It cannot be measured: {problem!r}")
    start = time_start(options.ask, options.repeats)
    print(f"Python {platform.python_version()}, {platform.machine()}, one core\n")
    print(_report(running, start))
    if options.json:
        figures = {"running": asdict(running), "start": start._asdict()}
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _texts(paths: Iterable[Path]) -> list[str]:
    texts = [
        str(json.loads(line)["text"])
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    if not texts:
        raise ValueError("there is no question")
    return texts


def _report(running: Running, start: Start) -> str:
    asked = [
        (kind, f"{t.asked:,}", f"{t.p50:.2f}", f"{t.p99:.2f}", f"{t.worst:.2f}")
        for kind, t in running.times.items()
    ]
    memory = [
        ("Python alone", f"{running.start_mb:.0f}"),
        ("the desk is open and has answered", f"{running.answered_mb:.0f}"),
        ("the most so far", f"{running.peak_mb:.0f}"),
        ("added by all misspellings", f"{running.misspelt_mb:.1f}"),
    ]
    collection = [
        (what, f"{objects:,}", f"{taken:.1f}")
        for what, objects, taken in (
            ("Python and the libraries", running.objects_without_desk, running.without_desk_ms),
            ("and the desk, its caches full", running.objects, running.collection_ms),
        )
    ]
    command = [
        *((part, f"{taken:.0f}") for part, taken in start.parts.items()),
        ("in all, fastest", f"{start.fastest:.0f}"),
        ("in all, median", f"{start.median:.0f}"),
    ]
    return "\n\n".join(
        (
            f"{running.phrasings:,} phrasings, opened in {running.open_seconds:.2f} s",
            table(("questions", "asked", "p50 ms", "p99 ms", "worst ms"), asked),
            table(("memory", "MB"), memory),
            table(("full collection", "objects", "ms"), collection),
            table(("`factdesk ask`", "ms"), command),
        )
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast is the bundled base?")
    parser.add_argument(
        "questions",
        nargs="*",
        type=Path,
        metavar="QUESTIONS",
        help='JSON Lines with "text" (default: the examination\'s)',
    )
    parser.add_argument(
        "--ask",
        default="When did India recognise Belarus?",
        metavar="QUESTION",
        help="what the command is asked (default: %(default)s)",
    )
    parser.add_argument(
        "--repeats", type=int, default=9, help="of the command (default: %(default)s)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
