"""What is read and decided in SQL, over one connection and within one transaction."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from factdesk.store.books.decisions import Decisions
from factdesk.store.books.people import People
from factdesk.store.books.questions import Questions
from factdesk.store.books.records import Records
from factdesk.store.books.undoing import undo

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Books:
    """The books, laid open.

    Attributes:
        records: what is on record; only reads.
        decisions: begins what a curator decides.
        undo: undoes it.
        questions: what was exported, and who waits for an answer.
        people: what is kept of a person or a server, and forgetting it.
    """

    def __init__(self, connection: Connection) -> None:
        self.records = Records(connection)
        self.decisions = partial(Decisions, connection)
        self.undo = partial(undo, connection)
        self.questions = Questions(connection)
        self.people = People(connection)
