"""The one place where the benchmarks make a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.desk import Desk

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase


def make_desk(base: FactBase, promise: float | None = None) -> Desk:
    """A desk as its users get it.

    Args:
        base: what it serves.
        promise: the share of given answers that must be right; None for the desk's own.

    Raises:
        NotImplementedError: this version's desk cannot be told a promise.
    """
    if promise is not None:
        raise NotImplementedError("This desk takes no promise; leave out --promise.")
    return Desk(base)
