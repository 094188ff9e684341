"""Questions that were asked in vain, gathered by likeness: what is asked most comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.store import Unanswered

ALIKE: Final = 75.0  # of 100, by their words in any order: chosen to keep apart rather than mix


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that ask nearly the same.

    Attributes:
        questions: the most frequent first; that one stands for all.
    """

    questions: tuple[Unanswered, ...]

    @property
    def leader(self) -> Unanswered:
        """The question that stands for all."""
        return self.questions[0]

    @property
    def count(self) -> int:
        """How often they were asked."""
        return sum(question.count for question in self.questions)

    @property
    def ids(self) -> list[int]:
        """Of all its questions."""
        return [question.id for question in self.questions]


def clusters_of(questions: Sequence[Unanswered]) -> list[Cluster]:
    """Gather questions around the most frequent ones, the most asked cluster first."""
    left = sorted(questions, key=lambda question: (-question.count, question.id))
    found: list[Cluster] = []
    while left:
        leader = left[0]
        alike = {
            place
            for _, _, place in process.extract(
                leader.text,
                [question.text for question in left],
                scorer=fuzz.token_sort_ratio,
                score_cutoff=ALIKE,
                limit=None,
            )
        } | {0}
        found.append(Cluster(tuple(left[place] for place in sorted(alike))))
        left = [question for place, question in enumerate(left) if place not in alike]
    return sorted(found, key=lambda cluster: (-cluster.count, cluster.leader.id))
