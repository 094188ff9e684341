from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.corpus import Texts, Vocabulary
from factdesk.matching.text import read_words
from factdesk.matching.wording import RAREST, SMOOTHING, TextOfFact, Wording
from factdesk.matching.wordingtable import WordingReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.matching.text import Word

PHRASINGS = (
    ("who pays the keeper", "who pays for the keepers", "keeper pay"),
    ("whom does the keeper pay", "what did the keeper pay for the hay"),
    ("where is the pool",),
)
RULED_OUT = (("who paid the first keeper",), (), ("how deep is the pool", "where is the pool pump"))

texts = st.lists(st.sampled_from(["who", "pays", "keeper", "the", "pool"]), max_size=6).map(
    " ".join
)
facts = st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=4)


def sizes(of_facts: Sequence[Sequence[str]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([len(texts) for texts in of_facts], np.int64)


def wording_of(asked: Sequence[Sequence[str]], ruled_out: Sequence[Sequence[str]]) -> Wording:
    vocabulary = Vocabulary()
    read = [
        (
            Texts((text for fact in side for text in fact), vocabulary),
            np.repeat(np.arange(len(side), dtype=np.int32), sizes(side)),
        )
        for side in (asked, ruled_out)
    ]
    stems = tuple(vocabulary.words.stems)
    reader = WordingReader(stems)
    pairs = reader.distinct_pairs(*read)
    counted = reader.count(len(asked), pairs, *read)
    return Wording(stems, pairs, counted, np.array([sizes(asked), sizes(ruled_out)]))


def features_of(words: Sequence[Word]) -> set[object]:
    stems = [word.stem for word in words]
    return {*stems, *pairwise(["", *stems, ""])} if stems else set()


def by_hand(
    question: str,
    of_facts: Sequence[Sequence[str]],
    number: int,
    others: Sequence[Sequence[str]],
    without: Sequence[str] = (),
) -> float:
    """The same by the book: one feature after the other of those that some text has."""
    known: set[object] = set()
    for fact in (*of_facts, *others):
        for text in fact:
            known |= features_of(read_words(text))
    everywhere: Counter[object] = Counter()
    for fact in of_facts:
        for text in fact:
            everywhere.update(features_of(read_words(text)))
    own = [text for text in of_facts[number] if text not in without]
    count = Counter(feature for text in own for feature in features_of(read_words(text)))
    total = sum(len(fact) for fact in of_facts)
    found = 0.0
    for feature in known & features_of(read_words(question)):
        in_all = max(everywhere[feature] / max(total, 1), RAREST)
        found += math.log((count[feature] / in_all + SMOOTHING) / (len(own) + SMOOTHING))
    return found


@pytest.mark.parametrize(
    "question", ["who pays the keeper", "pay keeper", "zebra pool", "zebra", "", "the the the"]
)
def test_it_is_what_naive_bayes_says(question: str) -> None:
    wording = wording_of(PHRASINGS, RULED_OUT)
    features = wording.features(read_words(question))
    for number in range(len(PHRASINGS)):
        usual = wording.usual(features, np.array([number], np.int32))
        (asked,), (ruled_out,) = usual.asked, usual.ruled_out
        assert asked == pytest.approx(by_hand(question, PHRASINGS, number, RULED_OUT), abs=1e-3)
        assert ruled_out == pytest.approx(by_hand(question, RULED_OUT, number, PHRASINGS), abs=1e-3)


@given(facts, texts)
@settings(max_examples=60)
def test_it_is_what_naive_bayes_says_of_any_base(base: list[list[str]], question: str) -> None:
    wording = wording_of(base, [[] for _ in base])
    features = wording.features(read_words(question))
    found = wording.usual(features, np.arange(len(base), dtype=np.int32))
    expected = [by_hand(question, base, number, []) for number in range(len(base))]
    assert found.asked.tolist() == pytest.approx(expected, abs=1e-3)
    assert found.ruled_out.tolist() == [0] * len(base)


def test_the_order_of_the_same_words_tells_facts_apart() -> None:
    wording = wording_of(PHRASINGS, RULED_OUT)
    both = np.array([0, 1], np.int32)
    pays, paid = (
        wording.usual(wording.features(read_words(text)), both).asked
        for text in ("who pays the keeper", "the keeper pays who")
    )
    assert pays[0] - pays[1] > paid[0] - paid[1]


def test_a_text_that_does_not_count_is_as_if_its_fact_had_it_not() -> None:
    wording = wording_of(PHRASINGS, RULED_OUT)
    question = wording.features(read_words("who pays the keeper"))
    every = np.arange(3, dtype=np.int32)
    whole = wording.usual(question, every).asked
    without = wording.usual(question, every, [TextOfFact(0, question)]).asked
    # What is usual everywhere is still counted with it.
    expected = by_hand("who pays the keeper", PHRASINGS, 0, RULED_OUT, without=PHRASINGS[0][:1])
    assert without[0] == pytest.approx(expected, abs=1e-3)
    assert without[0] < whole[0]
    assert without[1:].tolist() == whole[1:].tolist()


def test_so_is_a_ruled_out_one() -> None:
    wording = wording_of(PHRASINGS, RULED_OUT)
    question = wording.features(read_words("how deep is the pool"))
    every = np.arange(3, dtype=np.int32)
    whole = wording.usual(question, every)
    without = wording.usual(question, every, (), [TextOfFact(2, question)])
    expected = by_hand("how deep is the pool", RULED_OUT, 2, PHRASINGS, without=RULED_OUT[2][:1])
    assert without.ruled_out[2] == pytest.approx(expected, abs=1e-3)
    assert without.ruled_out[:2].tolist() == whole.ruled_out[:2].tolist()
    assert without.asked.tolist() == whole.asked.tolist()


def test_many_texts_are_counted_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = wording_of(PHRASINGS, RULED_OUT)
    monkeypatch.setattr("factdesk.matching.wordingtable.TEXTS_AT_ONCE", 2)
    in_parts = wording_of(PHRASINGS, RULED_OUT)
    question = read_words("who pays for the pool")
    every = np.arange(3, dtype=np.int32)
    assert np.array_equal(
        whole.usual(whole.features(question), every),
        in_parts.usual(in_parts.features(question), every),
    )


@given(facts, texts, st.data())
@settings(max_examples=60)
def test_features_of_left_out_texts_alone_are_unknown(
    base: list[list[str]], question: str, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(base) - 1))
    place = data.draw(st.integers(0, len(base[number]) - 1))
    ruled_out = [*RULED_OUT, ()][: len(base)]
    wording = wording_of(base, ruled_out)
    features = wording.features(read_words(question))
    left_out = TextOfFact(number, wording.features(read_words(base[number][place])))
    rest = [
        [text for n, text in enumerate(fact) if (k, n) != (number, place)]
        for k, fact in enumerate(base)
    ]
    kept = wording.known_without(features, [left_out], None)
    assert len(kept) == len(wording_of(rest, ruled_out).features(read_words(question)))


def test_features_of_a_left_out_fact_alone_are_unknown() -> None:
    wording = wording_of(PHRASINGS, RULED_OUT)
    for question in ("where is the deep pool", "who pays for the hay"):
        features = wording.features(read_words(question))
        for fact in range(len(PHRASINGS)):
            rest = [
                [() if number == fact else texts for number, texts in enumerate(side)]
                for side in (PHRASINGS, RULED_OUT)
            ]
            kept = wording.known_without(features, [], fact)
            assert len(kept) == len(wording_of(*rest).features(read_words(question)))
            assert set(kept.tolist()) <= set(features.tolist())
