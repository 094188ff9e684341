"""What can be wrong with the database, told in plain words: once, until all is well again."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

log = logging.getLogger("factdesk.store")

Doing = Literal["opening", "reading", "writing"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of trouble.

    Attributes:
        fault: what is wrong, without a full stop; it tells nothing of the machine,
        effect: and what comes of it, after "so".
        remedy: what an operator can do.
        passes: whether it may pass by itself: then what is to be written waits, else it is dropped.
        reopen: whether only opening the database again can show that it has passed.
    """

    fault: str
    effect: str
    remedy: str
    passes: bool = True
    reopen: bool = True

    @property
    def what(self) -> str:
        """What is wrong, as one sentence."""
        return f"{self.fault}, so {self.effect}."


LOCKED = Kind(
    "The store's database is locked by another program",
    "new entries wait",
    "End the program that holds it, or give each bot a database of its own.",
    reopen=False,
)
FULL = Kind(
    "The store's disk is full",
    "new entries wait",
    "Make room; the entries are then written by themselves.",
    reopen=False,
)
READ_ONLY = Kind(
    "The store's database may only be read",
    "new entries wait",
    "Let the bot's user write the file and its folder, or the database's user its tables.",
)
OUT_OF_REACH = Kind(
    "The store's database cannot be reached",
    "new entries wait",
    "See that its folder exists or may be made, that no folder has the file's name, or that the "
    "database server runs.",
)
FAULTY_DISK = Kind(
    "The store's disk reports errors",
    "new entries wait",
    "Look after the disk; the entries are written when it works.",
)
CORRUPT = Kind(
    "The store's file is damaged or no database",
    "nothing is remembered across a restart",
    "Move it away together with its -wal and -shm files: a new one is then begun.",
    passes=False,
)
NEWER = Kind(
    "The store was written by a newer version of Factdesk",
    "it is left alone and nothing is remembered across a restart",
    "Install that version again, or name another file.",
    passes=False,
)
ADDRESS = Kind(
    "The store's address cannot be used",
    "nothing is remembered across a restart",
    "Name a file, or a URL with an asynchronous driver that is installed, like "
    "sqlite+aiosqlite:////folder/file.db or postgresql+asyncpg://name:password@host/database; the "
    "latter needs pip install 'factdesk[postgres]', and the database and its user must exist.",
    passes=False,
)
ODD = Kind(
    "The store's database reports an error that was not foreseen",
    "an entry may be lost",
    "Please report it if it happens again.",
    passes=False,
    reopen=False,
)

_BY_NAME = {
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_PROTOCOL": LOCKED,
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_AUTH": READ_ONLY,
    "SQLITE_CANTOPEN": OUT_OF_REACH,
    "SQLITE_IOERR": FAULTY_DISK,
    "SQLITE_CORRUPT": CORRUPT,
    "SQLITE_NOTADB": CORRUPT,
}
# PostgreSQL's, by how they begin: https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_STATE = {
    "55P03": LOCKED,
    "40": LOCKED,
    "53100": FULL,
    "53": OUT_OF_REACH,
    "57P": OUT_OF_REACH,
    "08": OUT_OF_REACH,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "28": ADDRESS,
    "3D000": ADDRESS,
    "58030": FAULTY_DISK,
    "XX001": CORRUPT,
    "XX002": CORRUPT,
}


class TroubleError(Exception):
    """The database cannot do what it is asked to; `kind` and `detail` say why."""

    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


class StoreTrouble(Exception):  # noqa: N818 - it is what curators read, as one plain sentence
    """What a curator wanted was not done. Its text says so and why, in plain words."""


class Outdated(StoreTrouble):
    """What a curator wanted rested on what is no longer so: it is to be looked at anew."""


def trouble_of(error: Exception) -> TroubleError:
    """What an error means."""
    if isinstance(error, TroubleError):
        return error
    # SQLAlchemy's own text repeats the values that were to be written; the driver's does not.
    cause = getattr(error, "orig", None) or error
    return TroubleError(_kind_of(error, cause), f"{type(cause).__name__}: {cause}")


def _kind_of(error: Exception, cause: BaseException) -> Kind:
    for attribute, kinds in (("sqlite_errorname", _BY_NAME), ("sqlstate", _BY_STATE)):
        name = getattr(cause, attribute, None) or ""
        for prefix, kind in kinds.items():
            if name.startswith(prefix):
                return kind
    if isinstance(cause, ImportError):
        return ADDRESS
    if isinstance(cause, OSError) or getattr(error, "connection_invalidated", False):
        return OUT_OF_REACH
    if type(cause).__name__ == "TimeoutError":  # all connections wait for a lock
        return LOCKED
    return ODD


class Health:
    """What is wrong now. Tells the log of each kind of trouble once, and when all is well again."""

    def __init__(self, place: str) -> None:
        """Speak of the database at `place`, which must contain no password."""
        self._place = place
        self._now: dict[Doing, TroubleError] = {}
        self._told: list[Kind] = []

    @property
    def trouble(self) -> str | None:
        """One sentence on what is wrong; None while all is well."""
        return next((trouble.kind.what for trouble in self._now.values()), None)

    def failed(self, doing: Doing, trouble: TroubleError) -> None:
        """Something could not be done."""
        self._now[doing] = trouble
        kind = trouble.kind
        if kind not in self._told:
            self._told.append(kind)
            log.warning("%s %s (%s; %s)", kind.what, kind.remedy, self._place, trouble.detail)

    def works(self, doing: Doing) -> None:
        """Something could be done."""
        self._now.pop(doing, None)
        if self._told and not self._now:
            self._told.clear()
            log.warning("The store works again. (%s)", self._place)
