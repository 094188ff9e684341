"""What an operator or a host may set, and where it is looked up.

Set in code > environment (`FACTDESK_PROMISE`) > `.env` > `factdesk.toml` > default. Both files are
looked for in the current folder. The token may in each of them be called `DISCORD_TOKEN`, which
there comes before `FACTDESK_TOKEN` or `token`.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    create_model,
)

from factdesk.lookup import DOTENV, PREFIX, TOKEN, TOML, SettingsError
from factdesk.promise import DEFAULT_PROMISE

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# Ours and no settings: the cache is read before there are any, the others are for tests.
NO_SETTINGS = {"FACTDESK_CACHE", "FACTDESK_TEXTS", "FACTDESK_TEST_POSTGRES"}
STORE_FILE = "factdesk.sqlite3"

MAX_DAYS = 90
MAX_QUESTION_DAYS = 365
MAX_QUESTIONS = 600
MAX_PAUSE = 86_400.0
MAX_SNOWFLAKE = 2**63 - 1
SHOWN = 80  # characters of a wrong value


def _listed(value: object) -> object:
    """The items of a list written as one text, as in the environment: `1, 2`, `1 2`, `[1, 2]`."""
    if isinstance(value, str):
        text = value.strip()
        return json.loads(text) if text.startswith("[") else re.split(r"[,\s]+", text.strip(", "))
    if isinstance(value, int) and not isinstance(value, bool):
        return [value]
    return value


def _lowered(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


Channel = Annotated[int, Field(gt=0, le=MAX_SNOWFLAKE)]
Seconds = Annotated[float, Field(ge=0, le=MAX_PAUSE, allow_inf_nan=False)]


class Retention(TypedDict):
    """For how long replies, and questions asked in vain, are remembered."""

    keep_replies: timedelta
    keep_questions: timedelta


class Settings(BaseModel):
    """What may be set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    promise: float = Field(
        default=DEFAULT_PROMISE,
        ge=0.5,
        lt=1,
        description="The share of answers that shall be right, from 0.5 to below 1.",
    )
    base: Path | None = Field(
        default=None,
        description="The folder of another fact base; without it the one that ships is served.",
    )
    withhold_stale: bool = Field(
        default=False,
        description="Whether facts past their stale_after are left out, true or false.",
    )
    token: SecretStr | None = Field(
        default=None,
        repr=False,
        description="The bot's token, a text, as Discord's developer portal shows it.",
    )
    message_content: bool = Field(
        default=False,
        description="Whether the bot may read what it is not asked, to listen in channels: true "
        "or false. Discord's developer portal must grant it too.",
    )
    listen_in: Annotated[frozenset[Channel], BeforeValidator(_listed)] = Field(
        default=frozenset(),
        description="Ids of the channels to listen in, such as 123, 456; it takes message_content.",
    )
    store: str | None = Field(
        default=None,
        repr=False,  # an address may hold a password
        description="Where to remember things: the path of a SQLite file or a database's address.",
    )
    answer_messages: bool = Field(
        default=True,
        description="Whether messages that mention the bot, reply to it or are sent to it directly "
        "are answered, true or false; commands always are.",
    )
    keep_replies_days: int = Field(
        default=7,
        ge=1,
        le=MAX_DAYS,
        description=f"For how many days replies follow their questions, from 1 to {MAX_DAYS}.",
    )
    keep_questions_days: int = Field(
        default=90,
        ge=1,
        le=MAX_QUESTION_DAYS,
        description="For how many days questions asked in vain are remembered, from 1 to "
        f"{MAX_QUESTION_DAYS}; servers may set fewer.",
    )
    privacy_url: str | None = Field(
        default=None,
        max_length=500,
        pattern=r"^https://[^\s<>\"]+$",
        description="The address of your privacy page, which /facts privacy then links, such as "
        "https://example.org/privacy.",
    )
    questions_per_minute: int = Field(
        default=20,
        ge=1,
        le=MAX_QUESTIONS,
        description=f"How many questions one asker may ask in a minute, 1 to {MAX_QUESTIONS}.",
    )
    channel_pause: Seconds = Field(
        default=20,
        description="Seconds between two answers in a channel that is listened to, 0 to 86400.",
    )
    asker_pause: Seconds = Field(
        default=60,
        description="Seconds between two answers to one asker in channels that are listened to, "
        "0 to 86400.",
    )
    repeat_pause: Seconds = Field(
        default=600,
        description="Seconds until the same question is answered again in a channel that is "
        "listened to, 0 to 86400.",
    )
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lowered)] = Field(
        default="text", description="How the log is written: text or json."
    )
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], BeforeValidator(_lowered)
    ] = Field(
        default="info", description="From where on it is logged: debug, info, warning or error."
    )

    @property
    def retention(self) -> Retention:
        """For how long things are remembered, as the store wants to be told."""
        return {
            "keep_replies": timedelta(days=self.keep_replies_days),
            "keep_questions": timedelta(days=self.keep_questions_days),
        }

    @property
    def store_address(self) -> Path | str:
        """Where things are remembered: the path of a SQLite file, or a database's address."""
        if self.store is None:
            from platformdirs import user_data_path  # noqa: PLC0415 - only when it is not named

            return user_data_path("factdesk", appauthor=False) / STORE_FILE
        return self.store if "://" in self.store else Path(self.store).expanduser()


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
    names = {TOKEN} | {PREFIX + name.upper() for name in Settings.model_fields}
    return (
        any(name.upper() in names for name in os.environ)
        or Path(DOTENV).is_file()
        or Path(TOML).is_file()
    )


def _checked(values: dict[str, Any]) -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as errors:
        raise SettingsError(" ".join(dict.fromkeys(map(_explained, errors.errors())))) from None


def _looked_up(given: dict[str, Any]) -> Settings:
    from pydantic_settings import (  # noqa: PLC0415 - see load_settings
        BaseSettings,
        DotEnvSettingsSource,
        EnvSettingsSource,
        SettingsConfigDict,
        TomlConfigSettingsSource,
    )

    class _Files(BaseSettings):
        model_config = SettingsConfigDict(
            env_file=DOTENV, env_file_encoding="utf-8-sig", env_ignore_empty=True
        )

    class _Prefixed(_Files):
        model_config = SettingsConfigDict(env_prefix=PREFIX)

    unchecked: dict[str, Any] = dict.fromkeys(known(), (Any, None))
    ours = create_model("ours", __base__=_Prefixed, **unchecked)
    discords = create_model("discords", __base__=_Files, discord_token=(Any, None))
    values: dict[str, Any] = {}
    try:
        values |= TomlConfigSettingsSource(ours, Path(TOML))()
        values |= {"token": values.pop(TOKEN)} if TOKEN in values else {}
        for source in (DotEnvSettingsSource, EnvSettingsSource):
            # The environment is shared with others: what is not ours is not wrong.
            values |= {name: value for name, value in source(ours)().items() if name in known()}
            token = source(discords)().get(TOKEN.lower())
            values |= {"token": token} if token else {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{TOML} or {DOTENV} cannot be read: {error}.") from None
    return _checked(values | given)


def misspelt() -> list[str]:
    """What looks like a setting in the environment or in `.env` but is none, a sentence each."""
    names = {name.upper() for name in os.environ}
    with contextlib.suppress(OSError, UnicodeError):
        lines = Path(DOTENV).read_text(encoding="utf-8-sig").upper()
        names |= set(re.findall(rf"^\s*(?:EXPORT\s+)?({PREFIX}\w+)\s*=", lines, re.MULTILINE))
    ours = sorted(PREFIX + name.upper() for name in known())
    said = []
    for name in sorted(names - {*ours, *NO_SETTINGS}):
        if name.startswith(PREFIX):
            wanted = name.removeprefix(PREFIX).lower()
            near = [PREFIX + n.upper() for n in difflib.get_close_matches(wanted, known(), 1)]
            hint = f"is {near[0]} meant?" if near else f"there are {', '.join(ours)}."
            said.append(f"There is no setting {name}, so it does nothing: {hint}")
    return said


def known() -> frozenset[str]:
    """The names of all settings."""
    return frozenset(Settings.model_fields)


def _explained(error: ErrorDetails) -> str:
    """What is wrong, as sentences."""
    name = str(error["loc"][0]) if error["loc"] else ""
    if name not in known():
        return f"There is no setting {name!r}; there are {', '.join(sorted(known()))}."
    value = repr(error["input"])
    value = value if len(value) <= SHOWN else f"{value[:SHOWN]}..."
    variable = PREFIX + name.upper()
    if name == "token":
        value, variable = "what was given", TOKEN
    return (
        f"The setting {name!r} cannot be {value}. {Settings.model_fields[name].description} "
        f"It may stand in the environment ({variable}), in {DOTENV} or in {TOML}."
    )
