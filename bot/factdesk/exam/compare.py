"""Two runs of the examination: which questions fare otherwise, and whether that is better."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from factdesk.exam.record import RunRecord
from factdesk.factbase.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from factdesk.exam.figures import Grade
    from factdesk.exam.record import QuestionRecord

Verdict = Literal["better", "worse", "other", "new", "vanished"]
VERDICTS: tuple[Verdict, ...] = ("worse", "better", "other", "new", "vanished")

# A wrong answer does more harm than none, and choices that mislead cost more than an honest no.
_WORTH: dict[Grade, int] = {"right": 4, "offered": 3, "nothing": 2, "misled": 1, "wrong": 0}

_HOW = "make one with `factdesk exam ... --json > FILE`"


class RunFileError(Exception):
    """A file that is no run to compare with, as one sentence."""


@dataclass(frozen=True, slots=True)
class Change:
    """One question that two runs differ in.

    Attributes:
        verdict: what became of it.
        before: how it fared in the earlier run; None when it is new.
        after: how it fares now; None when it vanished.
    """

    verdict: Verdict
    before: QuestionRecord | None
    after: QuestionRecord | None

    @property
    def question(self) -> QuestionRecord:
        """The later of the two records that there are."""
        record = self.after or self.before
        if record is None:  # pragma: no cover - there is no change of nothing
            raise ValueError("a change needs a question")
        return record


def read_runs(path: Path, names: Iterable[str]) -> dict[str, RunRecord]:
    """Read what `factdesk exam --json` printed.

    Args:
        path: the file.
        names: the question sets to compare; others in the file do not matter.

    Raises:
        RunFileError: it cannot be read, is something else, or lacks one of the sets.
    """
    place = shown(path)
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RunFileError(f"{place}: the file cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise RunFileError(f"{place}: the file is not UTF-8; {_HOW}.") from None
    except json.JSONDecodeError as error:
        raise RunFileError(f"{place}:{error.lineno}: this is no JSON; {_HOW}.") from None
    except (ValueError, RecursionError):  # numbers of thousands of digits, nesting without end
        raise RunFileError(f"{place}: this is no run of the examination; {_HOW}.") from None
    if not isinstance(data, dict):
        raise RunFileError(f"{place}: this is no run of the examination; {_HOW}.")
    return {name: _read_run(place, name, data) for name in names}


def _read_run(place: str, name: str, data: dict[str, Any]) -> RunRecord:
    if name not in data:
        held = ", ".join(data) or "none"
        raise RunFileError(f"{place}: it holds no run of the set {name!r}; it holds: {held}.")
    try:
        return RunRecord.model_validate(data[name])
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors()[0]["loc"])
        at = f" ({where} is not as it should be)" if where else ""
        raise RunFileError(
            f"{place}: the set {name!r} is no run of the examination{at}; {_HOW}."
        ) from None


def changes(before: RunRecord, after: RunRecord) -> list[Change]:
    """The questions that fare otherwise, in the order of the later run; at the end those gone.

    Questions are the same when their texts are: ids may be line numbers, which move. A question
    fares otherwise when its grade is another, or when another fact answers it; which facts are
    offered beside the right one does not count.
    """
    earlier = dict(_named(before.questions))
    found = []
    for key, now in _named(after.questions):
        then = earlier.pop(key, None)
        if then is None:
            found.append(Change("new", None, now))
        elif (then.grade, then.fact) != (now.grade, now.fact):
            found.append(Change(_verdict(then, now), then, now))
    return found + [Change("vanished", then, None) for then in earlier.values()]


def change_to_json(change: Change) -> dict[str, Any]:
    """A change as a JSON object (see docs/formats.md)."""
    return {
        "id": change.question.id,
        "text": change.question.text,
        "verdict": change.verdict,
        "before": change.before.model_dump(mode="json") if change.before else None,
        "after": change.after.model_dump(mode="json") if change.after else None,
    }


def _named(
    questions: Iterable[QuestionRecord],
) -> Iterator[tuple[tuple[str, int], QuestionRecord]]:
    """Each question with its text, and how often that text came before."""
    seen: Counter[str] = Counter()
    for question in questions:
        yield (question.text, seen[question.text]), question
        seen[question.text] += 1


def _verdict(then: QuestionRecord, now: QuestionRecord) -> Verdict:
    if set(then.facts) != set(now.facts):
        return "other"  # the set was changed, so the grades are not of one measure
    difference = _WORTH[now.grade] - _WORTH[then.grade]
    if difference == 0:
        return "other"
    return "better" if difference > 0 else "worse"
