"""`factdesk facts`: browse what the desk knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from factdesk.cli.options import BaseOption, UsageProblem

if TYPE_CHECKING:
    from factdesk.factbase.models import Fact, FactBase


def facts(
    fact_id: Annotated[
        str | None, typer.Argument(metavar="[FACT]", help="Show this fact whole.")
    ] = None,
    base: BaseOption = None,
    topic: Annotated[str | None, typer.Option(help="Only facts of this topic.")] = None,
    article: Annotated[str | None, typer.Option(help="Only facts of this article.")] = None,
    text: Annotated[
        str | None, typer.Option(help="Only facts with this text in question or answer.")
    ] = None,
) -> None:
    """Browse the facts: all of them, by topic, by article, by text, or one in full."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from factdesk.factbase.bundled import bundled_base
    from factdesk.factbase.load import load_base

    console = Console(highlight=False)
    loaded = load_base(base or bundled_base())
    if fact_id is not None:
        _show_one(loaded, fact_id)
        return
    _refuse_unknown("topic", topic, loaded.topics)
    _refuse_unknown("article", article, tuple(a.id for a in loaded.articles))
    found = [fact for fact in loaded.facts if _wanted(fact, topic, article, text)]
    if console.is_terminal:
        table = Table("Fact", "Question", "Topics")
        for fact in found:
            table.add_row(Text(fact.id), Text(fact.question), Text(", ".join(fact.topics)))
        console.print(table)
        console.print(f"{len(found)} of {len(loaded.facts)} facts")
    else:
        for fact in found:
            print(f"{fact.id}\t{fact.question}")


def _show_one(base: FactBase, fact_id: str) -> None:
    from rich.console import Console

    from factdesk.cli import clock
    from factdesk.cli.cards import show_fact

    show_fact(Console(highlight=False), fact_named(base, fact_id), clock.today())


def fact_named(base: FactBase, fact_id: str) -> Fact:
    """The fact of that id.

    Raises:
        UsageProblem: there is none; it names the nearest id.
    """
    fact = base.fact(fact_id)
    if fact is not None:
        return fact
    from rapidfuzz import process

    nearest = process.extractOne(fact_id, [known.id for known in base.facts], score_cutoff=60)
    hint = f"; did you mean {nearest[0]!r}?" if nearest else "; `factdesk facts` lists all ids"
    raise UsageProblem(f"There is no fact {fact_id!r}{hint}")


def _refuse_unknown(what: str, name: str | None, known: tuple[str, ...]) -> None:
    if name is not None and name not in known:
        raise UsageProblem(f"There is no {what} {name!r}; there are: {', '.join(sorted(known))}")


def _wanted(fact: Fact, topic: str | None, article: str | None, text: str | None) -> bool:
    return (
        (topic is None or topic in fact.topics)
        and (article is None or any(c.article.id == article for c in fact.citations))
        and (
            text is None
            or text.casefold() in f"{' '.join(fact.questions)} {fact.answer}".casefold()
        )
    )
