"""What one fact says of another file: its articles, their passages, other facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.factbase.models import Citation, Location
from factdesk.factbase.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from factdesk.factbase.files import FactEntry
    from factdesk.factbase.models import Article
    from factdesk.factbase.yaml_source import ValuePath, YamlDocument


@dataclass(frozen=True, slots=True)
class FactPlace:
    """One fact as written, and where: its file (as shown), the file's lines, its path in them."""

    entry: FactEntry
    default_article: str | None
    file: str
    document: YamlDocument
    path: ValuePath

    @property
    def location(self) -> Location:
        """Where its id stands."""
        return Location(self.file, self.line("id"))

    def line(self, *where: str | int) -> int:
        """The line of one of its values."""
        return self.document.line_of((*self.path, *where))

    def problem(self, message: str, *where: str | int) -> Problem:
        """Something wrong with one of its values."""
        return Problem(self.file, self.line(*where), message)

    def named_passages(self) -> Iterator[tuple[str | None, Sequence[int], tuple[str | int, ...]]]:
        """Each article it names, with the passages, and where that is written."""
        if self.entry.passages is not None:
            yield self.default_article, self.entry.passages, ("passages",)
        for number, source in enumerate(self.entry.sources or ()):
            yield source.article, source.passages, ("sources", number)


def cite(place: FactPlace, articles: Mapping[str, Article | None]) -> list[Citation]:
    """The citations of a fact, of all that it names rightly (see `citation_problems`)."""
    citations: list[Citation] = []
    for article_id, numbers, _ in place.named_passages():
        article = articles.get(article_id or "")
        if article is not None and max(numbers) <= len(article.passages):
            citations.append(Citation(article, tuple(dict.fromkeys(numbers))))
    return citations


def citation_problems(
    place: FactPlace, articles: Mapping[str, Article | None]
) -> Iterator[Problem]:
    """Articles that are not there and passages they do not have.

    Args:
        place: the fact.
        articles: by id; None for a record that is there and does not load.
    """
    for article_id, numbers, where in place.named_passages():
        if article_id is None:
            yield place.problem(
                "which article are these passages of? Add `article: <id>` at the top of the file, "
                "or use `sources:`",
                *where,
            )
        elif article_id not in articles:
            known = ", ".join(sorted(articles)) or "none yet"
            yield place.problem(
                f"there is no article {article_id!r} in seeds/ (known: {known}); "
                "add it with `factdesk article add`",
                *where,
            )
        elif (article := articles[article_id]) is not None:
            last = len(article.passages)
            for number in numbers:
                if number > last:
                    yield place.problem(
                        f"article {article_id!r} has no passage {number}; "
                        f"its passages are 1 to {last}",
                        *where,
                    )


def see_also_problems(place: FactPlace, known: frozenset[str]) -> Iterator[Problem]:
    """Related facts that no file of the base has."""
    for other in place.entry.see_also:
        if other not in known:
            yield place.problem(
                f"{place.entry.id}: see_also names {other!r}, which is no fact of this base; "
                "correct or remove it",
                "id",
            )


def repeated_ids(ids: Iterable[tuple[str, Location]]) -> Iterator[Problem]:
    """Ids that stand more than once, told at each place but the first."""
    first: dict[str, Location] = {}
    for fact_id, location in ids:
        before = first.setdefault(fact_id, location)
        if before != location:
            yield Problem(
                location.file,
                location.line,
                f"the id {fact_id!r} is used already in {before.file}:{before.line}; "
                "give this fact another",
            )
