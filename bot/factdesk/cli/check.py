"""`factdesk check`: everything a machine can find wrong with a fact base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factdesk.cli.options import BaseOption, UsageProblem

if TYPE_CHECKING:
    from rich.console import Console

    from factdesk.factbase.models import FactBase
    from factdesk.factbase.problems import Problem


PROMISES = (0.90, 0.95, 0.97, 0.98, 0.99)


def check(
    base: BaseOption = None,
    texts: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder with the articles' texts (<article>.txt): prove every fact against them.",
        ),
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Show which passages no fact cites.")
    ] = False,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="Show how sure the desk may be on this base.")
    ] = False,
    write_calibration: Annotated[
        bool,
        typer.Option(
            "--write-calibration",
            help="Keep the calibration beside the facts, so that a first start takes no longer.",
        ),
    ] = False,
) -> None:
    """Check the base: format, references, reviews, phrasings, and with --texts the proof.

    Lists every finding as file:line: what is wrong and what to do. Exit code 0 when there is none,
    1 when there are findings, 2 when the base does not load.
    """
    from rich.console import Console

    from factdesk.factbase.bundled import bundled_base
    from factdesk.factbase.drafts import DRAFTS
    from factdesk.factbase.lint import lint
    from factdesk.factbase.load import load_base

    console = Console(highlight=False)
    loaded = load_base(base or bundled_base())
    problems = lint(loaded)
    problems += _ask_everything(loaded)
    drafts, faults = _drafts(loaded)
    problems += faults
    if texts is not None:
        problems += _prove(loaded, texts)
    for problem in sorted(set(problems)):
        console.print(str(problem), markup=False, soft_wrap=True)
    stale = _stale(loaded)
    for notice in stale:
        console.print(str(notice), markup=False, soft_wrap=True)
    if coverage:
        _show_coverage(console, loaded)
    if calibration:
        _show_calibration(console, loaded)
    if write_calibration:
        _write_calibration(console, loaded)
    proof = "" if texts is None else ", proven against their texts"
    findings = _counted(len(set(problems)), "finding")
    facts, articles = _counted(len(loaded.facts), "fact"), _counted(len(loaded.articles), "article")
    past = f" {_counted(len(stale), 'fact')} past stale_after." if stale else ""
    waiting = f" {_counted(drafts, 'draft')} in {DRAFTS} to be written." if drafts else ""
    console.print(f"{facts} of {articles}{proof}: {findings}.{past}{waiting}", soft_wrap=True)
    if problems:
        raise typer.Exit(1)


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _stale(base: FactBase) -> list[Problem]:
    """Facts past their time. No findings: what was clean does not fail because a day went by."""
    from factdesk.cli import clock
    from factdesk.factbase.lint import past_their_time

    return past_their_time(base, clock.today())


def _drafts(base: FactBase) -> tuple[int, list[Problem]]:
    """How many drafts there are, and what is wrong with their file."""
    from factdesk.factbase.drafts import read_drafts
    from factdesk.factbase.problems import FactBaseError

    try:
        return len(read_drafts(base.folder)), []
    except FactBaseError as error:
        return 0, list(error.problems)


def _ask_everything(base: FactBase) -> list[Problem]:
    from rich.console import Console
    from rich.progress import Progress

    from factdesk.desk import Desk
    from factdesk.exam.selfcheck import check_questions

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Asking every phrasing", total=len(base.facts))
        return check_questions(Desk(base), lambda: progress.advance(task))


def _prove(base: FactBase, folder: Path) -> list[Problem]:
    from factdesk.factbase.proof import prove, read_texts

    if not folder.is_dir():
        raise UsageProblem(f"There is no folder {folder}; --texts names the one with the texts.")
    found, problems = read_texts(base, folder)
    return problems + prove(base, found)


def _show_coverage(console: Console, base: FactBase) -> None:
    from rich.table import Table

    rows = [
        (article.id, passage.n, passage.words, _citing(base, article.id, passage.n))
        for article in base.articles
        for passage in article.passages
    ]
    if not console.is_terminal:
        for article_id, number, words, citing in rows:
            print(article_id, number, words, citing or "none", sep="\t")
        return
    table = Table("Article", "Passage", "Words", "Facts that cite it")
    for article_id, number, words, citing in rows:
        shown = str(citing) if citing else "[bold red]none[/]"
        table.add_row(article_id, str(number), str(words), shown)
    console.print(table)


def _show_calibration(console: Console, base: FactBase) -> None:
    from factdesk.matching.calibration import calibrate
    from factdesk.matching.index import Index

    found = calibrate(Index(base), PROMISES)
    if found is None:
        console.print(
            "Too few phrasings to calibrate: facts need three or more each. Until then every "
            "check must be passed before an answer is given.",
            soft_wrap=True,
        )
        return
    console.print(
        f"Asked itself {found.trials} questions; a phrasing left out finds its fact first in "
        f"{found.found:.0%}.",
        soft_wrap=True,
    )
    for bar in found.bars:
        kept = f"from confidence {bar.bar:.2f} on" if bar.bar <= 1 else "cannot be kept"
        console.print(f"{bar.promise:.0%} of answers right: {kept}, answers {bar.answered:.0%}")


def _write_calibration(console: Console, base: FactBase) -> None:
    from factdesk.calibrated import write_beside
    from factdesk.matching.index import Index
    from factdesk.settings import load_settings

    try:
        path = write_beside(base, Index(base), load_settings().promise)
    except OSError as error:
        raise UsageProblem(f"The calibration cannot be written: {error.strerror}.") from None
    console.print(f"{path} written; write it anew when facts change.", soft_wrap=True)


def _citing(base: FactBase, article_id: str, passage: int) -> int:
    """How many facts cite a passage."""
    return sum(
        citation.article.id == article_id and passage in citation.passages
        for fact in base.facts
        for citation in fact.citations
    )
