"""Gathers what is wrong with a request's body, in the words of Discord."""

from __future__ import annotations

from typing import Any, Self

from .errors import Problem

Json = dict[str, Any]
Path = tuple[str | int, ...]


class Form:
    """Looks at one part of a body; all parts share one list of problems."""

    def __init__(self, data: Json, path: Path = (), problems: list[Problem] | None = None) -> None:
        self.data = data
        self.path = path
        self.problems: list[Problem] = [] if problems is None else problems

    def part(self, key: str) -> Self:
        """An object within this one, empty if absent."""
        return type(self)(self.data.get(key) or {}, (*self.path, key), self.problems)

    def parts(self, key: str) -> list[Self]:
        """The objects of a list within this one."""
        found = self.data.get(key) or []
        return [
            type(self)(each, (*self.path, key, place), self.problems)
            for place, each in enumerate(found)
        ]

    def wrong(self, key: str, code: str, message: str) -> None:
        path = (*self.path, key) if key else self.path
        self.problems.append(Problem(path, code, message))

    def length(self, key: str, most: int, least: int = 0) -> None:
        """Holds a text or list to its length; one that must not be empty must be there."""
        value = self.data.get(key)
        if value is None or (least and not value):
            if least:
                self.wrong(key, "BASE_TYPE_REQUIRED", "This field is required")
            return
        if least and not least <= len(value) <= most:
            text = f"Must be between {least} and {most} in length."
            self.wrong(key, "BASE_TYPE_BAD_LENGTH", text)
        elif len(value) > most:
            text = f"Must be {most} or fewer in length."
            self.wrong(key, "BASE_TYPE_MAX_LENGTH", text)

    def between(self, key: str, least: int, most: int) -> None:
        """Holds a number to its range, if it is there."""
        value = self.data.get(key)
        if value is not None and not least <= value <= most:
            text = f"int value should be between {least} and {most}."
            self.wrong(key, "NUMBER_TYPE_RANGE", text)

    def unique(self, values: list[str], key: str, code: str, message: str) -> None:
        if len(set(values)) < len(values):
            self.wrong(key, code, message)

    def url(self, key: str, schemes: tuple[str, ...] = ("http", "https")) -> None:
        """Holds an address to its form and length."""
        value = self.data.get(key)
        if value is None:
            return
        self.length(key, 2048)
        if value.partition("://")[0] not in schemes:
            text = f"Scheme must be one of {schemes}."
            self.wrong(key, "URL_TYPE_INVALID_SCHEME", text)
        elif any(character.isspace() for character in value):
            self.wrong(key, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
