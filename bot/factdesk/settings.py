"""What an operator or a host may set, and where it is looked up.

Set in code > environment (`FACTDESK_PROMISE`) > `.env` > `factdesk.toml` > default. Both files are
looked for in the current folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

PREFIX = "FACTDESK_"
DOTENV = ".env"
TOML = "factdesk.toml"


class SettingsError(Exception):
    """A setting that cannot be used; the message says which, where and what to do."""


class Settings(BaseModel):
    """What may be set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    promise: float = Field(
        default=0.98,
        ge=0.5,
        lt=1,
        description="The share of answers that shall be right, from 0.5 to below 1.",
    )

    @property
    def promise_unasked(self) -> float:
        """The promise for speaking up in a channel: half as many wrong answers."""
        return 1 - (1 - self.promise) / 2


def load_settings(**given: Any) -> Settings:  # noqa: ANN401 - whatever a host sets
    """The settings that hold here.

    Args:
        given: what is set in code: it comes before all else.

    Raises:
        SettingsError: a value cannot be used, or a file cannot be read.
    """
    # Nothing set anywhere is the common case, and the library that looks costs a tenth of a second.
    if not _anything_set():
        return _checked(given)
    return _looked_up(given)


def _anything_set() -> bool:
    names = {PREFIX + name.upper() for name in Settings.model_fields}
    return (
        any(name.upper() in names for name in os.environ)
        or Path(DOTENV).is_file()
        or Path(TOML).is_file()
    )


def _checked(values: dict[str, Any]) -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as errors:
        raise SettingsError(_explained(errors)) from None


def _looked_up(given: dict[str, Any]) -> Settings:
    from pydantic_settings import (  # noqa: PLC0415 - see load_settings
        BaseSettings,
        DotEnvSettingsSource,
        EnvSettingsSource,
        TomlConfigSettingsSource,
    )

    class _Anywhere(BaseSettings):
        promise: Any = None

    values: dict[str, Any] = {}
    try:
        values |= TomlConfigSettingsSource(_Anywhere, Path(TOML))()
        for source in (
            DotEnvSettingsSource(_Anywhere, env_file=DOTENV, env_prefix=PREFIX),
            EnvSettingsSource(_Anywhere, env_prefix=PREFIX),
        ):  # the environment is shared with others: what is not ours is not wrong
            values |= {name: value for name, value in source().items() if name in known()}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{TOML} or {DOTENV} cannot be read: {error}.") from None
    return _checked(values | given)


def known() -> frozenset[str]:
    """The names of all settings."""
    return frozenset(Settings.model_fields)


def _explained(errors: ValidationError) -> str:
    """What is wrong, as sentences."""
    found = []
    for error in errors.errors():
        name = ".".join(str(part) for part in error["loc"])
        if name not in known():
            found.append(f"There is no setting {name!r}; there are {', '.join(sorted(known()))}.")
            continue
        wanted = Settings.model_fields[name].description
        found.append(
            f"The setting {name!r} cannot be {error['input']!r}. {wanted} It may stand in the "
            f"environment ({PREFIX}{name.upper()}), in {DOTENV} or in {TOML}."
        )
    return " ".join(found)
