"""Where settings are looked up, and whether there are any: reading them takes a while."""

from __future__ import annotations

import os
from pathlib import Path

PREFIX = "FACTDESK_"
TOKEN = "DISCORD_TOKEN"  # noqa: S105 - the name of a variable
DOTENV = ".env"
TOML = "factdesk.toml"
_OTHERS = frozenset({f"{PREFIX}CACHE"})  # of our variables those that are no settings


class SettingsError(Exception):
    """A setting that cannot be used; the message says which, where and what to do."""


def maybe_set() -> bool:
    """Whether anything may be set; when not, the defaults hold."""
    names = (name.upper() for name in os.environ)
    return (
        any(n == TOKEN or (n.startswith(PREFIX) and n not in _OTHERS) for n in names)
        or Path(DOTENV).is_file()
        or Path(TOML).is_file()
    )
