from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basekit import SEED, TEXT
from factdesk.factbase.articles import (
    compare_passages,
    fingerprint_passages,
    keep_beginnings,
    same_passages,
    write_article,
)
from factdesk.factbase.files import ArticleFile, PassageEntry
from factdesk.factbase.load import load_base
from factdesk.factbase.yaml_source import read_yaml

if TYPE_CHECKING:
    from pathlib import Path


def passages(letters: str) -> list[PassageEntry]:
    """One passage a letter; the same letter is the same passage."""
    return [
        PassageEntry(n=number, sha256=hashlib.sha256(letter.encode()).hexdigest(), words=1)
        for number, letter in enumerate(letters, start=1)
    ]


def changes(before: str, after: str) -> list[tuple[str, int | None, int | None]]:
    return [
        (change.fate, change.before, change.after)
        for change in compare_passages(passages(before), passages(after))
    ]


def article(title: str = "A title") -> ArticleFile:
    return ArticleFile.model_validate(
        {
            "id": "an-article",
            "title": title,
            "publisher": "A paper",
            "voice": "the paper",
            "published": "2026-03-01",
            "passages": [p.model_dump() for p in passages("ab")],
        }
    )


def test_passages_are_numbered_from_one_with_their_words() -> None:
    entries = fingerprint_passages("One.\n\nTwo, three\n\n---\n\nFour")
    assert [(entry.n, entry.words) for entry in entries] == [(1, 1), (2, 2), (3, 1)]


def test_passages_of_equal_words_have_equal_fingerprints() -> None:
    first, second, other = fingerprint_passages("Two words\n\n\u201cTWO\u201d words!\n\nTwo wards")
    assert first.sha256 == second.sha256
    assert first.sha256 != other.sha256


def test_a_text_without_words_has_no_passages() -> None:
    assert fingerprint_passages("\n---\n") == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("abc", "abc", [("same", 1, 1), ("same", 2, 2), ("same", 3, 3)]),
        ("ab", "Xab", [("new", None, 1), ("moved", 1, 2), ("moved", 2, 3)]),
        ("ab", "aXb", [("same", 1, 1), ("new", None, 2), ("moved", 2, 3)]),
        ("ab", "abX", [("same", 1, 1), ("same", 2, 2), ("new", None, 3)]),
        ("abc", "aXc", [("same", 1, 1), ("edited", 2, 2), ("same", 3, 3)]),
        ("ab", "XY", [("edited", 1, 1), ("edited", 2, 2)]),
        ("abc", "ac", [("same", 1, 1), ("gone", 2, None), ("moved", 3, 2)]),
        ("ab", "ba", [("moved", 2, 1), ("moved", 1, 2)]),
        ("abc", "cba", [("moved", 3, 1), ("moved", 2, 2), ("moved", 1, 3)]),
        ("", "ab", [("new", None, 1), ("new", None, 2)]),
        ("ab", "", [("gone", 1, None), ("gone", 2, None)]),
        ("", "", []),
    ],
)
def test_each_passage_is_told_its_fate(
    before: str, after: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    found = changes(before, after)
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_changes_come_in_the_order_of_the_new_version() -> None:
    after = [number for _, _, number in changes("abcdef", "bXafYe") if number is not None]
    assert after == [1, 2, 3, 4, 5, 6]


letters = st.text("abcde", max_size=8)


@given(letters, letters)
def test_every_passage_of_either_version_appears_exactly_once(before: str, after: str) -> None:
    found = changes(before, after)
    assert sorted(n for _, n, _ in found if n) == list(range(1, len(before) + 1))
    assert sorted(n for _, _, n in found if n) == list(range(1, len(after) + 1))


@given(letters, letters)
def test_only_passages_with_the_same_text_are_same_or_moved(before: str, after: str) -> None:
    for fate, old, new in changes(before, after):
        kept = bool(old and new and before[old - 1] == after[new - 1])
        assert kept == (fate in {"same", "moved"})


@given(letters)
def test_a_version_compared_with_itself_is_all_the_same(text: str) -> None:
    assert {fate for fate, _, _ in changes(text, text)} <= {"same"}


def test_a_record_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "seeds" / "an-article.yaml"
    assert write_article(article(), path)
    assert not write_article(article(), path)


def test_a_changed_record_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "an-article.yaml"
    write_article(article("A title"), path)
    assert write_article(article("Another title"), path)
    assert "Another title" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "title",
    [
        "yes",
        "2026-03-01",
        "1.5",
        "A: B # C",
        "- *a &b !c",
        "\"Quoted\" and 'quoted'",
        "{a}, [b]",
        "Привет, भारत \U0001f44b",
        "long " * 50 + "title",
    ],
)
def test_a_written_record_is_read_as_it_was(tmp_path: Path, title: str) -> None:
    path = tmp_path / "an-article.yaml"
    write_article(article(title), path, schema="../article.schema.json")
    assert ArticleFile.model_validate(read_yaml(path).data) == article(title)


def test_the_schema_line_comes_first_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "an-article.yaml"
    write_article(article(), path, schema="../x.json")
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../x.json"


def test_the_records_of_the_template_are_as_they_would_be_written(base_folder: Path) -> None:
    record = ArticleFile.model_validate(read_yaml(base_folder / SEED).data)
    assert not write_article(record, base_folder / SEED, "../schemas/article.schema.json")


def test_the_record_of_the_template_fits_its_text(base_folder: Path) -> None:
    text = (base_folder / TEXT).read_text(encoding="utf-8")
    passages = [asdict(passage) for passage in load_base(base_folder).articles[0].passages]
    assert passages == [passage.model_dump() for passage in fingerprint_passages(text)]


def beginning(letters: str, **begins: str) -> list[PassageEntry]:
    """One passage a letter, some with the words that they begin with."""
    return [
        passage.model_copy(update={"begins": begins.get(letter)})
        for passage, letter in zip(passages(letters), letters, strict=True)
    ]


def test_passages_have_the_words_they_begin_with() -> None:
    text = "One of many ships\n\nTwo\n\n## One of many *houses*"
    found = [passage.begins for passage in fingerprint_passages(text)]
    assert found == ["One of many ships", None, "One of many houses"]


@pytest.mark.parametrize(
    "begins",
    [
        "yes, no: 1",
        'She said "no" once',
        "C:\\new \\x41 it",
        "{a}, [b] #c",
        "'one' & *two* !three",
        "\u0939\u093f\u0928\u094d\u0926\u0940 one \U0001f44b two",
    ],
)
def test_beginnings_are_read_as_they_were_written(tmp_path: Path, begins: str) -> None:
    path = tmp_path / "an-article.yaml"
    record = article().model_copy(update={"passages": beginning("ab", b=begins)})
    write_article(record, path)
    assert ArticleFile.model_validate(read_yaml(path).data) == record
    assert "begins: null" not in path.read_text(encoding="utf-8")


def test_beginnings_do_not_make_a_passage_another() -> None:
    before, after = beginning("ab", a="One of many"), beginning("ab", b="Two of them")
    assert same_passages(before, after)
    assert {change.fate for change in compare_passages(before, after)} == {"same"}


@pytest.mark.parametrize("after", ["ac", "ba", "a", "abc"])
def test_other_passages_or_another_order_are_not_the_same(after: str) -> None:
    assert not same_passages(passages("ab"), passages(after))


def test_unchanged_passages_keep_their_beginnings_wherever_they_stand() -> None:
    before = beginning("abc", a="By hand it is")
    after = beginning("Xba", X="New it is", a="One of many", b="Two of them")
    kept = [(passage.n, passage.begins) for passage in keep_beginnings(before, after)]
    assert kept == [(1, "New it is"), (2, None), (3, "By hand it is")]


def test_a_record_without_beginnings_has_none_to_keep() -> None:
    after = beginning("ab", a="One of many")
    assert keep_beginnings(passages("ab"), after) == after
