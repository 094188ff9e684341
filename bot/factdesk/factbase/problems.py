"""What is wrong with a fact base: a place and a sentence, collected before anything is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend.

    Attributes:
        file: the file as the curator would name it (relative to where the command was run, if it
            lies below).
        line: the line from 1, or 0 where the whole file is meant.
        message: what is wrong and what to do about it.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class FactBaseError(Exception):
    """A fact base that cannot be served. Carries every problem found, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class EditError(FactBaseError):
    """An edit of the files that was refused; none was changed. Carries every problem."""


def shown(path: Path) -> str:
    """A path as a curator would name it: relative to the current folder where it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
