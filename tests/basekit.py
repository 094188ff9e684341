"""Small fact bases to try things on: the template of `factdesk init`, copied and edited."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path

import factdesk.cli
from factdesk.factbase.articles import fingerprint_passages, write_article
from factdesk.factbase.files import ArticleFile
from factdesk.factbase.load import load_base
from factdesk.factbase.problems import FactBaseError, Problem

REPOSITORY = Path(__file__).resolve().parents[1]
TEMPLATE = Path(factdesk.cli.__file__).with_name("template")

FACTS = "facts/example.yaml"
SYNONYMS = "facts/synonyms.yaml"
SEED = "seeds/library-notice.yaml"
TEXT = "articles/library-notice.txt"

MARK = "# <-"


def make_base(folder: Path) -> Path:
    """Copy the template base, with its article's text, into a new folder below `folder`."""
    return shutil.copytree(TEMPLATE, folder / "base")


def edit(path: Path, old: str, new: str) -> int:
    """Replace what stands once in a file; the line at which it stands."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def line_of(path: Path, start: str) -> int:
    """The line of a file whose text, without indentation, starts so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if line.lstrip(" -").startswith(start))


def marked_lines(folder: Path) -> list[tuple[str, int]]:
    """All lines of a base that carry the mark "# <-", as (file, line)."""
    return [
        (path.relative_to(folder).as_posix(), number)
        for path in sorted(folder.rglob("*.yaml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MARK in line
    ]


def load_problems(folder: Path) -> tuple[Problem, ...]:
    """What keeps a base from loading."""
    try:
        load_base(folder)
    except FactBaseError as error:
        return error.problems
    return ()


def rewrite_text(folder: Path, text: str) -> None:
    """Give the template's article another text, and a record that fits it."""
    article = load_base(folder).articles[0]
    (folder / TEXT).write_text(text, encoding="utf-8")
    passages = fingerprint_passages(text)
    record = ArticleFile.model_validate({**asdict(article), "passages": passages})
    write_article(record, folder / SEED)
