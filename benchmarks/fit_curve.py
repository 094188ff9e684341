"""Fit the curve that the desk believes before it has asked a base its own questions.

    python benchmarks/fit_curve.py tests/exam/development.jsonl tests/exam/fitting.jsonl

Asks the bundled base every question of the given sets and fits the probability that a fact is the
right answer to its signs. Near-misses are weighed as if there were one to five answerable
questions, whatever the sets hold. Writes bot/factdesk/matching/curve.json. Never give it a set that
is kept to report.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from factdesk.exam.figures import NEAR_MISS
from factdesk.exam.questions import load_questions
from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.load import load_base
from factdesk.matching.confidence import Confidence
from factdesk.matching.curve import curve_of, fit
from factdesk.matching.index import Index
from factdesk.matching.matcher import Matcher
from factdesk.matching.signs import Signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.exam.questions import ExamQuestion
    from factdesk.matching.curve import Curve

NEAR_MISSES_PER_ANSWERABLE = 0.2
BELIEF = 10.0  # with less, signs that vary together take slopes that suit no other base
CURVE = Path(__file__).parents[1] / "bot/factdesk/matching/curve.json"


def fit_to(matcher: Matcher, questions: Sequence[ExamQuestion]) -> Curve:
    """The curve that fits these questions best."""
    answerable = sum(question.answerable for question in questions)
    near_misses = sum(question.kind == NEAR_MISS for question in questions)
    share = NEAR_MISSES_PER_ANSWERABLE * answerable / max(near_misses, 1)
    signs: list[Signs] = []
    right: list[bool] = []
    weights: list[float] = []
    for question in questions:
        for one in matcher.consider(question.text)[1]:
            signs.append(one.signs)
            right.append(matcher.index.facts[one.hit.fact].id in question.facts)
            weights.append(share if question.kind == NEAR_MISS else 1.0)
    return fit(signs, right, weights, belief=BELIEF)


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    sets = parser.parse_args().sets
    base = load_base(bundled_base())
    known = frozenset(fact.id for fact in base.facts)
    questions = [question for path in sets for question in load_questions(path, known)]
    blank = dict.fromkeys(Signs._fields, 0.0)
    nothing_yet = Confidence(curve_of(0.0, blank, blank), 0.0, 0.0, careful=True)
    curve = fit_to(Matcher(Index(base), nothing_yet), questions)
    content = {"fitted_to": [path.name for path in sets], "questions": len(questions)}
    content["curve"] = curve.to_json()
    CURVE.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"Fitted to {len(questions)} questions; written to {CURVE.name}.")


if __name__ == "__main__":
    main()
