"""The files of a fact base as a curator writes them: the one source of their format.

Validation, the JSON Schemas for editors and the documentation all come from these models. What a
file leaves out is filled in by `factdesk.factbase.load`, which makes `Fact` and `Article` of them.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from factdesk.factbase.beginnings import MAX_CHARACTERS, MAX_WORDS, MIN_WORDS, few_words
from factdesk.factbase.normalise import NORMALISER

MAX_ANSWER = 600
MAX_QUESTION = 300

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that show nothing
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Nature = Literal["fact", "claim", "plan", "forecast", "opinion"]


def _shown(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("it holds control characters; remove them")
    if not shows_something(text):
        raise ValueError("it shows nothing; write what is meant")
    return text


def shows_something(text: str) -> bool:
    """Whether a reader sees anything of a text."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK for c in text)


def _real_date(value: object) -> object:
    # A year alone or a number would otherwise be read as seconds since 1970.
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or (isinstance(value, str) and _ISO_DAY.fullmatch(value)):
        return value
    raise ValueError("it is not a date; write it as YYYY-MM-DD")


Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=64),
    Field(description="lower-case words joined by hyphens, at most 64 characters"),
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION),
    AfterValidator(_shown),
]
AnswerText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_ANSWER),
    AfterValidator(_shown),
]
Beginning = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_CHARACTERS),
    AfterValidator(_shown),
    AfterValidator(few_words),
]
Day = Annotated[dt.date, BeforeValidator(_real_date)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
PassageNumber = Annotated[int, Field(ge=1, strict=True)]
PassageNumbers = Annotated[list[PassageNumber], Field(min_length=1)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class FileModel(BaseModel):
    """What all parts of the files share: unknown fields are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceEntry(FileModel):
    """The passages of one article that a fact rests on."""

    article: Slug = Field(description="the article's id, as in seeds/<id>.yaml")
    passages: PassageNumbers = Field(description="passage numbers, counted from 1")


class ReviewEntry(FileModel):
    """Who has vouched for a fact, and for which wording of it."""

    by: Line = Field(description="who read the passages and vouches for the answer")
    on: Day = Field(description="when, as YYYY-MM-DD")
    covers: Annotated[str, StringConstraints(pattern=r"^v1-[0-9a-f]{16}$")] = Field(
        description="hash of the answer and its passages' fingerprints; `factdesk check` tells it"
    )


class FactEntry(FileModel):
    """One fact as a curator writes it."""

    id: Slug = Field(description="stable, unique in the base, never used again for another fact")
    question: Line = Field(description="the question that the answer answers")
    phrasings: list[Line] | dict[Language, list[Line]] = Field(
        default_factory=list,
        description="other ways to ask it, as unlike one another as people are; "
        "a list, or one list a language",
    )
    answer: AnswerText = Field(
        description=f"short, in your own words, at most {MAX_ANSWER} characters"
    )
    passages: PassageNumbers | None = Field(
        default=None, description="the passages of the file's article that say it"
    )
    sources: Annotated[list[SourceEntry], Field(min_length=1)] | None = Field(
        default=None, description="instead of `passages`, when it rests on several articles"
    )
    voice: Line | None = Field(default=None, description="on whose word; default: the article's")
    nature: Nature = Field(default="fact", description="what kind of statement it is")
    as_of: Day | None = Field(default=None, description="default: the article's date")
    stale_after: Day | None = Field(
        default=None, description="the day after which the answer may have changed, if it is told"
    )
    topics: list[Slug] = Field(default_factory=list, description="for browsing")
    not_: list[Line] = Field(
        default_factory=list, alias="not", description="questions that must not get this fact"
    )
    see_also: list[Slug] = Field(default_factory=list, description="ids of related facts")
    derived: dict[Line, Line] = Field(
        default_factory=dict,
        description="what the answer says but no passage says literally, and how it follows",
    )
    reviewed: ReviewEntry | None = Field(default=None, description="who vouches for it")

    @model_validator(mode="after")
    def _one_way_to_name_passages(self) -> Self:
        if self.passages is None and self.sources is None:
            raise ValueError(
                "a fact needs the passages it rests on: add `passages: [n]` (or `sources:`)"
            )
        if self.passages is not None and self.sources is not None:
            raise ValueError("give either `passages` or `sources`, not both")
        return self


class FactFile(FileModel):
    """A file `facts/*.yaml`."""

    article: Slug | None = Field(
        default=None, description="the article that `passages` of this file's facts refer to"
    )
    facts: list[FactEntry] = Field(description="the facts of this file")


class PassageEntry(FileModel):
    """One passage of an article: its number, fingerprint, length, and how it begins."""

    n: PassageNumber = Field(description="number of the passage, counted from 1")
    sha256: Sha256 = Field(description="fingerprint of the normalised passage")
    words: Annotated[int, Field(ge=1)] = Field(description="words of the normalised passage")
    begins: Beginning | None = Field(
        default=None,
        description=f"its first words ({MIN_WORDS} to {MAX_WORDS}) as the article's page shows "
        "them, by which a link leads there",
    )


class ArticleFile(FileModel):
    """A file `seeds/<article>.yaml`, as `factdesk article add` writes it."""

    id: Slug = Field(description="the article's id; the file is named after it")
    title: Line = Field(description="as published")
    publisher: Line = Field(description="newspaper, journal, site")
    kind: Line = Field(default="article", description="interview, analysis, report, ...")
    voice: Line = Field(description="who speaks in it, unless a fact says otherwise")
    author: Line | None = Field(default=None, description="who wrote it, where known")
    published: Day = Field(description="when, as YYYY-MM-DD")
    language: Language = Field(default="en", description="two-letter code")
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = Field(
        default=None, description="only if it is known to be right"
    )
    republished_by: Line | None = Field(default=None, description="where else it stands")
    normaliser: Literal[1] = Field(
        default=NORMALISER, description="version of the normaliser that made the fingerprints"
    )
    passages: Annotated[list[PassageEntry], Field(min_length=1)] = Field(
        description="all passages, in order"
    )

    @field_validator("passages")
    @classmethod
    def _numbered_from_one(cls, passages: list[PassageEntry]) -> list[PassageEntry]:
        if [passage.n for passage in passages] != list(range(1, len(passages) + 1)):
            raise ValueError(
                "the passages must be numbered 1, 2, 3, ...; write the record anew with "
                "`factdesk article add`"
            )
        return passages


class SynonymEntry(FileModel):
    """Words or phrases that mean the same in this base."""

    words: Annotated[list[Line], Field(min_length=2)] = Field(description="the words or phrases")
    language: Language | None = Field(default=None, description="if they belong to one language")


class SynonymFile(FileModel):
    """The file `facts/synonyms.yaml`."""

    groups: list[Annotated[list[Line], Field(min_length=2)] | SynonymEntry] = Field(
        description="each group: words or phrases that mean the same"
    )
