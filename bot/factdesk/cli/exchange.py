"""`factdesk import` and `factdesk export`: facts from and for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factdesk.cli.options import BaseOption, UsageProblem, writable_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.exchange.incoming import Incoming
    from factdesk.factbase.models import Fact, FactBase


class Format(StrEnum):
    """What facts can be exported as."""

    faq = "faq"
    qa = "qa"
    claims = "claims"
    csv = "csv"


def export(
    fact_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[FACT]...", help="Only these facts.")
    ] = None,
    base: BaseOption = None,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="schema.org JSON-LD (faq: one FAQPage; qa: a QAPage each; claims: a ClaimReview "
            "for each claim, forecast and opinion), or csv.",
        ),
    ] = Format.faq,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write into FILE.")
    ] = None,
) -> None:
    """Export facts for web pages (schema.org JSON-LD) or spreadsheets (CSV)."""
    from factdesk.cli.facts import fact_named
    from factdesk.factbase.bundled import bundled_base
    from factdesk.factbase.load import load_base

    loaded = load_base(base or bundled_base())
    named = [fact_named(loaded, fact_id) for fact_id in dict.fromkeys(fact_ids or ())]
    text = _rendered(named or loaded.facts, form)
    if output is None:
        print(text, end="")
        return
    from factdesk.factbase.replacing import replace_file

    # Spreadsheets know by the mark that it is UTF-8.
    encoding = "utf-8-sig" if form is Format.csv else "utf-8"
    try:
        replace_file(output, text.encode(encoding))
    except OSError as error:
        raise UsageProblem(f"{output} cannot be written ({error.strerror}).") from None
    print(f"{output} written.")


def _rendered(facts: Sequence[Fact], form: Format) -> str:
    if form is Format.csv:
        from factdesk.exchange.table import facts_to_csv

        return facts_to_csv(facts)
    from factdesk.exchange.jsonld import as_text, claim_reviews, faq_page, qa_pages

    make = {Format.faq: faq_page, Format.qa: qa_pages, Format.claims: claim_reviews}[form]
    return as_text(make(facts))


def take_in(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .csv as exported, or QnA Maker's .tsv.")
    ],
    base: BaseOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be done, and write nothing.")
    ] = False,
) -> None:
    """Take facts in from a spreadsheet (CSV) or from QnA Maker (TSV).

    What names passages of the base's articles becomes a fact, all else a draft in drafts.yaml,
    which is not served. What was taken in before is not taken in again.
    """
    from factdesk.factbase.editing import edit_base
    from factdesk.factbase.load import load_base
    from factdesk.factbase.problems import shown

    folder = writable_base(base)
    incoming = _read(file, load_base(folder))
    for problem in sorted(incoming.problems):
        print(problem)
    edits = incoming.edits
    if dry_run:
        for fact, fields in edits.fields.items():
            print(f"{fact}\t{', '.join(fields)}")
        for name, facts in edits.facts.items():
            print(*(f"{fact['id']}\tnew in facts/{name}" for fact in facts), sep="\n")
        for draft in edits.drafts:
            print(f"draft\t{draft['question']}")
    else:
        done = edit_base(folder, edits)
        for path in done.files:
            print(f"{shown(path)} written")
        print(f"{done.facts} new facts, {done.fields} changed fields, {done.drafts} drafts.")
        if done.facts or done.fields:
            print("`factdesk check` tells what they still lack; `factdesk review` vouches.")
    if incoming.problems:
        raise typer.Exit(1)


def _read(file: Path, base: FactBase) -> Incoming:
    from factdesk.exchange.incoming import from_pairs, from_table
    from factdesk.exchange.qnamaker import read_tsv
    from factdesk.exchange.table import TableError, read_csv
    from factdesk.factbase.problems import Problem, shown

    kind = file.suffix.casefold()
    if kind not in {".csv", ".tsv"}:
        raise UsageProblem(f"{file} is neither .csv nor .tsv; name it by what it is.")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageProblem(f"{file}: the file cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise UsageProblem(f"{file}: the file is not UTF-8; save it as UTF-8.") from None
    name = _file_name(file.stem)
    try:
        if kind == ".csv":
            return from_table(read_csv(text), base, shown(file), name)
        return from_pairs(read_tsv(text), base, shown(file), name)
    except TableError as error:
        raise UsageProblem(str(Problem(shown(file), error.line, f"{error.message}."))) from None


def _file_name(stem: str) -> str:
    import re

    name = "-".join(re.findall(r"[a-z0-9]+", stem.casefold()))
    return name if name and name != "synonyms" else "imported"
