from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from cli.running import edit, factdesk, is_one_sentence
from factdesk.factbase.drafts import read_drafts
from factdesk.factbase.load import load_base

if TYPE_CHECKING:
    from pathlib import Path

HOURS, TEENS = "library-saturday-hours", "library-teen-room"
KB = (
    "Question\tAnswer\tSource\tMetadata\n"
    "Is there tea?\tYes.\tEditorial\t\n"
    "Is it warm?\tIt is warm.\tEditorial\tarticle:library-notice|passages:3\n"
)


@pytest.mark.parametrize(("form", "kind"), [("faq", "FAQPage"), ("qa", "QAPage")])
def test_facts_are_printed_for_web_pages(base: Path, form: str, kind: str) -> None:
    run = factdesk("export", HOURS, "--format", form, "--base", base)
    assert (run.code, run.json["@type"]) == (0, kind)


def test_claims_are_printed(base: Path) -> None:
    edit(base / "facts" / "example.yaml", "nature: plan", "nature: claim")
    run = factdesk("export", "--format", "claims", "--base", base)
    assert [review["identifier"] for review in run.json["@graph"]] == [TEENS]


def test_without_a_base_the_one_that_ships_is_exported() -> None:
    run = factdesk("export", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out, newline="")))
    assert len(rows) > 100


def test_a_spreadsheet_comes_back(base: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    run = factdesk("export", "--format", "csv", "--output", sheet, "--base", base)
    assert (run.code, run.out) == (0, f"{sheet} written.\n")
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbfid,")
    before = (base / "facts" / "example.yaml").read_bytes()
    again = factdesk("import", sheet, "--base", base)
    assert (again.code, again.out) == (0, "0 new facts, 0 changed fields, 0 drafts.\n")
    assert (base / "facts" / "example.yaml").read_bytes() == before
    edit(sheet, "weekend hours", "at weekends")
    assert "1 changed fields" in factdesk("import", sheet, "--base", base).out
    fact = load_base(base).fact(HOURS)
    assert fact is not None
    assert fact.phrasings[-1] == "at weekends"


def test_a_knowledge_base_comes_in(base: Path, tmp_path: Path) -> None:
    (tmp_path / "Our KB.tsv").write_text(KB, encoding="utf-8")
    run = factdesk("import", "Our KB.tsv", "--base", base)
    assert run.code == 0
    assert "1 new facts, 0 changed fields, 1 drafts." in run.out
    assert (base / "facts" / "our-kb.yaml").is_file()
    assert [draft.question for draft in read_drafts(base)] == ["Is there tea?"]
    asked = factdesk("ask", "--json", "--base", base, "Is there tea?").json
    assert asked["answer"] is None
    again = factdesk("import", "Our KB.tsv", "--base", base)
    assert again.out == "0 new facts, 0 changed fields, 0 drafts.\n"


def test_a_dry_run_writes_nothing(base: Path, tmp_path: Path) -> None:
    (tmp_path / "kb.tsv").write_text(KB, encoding="utf-8")
    run = factdesk("import", "kb.tsv", "--base", base, "--dry-run")
    assert run.out == "is-it-warm\tnew in facts/kb.yaml\ndraft\tIs there tea?\n"
    assert not (base / "facts" / "kb.yaml").exists()
    assert not (base / "drafts.yaml").exists()


def test_what_is_left_out_is_told_and_the_rest_comes_in(base: Path, tmp_path: Path) -> None:
    (tmp_path / "kb.tsv").write_text(f"{KB}\tNo question.\tE\t\n", encoding="utf-8")
    run = factdesk("import", "kb.tsv", "--base", base)
    assert run.code == 1
    assert run.out.startswith("kb.tsv:4: this answer has no question; give it one\n")
    assert "1 new facts" in run.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK"),
        ("a.csv", b"colour\n"),
        ("a.csv", b""),
        ("a.tsv", b"Question,Answer\n"),
        ("a.tsv", b"\xff\xfeQ"),
    ],
)
def test_another_file_is_one_sentence(
    base: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    run = factdesk("import", name, "--base", base)
    assert (run.code, run.out) == (2, "")
    assert is_one_sentence(run.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "missing.csv"),
        ("export", "no-such-fact"),
        ("export", "--output", "."),
    ],
)
def test_what_makes_no_sense_is_one_sentence(base: Path, arguments: tuple[str, ...]) -> None:
    run = factdesk(*arguments, "--base", base)
    assert run.code == 2
    assert is_one_sentence(run.err)


def test_json_in_a_file_is_as_printed(base: Path, tmp_path: Path) -> None:
    factdesk("export", "--base", base, "--output", tmp_path / "faq.json")
    kept = json.loads((tmp_path / "faq.json").read_text(encoding="utf-8"))
    assert kept == factdesk("export", "--base", base).json
