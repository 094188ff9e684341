"""Which known questions to offer while somebody is still typing one.

Every word typed must be a word of a question, or begin one, in any order; where no question has
them all, words are taken for typos, and at last those that have most of them are offered. A fact
is found through any of its phrasings and offered as its question.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from factdesk.matching.unfinished import MAX_WORDS, WHOLE, Span, Vocabulary, fold, read_typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from factdesk.factbase.models import Fact, FactBase
    from factdesk.matching.unfinished import Typed

    Ints = npt.NDArray[np.int32]
    Keys = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]

MAX_SUGGESTIONS: Final = 25  # what Discord shows
MAX_LABEL: Final = 100  # what Discord accepts

_MAX_WEIGHT: Final = 63  # of a word that only one phrasing has
_SHARES: Final = 15
_DISGUISED: Final = 2  # typed words that may be typos although they are words of the base

# How suggestions rank, the weightiest first, as fields of one number: each with its bits.
_FIELDS: Final = (
    ("begins", 1),  # the question begins with just what was typed
    ("matched", 5),  # how many of the typed words the fact has
    ("weight", 10),  # what they weigh
    ("question", 13),  # how much of it, and how exactly, its question has
    ("phrasing", 13),  # the same of the best of its phrasings
    ("share", 4),  # how many of its phrasings have them all
    ("light", 4),  # how many of the typed function words its question has
    ("brevity", 8),
)
assert MAX_WORDS < 1 << 5  # noqa: S101 - the fields hold what they are given
assert MAX_WORDS * _MAX_WEIGHT * WHOLE < 1 << 13  # noqa: S101


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known question to offer, and the fact that answers it."""

    fact: Fact
    question: str

    @property
    def label(self) -> str:
        """The question on one line, cut at a word to what Discord can show."""
        text = " ".join(self.question.split())
        if len(text) <= MAX_LABEL:
            return text
        cut = text[: MAX_LABEL - 1]
        whole_words = cut if text[len(cut)] == " " else cut.rpartition(" ")[0]
        return (whole_words or cut).rstrip(" ,;:\u2013-") + "\u2026"


@dataclass(slots=True)
class _Tally:
    """What a typed text found, fact by fact; all zero for facts that are not to be offered."""

    matched: Ints
    weight: Ints
    question: Ints
    phrasing: Ints
    share: Ints
    complete: bool


class Autocomplete:
    """Suggests questions of one base. Immutable after it is built; safe to share between threads.

    Building it reads all phrasings, so whoever needs it builds it at its first use.
    """

    def __init__(self, base: FactBase) -> None:
        self._facts = base.facts
        self._opening = _spread_over_topics(base.facts)
        # Rows: the question of each fact, then all other phrasings, fact by fact.
        questions = _words_of([fact.question for fact in base.facts])
        rows = questions + _words_of([text for fact in base.facts for text in fact.phrasings])
        self._row_count = len(rows)
        sizes = np.array([len(fact.phrasings) for fact in base.facts], dtype=np.int32)
        self._rephrased = np.flatnonzero(sizes)  # reduceat knows no empty runs
        self._starts = (np.cumsum(sizes) - sizes)[self._rephrased]
        self._sizes = sizes + 1
        numbers = np.arange(len(base.facts), dtype=np.int32)
        self._fact_of = np.concatenate((numbers, np.repeat(numbers, sizes)))
        self._vocabulary, self._ends, self._rows = _index(rows)
        keys = [f"{' '.join(words)} " for words in questions]
        self._by_key = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int32)
        self._sorted_keys = [keys[fact] for fact in self._by_key.tolist()]
        lengths = [min(len(fact.question), 255) for fact in base.facts]
        self._brevity = 255 - np.array(lengths, dtype=np.int64)

    def suggest(self, typed: str, limit: int = MAX_SUGGESTIONS) -> list[Suggestion]:
        """The questions to offer for what was typed so far, the likeliest first.

        Args:
            typed: any text; without a word in it a choice of questions across all topics is
                offered.
            limit: how many at most.

        Returns:
            At most one suggestion a fact; none when no fact has at least half of the words.
        """
        read = read_typed(typed)
        limit = max(limit, 0)
        facts = _best(self._keys(read), limit) if read.words else self._opening[:limit]
        return [Suggestion(self._facts[n], self._facts[n].question) for n in facts]

    def _keys(self, typed: Typed) -> Keys:
        """What each fact is worth, as one number; 0 for those not to be offered."""
        tally = self._match(typed)
        begins = np.zeros(len(self._facts), dtype=np.int64)
        begins[self._beginning_with(typed.key)] = 1
        fields: dict[str, Keys | Ints] = {
            "begins": begins,
            "matched": tally.matched,
            "weight": tally.weight,
            "question": tally.question,
            "phrasing": tally.phrasing,
            # Where typing has only begun, its few letters tell nothing about what a fact is about.
            "share": np.where(begins, _SHARES, tally.share),
            "light": self._light(typed.light),
            "brevity": self._brevity,
        }
        keys = np.zeros(len(self._facts), dtype=np.int64)
        for name, bits in _FIELDS:
            keys <<= bits
            keys |= fields[name]
        keys[(tally.matched == 0) & (begins == 0)] = 0
        return keys

    def _beginning_with(self, key: str) -> Ints:
        first = bisect_left(self._sorted_keys, key)
        end = bisect_right(self._sorted_keys, key, first, key=lambda known: known[: len(key)])
        return self._by_key[first:end]

    def _light(self, words: Sequence[str]) -> Ints:
        found = np.zeros(len(self._facts), dtype=np.int32)
        for word in words:
            number = self._vocabulary.whole(word)
            if number is not None:
                rows = self._rows_of(number, number + 1)
                found[rows[: np.searchsorted(rows, len(self._facts))]] += 1
        return np.minimum(found, 15)

    def _match(self, typed: Typed) -> _Tally:
        """Words as they stand, typos only for those unknown; then typos for all, if need be.

        That is when all words are known but no fact has them all; not when one is beyond reading,
        or more than a few would have to be typos.
        """
        vocabulary = self._vocabulary
        found = [vocabulary.find(word) for word in typed.words]
        spans = [
            known or vocabulary.typos(word) for known, word in zip(found, typed.words, strict=True)
        ]
        tally = self._tally(spans)
        found_most = int(tally.matched.max(initial=0)) >= len(spans) - _DISGUISED
        if tally.complete or not all(spans) or not found_most:
            return tally
        wider = [
            (*vocabulary.typos(word), *known)
            for known, word in zip(found, typed.words, strict=True)
        ]
        return tally if wider == spans else self._tally(wider)

    def _tally(self, words: Sequence[Sequence[Span]]) -> _Tally:
        """How the phrasings and facts have the words, each given as runs of the vocabulary."""
        count = np.zeros(self._row_count, dtype=np.uint8)
        score = np.zeros(self._row_count, dtype=np.uint16)
        hits: list[tuple[Bytes, int]] = []
        for spans in words:
            hit = np.zeros(self._row_count, dtype=np.uint8)
            for first, end, quality in spans:
                hit[self._rows_of(first, end)] = quality
            weight = self._weight(int(np.count_nonzero(hit)))
            count += hit > 0
            score += hit * np.uint16(weight)
            hits.append((hit, weight))
        question = score[: len(self._facts)].astype(np.int32)
        whole = count == len(words)
        if whole.any():
            score[~whole] = 0
            have = self._by_fact(np.add, whole.astype(np.int32))
            return _Tally(
                matched=np.where(have > 0, np.int32(len(words)), np.int32(0)),
                weight=np.zeros_like(have),  # the same for all
                question=question,
                phrasing=self._by_fact(np.maximum, score),
                share=have * _SHARES // self._sizes,
                complete=True,
            )
        return self._partly(hits, question, self._by_fact(np.maximum, score))

    def _partly(self, hits: Sequence[tuple[Bytes, int]], question: Ints, best: Ints) -> _Tally:
        """No single phrasing has all the words: those of a fact's phrasings together."""
        matched = np.zeros(len(self._facts), dtype=np.int32)
        weights = np.zeros(len(self._facts), dtype=np.int32)
        for hit, weight in hits:
            has = np.zeros(len(self._facts), dtype=bool)
            has[self._fact_of[np.flatnonzero(hit)]] = True
            matched += has
            weights += has * np.int32(weight)
        complete = bool((matched == len(hits)).any())
        enough = len(hits) if complete else (len(hits) + 1) // 2
        matched[matched < enough] = 0
        return _Tally(matched, weights, question, best, np.zeros_like(matched), complete)

    def _rows_of(self, first: int, end: int) -> Ints:
        return self._rows[self._ends[first] : self._ends[end]]

    def _by_fact(self, combine: np.ufunc, rows: npt.NDArray[np.generic]) -> Ints:
        facts: Ints = rows[: len(self._facts)].astype(np.int32)
        if len(self._rephrased):
            others = combine.reduceat(rows[len(self._facts) :], self._starts)
            facts[self._rephrased] = combine(facts[self._rephrased], others)
        return facts

    def _weight(self, frequency: int) -> int:
        """The rarer, the weightier; whole numbers, so that all machines rank alike."""
        if not frequency or self._row_count < 2:
            return 1
        rarity = math.log(self._row_count / frequency) / math.log(self._row_count)
        return 1 + round((_MAX_WEIGHT - 1) * rarity)


def _words_of(texts: Sequence[str]) -> list[list[str]]:
    """The folded words of many texts; as one text, because folding has a price for each."""
    if not texts:
        return []
    lines = "\n".join(text.replace("\n", " ") for text in texts)
    return [line.split() for line in fold(lines).split("\n")]


def _index(rows: Sequence[Sequence[str]]) -> tuple[Vocabulary, Ints, Ints]:
    """The vocabulary, where the rows of each word end, and the rows of all words in order."""
    numbers: dict[str, int] = {}
    flat = np.array(
        [numbers.setdefault(word, len(numbers)) for words in rows for word in words],
        dtype=np.int64,
    )
    vocabulary = Vocabulary(tuple(numbers))
    place = np.empty(len(numbers), dtype=np.int64)
    place[[numbers[word] for word in vocabulary.words]] = np.arange(len(numbers))
    row_of = np.repeat(np.arange(len(rows)), [len(words) for words in rows])
    size = max(len(rows), 1)
    pairs = np.unique(place[flat] * size + row_of)
    ends = np.searchsorted(pairs, np.arange(len(numbers) + 1) * size)
    return vocabulary, ends.astype(np.int32), (pairs % size).astype(np.int32)


def _spread_over_topics(facts: Sequence[Fact]) -> list[int]:
    """The first fact of each topic, then the second of each, and so on; else in base order."""
    seen: dict[str, int] = {}
    turns = []
    for fact in facts:
        topic = fact.topics[0] if fact.topics else ""
        turns.append(seen.get(topic, 0))
        seen[topic] = turns[-1] + 1
    return sorted(range(len(facts)), key=turns.__getitem__)


def _best(keys: Keys, limit: int) -> list[int]:
    """The facts of the greatest keys, greatest first, in base order where they are equal."""
    if limit < np.count_nonzero(keys):
        bar = np.partition(keys, len(keys) - limit)[len(keys) - limit] if limit else keys.max()
        above = np.flatnonzero(keys > bar)
        level = np.flatnonzero(keys == bar)[: max(limit - len(above), 0)]
        chosen = np.sort(np.concatenate((above, level)))
    else:
        chosen = np.flatnonzero(keys)
    facts: list[int] = chosen[np.argsort(-keys[chosen], kind="stable")].tolist()
    return facts
