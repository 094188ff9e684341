from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factdesk.exchange.incoming import from_pairs
from factdesk.exchange.qnamaker import read_tsv
from factdesk.exchange.table import TableError
from factdesk.factbase.drafts import read_drafts
from factdesk.factbase.editing import Edited, edit_base
from factdesk.factbase.load import load_base

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId\n"
END = '[]\tFalse\t[{"displayOrder":0,"qnaId":3,"displayText":"More"}]'


def taken_in(folder: Path, text: str) -> tuple[Edited, list[str]]:
    incoming = from_pairs(read_tsv(text), load_base(folder), "kb.tsv", "kb")
    return edit_base(folder, incoming.edits), [str(problem) for problem in incoming.problems]


def test_rows_of_one_id_are_one_pair() -> None:
    text = (
        f"{HEADER}Who are you?\tI am \\n\\na bot.\tEditorial\tkind:chat|area:me\t{END}\t7\n"
        f"What are you?\tI am \\n\\na bot.\tEditorial\tkind:chat|area:me\t{END}\t7\n"
        f"Bye\tBye.\thttps://x.example/faq\t\t{END}\t8\n"
    )
    first, second = read_tsv(text)
    assert first.questions == ["Who are you?", "What are you?"]
    assert (first.line, first.answer, first.source) == (2, "I am \n\na bot.", "Editorial")
    assert first.metadata == {"kind": "chat", "area": "me"}
    assert (second.line, second.questions, second.metadata) == (4, ["Bye"], {})


@pytest.mark.parametrize("number", ["", "\t0"])
def test_without_an_id_rows_of_one_answer_are_one_pair(number: str) -> None:
    header = "Question\tAnswer\tSource\tMetadata" + ("\tQnaId" if number else "")
    rows = [f"Hi\tHello\tE\t{number}", f"Hey\tHello\tE\t{number}", f"Bye\tBye\tE\t{number}"]
    pairs = read_tsv("\n".join([header, *rows]))
    assert [pair.questions for pair in pairs] == [["Hi", "Hey"], ["Bye"]]


def test_metadata_may_be_json_as_well() -> None:
    row = 'Q\tA\tS\t[{"name": "category", "value": "api"}]'
    (pair,) = read_tsv(f"Question\tAnswer\tSource\tMetadata\n{row}\n")
    assert pair.metadata == {"category": "api"}


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('"Good morning" is fine', '"Good morning" is fine'),
        ('"Good, ""morning"""', 'Good, "morning"'),
        ('say "hi"', 'say "hi"'),
        ('"one\ntwo"', "one\ntwo"),
        ('"never closed', '"never closed'),
    ],
)
def test_quotation_marks_are_read_as_they_are_meant(cell: str, read: str) -> None:
    (pair,) = read_tsv(f"Question\tAnswer\nQ\t{cell}\n")
    assert pair.answer == read


@pytest.mark.parametrize("text", ["", "Question,Answer\n", "Question\tReply\n"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(TableError, match="the first line must name the columns: Question"):
        read_tsv(text)


def test_what_has_no_passage_becomes_a_draft_and_is_not_served(base_folder: Path) -> None:
    served = load_base(base_folder).facts
    text = (
        f"{HEADER}Is there tea?\tYes, at 4.\tEditorial\tkind:Food and Drink\t{END}\t1\n"
        f"Tea when?\tYes, at 4.\tEditorial\tkind:Food and Drink\t{END}\t1\n"
        f"Long?\t{'a' * 601}\t\t\t{END}\t2\n"
    )
    done, problems = taken_in(base_folder, text)
    assert (done.drafts, done.facts, problems) == (2, 0, [])
    tea, long = read_drafts(base_folder)
    assert (tea.question, tea.phrasings, tea.answer) == (
        "Is there tea?",
        ["Tea when?"],
        "Yes, at 4.",
    )
    assert (tea.topics, tea.note) == (["food-and-drink"], "from Editorial")
    assert long.answer is None
    assert long.note == f"from QnA Maker; its answer is longer than 600 characters: {'a' * 601}"
    assert load_base(base_folder).facts == served
    assert taken_in(base_folder, text) == (Edited(), [])


def test_what_names_passages_of_the_base_becomes_a_fact(base_folder: Path) -> None:
    metadata = "article:library-notice|passages:1, 3|topic:heating"
    text = f"{HEADER}Is it warm?\tIt is warm.\tE\t{metadata}\t{END}\t1\n"
    done, problems = taken_in(base_folder, text)
    assert (done.facts, done.drafts, problems) == (1, 0, [])
    fact = load_base(base_folder).fact("is-it-warm")
    assert fact is not None
    assert (fact.citations[0].passages, fact.topics) == ((1, 3), ("heating",))
    assert fact.reviewed is None
    assert taken_in(base_folder, text) == (Edited(), [])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("\tAn answer\tE\t", "kb.tsv:2: this answer has no question; give it one"),
        (f"{'q' * 301}\tA\tE\t", "kb.tsv:2: question is longer than 300 characters; shorten it"),
        ("Q\tA\tE\tarticle:gone|passages:1", "kb.tsv:2: the base has no passages gone: 1; add the"),
    ],
)
def test_what_cannot_be_taken_over_is_told_with_its_line(
    base_folder: Path, row: str, told: str
) -> None:
    done, problems = taken_in(base_folder, f"{HEADER}{row}\n")
    assert done == Edited()
    assert len(problems) == 1
    assert problems[0].startswith(told)


def test_ids_are_free_and_no_longer_than_they_may_be(base_folder: Path) -> None:
    metadata = "article:library-notice|passages:1"
    question = " ".join(["question"] * 20)
    rows = [f"{question} {n}\tA{n}.\tE\t{metadata}\t{END}\t{n}\n" for n in (1, 2)]
    rows.append(f"\u56fe\u4e66\tB.\tE\t{metadata}\t{END}\t3\n")
    taken_in(base_folder, HEADER + "".join(rows))
    ids = [fact.id for fact in load_base(base_folder).facts][2:]
    assert ids == ["-".join(["question"] * 7), "-".join(["question"] * 7) + "-2", "fact"]
