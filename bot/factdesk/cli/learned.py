"""`factdesk learned`: what curators taught the desk, listed and written into the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from factdesk.cli.memory import StoreOption, with_store
from factdesk.cli.options import BaseOption, writable_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.factbase.editing import Edits
    from factdesk.factbase.models import FactBase
    from factdesk.store import Store
    from factdesk.store.curated import Learned, Unanswered

app = typer.Typer(
    invoke_without_command=True, help="What curators taught the desk: list it, export it."
)


@app.callback()
def listed(
    context: typer.Context,
    store: StoreOption = None,
) -> None:
    """List the phrasings and noted facts that are not in the files yet."""
    if context.invoked_subcommand is not None:
        context.obj = store
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    learned, noted = with_store(store, _waiting)
    rows = [(each.fact, each.text, f"{each.approved_at:%Y-%m-%d}") for each in learned]
    rows += [("needs a new fact", each.text, _note(each)) for each in noted]
    console = Console(highlight=False)
    if console.is_terminal and rows:
        table = Table("Fact", "Question", "Approved or asked")
        for row in rows:
            table.add_row(*map(Text, row))
        console.print(table)
    else:
        for row in rows:
            print(*row, sep="\t")
    if console.is_terminal or not rows:
        hint = "; `factdesk learned export` writes them" if rows else ""
        console.print(f"{_told(len(learned), len(noted))} not in the files yet{hint}.")


@app.command()
def export(
    context: typer.Context,
    base: BaseOption = None,
    store: StoreOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be written, and write nothing.")
    ] = False,
) -> None:
    """Write approved phrasings into the fact files, and noted facts into drafts.yaml.

    Comments, order and layout of the files stay as they are. What was written is marked as done,
    so that running it again changes nothing.
    """
    from factdesk.factbase.editing import edit_base
    from factdesk.factbase.load import load_base
    from factdesk.factbase.problems import shown

    folder = writable_base(base)
    address = store or context.obj
    learned, noted = with_store(address, _waiting)
    loaded = load_base(folder)
    fitting, kept_back = sort_out(learned, loaded)
    for each, why in kept_back:
        print(f"Not written: {each.fact}: {each.text!r}: {why}")
    edits = edits_of(fitting, noted)
    if dry_run:
        for fact, texts in edits.phrasings.items():
            print(*(f"{fact}\t{text}" for text in texts), sep="\n")
        for draft in edits.drafts:
            print(f"draft\t{draft['question']}")
        return
    done = edit_base(folder, edits)

    async def mark(store: Store) -> None:
        # Only now: whoever stops the program before gets them again, and they change nothing.
        await store.curation.mark_exported([each.id for each in fitting])
        await store.curation.mark_noted_exported([each.id for each in noted])

    if fitting or noted:
        with_store(address, mark)
    for path in done.files:
        print(f"{shown(path)} written")
    print(f"{_told(done.phrasings, done.drafts)} written.")
    if done.phrasings:
        print("`factdesk check` tells how the base fares with them.")
    if kept_back:
        raise typer.Exit(1)


async def _waiting(store: Store) -> tuple[list[Learned], list[Unanswered]]:
    return await store.curation.learned("approved"), await store.curation.noted_facts()


def sort_out(
    learned: Sequence[Learned], base: FactBase
) -> tuple[list[Learned], list[tuple[Learned, str]]]:
    """Which phrasings can be written, and which cannot, with the reason."""
    from pydantic import TypeAdapter, ValidationError

    from factdesk.factbase.files import MAX_QUESTION, Line

    line: TypeAdapter[str] = TypeAdapter(Line)
    fitting: list[Learned] = []
    kept_back: list[tuple[Learned, str]] = []
    for each in learned:
        if base.fact(each.fact) is None:
            kept_back.append((each, "the base has no such fact; give it to another one or undo it"))
            continue
        try:
            line.validate_python(each.text)
        except ValidationError:
            why = f"it is empty, longer than {MAX_QUESTION} characters or not plain text; undo it"
            kept_back.append((each, why))
        else:
            fitting.append(each)
    return fitting, kept_back


def edits_of(learned: Sequence[Learned], noted: Sequence[Unanswered]) -> Edits:
    """What to change in the files."""
    from factdesk.factbase.editing import Edits

    phrasings: dict[str, list[str]] = {}
    for each in learned:
        phrasings.setdefault(each.fact, []).append(each.text)
    drafts = [{"question": same[0].text, "note": _note(*same)} for same in _alike(noted)]
    return Edits(phrasings=phrasings, drafts=drafts)


def _alike(noted: Sequence[Unanswered]) -> list[list[Unanswered]]:
    """The same question, asked in several servers, together."""
    groups: dict[str, list[Unanswered]] = {}
    for each in noted:
        groups.setdefault(each.text, []).append(each)
    return list(groups.values())


def _note(*same: Unanswered) -> str:
    count = sum(each.count for each in same)
    times = "once" if count == 1 else f"{count} times"
    note = f"asked {times}, last on {max(each.last_at for each in same):%Y-%m-%d}"
    nearest = same[0].nearest
    return f"{note}; nearest was {nearest}" if nearest else note


def _told(phrasings: int, drafts: int) -> str:
    what = [f"{phrasings or 'no'} phrasing{'' if phrasings == 1 else 's'}"]
    what.append(f"{drafts or 'no'} new fact{'' if drafts == 1 else 's'}")
    return f"{what[0]} and {what[1]}"
