"""Tables as plain text: the same in a terminal, a log and a Markdown file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(header: Sequence[str], rows: Sequence[Sequence[str]], labels: int = 1) -> str:
    """A Markdown table, padded so that it also reads well as it stands.

    Args:
        header: the columns' names.
        rows: their cells.
        labels: how many columns are aligned to the left; those after them hold figures.
    """
    widths = [max(3, *(len(row[place]) for row in (header, *rows))) for place in range(len(header))]
    lines = [
        _line(header, widths, labels),
        _rule(widths, labels),
        *(_line(row, widths, labels) for row in rows),
    ]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], labels: int) -> str:
    padded = [
        cell.rjust(width) if place >= labels else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"


def _rule(widths: Sequence[int], labels: int) -> str:
    rules = [
        "-" * (width + 1) + ":" if place >= labels else "-" * (width + 2)
        for place, width in enumerate(widths)
    ]
    return f"|{'|'.join(rules)}|"


def percent(part: float, whole: float) -> str:
    """A share as a percentage; "-" where there is nothing to take a share of."""
    return f"{100 * part / whole:.1f}%" if whole else "-"
