from __future__ import annotations

from typing import TYPE_CHECKING

from basekit import FACTS, edit, line_of
from factdesk.factbase.lint import lint
from factdesk.factbase.load import load_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

HOURS = "library-saturday-hours"
ROOM = "library-teen-room"


def findings(folder: Path) -> list[str]:
    return [str(problem) for problem in lint(load_base(folder))]


def at(folder: Path, fact_id: str) -> str:
    """How findings about a fact of the template begin."""
    return f"{FACTS}:{line_of(folder / FACTS, f'id: {fact_id}')}: {fact_id}: "


def test_the_template_has_no_findings(base_folder: Path) -> None:
    assert findings(base_folder) == []


def test_the_bundled_base_has_no_findings(bundled: FactBase) -> None:
    assert lint(bundled) == []


def test_a_fact_that_nobody_reviewed_is_found_with_the_line_to_add(base_folder: Path) -> None:
    review = "reviewed: { by: Example, on: 2026-03-01, covers: v1-d7c65d81fe35683f }"
    edit(base_folder / FACTS, review, "")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, ROOM) + "nobody has reviewed it")
    assert "covers: v1-d7c65d81fe35683f}" in found


def test_an_answer_changed_since_its_review_is_found(base_folder: Path) -> None:
    edit(base_folder / FACTS, "10:00 to 14:00 (since", "10:00 to 15:00 (since")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, HOURS) + "the answer or a passage has changed")


def test_other_passages_than_those_reviewed_are_found(base_folder: Path) -> None:
    edit(base_folder / FACTS, "passages: [1, 3]", "passages: [3]")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, ROOM) + "the answer or a passage has changed")


def test_a_passage_changed_since_the_review_is_found(base_folder: Path) -> None:
    edit(base_folder / "seeds/library-notice.yaml", "sha256: d55a", "sha256: d55b")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, ROOM) + "the answer or a passage has changed")


def test_the_suggested_review_line_settles_the_finding(base_folder: Path) -> None:
    edit(base_folder / FACTS, "(since 1 March 2026)", "since March")
    covers = load_base(base_folder).facts[0].covers
    edit(base_folder / FACTS, "v1-0460e353828953ff", covers)
    assert findings(base_folder) == []


def test_phrasings_may_change_without_a_new_review(base_folder: Path) -> None:
    edit(base_folder / FACTS, "- weekend hours", "- hours at the weekend")
    assert findings(base_folder) == []


def test_a_fact_with_too_few_phrasings_is_found(base_folder: Path) -> None:
    edit(base_folder / FACTS, "- is a teen room planned\n", "\n")
    assert findings(base_folder) == []
    edit(base_folder / FACTS, "- has the money for the youth room been granted\n", "\n")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, ROOM) + "it has 2 phrasings besides its question")


def test_a_question_that_two_facts_share_is_found_at_the_second(base_folder: Path) -> None:
    edit(base_folder / FACTS, "- is a teen room planned", "- Weekend \u2014 HOURS?")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, ROOM))
    assert found.endswith(f"is also a phrasing of {HOURS}; keep it where it belongs")


def test_a_phrasing_given_twice_is_found_once(base_folder: Path) -> None:
    edit(base_folder / FACTS, "- weekend hours", "- weekend hours\n      - Weekend hours?")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, HOURS) + "it has the phrasing")


def test_all_findings_are_told_at_once(base_folder: Path) -> None:
    edit(base_folder / FACTS, "10:00 to 14:00 (since", "10:00 to 15:00 (since")
    edit(base_folder / FACTS, "- is a teen room planned", "- weekend hours")
    edit(
        base_folder / FACTS,
        "2026-03-01, covers: v1-d7c65d81fe35683f",
        "2026-03-01, covers: v1-" + "0" * 16,
    )
    assert len(findings(base_folder)) == 3


def test_a_day_of_change_before_the_day_of_the_fact_is_found(base_folder: Path) -> None:
    edit(base_folder / FACTS, "stale_after: 2027-12-31", "stale_after: 2026-02-28")
    (found,) = findings(base_folder)
    assert found.startswith(at(base_folder, ROOM) + "its stale_after (2026-02-28) lies before")
    assert "(2026-03-01)" in found


def test_a_fact_may_be_true_for_its_day_alone(base_folder: Path) -> None:
    edit(base_folder / FACTS, "stale_after: 2027-12-31", "stale_after: 2026-03-01")
    assert findings(base_folder) == []


def test_a_day_of_change_needs_no_new_review(base_folder: Path) -> None:
    edit(base_folder / FACTS, "stale_after: 2027-12-31", "")
    assert findings(base_folder) == []
