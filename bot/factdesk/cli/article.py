"""`factdesk article add`: describe and fingerprint an article."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factdesk.cli.options import BaseOption, UsageProblem, writable_base

if TYPE_CHECKING:
    from factdesk.factbase.articles import PassageChange
    from factdesk.factbase.files import ArticleFile

app = typer.Typer(no_args_is_help=True, help="Describe and fingerprint articles.")


@app.callback()
def _group() -> None:
    """Describe and fingerprint articles."""


@app.command()
def add(
    text: Annotated[Path, typer.Argument(metavar="TEXT", help="The article's text, UTF-8.")],
    article_id: Annotated[
        str, typer.Option("--id", help="Short name, kebab-case: seeds/<id>.yaml")
    ],
    base: BaseOption = None,
    title: Annotated[str | None, typer.Option(help="As published.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Newspaper, journal, site.")] = None,
    voice: Annotated[str | None, typer.Option(help="Who speaks in it.")] = None,
    published: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="When.")] = None,
    kind: Annotated[str | None, typer.Option(help="interview, analysis, report, ...")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    language: Annotated[str | None, typer.Option(help="Two-letter code.")] = None,
    url: Annotated[str | None, typer.Option(help="Only if known to be right.")] = None,
    republished_by: Annotated[str | None, typer.Option(help="Where else it stands.")] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write the record although passages changed.")
    ] = False,
) -> None:
    """Fingerprint a text's passages and write seeds/<id>.yaml; the text itself stays out.

    Run again on the same text it changes nothing, but for beginnings of passages that a record
    has not got yet. On a changed text it tells which passages are
    the same, moved, edited, gone or new and which facts cite them, and writes only with --update.
    """
    from factdesk.factbase.articles import same_passages, write_article

    folder = writable_base(base)
    path = folder / "seeds" / f"{article_id}.yaml"
    known = _existing(path)
    described = {
        "title": title,
        "publisher": publisher,
        "voice": voice,
        "published": _date(published),
        "kind": kind,
        "author": author,
        "language": language,
        "url": url,
        "republished_by": republished_by,
    }
    article = _record(text, article_id, described, known)
    if known is not None and not same_passages(known.passages, article.passages):
        _report_changes(folder, known, article)
        if not update:
            print("Nothing was written. Run it again with --update to take the new text over.")
            raise typer.Exit(1)
    changed = write_article(article, path, _schema_beside(folder))
    done = "written" if changed else "is up to date"
    print(f"{path} {done}: {len(article.passages)} passages.")


def _existing(path: Path) -> ArticleFile | None:
    from pydantic import ValidationError

    from factdesk.factbase.files import ArticleFile
    from factdesk.factbase.yaml_source import YamlError, read_yaml

    if not path.exists():
        return None
    try:
        return ArticleFile.model_validate(read_yaml(path).data)
    except (ValidationError, YamlError):
        raise UsageProblem(
            f"{path} exists and does not load; see `factdesk check`, then mend or remove it."
        ) from None


def _date(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise UsageProblem(f"--published {text} is no date; write YYYY-MM-DD.") from None


def _record(
    text: Path, article_id: str, described: dict[str, Any], known: ArticleFile | None
) -> ArticleFile:
    from pydantic import ValidationError

    from factdesk.factbase.articles import fingerprint_passages, keep_beginnings
    from factdesk.factbase.explain import problems
    from factdesk.factbase.files import ArticleFile

    try:
        passages = fingerprint_passages(text.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageProblem(f"{text}: the text cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise UsageProblem(f"{text}: the text is not UTF-8; save it as UTF-8.") from None
    if not passages:
        raise UsageProblem(f"{text}: there is no text in it.")
    if known is not None:
        passages = keep_beginnings(known.passages, passages)
    before = known.model_dump(exclude={"passages"}) if known else {}
    given = {key: value for key, value in described.items() if value is not None}
    data = {**before, **given, "id": article_id, "passages": [p.model_dump() for p in passages]}
    try:
        return ArticleFile.model_validate(data)
    except ValidationError as errors:
        found = "; ".join(message for _, message in problems(errors, ArticleFile, data))
        raise UsageProblem(f"The record would not be complete: {found}") from None


def _schema_beside(folder: Path) -> str | None:
    for name in ("schemas", "bot/factdesk/factbase/schemas"):
        if (folder / name / "article.schema.json").is_file():
            return f"../{name}/article.schema.json"
    return None


def _report_changes(folder: Path, known: ArticleFile, article: ArticleFile) -> None:
    from factdesk.factbase.articles import compare_passages
    from factdesk.factbase.load import load_base
    from factdesk.factbase.problems import FactBaseError

    changes = compare_passages(known.passages, article.passages)
    for change in changes:
        if change.fate != "same":
            print(_describe(change))
    same = sum(change.fate == "same" for change in changes)
    print(f"{same} of {len(known.passages)} passages are the same.")
    touched = {change.before for change in changes if change.before and change.fate != "same"}
    try:
        loaded = load_base(folder)
    except FactBaseError:
        print("The base does not load at present, so the facts that cite them are not listed.")
        return
    for fact in loaded.facts:
        for citation in fact.citations:
            hit = sorted(touched.intersection(citation.passages))
            if citation.article.id == article.id and hit:
                place = f"{fact.location.file}:{fact.location.line}"
                print(f"{place}: {fact.id} cites {hit}; see that it still holds.")


def _describe(change: PassageChange) -> str:
    if change.fate == "moved":
        return f"moved: passage {change.before} is passage {change.after} now"
    if change.fate == "new":
        return f"new: passage {change.after}"
    if change.fate == "gone":
        return f"gone: passage {change.before}"
    return f"edited: passage {change.before} (now {change.after})"
