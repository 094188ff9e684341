"""A base asked its own questions: how sure may the desk be, and from when on may it answer?

Each phrasing is asked twice: left out of the base, when its fact should be found all the same; and
with its whole fact left out, when nothing should be answered (unless a related fact comes first:
that one may well be right, and the trial tells nothing). Each `not:` question is asked as if the
curator had not ruled it out, and must not be answered with its fact either.

The trials are weighed as if three questions in ten had no fact, half of these being near-misses as
the `not:` questions are. They move the curve that is believed beforehand as far as there are enough
of them, and the bars are the lowest probabilities from which on the promised share of answers is
right. However many questions have no fact: no more of these are answered than may be wrong.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.confidence import (
    EVEN,
    Confidence,
    careful,
    checked,
    default_curve,
    probabilities_of,
)
from factdesk.matching.curve import fit
from factdesk.matching.matcher import Matcher
from factdesk.matching.rows import Comparison
from factdesk.matching.search import LeftOut
from factdesk.promise import unasked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from factdesk.factbase.models import Fact
    from factdesk.matching.curve import Curve
    from factdesk.matching.index import Index
    from factdesk.matching.matcher import Considered
    from factdesk.matching.rows import Rows

WITHOUT_FACT = 0.3  # assumed share of questions that the base has no fact for
NEAR_MISSES = 0.5  # assumed share of near-misses among these, in a base that rules some out
BELIEF = 75.0  # trials it takes to move a slope of the curve by one spread ...
BELIEF_SHARE = 0.075  # ... at least, and this share of all: they are but the base's own words
TRIALS = 3000  # phrasings asked at most, and `not:` questions: it must not take long
FEWEST = 60  # phrasings that can be left out; with fewer a base tells nothing of itself
OTHERS = 2  # phrasings that a fact must still have with one left out
NEARLY_THE_SAME = 0.9  # likeness from which two texts are left out together
ERRORS = 0.84  # standard errors by which trials must do better: by luck one time in five
NEVER = 2.0  # a bar that no probability reaches
ENOUGH_TRIALS = 400  # with fewer a promise may be unproven rather than impossible
PARTS = 5  # in which the trials are split, to judge each by a curve that does not know it
LEAST_ANSWERED = 5  # a bar that lets fewer trials through is chance


class Trial(NamedTuple):
    """One question to the base with something left out.

    Attributes:
        considered: the best facts.
        right: for each of them whether it is the right one.
        weight: what the trial counts.
        answerable: whether the right fact was there to be found.
        share: which part of all trials with their fact left out it is; 0 for any other.
    """

    considered: Sequence[Considered]
    right: tuple[bool, ...]
    weight: float
    answerable: bool
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """What a promise costs.

    Attributes:
        promise: the share of answers that shall be right, 0 to 1.
        bar: the probability from which on that is kept; above 1 when no bar keeps it.
        precision: the share of right answers in the trials at that bar.
        answered: the share of phrasings answered right at that bar.
    """

    promise: float
    bar: float
    precision: float
    answered: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a base told about itself.

    Attributes:
        trials: how many questions were asked.
        found: share of left-out phrasings whose fact was the surest.
        curve: from signs to probability.
        bars: what each promise asked for costs.
    """

    trials: int
    found: float
    curve: Curve
    bars: tuple[Bar, ...]


def calibrate(index: Index, promises: Sequence[float]) -> Calibration | None:
    """Ask a base its own questions.

    Args:
        index: the base, read.
        promises: the shares of answers that must be right, 0 to 1.

    Returns:
        None for a base with too few phrasings to tell.
    """
    left_out = [row for row in index.rows if _has_others(index, row)]
    if len(left_out) < FEWEST:
        return None
    matcher = Matcher(index)
    trials = _weighed([*_asked(matcher, _spread(left_out))], [*_ruled_out(matcher)])
    if not any(trial.answerable for trial in trials):
        return None  # left out, a phrasing took all others of its fact with it
    curve = _fitted(trials)
    outcomes = _outcomes(trials)
    known = sum(trial.answerable for trial in trials)
    return Calibration(
        trials=len(trials),
        found=sum(outcome.right for outcome in outcomes) / known,
        curve=curve,
        bars=tuple(_bar(outcomes, known, promise) for promise in promises),
    )


def confidences_of(
    calibration: Calibration | None, own: float, promises: Sequence[float]
) -> dict[float, Confidence]:
    """How sure one may be, for each promise. What a stricter one lets through, a laxer one does.

    Args:
        calibration: of the base, asked for all of these promises and for each `unasked`; None for
            a base with too few phrasings to tell.
        own: the desk's own promise. Where so few trials cannot show that it is kept, every check
            must be passed instead, whatever else is promised.
        promises: all of them, `own` too.
    """
    if calibration is None:
        return dict.fromkeys(promises, careful())
    bars = {bar.promise: bar.bar for bar in calibration.bars}
    few = calibration.trials < ENOUGH_TRIALS
    if few and bars[own] == NEVER:
        return dict.fromkeys(promises, careful())
    found: dict[float, Confidence] = {}
    shown = careful()  # the strictest of those that the trials show to be kept
    for promise in sorted(promises):
        answer, listen = bars[promise], bars[unasked(promise)]
        if few and answer == NEVER:
            found[promise] = replace(shown, careful=True)
        else:
            shown = Confidence(calibration.curve, answer, max(answer, listen), careful=False)
            found[promise] = shown
    return found


def _has_others(index: Index, row: int) -> bool:
    """Whether a fact has phrasings enough to be found without this one."""
    return len(index.rows_of(int(index.asked.fact_of[row]))) >= OTHERS + 1


def _spread(rows: Sequence[int]) -> Sequence[int]:
    """Not more than `TRIALS` of them, evenly spread."""
    if len(rows) <= TRIALS:
        return rows
    return [rows[place * len(rows) // TRIALS] for place in range(TRIALS)]


def _asked(matcher: Matcher, rows: Sequence[int]) -> Iterator[Trial]:
    index = matcher.index
    for row in rows:
        time.sleep(0)  # lets an event loop in another thread go on, which else waits for its turn
        number = int(index.asked.fact_of[row])
        fact = index.facts[number]
        question = matcher.read(index.text(row))
        considered = matcher.consider_read(question, LeftOut(phrasings=_alike(index, row)))
        right = tuple(one.hit.fact == number for one in considered)
        if not considered or not _related(index.facts[considered[0].hit.fact], fact):
            yield Trial(considered, right, 1.0, answerable=True)
        considered = matcher.consider_read(question, LeftOut(fact=number))
        if not considered or not _related(index.facts[considered[0].hit.fact], fact):
            yield Trial(considered, (False,) * len(considered), 1.0, answerable=False)


def _ruled_out(matcher: Matcher) -> Iterator[Trial]:
    index = matcher.index
    questions = [(number, text) for number, fact in enumerate(index.facts) for text in fact.not_]
    places = np.arange(len(questions))
    for place in _spread(range(len(questions))):
        number, text = questions[place]
        alike = _nearly_the_same(index, index.ruled_out, place, places)
        _, considered = matcher.consider(text, LeftOut(ruled_out=alike))
        if considered and considered[0].hit.fact != number:
            considered = []  # another fact may well answer it: asked, but not answered wrongly
        yield Trial(considered, (False,) * len(considered), 1.0, answerable=False)


def _alike(index: Index, row: int) -> tuple[int, ...]:
    """A phrasing and those of its fact that say nearly the same: no stranger has their help."""
    rows = index.rows_of(int(index.asked.fact_of[row]))
    return _nearly_the_same(index, index.asked, row, np.arange(rows.start, rows.stop))


def _nearly_the_same(
    index: Index, texts: Rows, text: int, others: npt.NDArray[np.int64]
) -> tuple[int, ...]:
    """A text and those of some others that say nearly the same."""
    terms = [index.term_of(unit) for unit in texts.units_of(text)]
    comparison = Comparison(index.unit_weights, terms, ())
    alike = others[comparison.with_rows(texts, others).harmonic >= NEARLY_THE_SAME]
    return tuple(sorted({text, *alike.tolist()}))


def _related(one: Fact, other: Fact) -> bool:
    """Whether the curator says that one fact may answer what is asked of the other."""
    return one.id in other.see_also or other.id in one.see_also


def _weighed(asked: Sequence[Trial], ruled_out: Sequence[Trial]) -> list[Trial]:
    """The trials so that those without a fact, and `not:` questions, have their share."""
    known = sum(trial.answerable for trial in asked)
    near = NEAR_MISSES if ruled_out else 0.0
    total = WITHOUT_FACT / (1 - WITHOUT_FACT) * known
    unknown = max(len(asked) - known, 1)
    elsewhere = total * (1 - near) / unknown
    close = total * near / max(len(ruled_out), 1)
    weighed = [
        t if t.answerable else t._replace(weight=elsewhere, share=1 / unknown) for t in asked
    ]
    weighed += [trial._replace(weight=close) for trial in ruled_out]
    return [trial for trial in weighed if trial.considered]


class _Outcome(NamedTuple):
    probability: float
    right: bool
    trial: Trial


def _fitted(trials: Sequence[Trial]) -> Curve:
    rows = [
        (one.signs, right, trial.weight)
        for trial in trials
        for one, right in zip(trial.considered, trial.right, strict=True)
    ]
    if not rows:
        return default_curve()
    signs, right, weights = zip(*rows, strict=True)
    return fit(signs, right, weights, default_curve(), max(BELIEF, BELIEF_SHARE * len(trials)))


def _outcomes(trials: Sequence[Trial]) -> list[_Outcome]:
    """What comes of each trial by a curve that was fitted without it and its like."""
    outcomes: list[_Outcome] = []
    for part in range(PARTS):
        curve = _fitted([trial for n, trial in enumerate(trials) if n // 2 % PARTS != part])
        asked = [trial for n, trial in enumerate(trials) if n // 2 % PARTS == part]
        outcomes += [_outcome(trial, curve) for trial in asked]
    return outcomes


def _outcome(trial: Trial, curve: Curve) -> _Outcome:
    probabilities = probabilities_of(curve, [one.signs for one in trial.considered])
    best = int(np.argmax(probabilities))
    counts = 0.0
    if probabilities[best] > EVEN:
        counts = checked(probabilities[best], trial.considered[best].weighed.against)
    return _Outcome(counts, trial.right[best], trial)


def _bar(outcomes: Sequence[_Outcome], known: int, promise: float) -> Bar:
    """The lowest bar that keeps a promise."""
    given = right = elsewhere = 0.0
    found = Bar(promise, NEVER, 0.0, 0.0)
    answered = 0
    ordered = sorted(outcomes, key=lambda outcome: -outcome.probability)
    for place, (probability, is_right, trial) in enumerate(ordered, start=1):
        given += trial.weight
        right += trial.weight * is_right
        answered += is_right
        elsewhere += trial.share
        if not probability or elsewhere > 1 - promise:
            break
        # The trials are but a sample: they must do better than promised.
        error = ERRORS * math.sqrt(promise * (1 - promise) / given)
        if place >= LEAST_ANSWERED and right / given >= min(promise + error, 1.0):
            found = Bar(promise, probability, right / given, answered / known)
    return found
