from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from cli.running import Run, edit, factdesk, is_one_sentence
from factdesk.factbase.load import load_base

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "A first passage.\n\nA second one,\nin two lines.\n"
METADATA = {
    "--title": "On passages",
    "--publisher": "The Gazette",
    "--voice": "the editors",
    "--published": "2026-03-02",
}
NOTICE = Path("base/articles/library-notice.txt")
RECORD = Path("base/seeds/library-notice.yaml")


def add(text: str | Path, article_id: str = "passages", /, **changed: str | None) -> Run:
    """Add an article to the base, its metadata complete but for what is changed."""
    options = METADATA | {f"--{key}": value for key, value in changed.items()}
    given = [part for key, value in options.items() if value is not None for part in (key, value)]
    return factdesk("article", "add", text, "--id", article_id, *given, "--base", "base")


@pytest.fixture
def text(base: Path) -> Path:
    """A text beside the base, not yet added to it."""
    assert base.is_dir()
    path = Path("text.txt")
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_record_is_written_without_the_text(text: Path) -> None:
    run = add(text)
    assert (run.code, run.err) == (0, "")
    written = Path("base/seeds/passages.yaml").read_text(encoding="utf-8")
    assert "two lines" not in written
    record = yaml.safe_load(written)
    assert [record[key] for key in ("id", "title", "publisher", "voice")] == [
        "passages",
        "On passages",
        "The Gazette",
        "the editors",
    ]
    assert [(passage["n"], passage["words"]) for passage in record["passages"]] == [(1, 3), (2, 6)]
    assert [passage["begins"] for passage in record["passages"]] == [
        "A first passage",
        "A second one",
    ]


def test_the_base_loads_with_the_new_record(text: Path) -> None:
    add(text)
    articles = load_base(Path("base")).articles
    assert [article.id for article in articles] == ["library-notice", "passages"]


def test_every_option_is_taken_over(text: Path) -> None:
    options = {
        "kind": "interview",
        "author": "A. Writer",
        "language": "de",
        "url": "https://example.org/passages",
        "republished_by": "The Courier",
    }
    run = add(text, **{key.replace("_", "-"): value for key, value in options.items()})
    assert run.code == 0
    record = yaml.safe_load(Path("base/seeds/passages.yaml").read_text(encoding="utf-8"))
    assert options.items() <= record.items()


def test_the_folder_one_is_in_is_the_base(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("base")
    options = [part for option in METADATA.items() for part in option]
    assert factdesk("article", "add", f"../{text}", "--id", "passages", *options).code == 0
    assert Path("seeds/passages.yaml").is_file()


def test_a_second_run_changes_nothing(text: Path) -> None:
    add(text)
    before = Path("base/seeds/passages.yaml").read_bytes()
    run = factdesk("article", "add", text, "--id", "passages", "--base", "base")
    assert run.code == 0
    assert "is up to date" in run.out
    assert Path("base/seeds/passages.yaml").read_bytes() == before


def test_the_record_of_the_worked_example_is_up_to_date() -> None:
    factdesk("init", "base")
    run = factdesk("article", "add", NOTICE, "--id", "library-notice", "--base", "base")
    assert run.code == 0
    assert "is up to date" in run.out


@pytest.mark.parametrize(
    "same",
    [
        TEXT.replace("\n", "\r\n"),
        f"\ufeff{TEXT}",
        f"\n\n{TEXT}\n\n",
        TEXT.replace("one,", "one \u2013").upper(),
    ],
    ids=["line ends", "byte order mark", "blank lines", "case and dashes"],
)
def test_what_does_not_change_the_words_changes_nothing(text: Path, same: str) -> None:
    add(text)
    text.write_bytes(same.encode())
    assert "is up to date" in add(text).out


def test_corrected_metadata_needs_no_update_option(text: Path) -> None:
    add(text)
    assert add(text, title="On all passages").code == 0
    assert "On all passages" in Path("base/seeds/passages.yaml").read_text(encoding="utf-8")


class Change(NamedTuple):
    """A new text made of the worked example's three passages, and what is to be said of it."""

    remake: Callable[[str, str, str], list[str]]
    fates: set[str]
    same: int
    cited: set[str]


CHANGES = {
    "edited": Change(
        lambda one, two, three: [one, f"{two} Or so.", three],
        {"edited: passage 2 (now 2)"},
        2,
        {"library-saturday-hours cites [2]"},
    ),
    "gone": Change(
        lambda one, _, three: [one, three],
        {"gone: passage 2", "moved: passage 3 is passage 2 now"},
        1,
        {"library-saturday-hours cites [2]", "library-teen-room cites [3]"},
    ),
    "new": Change(
        lambda one, two, three: [one, two, three, "Something new."],
        {"new: passage 4"},
        3,
        set(),
    ),
    "moved": Change(
        lambda one, two, three: ["Something new.", one, two, three],
        {
            "new: passage 1",
            "moved: passage 1 is passage 2 now",
            "moved: passage 2 is passage 3 now",
            "moved: passage 3 is passage 4 now",
        },
        0,
        {"library-saturday-hours cites [1, 2]", "library-teen-room cites [1, 3]"},
    ),
    "swapped": Change(
        lambda one, two, three: [one, three, two],
        {"moved: passage 2 is passage 3 now", "moved: passage 3 is passage 2 now"},
        1,
        {"library-saturday-hours cites [2]", "library-teen-room cites [3]"},
    ),
}


@pytest.fixture(params=list(CHANGES))
def change(request: pytest.FixtureRequest, base: Path) -> Change:
    """A change that was made to the text of the worked example."""
    made = CHANGES[str(request.param)]
    text = (base / "articles" / "library-notice.txt").read_text(encoding="utf-8")
    one, two, three = text.split("\n\n")
    NOTICE.write_text("\n\n".join(made.remake(one, two, three)), encoding="utf-8")
    return made


def test_a_changed_text_is_reported_and_not_written(change: Change) -> None:
    before = RECORD.read_bytes()
    run = factdesk("article", "add", NOTICE, "--id", "library-notice", "--base", "base")
    said = run.out.splitlines()
    fates = {line for line in said if line.startswith(("moved", "edited", "gone", "new"))}
    cited = {line.partition(": ")[2].partition(";")[0] for line in said if " cites " in line}
    assert run.code == 1
    assert (fates, cited) == (change.fates, change.cited)
    assert f"{change.same} of 3 passages are the same." in said
    assert said[-1].startswith("Nothing was written.")
    assert RECORD.read_bytes() == before


@pytest.mark.usefixtures("change")
def test_a_changed_text_is_written_when_told_so() -> None:
    arguments = ("article", "add", NOTICE, "--id", "library-notice", "--base", "base")
    assert factdesk(*arguments, "--update").code == 0
    assert "is up to date" in factdesk(*arguments).out


def test_a_fact_whose_passage_was_edited_is_to_be_reviewed_again(base: Path) -> None:
    text = NOTICE.read_text(encoding="utf-8").replace("Sundays", "Mondays")
    NOTICE.write_text(text, encoding="utf-8")
    factdesk("article", "add", NOTICE, "--id", "library-notice", "--base", base, "--update")
    run = factdesk("check", "--base", base, "--texts", base / "articles")
    assert run.code == 1
    assert "library-saturday-hours: the answer or a passage has changed" in run.out


def test_changes_are_told_although_the_base_does_not_load(broken: Path) -> None:
    NOTICE.write_text("All new.", encoding="utf-8")
    run = factdesk("article", "add", NOTICE, "--id", "library-notice", "--base", broken)
    assert run.code == 1
    assert "edited: passage 1 (now 1)" in run.out
    assert "The base does not load at present" in run.out


def refused(run: Run, *words: str) -> bool:
    told = is_one_sentence(run.err) and all(word in run.err for word in words)
    return run.code == 2 and told and not Path("base/seeds/passages.yaml").exists()


@pytest.mark.parametrize("field", ["title", "publisher", "voice", "published"])
def test_missing_metadata_is_named(text: Path, field: str) -> None:
    without: dict[str, str | None] = {field: None}
    assert refused(add(text, **without), f"'{field}' is missing")


@pytest.mark.parametrize("date", ["yesterday", "2026-02-30", "2026", "03/02/2026", ""])
def test_a_bad_date_is_refused(text: Path, date: str) -> None:
    assert refused(add(text, published=date), "YYYY-MM-DD")


@pytest.mark.parametrize("name", ["Passages", "two words", "under_score", "a--b", "", "../up"])
def test_a_bad_id_is_refused(text: Path, name: str) -> None:
    assert refused(add(text, name), "lower-case letters and digits joined by hyphens")
    assert [path.name for path in Path("base/seeds").iterdir()] == [RECORD.name]


@pytest.mark.parametrize(
    ("field", "value"),
    [("url", "example.org"), ("language", "English"), ("title", ""), ("voice", "x" * 301)],
)
def test_other_bad_metadata_is_refused_by_its_name(text: Path, field: str, value: str) -> None:
    assert refused(add(text, **{field: value}), field)


@pytest.mark.parametrize("content", [b"", b" \n\n\t\n", b"...\n\n---\n", b"\xef\xbb\xbf"])
def test_a_text_without_words_is_refused(text: Path, content: bytes) -> None:
    text.write_bytes(content)
    assert refused(add(text), "text.txt: there is no text in it.")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_text_that_is_not_utf8_is_refused(text: Path, encoding: str) -> None:
    text.write_bytes("Größe".encode(encoding))
    assert refused(add(text), "text.txt: the text is not UTF-8")


@pytest.mark.parametrize("name", ["missing.txt", "base"])
def test_what_is_no_text_is_refused(text: Path, name: str) -> None:
    assert text.is_file()
    assert refused(add(name), f"{name}: the text cannot be read")


@pytest.mark.parametrize("folder", ["missing", "base/seeds", "text.txt"])
def test_what_is_no_base_is_refused(text: Path, folder: str) -> None:
    run = factdesk("article", "add", text, "--id", "passages", "--base", folder)
    assert refused(run, f"{folder} is no fact base")


@pytest.mark.parametrize("content", ["", "id: [", "id: library-notice\n"])
def test_a_record_that_does_not_load_is_not_written_over(base: Path, content: str) -> None:
    RECORD.write_text(content, encoding="utf-8")
    run = factdesk("article", "add", NOTICE, "--id", "library-notice", "--base", base, "--update")
    assert refused(run, "exists and does not load")
    assert RECORD.read_text(encoding="utf-8") == content


def add_notice() -> Run:
    return factdesk("article", "add", NOTICE, "--id", "library-notice", "--base", "base")


def test_a_record_from_before_there_were_beginnings_gets_them() -> None:
    factdesk("init", "base")
    whole = RECORD.read_text(encoding="utf-8")
    RECORD.write_text(re.sub(', begins: "[^"]*"', "", whole), encoding="utf-8")
    assert ", begins: " not in RECORD.read_text(encoding="utf-8")
    run = add_notice()
    assert (run.code, run.out) == (0, f"{RECORD} written: 3 passages.\n")
    assert RECORD.read_text(encoding="utf-8") == whole


@pytest.mark.parametrize("by_hand", [', begins: "We would like to add"', ""])
def test_a_beginning_changed_or_removed_by_hand_stays_so(by_hand: str) -> None:
    factdesk("init", "base")
    edit(RECORD, ', begins: "We would like"', by_hand)
    before = RECORD.read_bytes()
    assert "is up to date" in add_notice().out
    assert RECORD.read_bytes() == before


@pytest.mark.usefixtures("base")
def test_a_new_passage_gets_its_beginning_beside_those_kept() -> None:
    edit(RECORD, ', begins: "We would like"', "")
    text = NOTICE.read_text(encoding="utf-8")
    NOTICE.write_text(f"Good news for readers!\n\n{text}", encoding="utf-8")
    options = ("--id", "library-notice", "--base", "base", "--update")
    assert factdesk("article", "add", NOTICE, *options).code == 0
    found = [passage.begins for passage in load_base(Path("base")).articles[0].passages]
    assert found == ["Good news for", "The town library", "From Monday to", None]


def test_a_beginning_that_does_not_hold_is_told_by_check(base: Path) -> None:
    edit(RECORD, "We would like", "We want more")
    run = factdesk("check", "--base", base, "--texts", base / "articles")
    assert run.code == 1
    assert f"{RECORD}: passage 3 does not begin with" in run.out
