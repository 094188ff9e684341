from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallbases import read

if TYPE_CHECKING:
    from factdesk.matching.index import Index
    from factdesk.matching.question import Question

POOL = "Where do the penguins swim?"


def asked(question: Question) -> list[str]:
    return [unit.shown for unit in question.units]


def around(question: Question) -> list[str]:
    return [unit.shown for unit in question.context]


@pytest.mark.parametrize(
    "text",
    [
        f"My Hanako slept. {POOL}",
        f"{POOL} My Hanako slept.",
        f"My Hanako slept!\n{POOL}",
        f"My Hanako slept \U0001f981 {POOL}",
        f"My Hanako slept \u2014 {POOL}",
        f"My Hanako slept; {POOL}",
        f"My Hanako slept... {POOL}",
    ],
)
def test_of_several_sentences_only_the_asking_one_counts(zoo_index: Index, text: str) -> None:
    question = read(zoo_index, text)
    assert asked(question) == ["penguins", "swim"]
    assert around(question) == ["Hanako", "slept"]


@pytest.mark.parametrize("around_it", ["My day was long.", "I love lions!", "Greetings."])
def test_a_sentence_that_names_nothing_is_small_talk(zoo_index: Index, around_it: str) -> None:
    question = read(zoo_index, f"{around_it} {POOL}")
    assert asked(question) == ["penguins", "swim"]
    assert around(question) == []


def test_two_asking_sentences_both_count(zoo_index: Index) -> None:
    question = read(zoo_index, f"{POOL} When do the lions eat?")
    assert asked(question) == ["penguins", "swim", "lions", "eat"]
    assert around(question) == []


def test_a_sentence_that_commands_asks(zoo_index: Index) -> None:
    question = read(zoo_index, "My Hanako slept. Describe the pool.")
    assert "pool" in asked(question)
    assert around(question) == ["Hanako", "slept"]


@pytest.mark.parametrize("text", [f"{POOL} Who is xylophobic?", f"Who is xylophobic? {POOL}"])
def test_an_asking_sentence_about_nothing_here_is_set_aside(zoo_index: Index, text: str) -> None:
    question = read(zoo_index, text)
    assert asked(question) == ["penguins", "swim"]


def test_when_no_asking_sentence_is_about_the_base_everything_counts(zoo_index: Index) -> None:
    question = read(zoo_index, "The penguins swim. Who is xylophobic?")
    assert asked(question) == ["penguins", "swim", "xylophobic"]
    assert around(question) == []


@pytest.mark.parametrize("text", [POOL, "penguins swim where", "is the pool cold", "Tell me."])
def test_what_is_phrased_as_a_question_asks(zoo_index: Index, text: str) -> None:
    question = read(zoo_index, text)
    assert (question.asks, question.states) == (True, False)


@pytest.mark.parametrize(
    "text", ["penguin pool", "pool penguins swim", "penguins \U0001f427", "pool.me"]
)
def test_keywords_neither_ask_nor_remark(zoo_index: Index, text: str) -> None:
    question = read(zoo_index, text)
    assert (question.asks, question.states) == (False, False)


@pytest.mark.parametrize(
    "text", ["The penguins swim.", "Penguins swim!", "thanks, penguins", "lol penguins", "my pool"]
)
def test_a_remark_does_not_ask(zoo_index: Index, text: str) -> None:
    question = read(zoo_index, text)
    assert (question.asks, question.states) == (False, True)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("do penguins not swim", True),
        ("don't penguins swim", True),
        ("do penguins never swim", True),
        (POOL, False),
        ("Knots are tied by penguins?", False),
        (f"I am not sure. {POOL}", False),
    ],
)
def test_a_negation_in_the_asking_sentence_is_seen(
    zoo_index: Index, text: str, *, negated: bool
) -> None:
    assert read(zoo_index, text).negated is negated


def test_the_kind_is_that_of_the_asking_sentence(zoo_index: Index) -> None:
    assert read(zoo_index, "The lions slept then. Where do the penguins swim?").kind == "where"


@pytest.mark.parametrize(
    "text",
    [
        "where do the penguins swim",
        "WHERE DO THE PENGUINS SWIM??",
        "hello, where do the penguins swim please",
        "<@1234567890> where do the penguins swim",
    ],
)
def test_politeness_and_case_do_not_change_the_question(zoo_index: Index, text: str) -> None:
    assert read(zoo_index, text).normals == read(zoo_index, POOL).normals


@pytest.mark.parametrize("text", ["", "  \n ", "???", "\U0001f427", "..."])
def test_a_text_without_words_is_an_empty_question(zoo_index: Index, text: str) -> None:
    question = read(zoo_index, text)
    assert (question.units, question.context, question.words) == ((), (), ())
    assert not question.asks


@given(st.text(max_size=200) | st.text("penguins swim.?!\n- \U0001f427", max_size=60))
@settings(deadline=None, max_examples=100)
def test_any_text_is_read(zoo_index: Index, text: str) -> None:
    question = read(zoo_index, text)
    assert not (question.asks and question.states)
