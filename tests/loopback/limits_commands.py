"""Discord's limits on application commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .form import Form

if TYPE_CHECKING:
    from .errors import Problem

    Json = dict[str, Any]

NAME = re.compile(r"[-_'\w]+")
CHAT, SUBCOMMAND, GROUP = 1, 1, 2
MOST = {1: 100, 2: 5, 3: 5}  # of each type, for each guild and globally
MOST_CHARACTERS = 8000


def check_commands(commands: list[Json]) -> list[Problem]:
    """All commands of a scope at once."""
    whole = Form({"commands": commands})
    for place, command in enumerate(commands):
        check_command(Form(command, (place,), whole.problems))
    for kind, most in MOST.items():
        count = sum(command.get("type", CHAT) == kind for command in commands)
        if count > most:
            text = f"Maximum number of application commands of type {kind} reached ({most})"
            whole.wrong("", "APPLICATION_COMMANDS_MAX_COUNT", text)
    return whole.problems


def check_command(form: Form) -> list[Problem]:
    """One command. A change of one may leave out what stays."""
    if form.data.get("type", CHAT) == CHAT:
        if "name" in form.data:
            _check_name(form)
            form.length("description", 100, 1)
        _check_options(form, depth=0)
    else:
        form.length("name", 32, 1)
        if form.data.get("description") or form.data.get("options"):
            text = "Context menu commands have neither description nor options"
            form.wrong("description", "APPLICATION_COMMAND_INVALID_DESCRIPTION", text)
    if _size(form.data) > MOST_CHARACTERS:
        text = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        form.wrong("", "APPLICATION_COMMAND_TOO_LARGE", text)
    return form.problems


def _check_name(form: Form) -> None:
    form.length("name", 32, 1)
    name = form.data.get("name") or ""
    if name and (not NAME.fullmatch(name) or name != name.lower()):
        text = "Command name is invalid"
        form.wrong("name", "APPLICATION_COMMAND_INVALID_NAME", text)


def _check_options(form: Form, *, depth: int) -> None:
    form.length("options", 25)
    options = form.parts("options")
    names = [option.data.get("name", "") for option in options]
    text = "Option names must be unique"
    form.unique(names, "options", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", text)
    optional_seen = False
    for option in options:
        _check_name(option)
        option.length("description", 100, 1)
        if option.data.get("type") in {SUBCOMMAND, GROUP}:
            if depth > 1 or (depth == 1 and option.data["type"] == GROUP):
                text = "Subcommands are nested too deep"
                option.wrong("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text)
            _check_options(option, depth=depth + 1)
            continue
        if option.data.get("required") and optional_seen:
            text = "Required options must be placed before non-required options"
            option.wrong("", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
        optional_seen = optional_seen or not option.data.get("required")
        _check_values(option)


def _check_values(option: Form) -> None:
    option.length("choices", 25)
    for choice in option.parts("choices"):
        choice.length("name", 100, 1)
        if isinstance(choice.data.get("value"), str):
            choice.length("value", 100)
    if option.data.get("choices") and option.data.get("autocomplete"):
        text = "Autocomplete and choices exclude each other"
        option.wrong("autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", text)
    option.between("min_length", 0, 6000)
    option.between("max_length", 1, 6000)


def _size(part: Json) -> int:
    """Names, descriptions and values, which together must not exceed 8000 characters."""
    total = len(part.get("name") or "") + len(part.get("description") or "")
    value = part.get("value")
    total += len(value) if isinstance(value, str) else 0
    inner = (part.get("options") or []) + (part.get("choices") or [])
    return total + sum(map(_size, inner))
