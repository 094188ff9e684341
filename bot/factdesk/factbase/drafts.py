"""Drafts: facts to be written. They stand in `drafts.yaml` beside `facts/`, and are not served.

A draft has what is known of it: at least the question. Who gives it an answer and its passages
moves it into a file below `facts/`. Nothing reads drafts but `factdesk check`, which counts them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from factdesk.factbase import explain
from factdesk.factbase.files import AnswerText, FileModel, Line, Nature, PassageNumbers, Slug
from factdesk.factbase.problems import FactBaseError, Problem, shown
from factdesk.factbase.yaml_source import YamlError, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

DRAFTS = "drafts.yaml"

HEADER = """\
# Facts to be written; nothing here is served. Give a draft an id, an answer in your own words and
# the passages it rests on, and move it into a file below facts/; or delete it.
drafts:
"""


class DraftEntry(FileModel):
    """What is known of a fact that is still to be written."""

    question: Line = Field(description="the question that it is to answer")
    id: Slug | None = Field(default=None, description="the id that it is to have")
    phrasings: list[Line] = Field(default_factory=list, description="other ways to ask it")
    answer: AnswerText | None = Field(default=None, description="the answer, as far as it is known")
    article: Slug | None = Field(default=None, description="the article that may say it")
    passages: PassageNumbers | None = Field(
        default=None, description="the passages of that article that may say it"
    )
    voice: Line | None = Field(default=None, description="on whose word")
    nature: Nature | None = Field(default=None, description="what kind of statement it is")
    topics: list[Slug] = Field(default_factory=list, description="for browsing")
    note: str | None = Field(default=None, description="where it comes from, what to look for")


class DraftFile(FileModel):
    """The file `drafts.yaml`."""

    drafts: list[DraftEntry] | None = Field(description="facts to be written; none is served")


def read_drafts(folder: Path) -> list[DraftEntry]:
    """The drafts of a fact base, none where there is no such file.

    Raises:
        FactBaseError: the file cannot be read as drafts, with every problem of it.
    """
    path = folder / DRAFTS
    if not path.is_file():
        return []
    try:
        document = read_yaml(path)
    except YamlError as error:
        raise FactBaseError([Problem(shown(path), error.line, error.message)]) from None
    try:
        return DraftFile.model_validate(document.data).drafts or []
    except ValidationError as errors:
        found = list(explain.problems(errors, DraftFile, document.data))
        raise FactBaseError(
            Problem(shown(path), document.line_of(place), message)
            for place, message in found or [((), "it does not have the form of such a file")]
        ) from None
