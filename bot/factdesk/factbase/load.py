"""A fact base read from its folder: whole, or not at all with every problem named."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from factdesk.factbase import explain
from factdesk.factbase.files import ArticleFile, FactEntry, FactFile, SynonymEntry, SynonymFile
from factdesk.factbase.models import (
    Article,
    Citation,
    Fact,
    FactBase,
    Location,
    Passage,
    Review,
    SynonymGroup,
)
from factdesk.factbase.problems import FactBaseError, Problem, shown
from factdesk.factbase.references import (
    FactPlace,
    citation_problems,
    cite,
    repeated_ids,
    see_also_problems,
)
from factdesk.factbase.yaml_source import ValuePath, YamlDocument, YamlError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SYNONYMS = "synonyms.yaml"

FileT = TypeVar("FileT", bound=BaseModel)


def load_base(folder: Path) -> FactBase:
    """Load the fact base in `folder` (with `facts/` and `seeds/`).

    Raises:
        FactBaseError: with all problems of all files, when there is any. Nothing half-loaded is
            ever returned.
    """
    return _Load(folder).base()


class _Load:
    """One load of one folder; collects problems on its way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self._ids: list[tuple[str, Location]] = []

    def base(self) -> FactBase:
        fact_paths = self._paths("facts")
        articles = self._articles(self._paths("seeds"))
        synonyms = self._synonyms([p for p in fact_paths if p.name == SYNONYMS])
        places = self._places([p for p in fact_paths if p.name != SYNONYMS])
        known = frozenset(fact_id for fact_id, _ in self._ids)
        self.problems += repeated_ids(self._ids)
        for place in places:
            self.problems += citation_problems(place, articles)
            self.problems += see_also_problems(place, known)
        if not places and not self.problems:
            self._report(
                self.folder / "facts", 0, "there is no fact in it; see `factdesk init` for a start"
            )
        if self.problems:
            raise FactBaseError(self.problems)
        facts = [_complete(place, cite(place, articles)) for place in places]
        whole = tuple(article for article in articles.values() if article is not None)
        return FactBase(self.folder, tuple(facts), whole, tuple(synonyms))

    def _report(self, path: Path, line: int, message: str) -> None:
        self.problems.append(Problem(shown(path), line, message))

    def _paths(self, name: str) -> list[Path]:
        folder = self.folder / name
        if not folder.is_dir():
            self._report(
                folder,
                0,
                f"there is no such folder; a fact base is a folder with facts/ and seeds/ "
                f"(`factdesk init {self.folder}` makes one)",
            )
            return []
        for stray in sorted(folder.glob("*.yml")):
            self._report(stray, 0, "only files ending in .yaml are read; rename it")
        return sorted(folder.glob("*.yaml"))

    def _read(self, path: Path, model: type[FileT]) -> tuple[FileT, YamlDocument] | None:
        document = self._parse(path)
        content = None if document is None else self._validate(path, model, document)
        return None if document is None or content is None else (content, document)

    def _parse(self, path: Path) -> YamlDocument | None:
        try:
            return read_yaml(path)
        except YamlError as error:
            self._report(path, error.line, error.message)
            return None

    def _validate(self, path: Path, model: type[FileT], document: YamlDocument) -> FileT | None:
        try:
            return model.model_validate(document.data)
        except ValidationError as errors:
            found = list(explain.problems(errors, model, document.data))
            for place, message in found or [((), "it does not have the form of such a file")]:
                self._report(path, document.line_of(place), message)
            return None

    def _articles(self, paths: Iterable[Path]) -> dict[str, Article | None]:
        articles: dict[str, Article | None] = {}
        for path in paths:
            articles[path.stem] = None  # known, though unusable: facts citing it are not at fault
            read = self._read(path, ArticleFile)
            if read is None:
                continue
            article, document = read
            if article.id != path.stem:
                self._report(
                    path,
                    document.line_of(("id",)),
                    f"the id {article.id!r} and the file's name differ; "
                    f"name the file {article.id}.yaml",
                )
            articles[path.stem] = article_of(article)
        return articles

    def _synonyms(self, paths: Iterable[Path]) -> list[SynonymGroup]:
        groups: list[SynonymGroup] = []
        for path in paths:
            read = self._read(path, SynonymFile)
            if read is None:
                continue
            file = shown(path)
            for position, entry in enumerate(read[0].groups):
                location = Location(file, read[1].line_of(("groups", position)))
                if isinstance(entry, SynonymEntry):
                    groups.append(SynonymGroup(tuple(entry.words), entry.language, location))
                else:
                    groups.append(SynonymGroup(tuple(entry), None, location))
        return groups

    def _places(self, paths: Iterable[Path]) -> list[FactPlace]:
        """All facts whose references can be checked, also those of files with faults."""
        places: list[FactPlace] = []
        for path in paths:
            document = self._parse(path)
            if document is None:
                continue
            valid = self._validate(path, FactFile, document)
            file = shown(path)
            data = document.data if isinstance(document.data, dict) else {}
            article = data.get("article")
            rows = data.get("facts")
            for number, row in enumerate(rows if isinstance(rows, list) else ()):
                where: ValuePath = ("facts", number)
                if isinstance(row, dict) and isinstance(row.get("id"), str):
                    location = Location(file, document.line_of((*where, "id")))
                    self._ids.append((row["id"], location))
                entry = _entry(row) if valid is None else valid.facts[number]
                if entry is None:
                    continue
                default = article if isinstance(article, str) else None
                places.append(FactPlace(entry, default, file, document, where))
        return places


def _entry(row: object) -> FactEntry | None:
    """A fact as written; of one with faults (reported with its file) at least its references."""
    try:
        return FactEntry.model_validate(row)
    except ValidationError:
        if not isinstance(row, dict):
            return None
    references = {key: row[key] for key in ("id", "passages", "sources", "see_also") if key in row}
    try:
        return FactEntry.model_validate({"question": "?", "answer": "?", **references})
    except ValidationError:
        return None


def article_of(file: ArticleFile) -> Article:
    """The record of an article, without what checked it."""
    return Article(
        id=file.id,
        title=file.title,
        publisher=file.publisher,
        kind=file.kind,
        voice=file.voice,
        author=file.author,
        published=file.published,
        language=file.language,
        url=file.url,
        republished_by=file.republished_by,
        normaliser=file.normaliser,
        passages=tuple(Passage(p.n, p.sha256, p.words, p.begins) for p in file.passages),
    )


def _complete(place: FactPlace, citations: list[Citation]) -> Fact:
    entry = place.entry
    review = entry.reviewed
    main = citations[0].article
    phrasings = (
        [text for texts in entry.phrasings.values() for text in texts]
        if isinstance(entry.phrasings, dict)
        else entry.phrasings
    )
    return Fact(
        id=entry.id,
        question=entry.question,
        phrasings=tuple(phrasings),
        answer=entry.answer,
        citations=tuple(citations),
        voice=entry.voice or main.voice,
        nature=entry.nature,
        as_of=entry.as_of or main.published,
        stale_after=entry.stale_after,
        topics=tuple(entry.topics),
        not_=tuple(entry.not_),
        see_also=tuple(entry.see_also),
        derived=tuple(entry.derived.items()),
        reviewed=None if review is None else Review(review.by, review.on, review.covers),
        location=place.location,
    )
