from __future__ import annotations

import pytest

from factdesk.matching import english
from factdesk.matching.english import kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("when do the lions eat", "when"),
        ("what year did the zoo open", "when"),
        ("on which day is it closed", "when"),
        ("at what time do they sleep", "when"),
        ("who feeds the lions", "who"),
        ("whose lion is it", "who"),
        ("which person feeds them", "who"),
        ("where do they sleep", "where"),
        ("why do they roar", "why"),
        ("how many lions are there", "how many"),
        ("how much do they eat", "how many"),
        ("what percentage of lions", "how many"),
        ("how do lions hunt", "how"),
        ("what do lions eat", "what"),
        ("which lion is old", "what"),
        ("is the lion old", "yes or no"),
        ("did it rain", "yes or no"),
        ("lion food", "open"),
        ("the lion is old", "open"),
        ("", "open"),
    ],
)
def test_a_question_is_of_the_kind_that_its_words_ask_for(question: str, kind: str) -> None:
    assert kind_of(question.split()) == kind


@pytest.mark.parametrize("question", ["in the zoo where do lions sleep", "lions sleep where"])
def test_a_question_word_counts_wherever_it_stands(question: str) -> None:
    assert kind_of(question.split()) == "where"


def test_the_first_question_word_decides() -> None:
    assert kind_of("who knows where it is".split()) == "who"


@pytest.mark.parametrize("name", ["FUNCTION", "FILLER", "LIGHT", "RELATIONS", "NEGATIONS"])
def test_words_of_the_lists_are_written_as_words_are_compared(name: str) -> None:
    words = getattr(english, name)
    assert words
    assert all(word == word.casefold() and "'" not in word for word in words - {"long-term"})


def test_a_chat_spelling_stands_for_a_word_that_is_none_itself() -> None:
    assert not set(english.CHAT_SPELLINGS.values()) & set(english.CHAT_SPELLINGS)


@pytest.mark.parametrize(("word", "figure"), [("one", "1"), ("third", "3"), ("twelve", "12")])
def test_a_number_word_is_its_figure(word: str, figure: str) -> None:
    assert english.NUMBER_WORDS[word] == figure


@pytest.mark.parametrize("topic", ["lion", "library", "chess", "india", "trade"])
def test_the_lists_know_no_topic(topic: str) -> None:
    assert topic not in english.FUNCTION | english.FILLER | english.LIGHT | english.RELATIONS
