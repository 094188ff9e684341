from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

import pytest

from benchkit.memory_base import build_base
from benchkit.world.coinage import coin_names, vocabulary_size
from benchkit.world.facts import FEWEST, MOST, World
from benchkit.world.questions import NO_FACT, SPOILERS, make_queries
from benchkit.world.relations import RELATIONS

if TYPE_CHECKING:
    from benchkit.world.relation import Relation


@pytest.mark.parametrize("size", [100, 101, 1_000])
def test_a_world_has_as_many_phrasings_as_were_ordered(size: int) -> None:
    facts = [fact for fact, _ in World(size).facts()]
    assert sum(len(fact.phrasings) for fact in facts) == size
    assert all(FEWEST <= len(fact.phrasings) <= MOST for fact in facts)
    assert len({fact.id for fact in facts}) == len(facts)


def test_the_same_size_gives_the_same_world_and_questions() -> None:
    def made() -> tuple[object, object]:
        world = World(1_000)
        pairs = list(world.facts())
        return pairs, make_queries(world, [asked for _, asked in pairs], 50)

    assert made() == made()


def test_no_phrasing_and_no_answer_has_a_slot_left_or_stands_twice() -> None:
    facts = [fact for fact, _ in World(1_000).facts()]
    texts = [text for fact in facts for text in fact.phrasings]
    assert len(set(texts)) == len(texts)
    assert not any(re.search(r"[{}]", text) for text in texts)
    assert not any(re.search(r"[{}]", fact.answer) for fact in facts)


def test_the_words_grow_with_the_base_though_more_slowly() -> None:
    def words(size: int) -> int:
        facts = (fact for fact, _ in World(size).facts())
        return len({w for f in facts for text in f.phrasings for w in re.findall(r"\w+", text)})

    small, large = words(1_000), words(10_000)
    assert 2 * small < large < 10 * small


def test_no_two_names_are_alike() -> None:
    names = [name for sort in coin_names(vocabulary_size(10_000), Random(1)) for name in sort]
    assert len(set(names)) == len(names)
    assert len(names) == pytest.approx(vocabulary_size(10_000), rel=0.01)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.questions[0])
def test_a_relation_can_always_be_asked_in_a_way_that_its_fact_does_not_have(
    relation: Relation,
) -> None:
    templates = relation.templates
    assert len(set(templates)) == len(templates) > MOST
    assert all(set(re.findall(r"{(\w+)}", text)) == set(relation.slots) for text in templates)


def test_every_kind_is_asked_and_answerable_questions_are_no_phrasings() -> None:
    world = World(1_000)
    pairs = list(world.facts())
    queries = make_queries(world, [asked for _, asked in pairs], 70)
    assert {query.kind for query in queries[: len(SPOILERS) + 1]} == {*SPOILERS, NO_FACT}
    phrasings = {fact.id: fact.phrasings for fact, _ in pairs}
    for query in queries:
        assert (query.fact is None) == (query.kind == NO_FACT)
        if query.kind == "plain" and query.fact is not None:
            assert query.text not in phrasings[query.fact]


def test_a_base_of_the_world_is_a_whole_fact_base() -> None:
    base = build_base(fact for fact, _ in World(100).facts())
    assert sum(len(fact.questions) for fact in base.facts) == 100
    assert all(fact.citations and fact.voice for fact in base.facts)
