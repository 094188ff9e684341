"""A fact base asked its own questions: does each find its fact, and does none find a wrong one?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from factdesk.factbase.problems import Problem
from factdesk.matching.text import normal, read_words
from factdesk.reply import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factdesk.desk import Desk
    from factdesk.factbase.models import Fact


def check_questions(desk: Desk, advance: Callable[[], None] = lambda: None) -> list[Problem]:
    """Ask the desk every phrasing and every `not:` question of its base.

    Args:
        desk: the desk that serves the base.
        advance: called once a fact, to show progress.

    Returns:
        A problem for each phrasing that another fact fits better, for phrasings that differ in
        nothing that counts, and for `not:` questions answered with the fact they rule
        out.
    """
    problems: list[Problem] = []
    for number, fact in enumerate(desk.base.facts):
        problems += _lost_phrasings(desk, number, fact)
        problems += _wrongly_answered(desk, number, fact)
        advance()
    problems += _alike(desk)
    return problems


def _at(fact: Fact, message: str) -> Problem:
    return Problem(fact.location.file, fact.location.line, f"{fact.id}: {message}")


def _lost_phrasings(desk: Desk, number: int, fact: Fact) -> Iterator[Problem]:
    for text in fact.questions:
        best = desk.matcher.best_fact(text)
        if best is None:
            yield _at(fact, f"“{text}” has no word that could find it; say what is asked")
        elif best != number:
            other = desk.base.facts[best].id
            yield _at(fact, f"“{text}” fits {other} better; make it more specific or remove it")


def _alike(desk: Desk) -> Iterator[Problem]:
    """Phrasings that differ in no word that counts, within a fact or between two."""
    groups: dict[object, list[tuple[Fact, str]]] = defaultdict(list)
    for number, fact in enumerate(desk.base.facts):
        for phrasing in desk.matcher.phrasings_of(number):
            meaning = frozenset(frozenset(unit.keys) for unit in phrasing.units)
            groups[meaning, phrasing.kind].append((fact, phrasing.text))
    for alike in groups.values():
        first, text = alike[0]
        for fact, other in alike[1:]:
            of = "" if fact is first else f" of {first.id}"
            yield _at(
                fact, f"“{other}” and “{text}”{of} differ in no word that counts; vary or drop one"
            )


def _wrongly_answered(desk: Desk, number: int, fact: Fact) -> Iterator[Problem]:
    phrasings = {normal(phrasing.words) for phrasing in desk.matcher.phrasings_of(number)}
    for text in fact.not_:
        reply = desk.ask(text)
        answered = isinstance(reply, Answer) and reply.candidate.fact.id == fact.id
        if answered or normal(read_words(text)) in phrasings:
            yield _at(
                fact,
                f"“{text}” is under `not:` and gets this fact all the same; "
                "remove the phrasing that matches it, or make it more specific",
            )
