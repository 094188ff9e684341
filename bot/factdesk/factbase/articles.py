"""Article records: made from a text, compared with a changed one, written as YAML."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

import yaml

from factdesk.factbase.beginnings import beginnings
from factdesk.factbase.files import ArticleFile, PassageEntry
from factdesk.factbase.normalise import NORMALISER, count_words, fingerprint, split_passages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Fate = Literal["same", "moved", "edited", "gone", "new"]

SCHEMA_LINE = "# yaml-language-server: $schema={schema}\n"


@dataclass(frozen=True, slots=True)
class PassageChange:
    """What became of one passage: its number before and after, None where there is none."""

    fate: Fate
    before: int | None
    after: int | None


def fingerprint_passages(text: str) -> list[PassageEntry]:
    """The passages of a text, numbered from 1, each with its fingerprint, length and beginning."""
    passages = split_passages(text)
    return [
        PassageEntry(n=n, sha256=fingerprint(passage), words=count_words(passage), begins=begins)
        for n, (passage, begins) in enumerate(zip(passages, beginnings(passages), strict=True), 1)
    ]


def keep_beginnings(
    before: Sequence[PassageEntry], after: Sequence[PassageEntry]
) -> list[PassageEntry]:
    """The passages of the new version, those unchanged with the beginnings of the old record.

    A curator may have changed or removed them there. A record without any is from before there
    were beginnings, and has nothing to keep.
    """
    if not any(passage.begins for passage in before):
        return list(after)
    kept = {passage.sha256: passage.begins for passage in before}
    return [
        passage.model_copy(update={"begins": kept.get(passage.sha256, passage.begins)})
        for passage in after
    ]


def same_passages(before: Sequence[PassageEntry], after: Sequence[PassageEntry]) -> bool:
    """Whether two versions of an article have the same passages in the same order."""
    return [passage.sha256 for passage in before] == [passage.sha256 for passage in after]


def compare_passages(
    before: Sequence[PassageEntry], after: Sequence[PassageEntry]
) -> list[PassageChange]:
    """Tell what became of each passage between two versions of an article.

    Fingerprints alone are known of the old version, so a passage counts as edited when an unknown
    one stands where a known one stood, between the same neighbours.

    Returns:
        One change a passage, in the order of the new version, with what is gone in its old place.
    """
    old = [passage.sha256 for passage in before]
    new = [passage.sha256 for passage in after]
    changes: list[PassageChange] = []
    lost: list[int] = []
    fresh: list[int] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                changes.append(PassageChange("same" if i == j else "moved", i + 1, j + 1))
            continue
        # What is found elsewhere was moved; what is left pairs up in order as edited.
        lost_here = [i for i in range(i1, i2) if old[i] not in new]
        fresh_here = [j for j in range(j1, j2) if new[j] not in old]
        edited = min(len(lost_here), len(fresh_here))
        changes += [
            PassageChange("edited", i + 1, j + 1)
            for i, j in zip(lost_here[:edited], fresh_here[:edited], strict=True)
        ]
        lost += [i for i in range(i1, i2) if i not in lost_here[:edited]]
        fresh += [j for j in range(j1, j2) if j not in fresh_here[:edited]]
    changes += _out_of_order(old, new, lost, fresh)
    return sorted(changes, key=lambda change: (change.after or change.before or 0, change.fate))


def _out_of_order(
    old: Sequence[str], new: Sequence[str], lost: list[int], fresh: list[int]
) -> list[PassageChange]:
    changes: list[PassageChange] = []
    remaining = list(fresh)
    for i in lost:
        target = next((j for j in remaining if new[j] == old[i]), None)
        if target is None:
            changes.append(PassageChange("gone", i + 1, None))
        else:
            remaining.remove(target)
            changes.append(PassageChange("moved", i + 1, target + 1))
    return changes + [PassageChange("new", None, j + 1) for j in remaining]


def write_article(article: ArticleFile, path: Path, schema: str | None = None) -> bool:
    """Write a record, one passage a line.

    Args:
        article: the record.
        path: where to write it.
        schema: what the editor's schema line names, None for no such line.

    Returns:
        Whether the file changed: the same record is not written again.
    """
    fields: dict[str, Any] = article.model_dump(exclude={"passages"}, exclude_none=True)
    fields["normaliser"] = NORMALISER
    text = SCHEMA_LINE.format(schema=schema) if schema else ""
    text += yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=100)
    text += "passages:\n"
    for passage in article.passages:
        # A JSON string is a YAML one as well, whatever stands in it.
        begins = passage.begins and json.dumps(passage.begins, ensure_ascii=False)
        text += f"  - {{n: {passage.n}, sha256: {passage.sha256}, words: {passage.words}"
        text += f", begins: {begins}}}\n" if begins else "}\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True
