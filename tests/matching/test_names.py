from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factdesk.matching.index import Index
from factdesk.matching.names import turned
from factdesk.matching.text import read_words, stem
from smallbases import make_small_base

if TYPE_CHECKING:
    from collections.abc import Callable

    from factdesk.matching.names import Pair

    Pairs = Callable[[str], list[Pair]]

CLUB = """
- id: final
  question: who says that yesterday Anna beat Boris in the final
  phrasings: [the final that Annie won, in the final anna won]
  answer: It was told by Dora.
- id: queen
  question: who lost the White queen
  phrasings: [a white rook was lost, a white bishop was lost, a white king, a white knight]
  answer: A white queen was lost by Boris to Clara.
"""


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("club")
    return Index(make_small_base(folder, CLUB, "[[Anna, Annie]]"))


@pytest.fixture(scope="module")
def pairs(club: Index) -> Pairs:
    return lambda text: list(club.names.pairs(read_words(text)))


@pytest.mark.parametrize("name", ["Anna", "Boris", "Clara", "Dora"])
def test_a_word_with_a_capital_inside_a_sentence_is_a_name(club: Index, name: str) -> None:
    assert stem(name.lower()) in club.names


@pytest.mark.parametrize("word", ["yesterday", "final", "queen"])
def test_a_word_without_one_is_no_name(club: Index, word: str) -> None:
    assert stem(word) not in club.names


def test_a_word_mostly_without_a_capital_is_no_name(club: Index) -> None:
    assert "white" not in club.names


def test_two_names_have_a_direction(pairs: Pairs) -> None:
    (pair,) = pairs("anna beat boris")
    assert pairs("boris beat anna") == [pair[::-1]]


@pytest.mark.parametrize(
    "text",
    [
        "Boris was beaten by Anna",
        "boris, beaten by anna",
        "Annie beat Boris",
        "By how much did Anna beat Boris?",
    ],
)
def test_the_acting_name_comes_first(pairs: Pairs, text: str) -> None:
    assert pairs(text) == pairs("anna beat boris")


@pytest.mark.parametrize(
    "text",
    [
        *("Anna and Boris", "between Boris and Anna", "Anna vs Boris", "did Anna or Boris win"),
        *("the Anna-Boris final", "what does Boris Anna mean"),
    ],
)
def test_names_on_an_equal_footing_have_no_direction(pairs: Pairs, text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the way from Anna to Boris", "to Boris from Anna"),
        ("what does anna want from boris", "From the Boris what does Anna want?"),
        ("how many in Anna beat Boris", "did they beat boris at Anna"),
    ],
)
def test_prepositions_tell_the_roles_in_whatever_order(pairs: Pairs, one: str, other: str) -> None:
    assert len(pairs(one)) == 1
    assert pairs(one) == pairs(other)


@pytest.mark.parametrize(
    ("one", "around"),
    [
        ("the way from Anna to Boris", "the way to Anna from Boris"),
        ("anna gave the queen to boris", "did boris give the queen to anna"),
        ("anna beat boris", "boris beat anna"),
    ],
)
def test_names_that_change_roles_are_turned_around(pairs: Pairs, one: str, around: str) -> None:
    (pair,) = pairs(one)
    assert pairs(around) == [turned(pair)] != [pair]


def test_a_name_of_two_words_has_one_role(pairs: Pairs) -> None:
    found = pairs("what did Boris say to Clara Dora")
    assert {second for _, second in found} == {("there", stem("clara")), ("there", stem("dora"))}


def test_names_in_the_same_role_have_no_direction(pairs: Pairs) -> None:
    assert pairs("was it told to anna or was it to boris") == []


@pytest.mark.parametrize("text", ["Anna", "anna beat annie", "the final", ""])
def test_fewer_than_two_names_make_no_pair(pairs: Pairs, text: str) -> None:
    assert pairs(text) == []


def test_three_names_make_three_pairs(pairs: Pairs) -> None:
    assert len(pairs("anna told boris about clara")) == 3


def test_an_equal_pair_leaves_the_other_pairs(pairs: Pairs) -> None:
    found = pairs("anna and boris beat clara")
    assert {second.name for _, second in found} == {stem("clara")}
    assert len(found) == 2
