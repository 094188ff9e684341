"""Does the desk keep its promise? Question sets from elsewhere, asked and counted.

`python benchmarks/promise.py SET.jsonl... [--promise 0.95 --promise 0.98] [--json FILE]`
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from pydantic import ValidationError

from benchkit.desks import make_desk
from benchkit.promise_figures import Outcome, report
from benchkit.question_sets import QuestionSet, base_of, exam_of, read_set
from factdesk.exam.grading import examine


def ask_set(
    name: str, questions: QuestionSet, promise: float | None, *, numbered: bool = True
) -> Outcome:
    """Ask a desk of the set's facts all of the set's queries."""
    base = base_of(questions, numbered=numbered)
    started = time.perf_counter()
    desk = make_desk(base, promise)
    opened = time.perf_counter()
    kinds = examine(desk, exam_of(questions)).kinds
    return Outcome(name, promise, kinds, opened - started, time.perf_counter() - opened)


def main() -> None:
    """Ask each set under each promise; print the tables."""
    options = _options()
    outcomes: list[Outcome] = []
    for path in options.sets:
        try:
            questions = read_set(path)
            for promise in options.promise or [None]:
                outcomes.append(
                    ask_set(path.stem, questions, promise, numbered=options.answers == "numbered")
                )
                print(f"{path.stem}: {outcomes[-1].ask_seconds:.0f} s", file=sys.stderr)
        except (OSError, ValidationError, NotImplementedError) as problem:
            sys.exit(f"{path}: {problem}")
    print(report(outcomes))
    if options.json:
        rows = [outcome.as_json() for outcome in outcomes]
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Does the desk keep its promise?")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET", help="question sets (JSON)")
    parser.add_argument(
        "--promise",
        action="append",
        type=float,
        metavar="SHARE",
        help="share of given answers that must be right; may be given several times",
    )
    parser.add_argument(
        "--answers",
        choices=("numbered", "same"),
        default="numbered",
        help="what stands in for the answers that the sets lack",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all counts there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
