from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rapidfuzz import fuzz, process, utils

from factdesk.exam.peers import Bm25Peer, RapidfuzzPeer, all_peers
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.exam.peers import Peer
    from factdesk.factbase.models import FactBase

TYPO = "were do the pengins swimm"


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    return make_small_base(tmp_path_factory.mktemp("zoo"), ZOO)


@pytest.fixture(scope="module")
def peers(zoo: FactBase) -> dict[str, Peer]:
    return {peer.name: peer for peer in all_peers(zoo)}


NAMES = ["WRatio", "token_set_ratio", "bm25s", "bm25s on facts"]


def test_there_are_two_of_rapidfuzz_and_two_of_bm25s(peers: dict[str, Peer]) -> None:
    assert list(peers) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_peer_finds_a_question_of_the_base(peers: dict[str, Peer], name: str) -> None:
    assert peers[name].rank("who is the keeper of the snakes")[0].fact == "snake-keeper"


@pytest.mark.parametrize("name", NAMES)
def test_case_and_marks_count_for_nothing(peers: dict[str, Peer], name: str) -> None:
    asked = "Who is the keeper of the snakes"
    assert peers[name].rank(asked) == peers[name].rank(asked.upper() + "??")


@pytest.mark.parametrize("name", NAMES)
def test_at_most_three_different_facts_come_best_first(peers: dict[str, Peer], name: str) -> None:
    ranked = peers[name].rank("do the zebras, the lions, the owls and the penguins eat hay")
    assert len({fact for fact, _ in ranked}) == len(ranked) == 3
    scores = [score for _, score in ranked]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["", "???", "\u03be"])
def test_what_fits_nothing_finds_nothing(peers: dict[str, Peer], name: str, text: str) -> None:
    assert peers[name].rank(text) == ()


@pytest.mark.parametrize("scorer", [fuzz.WRatio, fuzz.token_set_ratio])
def test_rapidfuzz_scores_as_its_own_search_does(zoo: FactBase, scorer: object) -> None:
    phrasings = {p: fact.id for fact in zoo.facts for p in fact.questions}
    prepare = utils.default_process
    found, score, _ = process.extractOne(TYPO, list(phrasings), scorer=scorer, processor=prepare)
    best = RapidfuzzPeer("x", scorer, zoo).rank(TYPO)[0]
    assert best == (phrasings[found], pytest.approx(score))


def test_a_fact_scores_as_its_best_phrasing_does(zoo: FactBase) -> None:
    peer = RapidfuzzPeer("x", fuzz.ratio, zoo)
    assert all(
        peer.rank(phrasing)[0] == (fact.id, 100.0)
        for fact in zoo.facts
        for phrasing in fact.questions
    )


def test_of_equal_facts_the_first_of_the_base_wins(tmp_path: Path) -> None:
    facts = '{id: b, question: "warm rooms", answer: x}, {id: a, question: "rooms warm", answer: y}'
    base = make_small_base(tmp_path, f"[{facts}]")
    for peer in all_peers(base):
        assert [fact for fact, _ in peer.rank("rooms warm and warm rooms")] == ["b", "a"]


def test_whole_facts_have_the_words_of_their_answers(zoo: FactBase) -> None:
    for whole, found in ((True, ["aviary"]), (False, [])):
        peer = Bm25Peer("x", zoo, whole_facts=whole)
        assert [fact for fact, _ in peer.rank("roof")] == found


def test_a_base_of_nothing_but_stop_words_is_no_hindrance(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, '[{id: a, question: "The?", answer: "The."}]')
    for peer in all_peers(base):
        if peer.name.startswith("bm25s"):
            assert peer.rank("the library") == ()
