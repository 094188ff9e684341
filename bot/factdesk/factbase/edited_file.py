"""One YAML file of a fact base with edits made in memory: its text, and what it must then say."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from factdesk.factbase import yaml_edits as edits
from factdesk.factbase.normalise import normalise
from factdesk.factbase.problems import Problem, shown
from factdesk.factbase.replacing import read_bytes
from factdesk.factbase.yaml_source import YamlError, parse_yaml, read_yaml

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from factdesk.factbase.files import ReviewEntry

_BOM = "\ufeff"

FIELDS = (
    "id question phrasings answer passages sources voice nature as_of stale_after topics not "
    "see_also derived reviewed"
).split()  # in the order in which they are written


def same_words(text: str) -> str:
    """What two texts share that differ in case, punctuation and spaces only."""
    return normalise(text) or text.strip()


class EditedFile:
    """A file below `facts/`, or the drafts.

    Attributes:
        path: the file.
        before: its bytes when it was read, None where there was none.
        facts: the ids of its facts, in order.
    """

    def __init__(self, path: Path, fresh: str = "") -> None:
        """Read it.

        Args:
            path: the file.
            fresh: what it is taken to hold where there is none.

        Raises:
            YamlError: it is no plain YAML data.
            CannotEditError: it has not the form of such a file.
        """
        self.path = path
        try:
            self.before = read_bytes(path)
        except OSError as error:
            raise YamlError(0, f"the file cannot be read ({error.strerror})") from None
        if self.before is None:
            text = fresh
        else:
            read_yaml(path)  # it tells what is wrong with a file better than what follows
            text = self.before.decode("utf-8")
        self._bom = _BOM if text.startswith(_BOM) else ""
        self._text = text.removeprefix(_BOM)
        self._meant: dict[str, Any] = copy.deepcopy(parse_yaml(self._text).data) or {}
        self._root = edits.compose(self._text)
        self._splices: list[edits.Splice] = []
        self._rows = {
            str(row["id"]): (number, row)
            for number, row in enumerate(self.rows("facts"))
            if "id" in row
        }
        self.facts = tuple(self._rows)

    def rows(self, key: str) -> list[dict[str, Any]]:
        """The entries of the list of facts or drafts, with what was added."""
        rows = self._meant.get(key)
        return [r for r in rows if isinstance(r, dict)] if isinstance(rows, list) else []

    @property
    def article(self) -> str | None:
        """The article that `passages` of the file's facts refer to."""
        article = self._meant.get("article")
        return article if isinstance(article, str) else None

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._splices)

    @property
    def after(self) -> bytes:
        """The file with the edits."""
        return (self._bom + edits.spliced(self._text, self._splices)).encode("utf-8")

    def problems(self) -> list[Problem]:
        """What would come out otherwise than meant; nothing of it may be written then."""
        if not self.changed:
            return []
        try:
            came_out = parse_yaml(edits.spliced(self._text, self._splices)).data
        except YamlError as error:
            return [Problem(shown(self.path), error.line, error.message)]
        if came_out == self._meant:
            return []
        message = "the file is written in a way that cannot be edited safely; change it by hand"
        return [Problem(shown(self.path), 0, message)]

    def add_phrasings(self, fact: str, texts: Sequence[str]) -> int:
        """Add phrasings to a fact; how many it did not have yet.

        Where phrasings stand by language, they go to the first: the one that is served most.
        """
        row, node = self._fact(fact)
        kept = row.get("phrasings", [])
        lists = list(kept.values()) if isinstance(kept, dict) else [kept]
        known = {same_words(str(row.get("question")))}
        known |= {same_words(str(text)) for texts_there in lists for text in texts_there}
        new: list[str] = []
        for text in (" ".join(text.split()) for text in texts):
            if same_words(text) not in known:
                known.add(same_words(text))
                new.append(text)
        if new:
            where = edits.value_of(node, "phrasings")
            if isinstance(where, MappingNode):
                key = str(next(iter(kept)))
                kept[key] += new
                where = edits.value_of(where, key)
            else:
                row["phrasings"] = [*kept, *new]
            self._add_to_list(node, where, new)
        return len(new)

    def set_review(self, fact: str, review: ReviewEntry) -> int:
        """Set who vouches for a fact; 1 where that is another review than before, else 0."""
        row, node = self._fact(fact)
        values = {"by": review.by, "on": review.on, "covers": review.covers}
        if row.get("reviewed") == values:
            return 0
        where = edits.value_of(node, "reviewed")
        if where is None:
            padded = bool(self._text.count("reviewed: { "))
            written = edits.flow_mapping(values, padded=padded)
            self._splices.append(edits.add_key(self._text, node, "reviewed", written, None))
        else:
            self._replace_values(edits.as_mapping(where), row.get("reviewed") or {}, values)
        row["reviewed"] = values
        return 1

    def set_field(self, fact: str, key: str, value: str | dt.date | list[str]) -> int:
        """Set a field of a fact, a value or a list of texts; 1 where that changes it, else 0.

        The order of a list does not count, and stays.
        """
        row, node = self._fact(fact)
        before = row.get(key)
        if before == value:
            return 0
        if isinstance(before, list) and isinstance(value, list) and sorted(before) == sorted(value):
            return 0
        where = edits.value_of(node, key)
        if where is None:
            earlier = reversed(FIELDS[: FIELDS.index(key)])
            after = next((name for name in earlier if name in row), None)
            flow = bool(node.flow_style)
            written = edits.value_lines(key, value, flow=flow)
            self._splices.append(edits.add_key(self._text, node, key, written, after))
            row[key] = value
        elif isinstance(value, list):
            rows = edits.as_list(where)
            self._splices += edits.change_items(self._text, rows, value)
            kept = [item for item in row[key] if item in value]
            fresh = [item for item in value if item not in kept]
            row[key] = value if rows.flow_style else kept + fresh
        elif isinstance(where, ScalarNode):
            flow = bool(node.flow_style)
            self._splices.append(edits.replace_scalar(self._text, where, value, flow=flow))
            row[key] = value
        else:
            raise edits.CannotEditError(edits.line_of(where), f"{key} must be a single value")
        return 1

    def add_entries(self, key: str, entries: Sequence[Mapping[str, Any]]) -> int:
        """Add facts or drafts at the end of the file's list; how many."""
        node = edits.value_of(self._root, key)
        rows = [dict(entry) for entry in entries]
        meant = self._meant.get(key)
        self._meant[key] = [*(meant if isinstance(meant, list) else []), *rows]
        if isinstance(node, SequenceNode) and node.value and node.flow_style:
            raise edits.CannotEditError(
                edits.line_of(node), "this list stands in brackets; add the entries by hand"
            )
        indent, lines = 2, []
        gap = False
        if isinstance(node, SequenceNode) and node.value:
            indent = node.start_mark.column
            gap = self._apart(node)
            behind = edits.end_of(self._text, node)
        elif node is None or meant:
            raise edits.CannotEditError(edits.line_of(node), f"there is no list `{key}:` to add to")
        else:  # `facts:` with nothing behind it, [] or null
            behind = self._key_end(key)
            if node.end_mark.index > node.start_mark.index:
                self._splices.append(edits.without(self._text, node))
        for number, row in enumerate(rows):
            if gap and (number or isinstance(node, SequenceNode)):
                lines.append("")
            lines += edits.entry_lines(row, indent)
        self._splices.append(edits.add_lines(self._text, behind, lines))
        return len(rows)

    def _fact(self, fact: str) -> tuple[dict[str, Any], MappingNode]:
        number, row = self._rows[fact]
        rows = edits.as_list(edits.value_of(self._root, "facts"))
        return row, edits.as_mapping(rows.value[number])

    def _add_to_list(self, fact: MappingNode, where: object, new: list[str]) -> None:
        if isinstance(where, SequenceNode) and where.value:
            self._splices.append(edits.add_items(self._text, where, new))
            return
        lines = "\n".join(["", *(f"  - {edits.scalar(text)}" for text in new)])
        if isinstance(where, SequenceNode):  # [], which a person would replace by lines
            if fact.flow_style:
                self._splices.append(edits.add_items(self._text, where, new))
                return
            margin = " " * (fact.start_mark.column + 2)
            items = [f"{margin}- {edits.scalar(text)}" for text in new]
            self._splices.append(edits.without(self._text, where))
            self._splices.append(edits.add_lines(self._text, where.end_mark.index, items))
            return
        value = edits.flow_list(new) if fact.flow_style else lines
        self._splices.append(edits.add_key(self._text, fact, "phrasings", value, "question"))

    def _replace_values(
        self, node: MappingNode, before: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        for key, value in values.items():
            there = edits.value_of(node, key)
            if not isinstance(there, ScalarNode):
                raise edits.CannotEditError(edits.line_of(node), "this is no whole review")
            if before.get(key) != value:
                flow = bool(node.flow_style)
                self._splices.append(edits.replace_scalar(self._text, there, value, flow=flow))

    def _apart(self, rows: SequenceNode) -> bool:
        """Whether an empty line stands between the list's last two entries."""
        if len(rows.value) < 2:
            return False
        before = edits.end_of(self._text, rows.value[-2])
        between = self._text[before : rows.value[-1].start_mark.index]
        return "\n\n" in between.replace("\r", "")

    def _key_end(self, key: str) -> int:
        name = next(name for name, _ in self._root.value if name.value == key)
        return int(name.end_mark.index)
