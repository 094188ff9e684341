"""What comes in from other programs, as edits of a fact base; what has no source stays a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from factdesk.exchange.table import COLUMNS, LISTS, TableError, cells_of, fields_of
from factdesk.factbase.drafts import DraftEntry
from factdesk.factbase.editing import Edits
from factdesk.factbase.explain import problems
from factdesk.factbase.files import MAX_ANSWER, FactEntry
from factdesk.factbase.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.exchange.qnamaker import Pair
    from factdesk.exchange.table import Row
    from factdesk.factbase.models import Fact, FactBase

MAX_ID = 64
_BY_HAND = ("sources", "derived", "reviewed_by", "reviewed_on", "reviewed_covers")
_DRAFT_FIELDS = ("question", "id", "phrasings", "answer", "voice", "nature", "topics")


@dataclass(slots=True)
class Incoming:
    """What a file brings: edits to make, and what cannot be taken over, with its line."""

    edits: Edits
    problems: list[Problem]


@dataclass(slots=True)
class _Gathered:
    """Collects while a file is gone through."""

    base: FactBase
    file: str
    facts: list[dict[str, Any]] = field(default_factory=list)
    drafts: list[dict[str, Any]] = field(default_factory=list)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def tell(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))

    def entry(self, line: int, fields: dict[str, Any]) -> FactEntry | None:
        """The fact that the fields make, if they make one; else what is wrong is told."""
        try:
            entry = FactEntry.model_validate(fields)
        except ValidationError as errors:
            for _, message in problems(errors, FactEntry, fields):
                self.tell(line, message)
            return None
        for source in entry.sources or ():
            article = self.base.article(source.article)
            if article is None or max(source.passages) > len(article.passages):
                told = f"{source.article}: {', '.join(map(str, source.passages))}"
                self.tell(line, f"the base has no passages {told}; add the article, or correct it")
                return None
        return entry

    def draft(self, line: int, fields: dict[str, Any]) -> None:
        """Take a draft up, if it is one; else what is wrong is told."""
        try:
            DraftEntry.model_validate(fields)
        except ValidationError as errors:
            for _, message in problems(errors, DraftEntry, fields):
                self.tell(line, message)
        else:
            self.drafts.append(fields)

    def incoming(self, name: str) -> Incoming:
        facts = {f"{name}.yaml": self.facts} if self.facts else {}
        articles = {source["article"] for fact in self.facts for source in fact["sources"]}
        article = articles.pop() if len(articles) == 1 else None
        edits = Edits(fields=self.fields, facts=facts, article=article, drafts=self.drafts)
        return Incoming(edits, self.problems)


def from_table(rows: Sequence[Row], base: FactBase, file: str, name: str) -> Incoming:
    """The edits that a CSV file asks for.

    A row whose id the base has changes that fact's texts, dates and lists; one that it has not
    makes a new fact, or a draft where it names no source.

    Args:
        rows: of the file.
        base: the fact base to take them into.
        file: the file, as shown in problems.
        name: of the file below `facts/` for new facts, without its ending.
    """
    gathered = _Gathered(base, file)
    for row in rows:
        fact_id = row.cells.get("id", "")
        if fact_id and fact_id in gathered.ids:
            gathered.tell(row.line, f"the id {fact_id!r} is used already in this file")
            continue
        gathered.ids.add(fact_id)
        try:
            fields = fields_of(row)
        except TableError as error:
            gathered.tell(error.line, error.message)
            continue
        fact = base.fact(fact_id) if fact_id else _asking(row.cells.get("question", ""), base)
        if fact is not None:
            _change(gathered, row, fact, fields)
        elif "sources" in fields and "answer" in fields:
            fields.setdefault("id", _free_id(fields.get("question", ""), gathered))
            gathered.ids.add(fields["id"])
            entry = gathered.entry(row.line, fields)
            if entry is not None:
                gathered.facts.append(_as_written(entry, base))
        else:
            kept = {key: fields[key] for key in _DRAFT_FIELDS if key in fields}
            gathered.draft(row.line, kept)
    return gathered.incoming(name)


def from_pairs(pairs: Sequence[Pair], base: FactBase, file: str, name: str) -> Incoming:
    """The edits that a QnA Maker file asks for.

    A pair is a fact where its metadata names `article` and `passages` of the base; else a draft.

    Args:
        pairs: of the file.
        base: the fact base to take them into.
        file: the file, as shown in problems.
        name: of the file below `facts/` for new facts, without its ending.
    """
    gathered = _Gathered(base, file)
    known = {question.casefold() for fact in base.facts for question in fact.questions}
    for pair in pairs:
        if not pair.questions:
            gathered.tell(pair.line, "this answer has no question; give it one")
            continue
        if pair.questions[0].casefold() in known:
            continue  # it came in before, and may have been worked on
        _take_pair(gathered, pair)
    return gathered.incoming(name)


def _take_pair(gathered: _Gathered, pair: Pair) -> None:
    question, *phrasings = pair.questions
    data = {name.casefold(): value for name, value in pair.metadata.items()}
    article, passages = data.pop("article", ""), data.pop("passages", "")
    topics = list(dict.fromkeys(filter(None, map(_slug, data.values()))))
    fields: dict[str, Any] = {"question": question}
    fields |= {"phrasings": phrasings} if phrasings else {}
    numbers = [int(number) for number in re.findall(r"\d+", passages)]
    fits = pair.answer and len(pair.answer) <= MAX_ANSWER
    if article and numbers and fits:
        fact_id = _free_id(question, gathered)
        sources = [{"article": article, "passages": numbers}]
        fact = {"id": fact_id, **fields, "answer": pair.answer, "sources": sources}
        entry = gathered.entry(pair.line, {**fact, "topics": topics})
        if entry is not None:
            gathered.ids.add(fact_id)
            gathered.facts.append(_as_written(entry, gathered.base))
        return
    note = f"from {pair.source}" if pair.source else "from QnA Maker"
    if fits:
        fields["answer"] = pair.answer
    elif pair.answer:
        note += f"; its answer is longer than {MAX_ANSWER} characters: {pair.answer}"
    fields |= {"topics": topics} if topics else {}
    gathered.draft(pair.line, {**fields, "note": note})


def _change(gathered: _Gathered, row: Row, fact: Fact, fields: dict[str, Any]) -> None:
    """What a row changes of a fact that is there; only columns that the file has count."""
    was = cells_of(fact)
    wanted: list[str] = []
    for column in COLUMNS:
        if column not in row.cells or _same(column, was[column], row.cells[column]):
            continue
        if column in _BY_HAND or not row.cells[column]:
            where = f"{fact.location.file}:{fact.location.line}"
            gathered.tell(row.line, f"{fact.id}: {column} is to be changed by hand, in {where}")
        else:
            wanted.append(column)
    if not wanted:
        return
    changed = {column: fields[column] for column in wanted}
    sources = [{"article": c.article.id, "passages": list(c.passages)} for c in fact.citations]
    whole = {"id": fact.id, "question": fact.question, "answer": fact.answer, "sources": sources}
    entry = gathered.entry(row.line, {**whole, **changed})
    if entry is not None:
        values = entry.model_dump(by_alias=True)
        gathered.fields[fact.id] = {column: values[column] for column in wanted}


def _asking(question: str, base: FactBase) -> Fact | None:
    """The fact of that question: a row without an id may have come in before."""
    return next((fact for fact in base.facts if fact.question == question), None)


def _same(column: str, before: str, after: str) -> bool:
    if column in LISTS:  # their order says nothing
        return sorted(map(str.strip, before.split("\n"))) == sorted(
            map(str.strip, after.split("\n"))
        )
    return " ".join(before.split()) == " ".join(after.split())


def _as_written(entry: FactEntry, base: FactBase) -> dict[str, Any]:
    """A fact as a curator would write it: without what is so by default."""
    fields = entry.model_dump(by_alias=True, exclude_defaults=True)
    main = base.article(entry.sources[0].article) if entry.sources else None
    if main is not None and entry.voice == main.voice:
        del fields["voice"]
    if main is not None and entry.as_of == main.published:
        del fields["as_of"]
    return fields


def _free_id(question: str, gathered: _Gathered) -> str:
    """An id made of the question that no fact has yet."""
    slug = _slug(question) or "fact"
    taken = gathered.ids | {fact.id for fact in gathered.base.facts}
    free = slug
    number = 2
    while free in taken:
        ending = f"-{number}"
        free = slug[: MAX_ID - len(ending)].rstrip("-") + ending
        number += 1
    return free


def _slug(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.casefold())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:MAX_ID]
        if len(longer) > MAX_ID:
            break
        slug = longer
    return slug
