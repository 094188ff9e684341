"""YAML read as data with a line for every value, and nothing that YAML can do besides.

Built on PyYAML's events (its C parser where present). What a fact file does not need is refused
with a place instead of being expanded: aliases (and with them cycles and "billion laughs"), tags,
keys given twice, several documents, depth beyond reason, and files beyond `MAX_BYTES`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 4_000_000
MAX_DEPTH = 12

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TEXT = "tag:yaml.org,2002:str"

ValuePath = tuple[str | int, ...]


class YamlError(Exception):
    """A file that is no plain YAML data: the line from 1 (0 for the whole file) and why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(slots=True)
class YamlDocument:
    """The data of one file and where each of its values stands.

    Attributes:
        data: the value of the document, None for an empty file.
        lines: line (from 1) of each value, by its path of keys and positions.
    """

    data: Any = None
    lines: dict[ValuePath, int] = field(default_factory=dict)

    def line_of(self, path: ValuePath) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(path: Path) -> YamlDocument:
    """Read one YAML file.

    Raises:
        YamlError: it cannot be read, is too large, is not UTF-8, is not well-formed, or uses what
            a fact base does not need.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise YamlError(
                0, f"the file is larger than {MAX_BYTES:,} bytes; split it into several files"
            )
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlError(0, f"the file is not UTF-8 ({error.reason}); save it as UTF-8") from None
    except OSError as error:
        raise YamlError(0, f"the file cannot be read ({error.strerror})") from None
    return parse_yaml(text)


def parse_yaml(text: str) -> YamlDocument:
    """Parse YAML text.

    Raises:
        YamlError: see `read_yaml`.
    """
    try:
        loader = _Loader(text)
        try:
            return _Reader(loader).document()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        # What was opened and never closed is found at the end of the file: tell where it began.
        unclosed = error.context_mark is not None and _at_end(text, error)
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        raise YamlError(
            mark.line + 1 if mark else 0,
            f"this is not well-formed YAML: {error.problem or error.context}; "
            "check indentation, quotes and colons here and in the line above",
        ) from None
    except (yaml.YAMLError, UnicodeError) as error:
        reason = str(error).splitlines()[0]
        raise YamlError(0, f"this is not well-formed YAML: {reason}") from None


def _at_end(text: str, error: yaml.MarkedYAMLError) -> bool:
    return error.problem_mark is not None and error.problem_mark.line >= text.count("\n")


class _Reader:
    """Turns the events of one loader into data and lines."""

    def __init__(self, loader: Any) -> None:  # noqa: ANN401 - the C and Python loaders share no base
        self._loader = loader
        self._result = YamlDocument()

    def document(self) -> YamlDocument:
        for event in self._events():
            if isinstance(event, yaml.DocumentStartEvent):
                if self._result.lines:
                    line = _line(event)
                    raise YamlError(line, "a second document starts here; one file, one document")
                self._result.data = self._value(self._loader.get_event(), ())
        return self._result

    def _events(self) -> Iterator[yaml.Event]:
        while self._loader.check_event():
            yield self._loader.get_event()

    def _value(self, event: yaml.Event, path: ValuePath) -> Any:  # noqa: ANN401 - YAML is anything
        line = _line(event)
        self._result.lines[path] = line
        if len(path) > MAX_DEPTH:
            raise YamlError(line, f"more than {MAX_DEPTH} levels deep; is the indentation right?")
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(
                line, f"aliases (*{event.anchor}) are not supported; write the value out"
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        self._refuse_tag(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _refuse_tag(self, event: yaml.Event, line: int) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            raise YamlError(line, f"tags ({tag}) are not supported; write a plain value")

    def _sequence(self, path: ValuePath) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self._loader.get_event(), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: ValuePath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self._loader.get_event(), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError(line, "a key must be a plain word")
            key = event.value
            if key in values:
                first = self._result.lines[(*path, key)]
                raise YamlError(
                    line, f"{key!r} is given twice (first in line {first}); keep one of them"
                )
            values[key] = self._value(self._loader.get_event(), (*path, key))
            self._result.lines[(*path, key)] = line
        return values

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Any:  # noqa: ANN401 - see above
        self._refuse_tag(event, line)
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == _TEXT:
            return event.value  # nearly all are: no node needs to be made for them
        node = yaml.ScalarNode(tag, event.value)
        try:
            return self._loader.construct_object(node)
        except (ValueError, OverflowError) as error:  # 2024-02-31 looks like a date and is none
            raise YamlError(line, f"{event.value!r} is no valid value: {error}") from None
        except yaml.YAMLError:  # = and << have a meaning of their own in YAML
            raise YamlError(line, f"put {event.value!r} in quotes") from None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
