"""A base as it is served: with phrasings learned since, without facts that are withheld."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from factdesk.factbase.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from factdesk.factbase.models import Fact, FactBase


def overlaid(
    base: FactBase,
    learned: Mapping[str, Sequence[str]],
    withheld: Collection[str] = (),
) -> FactBase:
    """The base with more phrasings and fewer facts; the files stay as they are.

    Args:
        base: as its files say.
        learned: further phrasings by the id of their fact. What the base has already, and facts
            that it does not have (any more), are passed over.
        withheld: ids of facts that are not to be served.
    """
    if not learned and not withheld:
        return base
    facts = tuple(
        _with_phrasings(fact, learned.get(fact.id, ()))
        for fact in base.facts
        if fact.id not in withheld
    )
    return replace(base, facts=facts)


def _with_phrasings(fact: Fact, learned: Sequence[str]) -> Fact:
    if not learned:
        return fact
    known = {normalise(text) for text in fact.questions}
    added = []
    for text in learned:
        key = normalise(text)
        if key not in known:
            known.add(key)
            added.append(text)
    return replace(fact, phrasings=(*fact.phrasings, *added)) if added else fact
