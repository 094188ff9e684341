"""What an operator or a host may set, and where it is looked up.

Set in code > environment (`FACTDESK_PROMISE`) > `.env` > `factdesk.toml` > default. Both files are
looked for in the current folder.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

PREFIX = "FACTDESK_"
DOTENV = ".env"
TOML = "factdesk.toml"


class SettingsError(Exception):
    """A setting that cannot be used; the message says which, where it stands and what to do."""


class Settings(BaseModel):
    """What may be set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    promise: float = Field(
        default=0.98,
        ge=0.5,
        lt=1,
        description="The share of answers that shall be right, 0.5 to below 1.",
    )

    @property
    def promise_unasked(self) -> float:
        """The promise for speaking up in a channel: half as many wrong answers."""
        return 1 - (1 - self.promise) / 2
