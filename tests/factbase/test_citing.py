from __future__ import annotations

import datetime as dt
import typing
from dataclasses import replace

import pytest

from basekit import FACTS, edit
from factdesk.factbase.citing import (
    long_date,
    nature_note,
    paragraphs,
    passage_link,
    source_text,
    stale_note,
)
from factdesk.factbase.files import Nature
from factdesk.factbase.load import load_base
from factdesk.factbase.models import Citation

if typing.TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import Fact, FactBase


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


YEAR_LATER = dt.date(2027, 3, 1)  # than the template's notice
DAY = dt.timedelta(days=1)
MAY_HAVE_CHANGED = "This is as of 1 March 2026; it may have changed since."


@pytest.fixture
def fact(base_folder: Path) -> Fact:
    """A plain fact of 1 March 2026."""
    return load_base(base_folder).facts[0]


@pytest.mark.parametrize("nature", ["claim", "plan", "forecast"])
def test_what_was_said_more_than_a_year_ago_may_have_changed(fact: Fact, nature: Nature) -> None:
    said = replace(fact, nature=nature)
    assert stale_note(said, YEAR_LATER) == ""
    assert stale_note(said, YEAR_LATER + DAY) == MAY_HAVE_CHANGED


@pytest.mark.parametrize("nature", ["fact", "opinion"])
def test_what_was_so_stays_so(fact: Fact, nature: Nature) -> None:
    assert stale_note(replace(fact, nature=nature), dt.date(2099, 1, 1)) == ""


@pytest.mark.parametrize("nature", typing.get_args(Nature))
@pytest.mark.parametrize("stale_after", [dt.date(2026, 6, 30), dt.date(2030, 12, 31)])
def test_what_has_a_day_may_have_changed_from_the_next_day_on(
    fact: Fact, nature: Nature, stale_after: dt.date
) -> None:
    dated = replace(fact, nature=nature, stale_after=stale_after)
    assert stale_note(dated, stale_after) == ""
    assert stale_note(dated, stale_after + DAY) == MAY_HAVE_CHANGED


def test_a_leap_day_has_its_year_too(fact: Fact) -> None:
    said = replace(fact, nature="claim", as_of=dt.date(2024, 2, 29))
    assert stale_note(said, dt.date(2025, 2, 28)) == ""
    assert stale_note(said, dt.date(2025, 3, 1)).startswith("This is as of 29 February 2024;")


def test_the_accession_of_july_2024_may_have_changed_in_august(bundled: FactBase) -> None:
    fact = bundled.fact("sco-accession")
    assert fact is not None
    assert stale_note(fact, dt.date(2024, 7, 31)) == ""
    assert stale_note(fact, dt.date(2024, 8, 1)) != ""


def citation(fact: Fact, url: str | None, begins: str | None = "We would like") -> Citation:
    """A citation of two passages of the template's article, the first with this beginning."""
    article = fact.citations[0].article
    first, second, third = article.passages
    passages = (first, second, replace(third, begins=begins))
    return Citation(replace(article, url=url, passages=passages), (3, 1))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b", "https://a.example/b#:~:text=We%20would%20like"),
        ("http://a.example/b?c=d&e", "http://a.example/b?c=d&e#:~:text=We%20would%20like"),
        ("https://a.example/#top", "https://a.example/#top:~:text=We%20would%20like"),
        ("https://a.example/#", "https://a.example/#:~:text=We%20would%20like"),
        ("https://a.example/#:~:text=x", "https://a.example/#:~:text=We%20would%20like"),
        ("https://a.example/#top:~:text=x,y", "https://a.example/#top:~:text=We%20would%20like"),
        (None, None),
        ("ftp://a.example/b", None),
        ("javascript:alert(1)//http://a.example", None),
    ],
)
def test_a_link_leads_to_the_first_cited_passage(
    fact: Fact, url: str | None, expected: str | None
) -> None:
    assert passage_link(citation(fact, url)) == expected


def test_a_passage_without_a_beginning_has_the_plain_address(fact: Fact) -> None:
    plain = "https://a.example/b#top"
    assert passage_link(citation(fact, plain, None)) == plain


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        ("In mid-March, R&D grew", "In%20mid%2DMarch%2C%20R%26D%20grew"),
        ("India\u2019s 5% (or", "India%E2%80%99s%205%25%20%28or"),
        ("a_b.c~d # / ? = + :", "a_b.c~d%20%23%20%2F%20%3F%20%3D%20%2B%20%3A"),
    ],
)
def test_words_are_encoded_so_that_they_stay_words(fact: Fact, begins: str, expected: str) -> None:
    link = passage_link(citation(fact, "https://a.example", begins))
    assert link == f"https://a.example#:~:text={expected}"
