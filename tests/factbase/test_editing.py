from __future__ import annotations

import datetime as dt
import difflib
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from basekit import FACTS, REPOSITORY, edit
from factdesk.factbase import editing
from factdesk.factbase.drafts import DRAFTS, read_drafts
from factdesk.factbase.editing import Edits, edit_base
from factdesk.factbase.files import ReviewEntry
from factdesk.factbase.load import load_base
from factdesk.factbase.problems import EditError, FactBaseError

if TYPE_CHECKING:
    from collections.abc import Mapping

HOURS, TEENS = "library-saturday-hours", "library-teen-room"
COVERS = "v1-0123456789abcdef"
REVIEW = ReviewEntry(by="Ada Lind", on=dt.date(2026, 4, 1), covers=COVERS)
NEW = {
    "id": "library-cards",
    "question": "Where do I get a library card?",
    "phrasings": ["library card, where?", "- a dash", "yes", "12:30", "it's: free # really"],
    "answer": 'At the desk: say "card", it is\nfree.',
    "passages": [1, 2],
    "topics": ["cards"],
}
REAL = sorted(path for path in (REPOSITORY / "facts").glob("*.yaml") if path.stem != "synonyms")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def added_and_removed(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0))[2:]
    return [x[1:] for x in lines if x[0] == "+"], [x[1:] for x in lines if x[0] == "-"]


def edited(folder: Path, edits: Edits, file: str = FACTS) -> tuple[list[str], list[str]]:
    """The lines that an edit adds to and takes from a file; once more it changes nothing."""
    before = (folder / file).read_text(encoding="utf-8") if (folder / file).exists() else ""
    assert edit_base(folder, edits).files == (folder / file,)
    after = (folder / file).read_text(encoding="utf-8")
    kept = contents(folder)
    assert edit_base(folder, edits) == editing.Edited()
    assert contents(folder) == kept
    return added_and_removed(before, after)


def phrasings_of(folder: Path, fact: str) -> tuple[str, ...]:
    found = load_base(folder).fact(fact)
    assert found is not None
    return found.phrasings


def rewrite(folder: Path, text: str) -> None:
    (folder / FACTS).write_text(text, encoding="utf-8", newline="")


def one_fact(body: str) -> str:
    return f"article: library-notice\nfacts:\n{body}"


PLAIN = """\
  - id: library-saturday-hours
    question: When?
    answer: Now.
    passages: [1]
"""


def test_phrasings_are_added_as_a_person_would_type_them(base_folder: Path) -> None:
    texts = ["saturdays, from when?", "what's on: saturday", "Weekend HOURS!", "weekend   times"]
    added, removed = edited(base_folder, Edits(phrasings={HOURS: texts}))
    assert removed == []
    assert added == [
        "      - saturdays, from when?",
        "      - 'what''s on: saturday'",
        "      - weekend times",
    ]
    lines = (base_folder / FACTS).read_text(encoding="utf-8").splitlines()
    assert lines[lines.index(added[0]) - 1] == "      - weekend hours"


def test_texts_that_yaml_would_take_for_something_else_come_back_as_texts(
    base_folder: Path,
) -> None:
    texts = ["yes", "12:30", "2026-03-01", "- a dash", "# a hash", "null", "a: b", "[x]", '"q"']
    edit_base(base_folder, Edits(phrasings={HOURS: texts}))
    assert phrasings_of(base_folder, HOURS)[-len(texts) :] == tuple(texts)


@pytest.mark.parametrize(
    ("before", "added", "removed"),
    [
        ("    phrasings: [a b]\n", ["    phrasings: [a b, new one]"], ["    phrasings: [a b]"]),
        ("    phrasings: []\n", ["    phrasings:", "      - new one"], ["    phrasings: []"]),
        ("", ["    phrasings:", "      - new one"], []),
        ("    phrasings:\n    - a b # why\n    # more\n", ["    - new one"], []),
        ("    phrasings:\n      en:\n        - a b\n", ["        - new one"], []),
        ("    phrasings: {en: [a b]}\n", ["    phrasings: {en: [a b, new one]}"], None),
        ("    phrasings:\n      - >\n        a b\n\n", ["      - new one"], []),
        ("    phrasings:\n      - a\n        b\n", ["      - new one"], []),
    ],
    ids=["in brackets", "empty", "none", "no indent", "language", "braces", "folded", "two lines"],
)
def test_however_phrasings_are_written(
    base_folder: Path, before: str, added: list[str], removed: list[str] | None
) -> None:
    rewrite(base_folder, one_fact(PLAIN.replace("When?\n", f"When?\n{before}")))
    found, gone = edited(base_folder, Edits(phrasings={HOURS: ["new one"]}))
    assert found == added
    assert removed is None or gone == removed
    assert phrasings_of(base_folder, HOURS)[-1] == "new one"


def test_facts_in_braces_are_edited_in_their_braces(base_folder: Path) -> None:
    line = '  - {"id": library-saturday-hours, question: When?, answer: Now., passages: [1]}\n'
    rewrite(base_folder, one_fact(line))
    edit_base(base_folder, Edits(phrasings={HOURS: ["new, one"]}, reviews={HOURS: REVIEW}))
    text = (base_folder / FACTS).read_text(encoding="utf-8")
    assert "question: When?, phrasings: ['new, one'], answer: Now." in text
    assert text.endswith(f"[1], reviewed: {{by: Ada Lind, on: 2026-04-01, covers: {COVERS}}}}}\n")


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_marks_and_a_missing_last_one_stay(base_folder: Path, start: str) -> None:
    text = start + one_fact(PLAIN).replace("\n", "\r\n").removesuffix("\r\n")
    rewrite(base_folder, text)
    edit_base(base_folder, Edits(reviews={HOURS: REVIEW}))
    after = (base_folder / FACTS).read_bytes().decode()
    review = f"    reviewed: {{by: Ada Lind, on: 2026-04-01, covers: {COVERS}}}"
    assert after == f"{text}\r\n{review}"


def test_a_review_is_set_at_the_end_of_the_fact(base_folder: Path) -> None:
    rewrite(base_folder, one_fact(f"{PLAIN}\n  # about another\n{PLAIN.replace('hours', 'x')}"))
    added, removed = edited(base_folder, Edits(reviews={HOURS: REVIEW}))
    assert (added[0], removed) == (
        f"    reviewed: {{by: Ada Lind, on: 2026-04-01, covers: {COVERS}}}",
        [],
    )
    text = (base_folder / FACTS).read_text(encoding="utf-8")
    assert "[1]\n    reviewed" in text
    assert "}\n\n  # about another\n" in text


def test_a_review_takes_the_place_of_the_one_before_in_its_layout(base_folder: Path) -> None:
    added, removed = edited(base_folder, Edits(reviews={HOURS: REVIEW}))
    assert added == [f"    reviewed: {{ by: Ada Lind, on: 2026-04-01, covers: {COVERS} }}"]
    assert len(removed) == 1


def test_a_review_in_lines_stays_in_lines(base_folder: Path) -> None:
    old = (
        'reviewed:\n      by: "Bo"\n      on: 2026-01-01 # then\n      covers: v1-0000000000000000'
    )
    rewrite(base_folder, one_fact(f"{PLAIN}    {old}\n"))
    added, _ = edited(base_folder, Edits(reviews={HOURS: REVIEW}))
    assert added == [
        '      by: "Ada Lind"',
        "      on: 2026-04-01 # then",
        f"      covers: {COVERS}",
    ]


def test_fields_are_set_where_they_stand_or_belong(base_folder: Path) -> None:
    fields = {
        "question": "Saturdays: when?",
        "stale_after": dt.date(2027, 1, 1),
        "topics": ["hours", "weekend"],
        "phrasings": ["weekend hours", "new one", "library open saturday morning?"],
        "not": ["on Mondays"],
    }
    added, removed = edited(base_folder, Edits(fields={HOURS: fields}))
    assert added == [
        "    question: 'Saturdays: when?'",
        "      - new one",
        "    stale_after: 2027-01-01",
        "    topics: [hours, weekend]",
        "      - on Mondays",
    ]
    assert len(removed) == 6
    fact = load_base(base_folder).fact(HOURS)
    assert fact is not None
    assert fact.phrasings == ("library open saturday morning?", "weekend hours", "new one")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_texts_of_several_lines_give_way_whole(base_folder: Path, newline: str) -> None:
    text = one_fact(PLAIN.replace("Now.", ">-\n      It is\n\n      now.\n"))
    rewrite(base_folder, text.replace("\n", newline))
    edit_base(base_folder, Edits(fields={HOURS: {"answer": "Later.", "not": ["a", "b"]}}))
    after = (base_folder / FACTS).read_bytes().decode()
    expected = PLAIN.replace("Now.", "Later.\n") + "    not:\n      - a\n      - b\n"
    assert after == one_fact(expected).replace("\n", newline)


def test_facts_are_added_at_the_end_as_the_file_sets_them_apart(base_folder: Path) -> None:
    added, removed = edited(base_folder, Edits(facts={"example.yaml": [NEW]}))
    assert removed == []
    assert added[:3] == [
        "",
        "  - id: library-cards",
        "    question: Where do I get a library card?",
    ]
    assert "    passages: [1, 2]" in added
    fact = load_base(base_folder).fact("library-cards")
    assert fact is not None
    assert list(fact.phrasings) == NEW["phrasings"]
    assert fact.answer == NEW["answer"]


def test_facts_are_added_to_a_file_that_is_new(base_folder: Path) -> None:
    edits = Edits(facts={"cards.yaml": [NEW]}, article="library-notice")
    added, _ = edited(base_folder, edits, "facts/cards.yaml")
    assert added[:3] == ["article: library-notice", "facts:", "  - id: library-cards"]


def test_drafts_make_their_file_and_are_not_served(base_folder: Path) -> None:
    (base_folder / "schemas").mkdir()
    (base_folder / "schemas" / "drafts.schema.json").write_text("{}", encoding="utf-8")
    served = load_base(base_folder).facts
    drafts = [{"question": "Is there tea?", "note": "asked 3 times"}, {"question": "is there TEA"}]
    added, _ = edited(base_folder, Edits(drafts=drafts), DRAFTS)
    assert added[0] == "# yaml-language-server: $schema=schemas/drafts.schema.json"
    assert added[-3:] == ["drafts:", "  - question: Is there tea?", "    note: asked 3 times"]
    more, gone = edited(base_folder, Edits(drafts=[{"question": "And milk?"}]), DRAFTS)
    assert (more, gone) == (["  - question: And milk?"], [])
    assert [draft.question for draft in read_drafts(base_folder)] == ["Is there tea?", "And milk?"]
    assert load_base(base_folder).facts == served


@pytest.mark.parametrize(
    "kept", ["drafts:\n", "drafts: # none\n", "drafts: []\n", "drafts: null\n"]
)
def test_drafts_are_added_where_all_were_taken_away(base_folder: Path, kept: str) -> None:
    (base_folder / DRAFTS).write_text(kept, encoding="utf-8")
    edit_base(base_folder, Edits(drafts=[{"question": "And milk?"}]))
    assert [draft.question for draft in read_drafts(base_folder)] == ["And milk?"]


def test_drafts_of_another_form_are_told_with_their_line(base_folder: Path) -> None:
    (base_folder / DRAFTS).write_text("drafts:\n  - question: a\n    answr: b\n", encoding="utf-8")
    with pytest.raises(FactBaseError, match=r"drafts.yaml:3: unknown field 'answr'"):
        read_drafts(base_folder)


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ({"phrasings": {"nothing": ["a"]}}, "facts: there is no fact 'nothing' in this base"),
        ({"phrasings": {HOURS: ["x" * 301]}}, f"{FACTS}:22: entry 6 of phrasings is longer"),
        ({"facts": {"example.yaml": [{**NEW, "passages": [9]}]}}, "has no passage 9"),
        ({"drafts": [{"question": "a", "note": ["b"]}]}, "drafts.yaml:5: note must be text"),
    ],
    ids=["no fact", "too long", "no passage", "draft"],
)
def test_what_would_not_load_is_refused_and_nothing_changed(
    base_folder: Path, edits: Mapping[str, object], told: str
) -> None:
    before = contents(base_folder)
    with pytest.raises(EditError, match=re.escape(told)):
        edit_base(base_folder, Edits(**edits))  # type: ignore[arg-type]
    assert contents(base_folder) == before


def test_a_base_that_does_not_load_is_not_edited(base_folder: Path) -> None:
    edit(base_folder / FACTS, "nature: plan", "nature: hope")
    with pytest.raises(EditError, match=f"{FACTS}:46: nature is 'hope'"):
        edit_base(base_folder, Edits(phrasings={HOURS: ["new one"]}))


def test_a_file_that_is_no_yaml_is_told_with_its_line(base_folder: Path) -> None:
    rewrite(base_folder, f"facts: [{HOURS}\n")
    with pytest.raises(EditError, match=f"{FACTS}:1: this is not well-formed YAML"):
        edit_base(base_folder, Edits(phrasings={HOURS: ["new one"]}))


def test_a_file_changed_meanwhile_is_read_again(
    base_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, loaded = base_folder / FACTS, []

    def load_and_meddle(folder: Path) -> object:
        if not loaded:
            edit(path, "- weekend hours\n", "- weekend hours\n      - another's\n")
        loaded.append(folder)
        return load_base(folder)

    monkeypatch.setattr(editing, "load_base", load_and_meddle)
    edit_base(base_folder, Edits(phrasings={HOURS: ["mine"]}))
    assert phrasings_of(base_folder, HOURS)[-2:] == ("another's", "mine")
    assert len(loaded) == 2


def test_a_file_that_never_rests_is_left_alone(
    base_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = base_folder / FACTS

    def load_and_meddle(_folder: Path) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("#\n")

    monkeypatch.setattr(editing, "load_base", load_and_meddle)
    with pytest.raises(EditError, match="somebody else is changing the file"):
        edit_base(base_folder, Edits(phrasings={HOURS: ["mine"]}))
    assert "mine" not in path.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_one_problem_and_leaves_nothing(
    base_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    before = contents(base_folder)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(EditError, match="cannot be written \\(No space left on device\\)"):
        edit_base(base_folder, Edits(phrasings={HOURS: ["mine"]}))
    assert contents(base_folder) == before


def test_rights_and_links_of_a_file_stay(base_folder: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yaml"
    (base_folder / FACTS).rename(real)
    real.chmod(0o640)
    (base_folder / FACTS).symlink_to(real)
    edit_base(base_folder, Edits(phrasings={HOURS: ["mine"]}))
    assert (base_folder / FACTS).is_symlink()
    assert "mine" in real.read_text(encoding="utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_fact_that_ships_is_edited_by_the_lines_meant(path: Path, tmp_path: Path) -> None:
    """Each fact of a file gets a phrasing and a review; nothing else may change in it."""
    folder = tmp_path / "base"
    for part in ("facts", "seeds"):
        shutil.copytree(REPOSITORY / part, folder / part)
    ids = [
        line.removeprefix("  - id: ")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("  - id: ")
    ]
    edits = Edits(
        phrasings={fact: [f"zyx {n}: a new one"] for n, fact in enumerate(ids)},
        reviews=dict.fromkeys(ids, REVIEW),
    )
    copy = folder / "facts" / path.name
    before = copy.read_text(encoding="utf-8")
    assert edit_base(folder, edits).files == (copy,)
    added, removed = added_and_removed(before, copy.read_text(encoding="utf-8"))
    assert all(line.startswith("    reviewed: {by: ") for line in removed)
    assert len(removed) == len(ids)
    review = f"    reviewed: {{by: Ada Lind, on: 2026-04-01, covers: {COVERS}}}"
    phrasings = [f"      - 'zyx {n}: a new one'" for n in range(len(ids))]
    assert sorted(added) == sorted([*phrasings, *[review] * len(ids)])
