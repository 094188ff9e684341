"""What the bot has asked of Discord."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

Json = dict[str, Any]


@dataclass(eq=False)
class Request:
    """One request of the bot with its answer; `status` is None while there is none."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    json: Any
    files: dict[str, bytes]
    at: float
    route: str = ""
    """The route's pattern, such as "/channels/{channel_id}/messages"."""
    status: int | None = None
    answer: Any = None
    took: float = 0.0
    fault: str = ""
    notes: list[str] = field(default_factory=list)

    def fits(self, pattern: str) -> bool:
        """Whether "METHOD /path" fits, with `*` for anything."""
        return fnmatchcase(f"{self.method} {self.path}", pattern)

    def __str__(self) -> str:
        told = f"{self.at:8.3f} {self.method} {self.path} -> {self.status}"
        if self.fault:
            told += f" [{self.fault}]"
        return f"{told} {self.json}"[:600]
