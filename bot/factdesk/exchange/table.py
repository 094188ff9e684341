"""Facts as rows of a CSV file: for spreadsheets, and back."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factdesk.factbase.models import Fact

COLUMNS = (
    "id question phrasings answer sources voice nature as_of stale_after topics not see_also "
    "derived reviewed_by reviewed_on reviewed_covers"
).split()
LISTS = ("phrasings", "topics", "not", "see_also")  # one entry a line of the cell
DELIMITERS = ",;\t"  # what spreadsheets of other countries write

# What makes a spreadsheet take a cell for a formula; full-width ones count as well.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_SOURCE = re.compile(r"\s*([a-z0-9-]+)\s*:\s*(\d+(?:\s*,\s*\d+)*)\s*")


class TableError(Exception):
    """A file that cannot be read as a table: the line (0 for all of it) and why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line at which it begins, from 1, and its cells by column."""

    line: int
    cells: Mapping[str, str]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what looks so.

    Every line is guarded: a program that takes another character for the delimiter reads the
    lines of one cell as rows.
    """
    lines = (f"'{line}" if _FORMULA.match(line) else line for line in cell.split("\n"))
    return "\n".join(lines)


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return "\n".join(
        line[1:] if line.startswith("'") and _FORMULA.match(line) else line
        for line in cell.split("\n")
    )


def facts_to_csv(facts: Iterable[Fact]) -> str:
    """All fields of facts as CSV (RFC 4180), a header first."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for fact in facts:
        cells = cells_of(fact)
        writer.writerow([guarded(cells[column]) for column in COLUMNS])
    return out.getvalue()


def cells_of(fact: Fact) -> dict[str, str]:
    """A fact's cells by column, defaults filled in."""
    review = fact.reviewed
    return {
        "id": fact.id,
        "question": fact.question,
        "phrasings": "\n".join(fact.phrasings),
        "answer": fact.answer,
        "sources": "\n".join(
            f"{citation.article.id}: {', '.join(map(str, citation.passages))}"
            for citation in fact.citations
        ),
        "voice": fact.voice,
        "nature": fact.nature,
        "as_of": fact.as_of.isoformat(),
        "stale_after": fact.stale_after.isoformat() if fact.stale_after else "",
        "topics": "\n".join(fact.topics),
        "not": "\n".join(fact.not_),
        "see_also": "\n".join(fact.see_also),
        "derived": json.dumps(dict(fact.derived), ensure_ascii=False) if fact.derived else "",
        "reviewed_by": review.by if review else "",
        "reviewed_on": review.on.isoformat() if review else "",
        "reviewed_covers": review.covers if review else "",
    }


def read_csv(text: str) -> list[Row]:
    """The rows of a CSV file with a header of these columns; other columns are refused.

    Raises:
        TableError: it has no such header, or a row does not fit it.
    """
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    rows: list[Row] = []
    header: list[str] = []
    begins = 1
    try:
        for cells in reader:
            if not header:
                header = _header(cells)
            elif any(map(str.strip, cells)):
                if len(cells) > len(header):
                    raise TableError(
                        begins, f"this row has {len(cells)} cells, the header {len(header)}"
                    )
                lines = (unguarded(cell.replace("\r\n", "\n")).strip() for cell in cells)
                rows.append(Row(begins, dict(zip(header, lines, strict=False))))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TableError(begins, f"this row is no CSV ({error})") from None
    if not header:
        raise TableError(0, "the file is empty")
    return rows


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or "question" not in names or len(set(names)) < len(names):
        wrong = f"; not {', '.join(map(repr, unknown))}" if unknown else ""
        raise TableError(
            1,
            f"the first line must name the columns: question and any of {', '.join(COLUMNS)}"
            f", each once{wrong}",
        )
    return names


def fields_of(row: Row) -> dict[str, Any]:
    """The fields of a fact as its file has them; what is empty is left out.

    Raises:
        TableError: a cell cannot be read.
    """
    fields: dict[str, Any] = {}
    for column in COLUMNS:
        cell = row.cells.get(column, "")
        if not cell or column.startswith("reviewed_"):
            continue
        if column in LISTS:
            fields[column] = [line.strip() for line in cell.split("\n") if line.strip()]
        elif column == "sources":
            fields[column] = [_source(row, line) for line in cell.split("\n") if line.strip()]
        elif column == "derived":
            fields[column] = _derived(row, cell)
        else:
            fields[column] = cell
    review = {key: row.cells.get(f"reviewed_{key}", "") for key in ("by", "on", "covers")}
    if any(review.values()):
        fields["reviewed"] = {key: value for key, value in review.items() if value}
    return fields


def _source(row: Row, line: str) -> dict[str, Any]:
    found = _SOURCE.fullmatch(line)
    if found is None:
        raise TableError(
            row.line, f"the source {line!r} cannot be read; write `article-id: 1, 2`, one a line"
        )
    return {"article": found[1], "passages": [int(number) for number in found[2].split(",")]}


def _derived(row: Row, cell: str) -> dict[str, Any]:
    try:
        data = json.loads(cell)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise TableError(row.line, 'derived must be a JSON object like {"four hours": "why"}')
    return data
