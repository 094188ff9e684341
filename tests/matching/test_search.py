from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.index import Index
from factdesk.matching.search import VERBATIM, Hit, LeftOut, search
from smallbases import ZOO, ZOO_SYNONYMS, make_small_base, read

if TYPE_CHECKING:
    from pathlib import Path

UNRELATED = """
- id: rook
  question: How does a rook move on the chessboard?
  phrasings: [moves of the rook, castling with a rook]
  answer: A rook moves along ranks and files.
"""

REWORDED = {
    "the lions' feeding hour": "lion-feeding",
    "elephant Hanako, how old": "elephant-age",
    "in which pool can I see penguins swimming": "penguin-pool",
    "keeper of snakes": "snake-keeper",
    "dark house of the owls": "owl-house",
    "giraffe from Prague": "giraffe-gift",
    "can I bring my dogs": "dogs",
    "storm damage at the aviary": "aviary",
    "tortoises": "tortoise",
    "grazing zebras": "zebra",
    "grazing striped horses": "zebra",
    "pinguini": "penguin-pool",
    "elehpant age": "elephant-age",
}


def find(index: Index, text: str, left_out: LeftOut | None = None, limit: int = 8) -> list[Hit]:
    found = search(index, read(index, text), limit, left_out or LeftOut())
    return list(found.hits) if found else []


def best(index: Index, text: str) -> str:
    return index.facts[find(index, text)[0].fact].id


def test_a_phrasing_asked_word_for_word_finds_its_fact(zoo_index: Index) -> None:
    for row in zoo_index.rows:
        hit = find(zoo_index, zoo_index.text(row))[0]
        assert row in zoo_index.rows_of(hit.fact)
        assert (hit.phrasing, hit.score) == (row, pytest.approx(VERBATIM))


@pytest.mark.parametrize(("text", "fact_id"), REWORDED.items())
def test_other_words_for_a_question_find_its_fact(
    zoo_index: Index, text: str, fact_id: str
) -> None:
    assert best(zoo_index, text) == fact_id


def test_a_phrasing_left_out_is_not_found(zoo_index: Index) -> None:
    for row in zoo_index.rows:
        hits = find(zoo_index, zoo_index.text(row), LeftOut(phrasings=(row,)))
        assert row not in {hit.phrasing for hit in hits}


def test_with_a_phrasing_left_out_another_finds_the_fact(zoo_index: Index) -> None:
    text = "the age of the elephant Hanako"
    row = next(row for row in zoo_index.rows if zoo_index.text(row) == text)
    whole = find(zoo_index, text)[0]
    without = find(zoo_index, text, LeftOut(phrasings=(row,)))[0]
    assert without.fact == whole.fact
    assert without.score < whole.score


def test_a_fact_left_out_is_not_found(zoo_index: Index) -> None:
    for number, fact in enumerate(zoo_index.facts):
        for text in fact.questions:
            hits = find(zoo_index, text, LeftOut(fact=number))
            assert number not in {hit.fact for hit in hits}


def weights(index: Index, text: str, left_out: LeftOut | None = None) -> list[float]:
    found = search(index, read(index, text), 8, left_out or LeftOut())
    assert found is not None
    return [term.weight for term in found.terms]


def test_words_of_a_fact_left_out_weigh_like_words_the_base_never_had(zoo_index: Index) -> None:
    tortoise = find(zoo_index, "tortoise")[0].fact
    known, unknown = weights(zoo_index, "zebra tortoise"), weights(zoo_index, "zebra armadillo")
    assert known[1] < unknown[1]
    assert weights(zoo_index, "zebra tortoise", LeftOut(fact=tortoise)) == unknown


def test_words_of_a_phrasing_left_out_weigh_so_if_no_other_phrasing_has_them(
    zoo_index: Index,
) -> None:
    row = next(row for row in zoo_index.rows if "meadow" in zoo_index.text(row))
    known, without = (
        weights(zoo_index, "zebra meadow", left_out)
        for left_out in (None, LeftOut(phrasings=(row,)))
    )
    assert without[0] == known[0]
    assert without[1] > known[1]


def test_what_is_left_out_once_is_there_the_next_time(zoo_index: Index) -> None:
    before = find(zoo_index, "tortoise of the zoo")
    find(zoo_index, "tortoise of the zoo", LeftOut(fact=before[0].fact))
    find(zoo_index, "tortoise of the zoo", LeftOut(phrasings=(before[0].phrasing,)))
    assert find(zoo_index, "tortoise of the zoo") == before


def test_an_unrelated_fact_changes_no_other_best_fact(tmp_path: Path, zoo_index: Index) -> None:
    larger = Index(make_small_base(tmp_path, ZOO + UNRELATED, ZOO_SYNONYMS))
    assert best(larger, "move my rook") == "rook"
    texts = [*REWORDED, *(text for fact in zoo_index.facts for text in fact.questions)]
    assert [best(larger, text) for text in texts] == [best(zoo_index, text) for text in texts]


@given(st.permutations("please where do the penguins all of us swim in".split()))
@settings(deadline=None, max_examples=30)
def test_the_order_of_words_does_not_decide_which_fact_is_best(
    zoo_index: Index, words: list[str]
) -> None:
    assert best(zoo_index, " ".join(words)) == "penguin-pool"


@pytest.mark.parametrize(
    ("context", "fact_id"),
    [
        ("I met Nala.", "nala-food"),
        ("I met Hanako.", "hanako-food"),
        ("I met Hanakko!", "hanako-food"),
    ],
)
def test_a_name_beside_the_question_points_at_a_fact(
    tmp_path: Path, context: str, fact_id: str
) -> None:
    facts = """
    - {id: nala-food, question: what does the lion Nala get for breakfast, answer: Meat.}
    - {id: hanako-food, question: what does the elephant Hanako get for breakfast, answer: Hay.}
    - {id: other, question: opening hours of the kiosk, answer: All day.}
    """
    index = Index(make_small_base(tmp_path, facts))
    assert best(index, f"{context} What is there for breakfast?") == fact_id


@pytest.mark.parametrize("context", ["I love lions.", "We met Hanako yesterday!"])
def test_the_question_outweighs_what_stands_around_it(zoo_index: Index, context: str) -> None:
    assert best(zoo_index, f"{context} Where do the penguins swim?") == "penguin-pool"


@pytest.mark.parametrize("text", ["", "the of", "hello please", "???", "xylophones"])
def test_a_question_without_a_known_word_finds_nothing(zoo_index: Index, text: str) -> None:
    assert find(zoo_index, text) == []


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_no_more_facts_are_found_than_wanted(zoo_index: Index, limit: int) -> None:
    text = " ".join(map(zoo_index.text, zoo_index.rows))
    assert len(find(zoo_index, text, limit=limit)) == limit


words = st.sampled_from(sorted({word for word in ZOO.split() if word.isalpha()}))


@given(st.lists(words, max_size=12).map(" ".join))
@settings(deadline=None, max_examples=100)
def test_hits_are_different_facts_from_the_best_down(zoo_index: Index, text: str) -> None:
    hits = find(zoo_index, text)
    ranks = [hit.rank for hit in hits]
    assert ranks == sorted(ranks, reverse=True)
    assert len({hit.fact for hit in hits}) == len(hits)
    assert all(0 < hit.score <= VERBATIM for hit in hits)
    assert all(hit.phrasing in zoo_index.rows_of(hit.fact) for hit in hits)


def test_a_phrasing_of_several_sentences_is_known_word_for_word(bundled_index: Index) -> None:
    several = [row for row in bundled_index.rows if ". " in bundled_index.text(row).rstrip(".")]
    assert len(several) > 20
    for row in several:
        hits = find(bundled_index, bundled_index.text(row))
        assert any(hit.phrasing == row and hit.score > 1 for hit in hits)


def test_a_bundled_phrasing_finds_its_fact(bundled_index: Index) -> None:
    for row in bundled_index.rows[::25]:
        (hit,) = find(bundled_index, bundled_index.text(row), limit=1)
        assert row in bundled_index.rows_of(hit.fact), bundled_index.text(row)


def test_who_says_one_facts_phrasing_and_asks_anothers_gets_both(tmp_path: Path) -> None:
    facts = """
    - {id: pool, question: 'Where is the pool?', answer: In the north.}
    - {id: zebra, question: 'Who feeds it?', phrasings: ['I like zebras. Where is the pool?'],
       answer: Ada does.}
    """
    index = Index(make_small_base(tmp_path, facts))
    hits = find(index, "I like zebras. Where is the pool?")
    assert {index.facts[hit.fact].id for hit in hits if hit.score > 1} == {"pool", "zebra"}
