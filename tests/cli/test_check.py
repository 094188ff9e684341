from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import edit, factdesk, is_one_sentence

if TYPE_CHECKING:
    from pathlib import Path

FACTS = "base/facts/example.yaml"


def findings(base: Path, *options: str | Path) -> list[str]:
    """The findings of a check that has some, without its last line."""
    run = factdesk("check", "--base", base, *options)
    assert run.code == 1
    *found, summary = run.out.splitlines()
    assert f" {len(found)} finding" in summary
    return found


def about(found: list[str], file: str, words: str) -> list[str]:
    """Those findings that stand in a line of the file and hold the words."""
    return [line for line in found if line.startswith(f"{file}:") and words in line]


@pytest.mark.parametrize("options", [(), ("--texts", "base/articles")], ids=["plain", "proof"])
def test_the_worked_example_is_clean(base: Path, options: tuple[str, ...]) -> None:
    run = factdesk("check", "--base", base, *options)
    assert run.code == 0
    assert run.out.splitlines()[-1].endswith(": no findings.")


def test_only_a_check_with_texts_claims_to_be_proven(base: Path) -> None:
    without = factdesk("check", "--base", base)
    assert "proven" not in without.out
    assert "proven" in factdesk("check", "--base", base, "--texts", base / "articles").out


def test_a_fact_that_nobody_reviewed_is_found_with_its_hash(base: Path) -> None:
    review = "reviewed: { by: Example, on: 2026-03-01, covers: v1-0460e353828953ff }"
    edit(base / "facts" / "example.yaml", review, "")
    (found,) = findings(base)
    assert about([found], FACTS, "library-saturday-hours: nobody has reviewed it")
    assert "covers: v1-0460e353828953ff" in found


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("facts/example.yaml", "is open from", "opens from"),
        ("seeds/library-notice.yaml", "decff39b", "decff39c"),
    ],
    ids=["answer", "passage"],
)
def test_a_change_since_the_review_is_found(base: Path, file: str, old: str, new: str) -> None:
    edit(base / file, old, new)
    (found,) = findings(base)
    assert about([found], FACTS, "library-saturday-hours: the answer or a passage has changed")


def test_a_fact_past_its_time_is_listed_and_no_finding(base: Path) -> None:
    edit(base / "facts" / "example.yaml", "stale_after: 2027-12-31", "stale_after: 2026-03-14")
    run = factdesk("check", "--base", base)
    assert run.code == 0
    listed, summary = run.out.splitlines()
    assert about([listed], FACTS, "library-teen-room: its stale_after (2026-03-14) is past")
    assert summary.endswith(": no findings. 1 fact past stale_after.")


def test_drafts_are_counted_and_no_finding(base: Path) -> None:
    (base / "drafts.yaml").write_text("drafts:\n  - question: a\n  - question: b\n", "utf-8")
    run = factdesk("check", "--base", base)
    assert run.code == 0
    assert run.out.endswith(": no findings. 2 drafts in drafts.yaml to be written.\n")


def test_drafts_that_cannot_be_read_are_a_finding(base: Path) -> None:
    (base / "drafts.yaml").write_text("drafts:\n  - answer: a\n", encoding="utf-8")
    (found,) = findings(base)
    assert found == "base/drafts.yaml:2: 'question' is missing; add it"


def test_too_few_phrasings_are_found(base: Path) -> None:
    for line in ("library open saturday morning?", "weekend hours"):
        edit(base / "facts" / "example.yaml", f"      - {line}\n", "")
    edit(base / "facts" / "example.yaml", "      - what are the Saturday opening hours\n", "")
    (found,) = findings(base)
    assert about([found], FACTS, "library-saturday-hours: it has 2 phrasings")


def test_a_phrasing_of_two_facts_is_found(twins: Path) -> None:
    found = about(findings(twins), "base/facts/twins.yaml", "is also a phrasing of warm-museum")
    assert len(found) == 1


def test_a_phrasing_given_twice_is_found(base: Path) -> None:
    edit(
        base / "facts" / "example.yaml", "- weekend hours", "- weekend hours\n      - weekend hours"
    )
    assert about(findings(base), FACTS, "it has the phrasing “weekend hours” twice")


def test_a_question_ruled_out_and_answered_all_the_same_is_found(base: Path) -> None:
    edit(
        base / "facts" / "example.yaml",
        "when does the museum open on Saturdays",
        "when does the library open on Saturdays",
    )
    (found,) = findings(base)
    assert about([found], FACTS, "is under `not:` and gets this fact all the same")


def test_a_phrasing_that_asks_for_another_fact_is_found(base: Path) -> None:
    edit(
        base / "facts" / "example.yaml",
        "- is a teen room planned",
        "- when is the library open on Saturdays",
    )
    found = about(findings(base), FACTS, "of library-saturday-hours differ in no word")
    assert len(found) == 1
    assert ": library-teen-room: " in found[0]


def test_a_number_that_no_cited_passage_holds_is_found_with_the_texts(base: Path) -> None:
    edit(base / "facts" / "example.yaml", "to 14:00", "to 15:00")
    found = about(findings(base, "--texts", base / "articles"), FACTS, "the number '15'")
    assert len(found) == 1
    assert not about(findings(base), FACTS, "the number")


def test_a_name_that_no_cited_passage_holds_is_found_with_the_texts(base: Path) -> None:
    edit(base / "facts" / "example.yaml", "librarian Ada Lind", "librarian Ada Berg")
    found = findings(base, "--texts", base / "articles")
    assert about(found, FACTS, "the name 'Berg'")


def test_a_text_that_changed_is_found(base: Path) -> None:
    edit(base / "articles" / "library-notice.txt", "Sundays", "Mondays")
    (found,) = findings(base, "--texts", base / "articles")
    assert "seeds/library-notice.yaml: passage 2 is not the one" in found


def test_a_text_that_is_not_there_is_found(base: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (found,) = findings(base, "--texts", "empty")
    assert "the text of 'library-notice' is missing" in found


def test_findings_come_in_the_order_of_the_files(twins: Path) -> None:
    edit(twins / "facts" / "example.yaml", "is open from", "opens from")
    files = [line.partition(":")[0] for line in findings(twins)]
    assert len(set(files)) == 2
    assert files == sorted(files)


def test_a_missing_folder_of_texts_is_one_sentence(base: Path) -> None:
    run = factdesk("check", "--base", base, "--texts", "missing")
    assert (run.code, run.out) == (2, "")
    assert is_one_sentence(run.err.lstrip("\n"))


def test_a_base_that_does_not_load_is_no_finding(broken: Path) -> None:
    run = factdesk("check", "--base", broken)
    assert (run.code, run.out) == (2, "")


def test_coverage_lists_the_passages_without_a_fact(base: Path) -> None:
    edit(base / "facts" / "example.yaml", "passages: [1, 3]", "passages: [1]")
    run = factdesk("check", "--base", base, "--coverage")
    table = [line for line in run.out.splitlines() if "library-notice" in line]
    assert ["none" in line for line in table] == [False, False, True]


def test_without_being_asked_the_coverage_is_not_shown(base: Path) -> None:
    assert len(factdesk("check", "--base", base).out.splitlines()) == 1
