"""Discord's own description of its API."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import Problem
    from .record import Request


def problems_of(request: Request) -> list[Problem]:
    return []
