"""One kind of fact of the made-up world: ways to ask for it, and what its answer says."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SLOT = re.compile(r"{(\w+)}")

# Ways to ask for a thing that a noun phrase names.
FRAMES = ("What is {}?", "{}", "Tell me {}", "what's {}")


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of fact.

    Attributes:
        things: noun phrases for what is asked, each asked in all of the `FRAMES`.
        questions: whole questions.
        answer: a sentence.
    """

    things: tuple[str, ...]
    questions: tuple[str, ...]
    answer: str

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots that tell one fact of this kind from another."""
        return tuple(dict.fromkeys(_SLOT.findall(self.questions[0])))

    @property
    def templates(self) -> tuple[str, ...]:
        """All ways to ask."""
        return (*self.questions, *(frame.format(t) for frame in FRAMES for t in self.things))
