"""The settings of a server: names, kinds, bounds, and words for a person, all in this place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from factdesk.promise import STEPS
from factdesk.settings import MAX_PAUSE, MAX_QUESTION_DAYS, MAX_SNOWFLAKE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factdesk.settings import Settings

CHANNELS_SHOWN: Final = 25
OPERATORS: Final = "the operator's"
MINUTE, HOUR, DAY = 60, 3600, 86_400  # seconds


def _one_of_the_steps(promise: float) -> float:
    if promise not in STEPS:
        raise ValueError("A server picks one of the usual promises.")
    return promise


_PROMISE: Final = TypeAdapter[Any](
    Annotated[float, Field(strict=True), AfterValidator(_one_of_the_steps)]
)
_SECONDS: Final = TypeAdapter[Any](
    Annotated[float, Field(strict=True, ge=0, le=MAX_PAUSE, allow_inf_nan=False)]
)
_DAYS: Final = TypeAdapter[Any](Annotated[int, Field(strict=True, ge=1, le=MAX_QUESTION_DAYS)])
_YES_OR_NO: Final = TypeAdapter[Any](Annotated[bool, Field(strict=True)])
_Id = Annotated[int, Field(strict=True, gt=0, le=MAX_SNOWFLAKE)]
_ROLE: Final = TypeAdapter[Any](_Id)
_CHANNELS: Final = TypeAdapter[Any](frozenset[_Id])


def told_promise(share: float) -> str:
    """A promise in words."""
    return f"{100 * share:g} of 100 answers right"


def told_days(days: int) -> str:
    """A number of days in words."""
    return f"{days} {'day' if days == 1 else 'days'}"


def _told_seconds(seconds: float) -> str:
    if not seconds:
        return "none"
    for unit, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds % unit == 0:
            count = int(seconds // unit)
            return f"{count} {name if count == 1 else name + 's'}"
    return f"{seconds:g} seconds"


def _told_yes_or_no(value: bool) -> str:  # noqa: FBT001
    return "yes" if value else "no"


def _told_role(role: int) -> str:
    return f"<@&{role}>"


def _told_channels(channels: frozenset[int]) -> str:
    shown = [f"<#{each}>" for each in sorted(channels)[:CHANNELS_SHOWN]]
    left = len(channels) - len(shown)
    return ", ".join(shown) + (f" and {left} more" if left else "") or "none"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a server.

    Attributes:
        key: what it is called in the store; `ServerSettings` has a field of that name.
        name: what it is called to a person.
        what: what it does, in one sentence.
        kind: makes a value of what the store has, or refuses it.
        told: a value in words, in Discord's formatting.
        unset: in words, what holds where the server has set nothing.
        steps: values to pick from; none where Discord itself lists them.
    """

    key: str
    name: str
    what: str
    kind: TypeAdapter[Any]
    told: Callable[[Any], str]
    unset: str = OPERATORS
    steps: tuple[Any, ...] = ()

    @property
    def operators(self) -> bool:
        """Whether the operator's setting holds where the server has set nothing."""
        return self.unset == OPERATORS

    @property
    def slug(self) -> str:
        """Its name in custom ids, which have no underscores."""
        return self.key.replace("_", "-")

    def describe(self, stored: object) -> str:
        """What stands in the store, in words; None: nothing."""
        if stored is None:
            return self.unset
        try:
            return self.told(self.kind.validate_python(stored))
        except ValidationError:
            return "something that I cannot read"


_ALL: Final = (
    Setting(
        "promise",
        "Promise",
        "How many of 100 answers shall be right. The stricter, the more often I ask back instead.",
        _PROMISE,
        told_promise,
        steps=STEPS,
    ),
    Setting(
        "channel_pause",
        "Pause in a channel",
        "In channels that I listen to: how long I am silent after an answer.",
        _SECONDS,
        _told_seconds,
        steps=(0, 10, 20, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR),
    ),
    Setting(
        "asker_pause",
        "Pause for a person",
        "In channels that I listen to: how long I do not answer the same person again.",
        _SECONDS,
        _told_seconds,
        steps=(0, 20, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR),
    ),
    Setting(
        "repeat_pause",
        "Pause for a question",
        "In channels that I listen to: how long I do not answer the same question again.",
        _SECONDS,
        _told_seconds,
        steps=(0, MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, DAY),
    ),
    Setting(
        "remember_unanswered",
        "Questions asked in vain are remembered",
        "Whether I remember what people asked in vain, without who asked.",
        _YES_OR_NO,
        _told_yes_or_no,
        unset="yes",
        steps=(True, False),
    ),
    Setting(
        "keep_questions_days",
        "Questions asked in vain are kept for",
        "For how long I remember what people asked in vain; never longer than the operator has it.",
        _DAYS,
        told_days,
        steps=(7, 30, 60, 90, 180, 365),
    ),
    Setting(
        "curator_role",
        "Role that curates",
        "Whose members curate here, besides those who may manage the server.",
        _ROLE,
        _told_role,
        unset="none",
    ),
    Setting(
        "listen_in",
        "Listening",
        "In which channels I answer questions that nobody put to me, when I am very sure.",
        _CHANNELS,
        _told_channels,
        unset="none",
    ),
)
SETTINGS: Final = {setting.key: setting for setting in _ALL}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """What holds in a server. See `SETTINGS` for what each is.

    Attributes:
        own: the names of those that the server has set itself.
        unreadable: the names of those that are in the store, but count as unset because this
            version cannot read them.
    """

    promise: float
    channel_pause: float
    asker_pause: float
    repeat_pause: float
    keep_questions_days: int
    remember_unanswered: bool = True
    curator_role: int | None = None
    listen_in: frozenset[int] = frozenset()
    own: frozenset[str] = frozenset()
    unreadable: tuple[str, ...] = ()


def read_settings(stored: Mapping[str, Any], operator: Settings) -> ServerSettings:
    """What holds in a server.

    Args:
        stored: what the server has set, as the store has it.
        operator: what the operator has set, for what the server has not.
    """
    values = {each.key: getattr(operator, each.key) for each in _ALL if each.operators}
    own, unreadable = set(), []
    for key, value in stored.items():
        try:
            values[key] = SETTINGS[key].kind.validate_python(value)
        except (KeyError, ValidationError):
            unreadable.append(key)
        else:
            own.add(key)
    kept = min(values.pop("keep_questions_days"), operator.keep_questions_days)
    return ServerSettings(
        **values,
        keep_questions_days=kept,
        own=frozenset(own),
        unreadable=tuple(sorted(unreadable)),
    )
