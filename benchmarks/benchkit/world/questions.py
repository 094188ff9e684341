"""Questions to a base of the made-up world: worded otherwise than its phrasings, and spoilt."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchkit.world.facts import SEED
from benchkit.world.noise import chatty, keywords, with_typos

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchkit.world.facts import Asked, Subject, World


class Query(NamedTuple):
    """A question, and the id of the fact that answers it (None: the base has none)."""

    text: str
    fact: str | None
    kind: str


SPOILERS: dict[str, Callable[[str, Random], str]] = {
    "plain": lambda text, _: text,
    "one typo": lambda text, dice: with_typos(text, 1, dice),
    "two typos": lambda text, dice: with_typos(text, 2, dice),
    "keywords": lambda text, _: keywords(text),
    "chatty": chatty,
    "chatty, one typo": lambda text, dice: chatty(with_typos(text, 1, dice), dice),
}
NO_FACT = "no fact"


def make_queries(world: World, asked: Sequence[Asked], count: int) -> list[Query]:
    """So many questions, kind by kind in turn, so that the first few are a fair sample, too.

    Those that have a fact are worded with a template that no phrasing of the fact was made from.
    Those that have none ask for something else of the same entities.

    Args:
        world: of the base.
        asked: some or all of its facts, in any order.
        count: how many.
    """
    dice = Random(f"{SEED}/questions")
    known = {one.subject for one in asked}
    kinds = [*SPOILERS, NO_FACT]
    queries: list[Query] = []
    while len(queries) < count:
        kind = kinds[len(queries) % len(kinds)]
        if kind == NO_FACT:
            queries.append(_without_fact(world, known, dice))
            continue
        one = dice.choice(asked)
        template = dice.choice(_held_out(one))
        queries.append(Query(SPOILERS[kind](one.subject.fill(template), dice), one.id, kind))
    return queries


def _held_out(one: Asked) -> list[str]:
    used = set(one.templates)
    return [text for number, text in enumerate(one.subject.of.templates) if number not in used]


def _without_fact(world: World, known: set[Subject], dice: Random) -> Query:
    while (subject := world.subject()) in known:
        pass
    text = subject.fill(dice.choice(subject.of.templates))
    return Query(dice.choice(list(SPOILERS.values()))(text, dice), None, NO_FACT)
