"""A fact base read from its folder: whole, or not at all with every problem named."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from factdesk.factbase import explain
from factdesk.factbase.files import ArticleFile, FactEntry, FactFile, SynonymEntry, SynonymFile
from factdesk.factbase.models import Citation, Fact, FactBase, Location, SynonymGroup
from factdesk.factbase.problems import FactBaseError, Problem
from factdesk.factbase.yaml_source import ValuePath, YamlDocument, YamlError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

SYNONYMS = "synonyms.yaml"

FileT = TypeVar("FileT", bound=BaseModel)


def bundled_base() -> Path:
    """The folder of the fact base that ships with the package (or stands beside its source)."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "bundled"
    return shipped if shipped.is_dir() else package.parents[1]


def load_base(folder: Path) -> FactBase:
    """Load the fact base in `folder` (with `facts/` and `seeds/`).

    Raises:
        FactBaseError: with all problems of all files, when there is any. Nothing half-loaded is
            ever returned.
    """
    return _Load(folder).base()


def shown(path: Path) -> str:
    """A path as a curator would name it: relative to the current folder where it lies below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


class _Load:
    """One load of one folder; collects problems on its way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def base(self) -> FactBase:
        fact_paths = self._paths("facts")
        articles = self._articles(self._paths("seeds"))
        synonyms = self._synonyms([p for p in fact_paths if p.name == SYNONYMS])
        facts = self._facts([p for p in fact_paths if p.name != SYNONYMS], articles)
        self._check_references(facts)
        if not facts and not self.problems:
            self._report(
                self.folder / "facts", 0, "there is no fact in it; see `factdesk init` for a start"
            )
        if self.problems:
            raise FactBaseError(self.problems)
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
        try:
            document = read_yaml(path)
        except YamlError as error:
            self._report(path, error.line, error.message)
            return None
        try:
            return model.model_validate(document.data), document
        except ValidationError as errors:
            for place, message in explain.problems(errors, model, document.data):
                self._report(path, document.line_of(place), message)
            return None

    def _articles(self, paths: Iterable[Path]) -> dict[str, ArticleFile | None]:
        articles: dict[str, ArticleFile | None] = {}
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
            articles[path.stem] = article
        return articles

    def _synonyms(self, paths: Iterable[Path]) -> list[SynonymGroup]:
        groups: list[SynonymGroup] = []
        for path in paths:
            read = self._read(path, SynonymFile)
            if read is None:
                continue
            for position, entry in enumerate(read[0].groups):
                location = Location(shown(path), read[1].line_of(("groups", position)))
                if isinstance(entry, SynonymEntry):
                    groups.append(SynonymGroup(tuple(entry.words), entry.language, location))
                else:
                    groups.append(SynonymGroup(tuple(entry), None, location))
        return groups

    def _facts(self, paths: Iterable[Path], articles: dict[str, ArticleFile | None]) -> list[Fact]:
        facts: list[Fact] = []
        for path in paths:
            read = self._read(path, FactFile)
            if read is None:
                continue
            content, document = read
            for position, entry in enumerate(content.facts):
                place = _FactPlace(path, document, ("facts", position))
                citations = self._citations(entry, content.article, articles, place)
                if citations:
                    facts.append(_complete(entry, citations, place.location("id")))
        return facts

    def _citations(
        self,
        entry: FactEntry,
        default: str | None,
        articles: dict[str, ArticleFile | None],
        place: _FactPlace,
    ) -> list[Citation]:
        named: list[tuple[str | None, list[int], ValuePath]] = (
            [(default, entry.passages, ("passages",))]
            if entry.passages is not None
            else [
                (source.article, source.passages, ("sources", number))
                for number, source in enumerate(entry.sources or [])
            ]
        )
        citations: list[Citation] = []
        for article_id, numbers, where in named:
            line = place.document.line_of((*place.path, *where))
            if article_id is None:
                self._report(
                    place.file,
                    line,
                    "which article are these passages of? Add `article: <id>` at the top of the "
                    "file, or use `sources:`",
                )
                continue
            if article_id not in articles:
                known = ", ".join(sorted(articles)) or "none yet"
                self._report(
                    place.file,
                    line,
                    f"there is no article {article_id!r} in seeds/ (known: {known}); "
                    "add it with `factdesk article add`",
                )
                continue
            article = articles[article_id]
            if article is None:
                continue  # its own file is reported
            last = len(article.passages)
            for number in numbers:
                if number > last:
                    self._report(
                        place.file,
                        line,
                        f"article {article_id!r} has no passage {number}; "
                        f"its passages are 1 to {last}",
                    )
            if max(numbers) <= last:
                citations.append(Citation(article, tuple(dict.fromkeys(numbers))))
        return citations

    def _check_references(self, facts: list[Fact]) -> None:
        by_id: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            by_id[fact.id].append(fact)
        for fact_id, same in by_id.items():
            first = same[0].location
            for again in same[1:]:
                self.problems.append(
                    Problem(
                        again.location.file,
                        again.location.line,
                        f"the id {fact_id!r} is used already in {first.file}:{first.line}; "
                        "give this fact another",
                    )
                )
        if self.problems:
            return  # a fact that did not load would be reported as missing
        for fact in facts:
            for other in fact.see_also:
                if other not in by_id:
                    self.problems.append(
                        Problem(
                            fact.location.file,
                            fact.location.line,
                            f"{fact.id}: see_also names {other!r}, which is no fact of this base; "
                            "correct or remove it",
                        )
                    )


class _FactPlace:
    """Where one fact stands: its file and its path in the file's data."""

    def __init__(self, file: Path, document: YamlDocument, path: ValuePath) -> None:
        self.file = file
        self.document = document
        self.path = path

    def location(self, field: str) -> Location:
        return Location(shown(self.file), self.document.line_of((*self.path, field)))


def _complete(entry: FactEntry, citations: list[Citation], location: Location) -> Fact:
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
        topics=tuple(entry.topics),
        not_=tuple(entry.not_),
        see_also=tuple(entry.see_also),
        derived=tuple(entry.derived.items()),
        reviewed=entry.reviewed,
        location=location,
    )
