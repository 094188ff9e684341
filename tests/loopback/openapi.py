"""Discord's own description of its API, where the environment names a copy of it."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from .errors import Problem

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from .record import Request

    Json = dict[str, Any]

VARIABLE = "DISCORD_OPENAPI"
NAME = "urn:discord"


class Description:
    """Discord's OpenAPI file, read once."""

    def __init__(self, document: Json) -> None:
        # discord.py sends ids as numbers, which Discord takes although it does not say so.
        document["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
        self._paths: Json = document["paths"]
        self._patterns = {
            path: re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in self._paths
        }
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(NAME, resource)
        self._validators: dict[str, Draft202012Validator] = {}

    def _find(self, path: str) -> str | None:
        """The described path that fits, the one with the fewest parameters."""
        fitting = [known for known, pattern in self._patterns.items() if pattern.fullmatch(path)]
        return min(fitting, key=lambda known: known.count("{"), default=None)

    def _validator(self, pointer: str) -> Draft202012Validator:
        if pointer not in self._validators:
            schema = {"$ref": f"{NAME}#{pointer}"}
            self._validators[pointer] = Draft202012Validator(schema, registry=self._registry)
        return self._validators[pointer]

    def request_problems(self, method: str, path: str, body: object) -> list[Problem]:
        """What the description says against a request."""
        known = self._find(path)
        operation = self._paths[known].get(method.lower()) if known else None
        if known is None or operation is None:
            return [Problem((), "OPENAPI", f"{method} {path} is not described")]
        media = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if media is None or body is None:
            return []
        escaped = known.replace("~", "~0").replace("/", "~1")
        pointer = f"/paths/{escaped}/{method.lower()}/requestBody/content/application~1json/schema"
        return [_told(error) for error in self._validator(pointer).iter_errors(body)]

    def answer_problems(self, method: str, path: str, status: int, body: object) -> list[Problem]:
        """What the description says against an answer, for the tests of this Discord itself."""
        known = self._find(path)
        if known is None:
            return []
        described = self._paths[known].get(method.lower(), {}).get("responses", {})
        if "application/json" not in described.get(str(status), {}).get("content", {}):
            return []
        escaped = known.replace("~", "~0").replace("/", "~1")
        pointer = f"/paths/{escaped}/{method.lower()}/responses/{status}/content/application~1json"
        return [_told(error) for error in self._validator(pointer + "/schema").iter_errors(body)]


def _told(error: ValidationError) -> Problem:
    """An error as a problem; of alternatives the one is told that was meant."""
    while error.context:
        alternatives: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            alternatives.setdefault(inner.schema_path[0], []).append(inner)
        error = min(alternatives.values(), key=_unlikeness)[0]
    return Problem(tuple(error.absolute_path), "OPENAPI", error.message[:300])


def _unlikeness(errors: list[ValidationError]) -> tuple[bool, int]:
    """An alternative of another type was hardly meant, nor one with many errors."""
    other = any(
        error.validator in {"enum", "type"} and (not error.path or error.path[-1] == "type")
        for error in errors
    )
    return other, len(errors)


@cache
def description() -> Description | None:
    """The description, if the environment names one."""
    name = os.environ.get(VARIABLE)
    return Description(json.loads(Path(name).read_text(encoding="utf-8"))) if name else None


def problems_of(request: Request) -> list[Problem]:
    known = description()
    if known is None:
        return []
    return known.request_problems(request.method, request.path, request.json)
