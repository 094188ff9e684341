"""How fast is an answer, and how does that grow with the base? The desk beside its peers.

`python benchmarks/speed.py [--sizes 1k,10k,100k,1M] [--questions 300] [--json FILE]
[--picture FILE]`
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import asdict
from pathlib import Path

from benchkit.apart import ApartError
from benchkit.contestants import CONTESTANTS
from benchkit.measure import Job, Measured, measure_apart
from benchkit.picture import draw
from benchkit.speed_figures import parse_sizes, report, short


def main() -> None:
    """Measure everybody on every size; print the tables."""
    options = _options()
    measured: list[Measured] = []
    for size in options.sizes:
        for key in options.only or CONTESTANTS:
            label = CONTESTANTS[key].label
            print(f"{short(size)}: {label} ...", file=sys.stderr)
            try:
                job = Job(key, size, options.questions, options.patience)
                measured.append(measure_apart(job))
            except ApartError as reason:
                print(f"{short(size)}: {label} is left out: {reason}", file=sys.stderr)
    if not measured:
        sys.exit("Nothing could be measured.")
    print(f"Python {platform.python_version()}, {platform.machine()}, one core\n")
    print(report(measured))
    if options.json:
        rows = [asdict(one) for one in measured]
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    if options.picture:
        try:
            draw(measured, options.picture)
        except ImportError as reason:
            sys.exit(f"No picture without the extra `benchmarks`: {reason}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast is an answer?")
    parser.add_argument(
        "--sizes",
        type=parse_sizes,
        default="1k,10k,100k,1M",
        help="phrasings of the bases (default: %(default)s)",
    )
    parser.add_argument(
        "--questions", type=int, default=300, help="to each base (default: %(default)s)"
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=120,
        metavar="SECONDS",
        help="after which nobody is asked another question (default: %(default)s)",
    )
    parser.add_argument(
        "--only", action="append", choices=CONTESTANTS, help="who is measured (default: all)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="draw them there (.svg, .png, ...)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
