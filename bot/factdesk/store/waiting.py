"""The writes that wait for the database: so many, and no more."""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING

from factdesk.store.writes import (
    Count,
    ForgetQuestion,
    ForgetReply,
    NoteUnanswered,
    RememberReply,
    Write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_LESSER = RememberReply | ForgetQuestion | ForgetReply | NoteUnanswered | Count


class Waiting:
    """Writes in the order they came, first those that may be lost.

    These are about replies, questions asked in vain, and what is counted.

    Iterating gives all that is not known to be written, so also what is being written just now.
    """

    def __init__(self, bound: int) -> None:
        """Hold so many writes; beyond that the oldest that may be lost goes, else the oldest."""
        self._bound = bound
        # Apart, because a reply forgotten is a nuisance, but feedback was acknowledged to somebody.
        # They are about different tables, so their order among each other does not matter.
        self._lesser: deque[Write] = deque()
        self._others: deque[Write] = deque()
        self._taken: list[Write] = []

    def __len__(self) -> int:
        return len(self._taken) + len(self._lesser) + len(self._others)

    def __iter__(self) -> Iterator[Write]:
        return chain(self._taken, self._lesser, self._others)

    def add(self, write: Write) -> bool:
        """Let a write wait; says whether all have room, or an old one had to go."""
        self._line_of(write).append(write)
        return self._trimmed()

    def _trimmed(self) -> bool:
        roomy = True
        while len(self._lesser) + len(self._others) > self._bound:
            (self._lesser or self._others).popleft()
            roomy = False
        return roomy

    def _line_of(self, write: Write) -> deque[Write]:
        return self._lesser if isinstance(write, _LESSER) else self._others

    def take(self, at_most: int | None = None) -> list[Write]:
        """What is to be written next; it is either `settled` or `put_back` before more is taken."""
        for line in (self._lesser, self._others):
            while line and (at_most is None or len(self._taken) < at_most):
                self._taken.append(line.popleft())
        return list(self._taken)

    def settled(self) -> None:
        """What was taken is written, or given up."""
        self._taken.clear()

    def put_back(self) -> bool:
        """What was taken waits again, before what came since; says the same as `add`."""
        for write in reversed(self._taken):
            self._line_of(write).appendleft(write)
        self._taken.clear()
        return self._trimmed()
