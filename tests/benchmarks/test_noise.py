from __future__ import annotations

from random import Random

import pytest
from rapidfuzz.distance import OSA

from benchkit.world.noise import chatty, keywords, misspelt, with_typos

TEXT = "Where was Mara Kelin born?"


@pytest.mark.parametrize("seed", range(50))
def test_a_misspelt_word_is_one_slip_away_and_keeps_its_first_letter(seed: int) -> None:
    word = misspelt("feeding", Random(seed))
    assert OSA.distance(word, "feeding") == 1
    assert word.startswith("f")


@pytest.mark.parametrize("count", [1, 2])
def test_as_many_words_are_misspelt_as_ordered(count: int) -> None:
    spoilt = with_typos(TEXT, count, Random(3))
    pairs = zip(TEXT.split(), spoilt.split(), strict=True)
    assert sum(before != after for before, after in pairs) == count


def test_short_words_and_figures_are_spelt_right() -> None:
    assert with_typos("how far 1999 is it", 2, Random(1)) == "how far 1999 is it"


def test_a_word_of_one_letter_repeated_can_be_misspelt() -> None:
    assert misspelt("aaaa", Random(1)) != "aaaa"


def test_keywords_are_the_words_that_carry_something() -> None:
    assert keywords("What is Mara's place of birth?") == "mara place birth"


def test_a_chat_message_holds_the_question() -> None:
    assert TEXT.rstrip("?") in chatty(TEXT, Random(1))
    assert len(chatty(TEXT, Random(1))) > len(TEXT)
