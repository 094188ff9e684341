"""pydantic's errors as sentences a curator understands: what is wrong, and what to do about it."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from factdesk.factbase.yaml_source import ValuePath

_NEAREST = 60  # rapidfuzz ratio from which a misspelt field is offered its nearest known name

_MESSAGES = {
    "missing": "{name!r} is missing; add it",
    "string_type": "{name} must be text; put it in quotes",
    "string_too_short": "{name} is empty; write something or remove it",
    "string_too_long": "{name} is longer than {max_length} characters; shorten it",
    "list_type": "{name} must be a list ([a, b] or one `- ` line each)",
    "dict_type": "{name} must be a mapping (`key: value` lines)",
    "model_type": "{name} must be a mapping (`key: value` lines)",
    "too_short": "{name} needs at least {min_length} entries",
    "int_type": "{name} must be a whole number",
    "int_parsing": "{name} must be a whole number",
    "int_from_float": "{name} must be a whole number",
    "greater_than_equal": "{name} must be at least {ge}",
    "date_from_datetime_parsing": "{name} is not a date; write it as YYYY-MM-DD",
    "date_parsing": "{name} is not a date; write it as YYYY-MM-DD",
    "date_type": "{name} is not a date; write it as YYYY-MM-DD",
}


def problems(
    errors: ValidationError, model: type[BaseModel], data: object
) -> Iterator[tuple[ValuePath, str]]:
    """Turn validation errors into (path of the value, sentence).

    Args:
        errors: what pydantic raised.
        model: the model that the file was checked against.
        data: what the file holds.

    Yields:
        One pair a problem; errors of a union's branch that the data did not mean are left out.
    """
    if data is None:
        yield (), "the file is empty; see `factdesk init` for an example"
        return
    seen: set[tuple[ValuePath, str]] = set()
    for error in errors.errors():
        path = _path_in_data(error["loc"], data)
        if path is None:
            continue
        found = (path, _sentence(error, path, model))
        if found not in seen:
            seen.add(found)
            yield found


def _path_in_data(loc: tuple[str | int, ...], data: object) -> ValuePath | None:
    """The error's place without pydantic's names for union branches; None for a wrong branch."""
    path: list[str | int] = []
    here: Any = data
    for position, step in enumerate(loc):
        if _has(here, step):
            here = here[step]
            path.append(step)
        elif step == "[key]":  # it is the key itself that is wrong
            continue
        elif isinstance(step, str) and _is_branch(step):
            if not _branch_fits(step, here):
                return None
        elif position == len(loc) - 1:  # a field that is missing
            path.append(step)
    return tuple(path)


def _has(value: object, step: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _is_branch(step: str) -> bool:
    return "[" in step or step[:1].isupper()


def _branch_fits(step: str, value: object) -> bool:
    if isinstance(value, list):
        return step.startswith(("list", "constrained-list"))
    if isinstance(value, dict):
        return not step.startswith(("list", "constrained-list"))
    return step.startswith(("list", "constrained-list"))  # neither: one complaint is enough


def _sentence(error: ErrorDetails, path: ValuePath, model: type[BaseModel]) -> str:
    name = _name(path)
    if error["type"] == "extra_forbidden":
        return _unknown_field(str(path[-1]), _fields_at(model, path[:-1]))
    if error["type"] == "string_pattern_mismatch":
        return f"{name} is {error['input']!r}; it must be {_pattern_in_words(error)}"
    if error["type"] == "literal_error":
        expected = str(error.get("ctx", {}).get("expected", ""))
        return f"{name} is {error['input']!r}; it must be {expected}"
    if error["type"] == "value_error":
        message = str(error.get("ctx", {}).get("error", error["msg"]))
        return f"{name}: {message}" if isinstance(path[-1] if path else 0, str) else message
    template = _MESSAGES.get(error["type"])
    if template is None:
        return f"{name}: {error['msg']}"
    return template.format(name=name, **error.get("ctx", {}))


def _name(path: ValuePath) -> str:
    """A value as a curator would name it: "answer", "entry 2 of phrasings"."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of {_name(path[:-1])}"
    return path[-1]


def _pattern_in_words(error: ErrorDetails) -> str:
    pattern = str(error.get("ctx", {}).get("pattern", ""))
    return {
        r"^[a-z0-9]+(?:-[a-z0-9]+)*$": "lower-case letters and digits joined by hyphens",
        r"^https?://\S+$": "an address that starts with http:// or https://",
        r"^[a-z]{2,3}$": "a language code such as en",
        r"^[0-9a-f]{64}$": "a SHA-256 fingerprint (64 hex digits); see `factdesk article add`",
        r"^v1-[0-9a-f]{16}$": "the hash that `factdesk check` tells",
    }.get(pattern, f"of the form {pattern}")


def _unknown_field(name: str, known: list[str]) -> str:
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - only a problem needs it

    nearest = process.extractOne(
        name, known, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_NEAREST
    )
    if nearest is not None:
        return f"unknown field {name!r}; did you mean {nearest[0]!r}?"
    return f"unknown field {name!r}; known here: {', '.join(known)}"


def _fields_at(model: type[BaseModel], path: ValuePath) -> list[str]:
    """The field names known at `path`, as the file spells them."""
    here: Any = model
    for step in path:
        fields = _models_in(here)
        if isinstance(step, int) or not fields:
            continue
        for candidate in fields:
            for key, info in candidate.model_fields.items():
                if (info.alias or key) == step:
                    here = info.annotation
    return sorted(
        info.alias or key for found in _models_in(here) for key, info in found.model_fields.items()
    )


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in typing.get_args(annotation) for m in _models_in(part)]
