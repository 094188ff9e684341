"""`factdesk diff`: which questions get another outcome between two versions of a base."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factdesk.cli.memory import StoreOption
from factdesk.cli.options import UsageProblem

if TYPE_CHECKING:
    from rich.console import Console

    from factdesk.exam.difference import Difference
    from factdesk.exam.record import QuestionRecord
    from factdesk.store import Store


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of the earlier version.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of the later version.")],
    questions: Annotated[
        list[Path] | None,
        typer.Option("--questions", metavar="FILE", help="Ask this question set too. Repeatable."),
    ] = None,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Ask what people asked the bot in vain, too.")
    ] = False,
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell it as one JSON object.")] = False,
) -> None:
    """Ask two versions of a base the same: which questions get another outcome?

    Asked are all phrasings and all `not:` questions of both, and the question sets.
    """
    from rich.console import Console

    from factdesk.cli.exam import named_sets
    from factdesk.cli.memory import with_store
    from factdesk.cli.progress import progress
    from factdesk.desk import Desk
    from factdesk.exam.difference import difference, difference_to_json, questions_of
    from factdesk.exam.questions import load_questions
    from factdesk.factbase.load import load_base
    from factdesk.settings import load_settings

    if store is not None and not unanswered:
        raise UsageProblem("--store is for --unanswered; give both or none.")
    settings = load_settings()
    before, after = load_base(old), load_base(new)
    known = frozenset(fact.id for fact in (*before.facts, *after.facts))
    sets = {name: load_questions(path, known) for name, path in named_sets(questions or []).items()}
    in_vain = with_store(store, _in_vain) if unanswered else []
    asked = questions_of(before, after, sets, in_vain)
    with progress("Asking both versions", 2 * len(asked)) as advance:
        found = difference(Desk(before, settings), Desk(after, settings), asked, advance)
    if as_json:
        print(json.dumps(difference_to_json(found), indent=2))
    else:
        _show(Console(highlight=False), found)


async def _in_vain(store: Store) -> list[str]:
    return [question.text for question in await store.curation.unanswered(None, limit=10_000)]


def _show(console: Console, found: Difference) -> None:
    from collections import Counter

    from rich.table import Table
    from rich.text import Text

    from factdesk.exam.compare import VERDICTS

    facts = {"New": found.new, "Gone": found.gone, "Answer rewritten": found.rewritten}
    for what, ids in facts.items():
        if ids:
            console.print(Text(f"{what}: {', '.join(ids)}"), soft_wrap=True)
    rows = [
        (change.verdict, q.kind, q.id, q.text, _told(change.before), _told(change.after))
        for verdict in VERDICTS
        for change in found.changes
        if change.verdict == verdict
        for q in [change.question]
    ]
    if console.is_terminal and rows:
        table = Table("", "Question", "From", "Before", "After")
        for verdict, kind, name, text, then, now in rows:
            table.add_row(verdict, *map(Text, (text, f"{kind} {name}".rstrip(), then, now)))
        console.print(table)
    else:
        for row in rows:
            print(*row, sep="\t")
    counts = Counter(change.verdict for change in found.changes)
    told = [f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]]
    console.print(f"{found.asked:,} questions asked of both: {', '.join(told) or 'no change'}.")


def _told(record: QuestionRecord | None) -> str:
    """What a question got, in few words."""
    if record is None or record.outcome == "none":
        return "nothing"
    return record.fact or f"choices: {', '.join(record.choices)}"
