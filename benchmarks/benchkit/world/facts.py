"""Facts of the made-up world, as many as a base of so many phrasings needs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchkit.memory_base import PlainFact
from benchkit.world.coinage import coin_names, vocabulary_size
from benchkit.world.entities import MAKERS, WARES, make_entities
from benchkit.world.relations import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchkit.world.relation import Relation

SEED = 20260301
FEWEST, MOST = 5, 10  # phrasings a fact
YEARS = range(1850, 2026)


class Subject(NamedTuple):
    """What one fact is about: its relation and what fills the slots."""

    relation: int
    values: tuple[str, ...]

    def fill(self, template: str) -> str:
        """A template with its slots filled, its first letter as written."""
        return template.format_map(dict(zip(self.of.slots, self.values, strict=True)))

    @property
    def of(self) -> Relation:
        """The relation itself."""
        return RELATIONS[self.relation]


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact reduced to what a question about it needs.

    Attributes:
        id: the fact's.
        subject: what it is about.
        templates: the numbers of the relation's templates that its phrasings were made from.
    """

    id: str
    subject: Subject
    templates: tuple[int, ...]


def entity_count(phrasings: int) -> float:
    """How many entities a base of so many phrasings is about.

    The larger a base, the more it tells about each: one fact an entity in a base of a thousand
    phrasings, two in one of a million.
    """
    facts = phrasings * 2 / (FEWEST + MOST)
    return facts / max(1.0, math.pow(phrasings / 1000, 0.1))


class World:
    """Entities enough for a base of so many phrasings, and the dice that choose among them.

    The same size gives the same world, names, facts and all.
    """

    def __init__(self, phrasings: int) -> None:
        self.size = phrasings
        self._dice = Random(f"{SEED}/{phrasings}")
        names = coin_names(vocabulary_size(phrasings), self._dice)
        count = max(10, round(entity_count(phrasings) / len(MAKERS)))
        self.entities = {kind: make_entities(kind, count, names, self._dice) for kind in MAKERS}

    def facts(self) -> Iterator[tuple[PlainFact, Asked]]:
        """Facts whose phrasings are, all together, as many as the world's size."""
        seen: set[Subject] = set()
        left = self.size
        while left:
            subject = self.subject()
            if subject in seen:
                continue
            seen.add(subject)
            count = left if left <= MOST else min(self._dice.randint(FEWEST, MOST), left - FEWEST)
            left -= count
            yield self._fact(f"fact-{len(seen)}", subject, count)

    def subject(self) -> Subject:
        """Something that a fact may be about."""
        number = self._dice.randrange(len(RELATIONS))
        return Subject(number, tuple(map(self._value, RELATIONS[number].slots)))

    def _fact(self, fact_id: str, subject: Subject, count: int) -> tuple[PlainFact, Asked]:
        templates = subject.of.templates
        chosen = self._dice.sample(range(len(templates)), count)
        phrasings = tuple(subject.fill(templates[number]) for number in chosen)
        answer = subject.of.answer.format_map(
            _Slots(self, dict(zip(subject.of.slots, subject.values, strict=True)))
        )
        return PlainFact(fact_id, phrasings, answer), Asked(fact_id, subject, tuple(chosen))

    def _value(self, slot: str) -> str:
        kind = slot.removeprefix("a_").removeprefix("other_")
        if kind == "year":
            return str(self._dice.choice(YEARS))
        if kind == "number":
            return f"{round(10 ** self._dice.uniform(1.5, 6)):,}"
        if kind == "small":
            return str(self._dice.randint(2, 30))
        if kind == "ware":
            return self._dice.choice(WARES)
        return self._dice.choice(self.entities[kind])


class _Slots(dict[str, str]):
    """Values of an answer's slots: those of its subject, the others thrown when they are met."""

    def __init__(self, world: World, known: dict[str, str]) -> None:
        super().__init__(known)
        self._world = world

    def __missing__(self, slot: str) -> str:
        return self._world._value(slot)  # noqa: SLF001 - two halves of one thing
