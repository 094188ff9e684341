"""`factdesk exam`: how good the desk is on question sets."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factdesk.cli.options import BaseOption

if TYPE_CHECKING:
    from factdesk.exam.grading import Report


def exam(
    files: Annotated[list[Path], typer.Argument(metavar="QUESTIONS...", help="Question sets.")],
    base: BaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
    show_wrong: Annotated[bool, typer.Option("--show-wrong", help="List wrong answers.")] = False,
) -> None:
    """Examine the desk on question sets: JSON Lines or YAML with text, kind and facts."""
    from factdesk.desk import Desk
    from factdesk.exam.grading import examine
    from factdesk.exam.questions import load_questions

    desk = Desk.open(base)
    known = frozenset(fact.id for fact in desk.base.facts)
    reports = {
        path.stem: examine(desk, questions)
        for path, questions in [(path, load_questions(path, known)) for path in files]
    }
    if as_json:
        print(json.dumps({name: _as_json(report) for name, report in reports.items()}, indent=2))
        return
    for name, report in reports.items():
        _show(name, report, show_wrong=show_wrong)


def _as_json(report: Report) -> dict[str, object]:
    return {
        "figures": report.figures(),
        "kinds": {kind: asdict(tally) for kind, tally in sorted(report.kinds.items())},
        "wrong": [
            {"id": m.question.id, "text": m.question.text, "fact": m.fact} for m in report.mistakes
        ],
    }


def _show(name: str, report: Report, *, show_wrong: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    table = Table("Kind", "Asked", "Right", "Wrong", "Offered", "Misled", "Nothing", title=name)
    for kind, t in sorted(report.kinds.items()):
        counts = (t.asked, t.right, t.wrong, t.offered, t.misled, t.nothing)
        table.add_row(Text(kind), *map(str, counts))
    console.print(table)
    for label, value in report.figures().items():
        console.print(f"{label:<40}{'n/a' if value is None else f'{value:6.1%}'}")
    if show_wrong:
        for mistake in report.mistakes:
            console.print(
                Text(f"{mistake.question.id} [{mistake.question.kind}] {mistake.question.text!r}")
            )
            console.print(Text(f"    was answered with {mistake.fact} ({mistake.confidence:.2f})"))
