"""The one place where the benchmarks make a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.desk import Desk
from factdesk.settings import Settings

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase


def make_desk(base: FactBase, promise: float | None = None) -> Desk:
    """A desk as its users get it.

    Args:
        base: what it serves.
        promise: the share of given answers that must be right; None for the desk's own.
    """
    return Desk(base, Settings() if promise is None else Settings(promise=promise))
