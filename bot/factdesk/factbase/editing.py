"""A fact base's files edited by the program, so that the diff is what a person would have typed.

An edit is checked before anything is written: the changed files must hold what they held besides
what was meant to be added, and the base must load with them.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk.factbase import yaml_edits
from factdesk.factbase.drafts import DRAFTS, HEADER, read_drafts
from factdesk.factbase.edited_file import EditedFile, same_words
from factdesk.factbase.load import SYNONYMS, load_base
from factdesk.factbase.problems import EditError, FactBaseError, Problem, shown
from factdesk.factbase.replacing import read_bytes, replace_file
from factdesk.factbase.yaml_source import YamlError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from factdesk.factbase.files import ReviewEntry

TRIES = 5  # at a file that somebody else writes meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What to change in a base.

    Attributes:
        phrasings: by fact, the phrasings to add; those that it has already are passed over.
        reviews: by fact, who vouches for it; takes the place of an earlier review.
        fields: by fact, other fields to set: to a value, or to a list of texts.
        facts: by the name of a file below `facts/`, facts to add at its end, as mappings of fields
            in the order in which to write them. A fact whose id the base has is passed over.
        article: of which article the passages are in a file of `facts` that is new.
        drafts: drafts to add to `drafts.yaml`; one whose question a draft has is passed over.
    """

    phrasings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reviews: Mapping[str, ReviewEntry] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    facts: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    article: str | None = None
    drafts: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """What was changed: the files, and how many of each were added or set."""

    files: tuple[Path, ...] = ()
    phrasings: int = 0
    reviews: int = 0
    fields: int = 0
    facts: int = 0
    drafts: int = 0


def edit_base(folder: Path, edits: Edits) -> Edited:
    """Make changes in the files of a fact base. The same once more changes nothing.

    Args:
        folder: the base, with `facts/` and `seeds/`.
        edits: what to change.

    Returns:
        What was changed, in fact.

    Raises:
        EditError: an edit is not possible, or the base would not load with it, or a file cannot be
            written. Nothing was changed, unless writing the second of several files failed.
    """
    for _ in range(TRIES):
        plan = _Plan(folder, edits)
        changed = [file for file in plan.files.values() if file.changed]
        if not changed:
            return plan.edited(())
        _try_out(folder, changed)
        if all(read_bytes(file.path) == file.before for file in changed):
            for file in changed:
                _write(file)
            return plan.edited(tuple(file.path for file in changed))
    raise EditError(
        Problem(shown(file.path), 0, "somebody else is changing the file; try again when it rests")
        for file in changed
    )


class _Plan:
    """The edits, made in memory on the files as they are now."""

    def __init__(self, folder: Path, edits: Edits) -> None:
        self.files: dict[Path, EditedFile] = {}
        self._folder = folder
        self._where: dict[str, Path] = {}
        self._problems: list[Problem] = []
        self._phrasings = self._reviews = self._fields = self._facts = self._drafts = 0
        named = [*edits.phrasings, *edits.reviews, *edits.fields]
        self._find(named, bool(edits.facts))
        self._tell_unknown(named)
        if self._problems:
            raise EditError(self._problems)
        for fact, texts in edits.phrasings.items():
            with self._file_of(fact) as file:
                self._phrasings += file.add_phrasings(fact, texts)
        for fact, review in edits.reviews.items():
            with self._file_of(fact) as file:
                self._reviews += file.set_review(fact, review)
        for fact, fields in edits.fields.items():
            with self._file_of(fact) as file:
                self._fields += sum(file.set_field(fact, *item) for item in fields.items())
        for name, entries in edits.facts.items():
            self._add_facts(name, entries, edits.article)
        if edits.drafts:
            self._add_drafts(edits.drafts)
        for file in self.files.values():
            self._problems += file.problems()
        if self._problems:
            raise EditError(self._problems)

    def edited(self, files: tuple[Path, ...]) -> Edited:
        return Edited(
            files, self._phrasings, self._reviews, self._fields, self._facts, self._drafts
        )

    def _find(self, facts: Sequence[str], every: bool) -> None:  # noqa: FBT001 - internal
        """See in which files facts stand: those that are asked for, or all."""
        for path in sorted((self._folder / "facts").glob("*.yaml")):
            if path.name == SYNONYMS:
                continue
            with self._telling(path):
                content = (read_bytes(path) or b"").decode("utf-8", "replace")
                if every or any(fact in content for fact in facts):
                    for fact in self._open(path).facts:
                        self._where.setdefault(fact, path)

    @contextmanager
    def _file_of(self, fact: str) -> Iterator[EditedFile]:
        """The file in which a fact stands."""
        path = self._where[fact]
        with self._telling(path):
            yield self.files[path]

    def _tell_unknown(self, facts: Iterable[str]) -> None:
        place = shown(self._folder / "facts")
        for fact in facts:
            if fact not in self._where:
                message = f"there is no fact {fact!r} in this base"
                self._problems.append(Problem(place, 0, message))

    def _open(self, path: Path, fresh: str = "") -> EditedFile:
        if path not in self.files:
            self.files[path] = EditedFile(path, fresh)
        return self.files[path]

    @contextmanager
    def _telling(self, path: Path) -> Iterator[None]:
        """Go on with the other files where one cannot be read or edited."""
        try:
            yield
        except (YamlError, yaml_edits.CannotEditError) as error:
            self._problems.append(Problem(shown(path), error.line, error.message))
        except OSError as error:
            message = f"the file cannot be read ({error.strerror})"
            self._problems.append(Problem(shown(path), 0, message))

    def _add_facts(
        self, name: str, entries: Sequence[Mapping[str, Any]], article: str | None
    ) -> None:
        path = self._folder / "facts" / name
        about = f"article: {article}\n" if article else ""
        fresh = f"{_schema_line(self._folder, 'facts', path)}{about}facts:\n"
        new = [entry for entry in entries if entry["id"] not in self._where]
        if new:
            with self._telling(path):
                file = self._open(path, fresh)
                briefly = [_briefly(entry, file.article) for entry in new]
                self._facts += file.add_entries("facts", briefly)

    def _add_drafts(self, entries: Sequence[Mapping[str, Any]]) -> None:
        path = self._folder / DRAFTS
        with self._telling(path):
            file = self._open(path, f"{_schema_line(self._folder, 'drafts', path)}{HEADER}")
            known = {same_words(str(row.get("question"))) for row in file.rows("drafts")}
            new = []
            for entry in entries:
                words = same_words(entry["question"])
                if words not in known:
                    known.add(words)
                    new.append(entry)
            if new:
                self._drafts += file.add_entries("drafts", new)


def _briefly(entry: Mapping[str, Any], article: str | None) -> Mapping[str, Any]:
    """The fact with `passages` instead of `sources`, where these are of the file's article."""
    sources = entry.get("sources") or []
    if len(sources) != 1 or sources[0]["article"] != article:
        return entry
    return {
        ("passages" if key == "sources" else key): (
            sources[0]["passages"] if key == "sources" else value
        )
        for key, value in entry.items()
    }


def _schema_line(folder: Path, kind: str, path: Path) -> str:
    """The line by which editors know a new file's form, where the schemas are at hand."""
    up = "../" * (len(path.relative_to(folder).parts) - 1)
    for name in ("schemas", "bot/factdesk/factbase/schemas"):
        if (folder / name / f"{kind}.schema.json").is_file():
            return f"# yaml-language-server: $schema={up}{name}/{kind}.schema.json\n"
    return ""


def _try_out(folder: Path, changed: Sequence[EditedFile]) -> None:
    """Load the base as it would be, from a copy.

    Raises:
        EditError: it does not load; problems are told of the files that they are in.
    """
    with tempfile.TemporaryDirectory(prefix="factdesk-") as name:
        copy = Path(name)
        real: dict[str, str] = {}
        for part in ("facts", "seeds"):
            (copy / part).mkdir()
            for path in (folder / part).glob("*.y*ml"):
                shutil.copyfile(path, copy / part / path.name)
                real[shown(copy / part / path.name)] = shown(path)
            real[shown(copy / part)] = shown(folder / part)
        for file in changed:
            tried = copy / file.path.relative_to(folder)
            tried.write_bytes(file.after)
            real[shown(tried)] = shown(file.path)
        try:
            load_base(copy)
            read_drafts(copy)
        except FactBaseError as error:
            raise EditError(
                Problem(real.get(problem.file, problem.file), problem.line, problem.message)
                for problem in error.problems
            ) from None


def _write(file: EditedFile) -> None:
    try:
        replace_file(file.path, file.after)
    except OSError as error:
        message = f"the file cannot be written ({error.strerror})"
        raise EditError([Problem(shown(file.path), 0, message)]) from None
