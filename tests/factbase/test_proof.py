from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from basekit import FACTS, SEED, SYNONYMS, TEXT, edit, line_of, rewrite_text
from factdesk.factbase.lint import lint
from factdesk.factbase.load import load_base
from factdesk.factbase.proof import Texts, numbers_in, prove, read_texts

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import Fact, FactBase
    from factdesk.factbase.problems import Problem

HOURS = "library-saturday-hours"
ROOM = "library-teen-room"

NOWHERE = "98765"  # a figure that no article has


def proof_of(folder: Path) -> list[Problem]:
    base = load_base(folder)
    texts, problems = read_texts(base, folder / "articles")
    return problems + prove(base, texts)


def unsupported(folder: Path) -> list[tuple[str, int, str]]:
    """The figures and names that the proof misses, each with its place."""
    return [
        (problem.file, problem.line, found[1])
        for problem in proof_of(folder)
        if (found := re.search(r"the (?:number|name) '(.*)' of the answer", problem.message))
    ]


def place_of(folder: Path, fact_id: str) -> tuple[str, int]:
    return FACTS, line_of(folder / FACTS, f"id: {fact_id}")


def with_answer(base: FactBase, fact: Fact, answer: str) -> FactBase:
    """A base of that one fact, with another answer."""
    return replace(base, facts=(replace(fact, answer=answer),))


def digits(answer: str) -> list[int]:
    """Where an answer has digits."""
    return [place for place, character in enumerate(answer) if character.isdigit()]


def with_next_digit(answer: str, place: int) -> str:
    """The answer with 5 instead of 4 there, 0 instead of 9."""
    return f"{answer[:place]}{(int(answer[place]) + 1) % 10}{answer[place + 1 :]}"


def test_the_template_is_proven_by_its_text(base_folder: Path) -> None:
    assert proof_of(base_folder) == []


def test_a_changed_figure_is_found_at_its_fact(base_folder: Path) -> None:
    edit(base_folder / FACTS, "10:00 to 14:00 (since", "10:00 to 15:00 (since")
    assert unsupported(base_folder) == [(*place_of(base_folder, HOURS), "15")]


def test_every_digit_of_the_template_that_turns_into_a_seven_is_found(base_folder: Path) -> None:
    base = load_base(base_folder)
    texts, _ = read_texts(base, base_folder / "articles")
    unnoticed = [
        changed
        for fact in base.facts
        for place in digits(fact.answer)
        if (changed := f"{fact.answer[:place]}7{fact.answer[place + 1 :]}")
        and not prove(with_answer(base, fact, changed), texts)
    ]
    assert unnoticed == []


def test_a_changed_name_is_found_at_its_fact(base_folder: Path) -> None:
    edit(base_folder / FACTS, "Head librarian Ada Lind", "Head librarian Ada Berg")
    assert unsupported(base_folder) == [(*place_of(base_folder, ROOM), "Berg")]


def test_a_name_of_the_articles_record_needs_no_passage(base_folder: Path) -> None:
    edit(base_folder / FACTS, "the town library is open", "the Town Library is open")
    assert proof_of(base_folder) == []


def test_the_articles_date_needs_no_passage(base_folder: Path) -> None:
    edit(base_folder / FACTS, "passages: [1, 2]", "passages: [2]")
    assert proof_of(base_folder) == []


def test_passages_that_do_not_say_it_are_found_at_the_fact(base_folder: Path) -> None:
    edit(base_folder / FACTS, "passages: [1, 3]", "passages: [1, 2]")
    place = place_of(base_folder, ROOM)
    assert unsupported(base_folder) == [(*place, "Ada"), (*place, "Lind")]


def test_an_edited_text_is_found_at_its_record(base_folder: Path) -> None:
    edit(base_folder / TEXT, "The library stays closed", "The library remains closed")
    (problem,) = proof_of(base_folder)
    assert problem.file.endswith(SEED)
    assert problem.message.startswith("passage 2 is not the one that was fingerprinted")


def test_a_text_edited_in_its_punctuation_alone_is_the_same(base_folder: Path) -> None:
    edit(base_folder / TEXT, '"We would like', "\u201cWe would like")
    assert proof_of(base_folder) == []


def test_a_passage_cut_from_the_text_is_found_at_its_record(base_folder: Path) -> None:
    text = (base_folder / TEXT).read_text(encoding="utf-8")
    (base_folder / TEXT).write_text(text.rsplit("\n\n", 1)[0], encoding="utf-8")
    messages = [p.message for p in proof_of(base_folder) if p.file.endswith(SEED)]
    assert len(messages) == 1
    assert messages[0].startswith("the text has 2 passages, the record 3")


def test_a_missing_text_is_found_once_and_named(base_folder: Path) -> None:
    (base_folder / TEXT).unlink()
    (problem,) = proof_of(base_folder)
    assert problem.message.startswith("the text of 'library-notice' is missing")
    assert "library-notice.txt" in problem.message


def test_a_text_that_is_not_utf_8_is_found_at_the_text(base_folder: Path) -> None:
    (base_folder / TEXT).write_bytes(b"caf\xe9")
    (problem,) = proof_of(base_folder)
    assert problem.file.endswith("library-notice.txt")
    assert problem.message.startswith("the text cannot be read")


def test_a_text_may_end_in_md(base_folder: Path) -> None:
    (base_folder / TEXT).rename((base_folder / TEXT).with_suffix(".md"))
    assert proof_of(base_folder) == []


def test_what_is_derived_and_declared_is_accepted(base_folder: Path) -> None:
    edit(base_folder / FACTS, "from 10:00 to 14:00 (since", "for 4 hours (since")
    assert unsupported(base_folder) == [(*place_of(base_folder, HOURS), "4")]
    edit(
        base_folder / FACTS,
        "topics: [opening-hours]",
        'derived: {"4 hours": "from 10:00 to 14:00"}',
    )
    assert proof_of(base_folder) == []


def test_another_spelling_in_the_synonyms_is_accepted(base_folder: Path) -> None:
    edit(base_folder / FACTS, "Head librarian Ada Lind", "Head librarian Ada Lynd")
    assert unsupported(base_folder) == [(*place_of(base_folder, ROOM), "Lynd")]
    edit(base_folder / SYNONYMS, "groups:\n", "groups:\n  - [Lind, Lynd]\n")
    assert proof_of(base_folder) == []


def test_a_synonym_that_the_passages_lack_as_well_proves_nothing(base_folder: Path) -> None:
    edit(base_folder / FACTS, "Head librarian Ada Lind", "Head librarian Ada Lynd")
    edit(base_folder / SYNONYMS, "groups:\n", "groups:\n  - [Lyndt, Lynd]\n")
    assert unsupported(base_folder) == [(*place_of(base_folder, ROOM), "Lynd")]


def test_a_possessive_is_the_name_itself(base_folder: Path) -> None:
    edit(
        base_folder / FACTS,
        "Head librarian Ada Lind would",
        "It is Ada Lind\u2019s hope, who would",
    )
    assert proof_of(base_folder) == []


def test_a_plural_of_a_name_is_the_name_itself(base_folder: Path) -> None:
    edit(base_folder / FACTS, "Head librarian Ada Lind would", "One of the Linds, Ada, would")
    assert proof_of(base_folder) == []


def test_a_capital_at_the_start_of_a_sentence_alone_makes_no_name(base_folder: Path) -> None:
    edit(base_folder / FACTS, "answer: On Saturdays", "answer: Doors open. On Saturdays")
    assert proof_of(base_folder) == []


@pytest.mark.parametrize("written", ["2025-07-04", "04.07.2025", "4.7.2025", "4 July 2025"])
def test_a_date_in_figures_supports_the_date_in_words(base_folder: Path, written: str) -> None:
    edit(base_folder / FACTS, "(since 1 March 2026)", "(since 4 July 2025)")
    text = (base_folder / TEXT).read_text(encoding="utf-8")
    rewrite_text(base_folder, text.replace("1 March 2026", written))
    assert unsupported(base_folder) == []


def test_a_date_in_figures_does_not_support_another_date(base_folder: Path) -> None:
    edit(base_folder / FACTS, "(since 1 March 2026)", "(since 5 July 2025)")
    text = (base_folder / TEXT).read_text(encoding="utf-8")
    rewrite_text(base_folder, text.replace("1 March 2026", "2025-07-04"))
    assert unsupported(base_folder) == [(*place_of(base_folder, HOURS), "5")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000 books", "1000 books"),
        ("1,234,567", "1234567"),
        ("the third", "the 3rd"),
        ("three of them", "3 of them"),
        ("Twelve", "12"),
        ("two thirds", "two 3"),
        ("a hundred", "a 100"),
        ("on 04 July", "on 4 July"),
        ("in 2024-26", "in 2024 and 26"),
        ("2024\u201326", "2024-26"),
        ("$5 or 5%", "5"),
        ("the 1990s", "1990"),
        ("by 4.", "by 4"),
        ("5 million", "five million"),
    ],
)
def test_figures_are_compared_however_they_are_written(one: str, other: str) -> None:
    assert numbers_in(one) == numbers_in(other) != set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5", "15"),
        ("1.5", "1,5"),
        ("1.5 million", "1.5 billion"),
        ("1,000", "1"),
        ("0.5", "5"),
        ("10", "100"),
        ("seven", "seventh heaven 8"),
    ],
)
def test_different_figures_are_told_apart(one: str, other: str) -> None:
    assert numbers_in(one) != numbers_in(other)


@pytest.mark.parametrize("text", ["", "one of the two", "first and second", "often attended"])
def test_words_that_are_mostly_no_figures_count_for_none(text: str) -> None:
    assert numbers_in(text) == set()


def test_the_bundled_base_is_proven_by_its_texts(bundled: FactBase, bundled_texts: Texts) -> None:
    assert prove(bundled, bundled_texts) == []


def test_any_digit_changed_in_any_bundled_answer_is_reported(
    bundled: FactBase, bundled_texts: Texts
) -> None:
    unnoticed = [
        (fact.id, changed)
        for fact in bundled.facts
        for place in digits(fact.answer)
        if (changed := with_next_digit(fact.answer, place))
        and not lint(edited := with_answer(bundled, fact, changed))
        and not prove(edited, bundled_texts)
    ]
    assert unnoticed == []


def test_any_figure_of_any_bundled_answer_is_looked_for_in_its_passages(
    bundled: FactBase, bundled_texts: Texts
) -> None:
    changed = tuple(
        replace(fact, answer=re.sub(r"\d+", NOWHERE, fact.answer)) for fact in bundled.facts
    )
    reported = {p.message for p in prove(replace(bundled, facts=changed), bundled_texts)}
    unnoticed = [
        fact.id
        for fact in changed
        if NOWHERE in fact.answer
        and not any(m.startswith(f"{fact.id}: the number '{NOWHERE}") for m in reported)
    ]
    assert unnoticed == []


def beginning_problems(folder: Path, begins: str) -> list[str]:
    """What the proof says when the template's third passage is said to begin so."""
    edit(folder / SEED, "We would like", begins)
    problems = proof_of(folder)
    assert all(problem.file.endswith(SEED) for problem in problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    "begins", ["we would LIKE", "\u201cWe would, like", "We would like to add"]
)
def test_a_beginning_is_compared_as_normalised_text(base_folder: Path, begins: str) -> None:
    assert beginning_problems(base_folder, begins) == []


@pytest.mark.parametrize("begins", ["would like to", "We would li", "On Saturdays readers"])
def test_a_beginning_that_the_passage_has_not_is_found(base_folder: Path, begins: str) -> None:
    (message,) = beginning_problems(base_folder, begins)
    assert message.startswith(
        f"passage 3 does not begin with \u201c{begins}\u201d; write its first"
    )


def test_a_beginning_that_would_lead_elsewhere_is_found(base_folder: Path) -> None:
    text = (base_folder / TEXT).read_text(encoding="utf-8")
    rewrite_text(base_folder, f"{text}\n\nThe town library will stay.")
    edit(base_folder / SEED, "The town library will", "The town library")
    (problem,) = proof_of(base_folder)
    assert problem.message.startswith(
        "passage 4 begins with \u201cThe town library\u201d, which passage 1"
    )


def test_a_changed_passage_is_reported_once(base_folder: Path) -> None:
    edit(base_folder / TEXT, "We would like", "They want")
    (problem,) = proof_of(base_folder)
    assert problem.message.startswith("passage 3 is not the one that was fingerprinted")
