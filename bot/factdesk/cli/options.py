"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def _or_as_set(base: Path | None) -> Path | None:
    """The folder that was named, else the one that the settings name."""
    if base is not None:
        return base
    from factdesk.settings import load_settings

    return load_settings().base


BaseOption = Annotated[
    Path | None,
    typer.Option(
        "--base",
        envvar="FACTDESK_BASE",
        metavar="DIR",
        callback=_or_as_set,
        help="Folder of the fact base (with facts/ and seeds/). Default: the one that ships.",
    ),
]


class UsageProblem(Exception):  # noqa: N818 - not an error of the program
    """Something the person who typed the command can mend; shown as one sentence, exit code 2."""
