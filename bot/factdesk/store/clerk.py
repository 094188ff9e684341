"""Brings what is wanted of the books to the database, and what comes of it back."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeVar, cast

from factdesk.store.trouble import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from factdesk.store.books import Books
    from factdesk.store.errands import Errands
    from factdesk.store.writes import Write

T = TypeVar("T")


class Clerk:
    """What reading and deciding have in common.

    Attributes:
        unread: how many times the books could not be read, so that what they said last was told.
    """

    def __init__(self, errands: Errands, write: Callable[[Write], None]) -> None:
        self._errands = errands
        self._write = write
        self._known: dict[Hashable, Any] = {}  # what was read last, for when nothing can be read
        self.unread = 0

    async def _read(
        self, work: Callable[[Books], T], otherwise: T, *, known_as: Hashable = None
    ) -> T:
        """What the books say; when they cannot be read, what they said last, else `otherwise`."""

        def boxed(books: Books) -> tuple[T]:  # the books may say None
            return (work(books),)

        found = await self._errands.read(lambda base: base.look(boxed))
        if found is None:
            self.unread += 1
            return copy.copy(cast("T", self._known.get(known_as, otherwise)))
        if known_as is not None:
            self._known[known_as] = copy.copy(found[0])
        return found[0]

    async def _decide(self, work: Callable[[Books], T]) -> T:
        """Change the books, durably.

        Raises:
            StoreTrouble: they are not changed.
        """
        return await self._errands.decide(lambda base: base.decide(work))

    async def _attempt(self, work: Callable[[Books], T], otherwise: T) -> T:
        """Change the books; `otherwise` when that cannot be."""
        try:
            return await self._decide(work)
        except StoreTrouble:
            return otherwise
