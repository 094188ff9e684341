"""YAML text changed at single places, as a person would type it: all else stays byte for byte.

Writing a file anew from its data would lose what curators' files have and YAML does not mean:
their own indentation, spaces in braces, line breaks. So a file is only parsed to see where things
stand (ruamel.yaml's marks), and the change is made in the text.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LINE_END = re.compile(r"\r?\n|\Z")

FLOW_LISTS = frozenset({"passages", "topics", "see_also"})  # written [a, b]; others a line each


class CannotEditError(Exception):
    """A place that cannot be changed: its line from 1, and why, as a sentence."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Splice:
    """What takes the place of the characters from `start` to before `end`."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with all splices made; those at one place in the order given."""
    parts, done = [], 0
    for splice in sorted(splices, key=lambda splice: splice.start):
        parts += [text[done : splice.start], splice.text]
        done = splice.end
    return "".join([*parts, text[done:]])


def compose(text: str) -> MappingNode:
    """The nodes of a file, each with its place in the text.

    Raises:
        CannotEditError: it is no mapping, or no YAML.
    """
    try:
        node = YAML(pure=True).compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CannotEditError(mark.line + 1 if mark else 0, "this is no well-formed YAML") from None
    return as_mapping(node)


def as_mapping(node: Node | None) -> MappingNode:
    """The node, if it is a mapping.

    Raises:
        CannotEditError: it is none.
    """
    if not isinstance(node, MappingNode):
        raise CannotEditError(line_of(node), "this must be a mapping (`key: value` lines)")
    return node


def as_list(node: Node | None) -> SequenceNode:
    """The node, if it is a list.

    Raises:
        CannotEditError: it is none.
    """
    if not isinstance(node, SequenceNode):
        raise CannotEditError(line_of(node), "this must be a list ([a, b] or one `- ` line each)")
    return node


def line_of(node: Node | None) -> int:
    """The line of a node, from 1; 0 of none."""
    return int(node.start_mark.line) + 1 if node is not None else 0


def value_of(mapping: MappingNode, key: str) -> Node | None:
    """The value of a key, None where it is not there."""
    return next((value for name, value in mapping.value if name.value == key), None)


def scalar(value: object, *, flow: bool = False) -> str:
    """A value in one line as this project's files write it: plain where that can be read back."""
    if isinstance(value, str) and ("\n" in value or "\r" in value):
        return json.dumps(value, ensure_ascii=False)  # which is YAML, too, and stays in its line
    dumped: str = yaml.safe_dump(
        [value], default_flow_style=flow, allow_unicode=True, width=sys.maxsize
    )
    return dumped.strip()[1:-1] if flow else dumped.rstrip("\n").removeprefix("- ")


def flow_list(values: Iterable[object]) -> str:
    """A list in one line: [a, b]."""
    return f"[{', '.join(scalar(value, flow=True) for value in values)}]"


def flow_mapping(values: Mapping[str, object], *, padded: bool = False) -> str:
    """A mapping in one line: {a: b}, padded { a: b }."""
    pairs = ", ".join(f"{key}: {scalar(value, flow=True)}" for key, value in values.items())
    return f"{{ {pairs} }}" if padded else f"{{{pairs}}}"


def entry_lines(fields: Mapping[str, Any], indent: int) -> list[str]:
    """One entry of a list of mappings, as lines: `  - id: ...`, the other fields below it."""
    lines = [line for key, value in fields.items() for line in _field_lines(key, value, indent + 2)]
    return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


def value_lines(key: str, value: object, *, flow: bool = False) -> str:
    """What to write behind a new key and its colon, as `add_key` takes it."""
    if flow:
        return flow_list(value) if isinstance(value, list) else scalar(value, flow=True)
    return "\n".join(_field_lines(key, value, 0)).removeprefix(f"{key}:").removeprefix(" ")


def _field_lines(key: str, value: object, indent: int) -> list[str]:
    margin = " " * indent
    if isinstance(value, dict):
        # `on` is a word here, whatever else YAML may take it for; other names may be anything.
        plain = key == "reviewed"
        names = {name if plain else scalar(name, flow=True): value[name] for name in value}
        return [f"{margin}{key}: {flow_mapping(names)}"]
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return [f"{margin}{key}:"] + [f"{margin}  - {_nested(item)}" for item in value]
        if key in FLOW_LISTS or not value:
            return [f"{margin}{key}: {flow_list(value)}"]
        return [f"{margin}{key}:", *(f"{margin}  - {scalar(item)}" for item in value)]
    return [f"{margin}{key}: {scalar(value)}"]


def _nested(item: Mapping[str, object]) -> str:
    pairs = []
    for key, value in item.items():
        written = flow_list(value) if isinstance(value, list) else scalar(value, flow=True)
        pairs.append(f"{key}: {written}")
    return f"{{{', '.join(pairs)}}}"


def add_items(text: str, node: SequenceNode, items: Sequence[object]) -> Splice:
    """Add values at the end of a list, in the way that the list is written."""
    if not node.value:
        return Splice(node.start_mark.index, node.end_mark.index, flow_list(items))
    last = _end(text, node.value[-1])
    if node.flow_style:
        added = "".join(f", {scalar(item, flow=True)}" for item in items)
        return Splice(last, last, added)
    return add_lines(
        text, last, [f"{' ' * node.start_mark.column}- {scalar(item)}" for item in items]
    )


def change_items(text: str, node: SequenceNode, items: Sequence[object]) -> list[Splice]:
    """Make a list of texts hold these: what goes, goes with its line; what is new comes last."""
    if node.flow_style:
        return [Splice(node.start_mark.index, node.end_mark.index, flow_list(items))]
    splices = []
    kept = []
    for item in node.value:
        if item.value.strip() in items:
            kept.append(item.value.strip())
            continue
        before = text.rfind("\n", 0, item.start_mark.index)
        before -= text[:before].endswith("\r")
        splices.append(Splice(before, _line_end(text, _end(text, item)), ""))
    new = [item for item in items if item not in kept]
    return [*splices, add_items(text, node, new)] if new else splices


def add_key(text: str, mapping: MappingNode, key: str, value: str, after: str | None) -> Splice:
    """Add a key with its value (one line, or lines that follow the key's).

    Args:
        text: the file.
        mapping: where to add it.
        key: which is not there yet.
        value: as written after the colon; further lines are indented by what they need themselves
            besides the key's own indentation.
        after: the key behind which it belongs; the last one where None or not there.
    """
    behind = value_of(mapping, after) if after else None
    end = _end(text, behind if behind is not None else mapping.value[-1][1])
    if mapping.flow_style:
        return Splice(end, end, f", {key}: {value}")
    margin = " " * mapping.start_mark.column
    first, *more = value.split("\n")
    lines = [f"{margin}{key}:{' ' if first else ''}{first}", *(f"{margin}{line}" for line in more)]
    return add_lines(text, end, lines)


def without(text: str, node: Node) -> Splice:
    """Take a value away, and the spaces before it."""
    start = int(node.start_mark.index)
    return Splice(len(text[:start].rstrip(" ")), node.end_mark.index, "")


def replace_scalar(text: str, node: ScalarNode, value: object, *, flow: bool) -> Splice:
    """Put another value in the place of one, in double quotes where that was."""
    quoted = node.style == '"' and isinstance(value, str)
    written = json.dumps(value, ensure_ascii=False) if quoted else scalar(value, flow=flow)
    return Splice(node.start_mark.index, _end(text, node), written)


def add_lines(text: str, behind: int, lines: Sequence[str]) -> Splice:
    """Add whole lines below the one that `behind` stands in."""
    place = _line_end(text, behind)
    newline = "\r\n" if "\r\n" in text else "\n"
    return Splice(place, place, "".join(f"{newline}{line}" for line in lines))


def _line_end(text: str, place: int) -> int:
    found = _LINE_END.search(text, place)
    return found.start() if found else len(text)


def end_of(text: str, node: Node) -> int:
    """Where the last thing of a node ends: a block's own mark stands at what comes next."""
    return _end(text, node)


def _end(text: str, node: Node) -> int:
    if isinstance(node, (MappingNode, SequenceNode)) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, MappingNode) else last)
    start, end = node.start_mark.index, node.end_mark.index
    return max(int(start), len(text[:end].rstrip()))  # behind a block of text are empty lines
