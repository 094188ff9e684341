from __future__ import annotations

import datetime as dt
import typing
from dataclasses import replace

import pytest

from basekit import FACTS, edit
from factdesk.factbase.citing import long_date, nature_note, paragraphs, source_text
from factdesk.factbase.files import Nature
from factdesk.factbase.load import load_base

if typing.TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([16], "paragraph 16"),
        ([5, 6], "paragraphs 5 and 6"),
        ([2, 9, 14], "paragraphs 2, 9 and 14"),
    ],
)
def test_paragraphs_are_named_as_they_are_read(numbers: list[int], expected: str) -> None:
    assert paragraphs(numbers) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2025, 7, 4), "4 July 2025"),
        (dt.date(2024, 12, 31), "31 December 2024"),
        (dt.date(2024, 1, 1), "1 January 2024"),
    ],
)
def test_a_date_is_written_in_words(day: dt.date, expected: str) -> None:
    assert long_date(day) == expected


def test_the_source_names_all_that_is_needed_to_find_it(base_folder: Path) -> None:
    assert source_text(load_base(base_folder).facts[0]) == (
        "New opening hours, Town Library, 1 March 2026, the town library, paragraphs 1 and 2"
    )


def test_the_source_names_the_voice_of_the_fact_before_that_of_the_article(
    base_folder: Path,
) -> None:
    assert "Ada Lind, head librarian" in source_text(load_base(base_folder).facts[1])


def test_a_fact_of_two_articles_names_both(base_folder: Path) -> None:
    seeds = base_folder / "seeds"
    record = (seeds / "library-notice.yaml").read_text(encoding="utf-8")
    other = record.replace("library-notice", "other").replace("New opening hours", "Another title")
    (seeds / "other.yaml").write_text(other, encoding="utf-8")
    edit(
        base_folder / FACTS,
        "passages: [1, 2]",
        "sources: [{article: library-notice, passages: [2]}, {article: other, passages: [1, 3]}]",
    )
    first, second = source_text(load_base(base_folder).facts[0]).split("; ")
    assert first.startswith("New opening hours, ")
    assert first.endswith(", paragraph 2")
    assert second.startswith("Another title, ")
    assert second.endswith(", paragraphs 1 and 3")


@pytest.mark.parametrize(
    ("nature", "word"),
    [("claim", "claims"), ("plan", "plan"), ("forecast", "forecast"), ("opinion", "opinion")],
)
def test_what_is_no_plain_fact_is_noted(base_folder: Path, nature: Nature, word: str) -> None:
    fact = replace(load_base(base_folder).facts[0], nature=nature)
    assert word in nature_note(fact)


def test_a_plain_fact_needs_no_note(base_folder: Path) -> None:
    assert nature_note(load_base(base_folder).facts[0]) == ""


def test_every_nature_has_its_own_note(base_folder: Path) -> None:
    fact = load_base(base_folder).facts[0]
    natures: tuple[Nature, ...] = typing.get_args(Nature)
    assert len({nature_note(replace(fact, nature=nature)) for nature in natures}) == len(natures)


def test_a_publisher_that_speaks_itself_is_named_once(bundled: FactBase) -> None:
    fact = bundled.fact("india-recognised-belarus-1991")
    assert fact is not None
    assert source_text(fact).count("Millennium Post") == 1
