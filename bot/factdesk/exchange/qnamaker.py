"""Knowledge bases of Microsoft's QnA Maker and of its successor, as TSV files."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, field

from factdesk.exchange.table import TableError

NEEDED = ("question", "answer")
NO_ID = frozenset({"", "0"})


@dataclass(slots=True)
class Pair:
    """An answer and all questions that get it.

    Attributes:
        line: where it begins, from 1.
        questions: in the order of the file.
        answer: with line breaks as such.
        source: where QnA Maker had it from.
        metadata: by name.
    """

    line: int
    questions: list[str]
    answer: str
    source: str
    metadata: dict[str, str] = field(default_factory=dict)


def read_tsv(text: str) -> list[Pair]:
    """The pairs of a knowledge base: rows of one id and answer are one pair.

    Raises:
        TableError: it is no such file.
    """
    rows = _rows(text.lstrip("\ufeff"))
    header = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    if any(name not in header for name in NEEDED):
        raise TableError(
            1,
            "the first line must name the columns: Question, Answer, Source, Metadata, ..., "
            "with tabs between",
        )
    pairs: dict[tuple[str, str, str], Pair] = {}
    for line, cells in rows[1:]:
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        question = " ".join(_unescaped(row.get("question", "")).split())
        answer = _unescaped(row.get("answer", "")).strip()
        if not question and not answer:
            continue
        number = row.get("qnaid", "")
        # Without an id it is the answer, and where it comes from, that make one pair of rows.
        key = (answer, *((number, "") if number not in NO_ID else ("", row.get("source", ""))))
        pair = pairs.get(key)
        if pair is None:
            metadata = _metadata(row.get("metadata", ""))
            pair = pairs[key] = Pair(line, [], answer, row.get("source", ""), metadata)
        if question and question not in pair.questions:
            pair.questions.append(question)
    return list(pairs.values())


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows with their lines. The service quotes nothing, spreadsheets do."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        source = io.StringIO(text, newline="")
        reader = csv.reader(source, delimiter="\t", quoting=quoting, strict=True)
        rows: list[tuple[int, list[str]]] = []
        begins = 1
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    rows.append((begins, cells))
                begins = reader.line_num + 1
        except csv.Error as error:
            if quoting == csv.QUOTE_NONE:
                raise TableError(begins, f"this row cannot be read ({error})") from None
            continue  # a quotation mark that begins a cell and quotes nothing
        return rows
    return []


def _unescaped(cell: str) -> str:
    return re.sub(r"\\([rnt])", lambda found: " " if found[1] == "t" else "\n", cell)


def _metadata(cell: str) -> dict[str, str]:
    """Metadata in either way of writing it: `a:b|c:d`, or a JSON list of names and values."""
    if cell.startswith("["):
        try:
            listed = json.loads(cell)
            return {str(one["name"]): str(one["value"]) for one in listed}
        except (ValueError, KeyError, TypeError):
            return {}
    pairs = (part.partition(":") for part in cell.split("|"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}
