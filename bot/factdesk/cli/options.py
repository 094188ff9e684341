"""Options that several commands share."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from factdesk.settings import Settings


def _or_as_set(base: Path | None) -> Path | None:
    """The folder that was named, else the one that the settings name."""
    if base is not None:
        return base
    settings = settings_if_any()
    return None if settings is None else settings.base


def settings_if_any() -> Settings | None:
    """The settings that hold here; None where nothing is set, which is soon found out.

    Raises:
        SettingsError: a value cannot be used, or a file cannot be read.
    """
    from factdesk.lookup import maybe_set

    if not maybe_set():
        return None
    from factdesk.settings import load_settings

    return load_settings()


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


def prepare_for_many(desk: Desk) -> None:
    """Get ready for very many questions, so that none of them has to wait for the others.

    What has been read until now stays for good: the garbage collector need not go through it again,
    which would hold up some question for some milliseconds. That holds for the whole process, so it
    is for a program of its own to decide, never for a library in somebody else's bot.
    """
    desk.warm()
    gc.collect()
    gc.freeze()


class UsageProblem(Exception):  # noqa: N818 - not an error of the program
    """Something the person who typed the command can mend; shown as one sentence, exit code 2."""


def writable_base(base: Path | None) -> Path:
    """The folder of the fact base to change: the one named, or the one that this folder is.

    The base that ships is not changed where it happens to be installed.

    Raises:
        UsageProblem: that folder is none.
    """
    folder = base or Path.cwd()
    if (folder / "facts").is_dir() and (folder / "seeds").is_dir():
        return folder
    raise UsageProblem(
        f"{folder} is no fact base (a folder with facts/ and seeds/). Go there, name it with "
        "--base, or make one with `factdesk init DIR`."
    )
