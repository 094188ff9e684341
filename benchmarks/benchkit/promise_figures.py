"""Whether a promise was kept: what the desk made of one question set, in figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from benchkit.question_sets import NEAR_MISS, OUT_OF_SCOPE
from benchkit.table import percent, table
from factdesk.exam.figures import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

HUMAN = f"{NEAR_MISS}human"
OWN = "own"  # the promise a desk makes when it is told none

HEADER = (
    "set",
    "promise",
    "answers",
    "precision",
    "answered right",
    "right or offered",
    "out of scope answered",
)
NEAR_MISS_HEADER = (
    "set",
    "promise",
    "human near-misses answered",
    "other near-misses answered",
    "originals answered right",
    "originals right or offered",
)
KINDS_HEADER = (
    "set",
    "promise",
    "kind",
    "asked",
    "right",
    "wrong",
    "offered",
    "misled",
    "nothing",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One set, asked under one promise.

    Attributes:
        name: of the set.
        promise: what the desk was told, or None.
        kinds: what became of the queries of each kind.
        load_seconds: how long the desk took to open.
        ask_seconds: how long it took to answer all.
    """

    name: str
    promise: float | None
    kinds: Mapping[str, Tally]
    load_seconds: float
    ask_seconds: float

    @property
    def has_near_misses(self) -> bool:
        """Whether the set holds questions changed in one place."""
        return any(kind.startswith(NEAR_MISS) for kind in self.kinds)

    def sum(self, wanted: Callable[[str], bool]) -> Tally:
        """The tally of all kinds that are wanted."""
        total = Tally()
        for kind, tally in self.kinds.items():
            if wanted(kind):
                for figure, value in asdict(tally).items():
                    setattr(total, figure, getattr(total, figure) + value)
        return total

    def row(self) -> tuple[str, ...]:
        """A row under `HEADER`."""
        everything = self.sum(lambda _: True)
        answerable = self.sum(has_fact)
        outside = self.sum(lambda kind: kind.startswith(OUT_OF_SCOPE))
        return (
            *self._labels(),
            str(everything.right + everything.wrong),
            percent(everything.right, everything.right + everything.wrong),
            percent(answerable.right, answerable.asked),
            percent(answerable.right + answerable.offered, answerable.asked),
            percent(outside.wrong, outside.asked),
        )

    def near_miss_row(self) -> tuple[str, ...]:
        """A row under `NEAR_MISS_HEADER`."""
        human = self.sum(lambda kind: kind == HUMAN)
        other = self.sum(lambda kind: kind.startswith(NEAR_MISS) and kind != HUMAN)
        originals = self.sum(has_fact)
        return (
            *self._labels(),
            percent(human.wrong, human.asked),
            percent(other.wrong, other.asked),
            percent(originals.right, originals.asked),
            percent(originals.right + originals.offered, originals.asked),
        )

    def kind_rows(self) -> list[tuple[str, ...]]:
        """A row under `KINDS_HEADER` for each kind."""
        return [
            (*self._labels(), kind, *map(str, asdict(tally).values()))
            for kind, tally in sorted(self.kinds.items())
        ]

    def as_json(self) -> dict[str, object]:
        """Everything, counts rather than shares."""
        return {
            "set": self.name,
            "promise": self.promise,
            "load_seconds": round(self.load_seconds, 3),
            "ask_seconds": round(self.ask_seconds, 3),
            "kinds": {kind: asdict(tally) for kind, tally in sorted(self.kinds.items())},
        }

    def _labels(self) -> tuple[str, str]:
        return self.name, OWN if self.promise is None else f"{self.promise:.0%}"


def has_fact(kind: str) -> bool:
    """Whether the queries of a kind have a fact."""
    return not kind.startswith((OUT_OF_SCOPE, NEAR_MISS))


def report(outcomes: Sequence[Outcome]) -> str:
    """All outcomes as tables."""
    tables = [table(HEADER, [outcome.row() for outcome in outcomes], labels=2)]
    near = [outcome.near_miss_row() for outcome in outcomes if outcome.has_near_misses]
    if near:
        tables.append(table(NEAR_MISS_HEADER, near, labels=2))
    kinds = [row for outcome in outcomes for row in outcome.kind_rows()]
    tables.append(table(KINDS_HEADER, kinds, labels=3))
    return "\n\n".join(tables)
