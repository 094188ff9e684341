"""How the texts of a base are worded: in how many of each fact's each word and each pair stands.

The features of a text are the stems of its words and the pairs of neighbours among them, each once;
the text's edge counts as a neighbour. A stem's number is its place among all stems; a pair's is the
number of stems and its place among all pairs together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from factdesk.matching.corpus import Ints, Places, ReadTexts

    Counts = npt.NDArray[np.uint16]

TEXTS_AT_ONCE = 50_000
_MOST = int(np.iinfo(np.uint16).max)
_LARGEST = int(np.iinfo(np.int32).max)
_NO_COUNTS = np.zeros(0, np.uint16)


class Counted(NamedTuple):
    """The features of several kinds of texts: of phrasings, and of `not:` questions.

    Attributes:
        frequencies: for each kind in how many texts each feature stands.
        keys: the features of each fact's texts: the fact's number times the number of features, and
            the feature's number; ascending. So what is asked of a fact lies side by side, also in a
            large base. The last one is nobody's, so that every key that is looked for has a place.
        counts: for each kind in how many of the fact's texts each of them stands.
    """

    frequencies: Ints
    keys: npt.NDArray[np.integer]
    counts: Counts


def numbered(stems: Iterable[str]) -> dict[str, int]:
    """A number for each distinct stem."""
    return {stem: number for number, stem in enumerate(dict.fromkeys(stems))}


Number = TypeVar("Number", int, "Places")


def pair_number(first: Number, second: Number | int, edge: int) -> Number:
    """One number for a pair of stems, or for many; `edge` is the number of a text's edge."""
    return first * (edge + 1) + second


class WordingReader:
    """Reads the features of many texts at once."""

    def __init__(self, stems: Sequence[str]) -> None:
        """Know the words of a base.

        Args:
            stems: the stem of each word.
        """
        numbers = numbered(stems)
        self._stem_of: Places = np.fromiter(map(numbers.__getitem__, stems), np.int64, len(stems))
        self._edge = len(numbers)

    def distinct_pairs(self, *texts: tuple[ReadTexts, Ints]) -> Places:
        """Every pair that stands in some text, ascending; for each text its fact is given."""
        found: Places = np.zeros(0, np.int64)
        for each, fact_of in texts:
            for part in self._parts(each, fact_of):
                found = np.union1d(found, part.pairs)
        return found

    def count(self, facts: int, pairs: Places, *texts: tuple[ReadTexts, Ints]) -> Counted:
        """Count the features of some texts.

        Args:
            facts: how many facts there are.
            pairs: what `distinct_pairs` has found.
            texts: several kinds of texts, each fact after fact, and for each text its fact.
        """
        size = self._edge + len(pairs)
        frequencies = np.zeros((len(texts), size), np.int32)
        kind = np.int32 if size * facts < _LARGEST else np.int64
        found = []
        for number, (each, fact_of) in enumerate(texts):
            keys, times = [np.zeros(0, kind)], [_NO_COUNTS]
            for part in self._parts(each, fact_of):
                features = np.concatenate((part.stems, self._edge + pairs.searchsorted(part.pairs)))
                owners = np.concatenate((part.stem_owners, part.pair_owners))
                text, feature = np.divmod(np.unique(owners * size + features), max(size, 1))
                frequencies[number] += np.bincount(feature, minlength=size).astype(np.int32)
                # Each part has whole facts, so that what it has of them is final.
                owned = fact_of[text] * np.int64(size) + feature
                codes, often = np.unique(owned, return_counts=True)
                keys.append(codes.astype(kind))
                times.append(np.minimum(often, _MOST).astype(np.uint16))
            found.append((np.concatenate(keys), np.concatenate(times)))
        every = np.concatenate([codes for codes, _ in found])
        every.sort(kind="stable")  # each kind is in order: there are but runs to merge
        every = every[np.diff(every, prepend=-1) > 0]  # much less memory than `np.unique` takes
        counts = np.zeros((len(texts), len(every) + 1), np.uint16)
        for own, (codes, frequent) in zip(counts, found, strict=True):
            own[every.searchsorted(codes)] = frequent
        nobodys = np.array([np.iinfo(kind).max], kind)
        return Counted(frequencies, np.concatenate((every, nobodys)), counts)

    def _parts(self, texts: ReadTexts, fact_of: Ints) -> Iterator[_Part]:
        """Some texts at once, all those of a fact together."""
        first = 0
        while first < len(texts):
            last = min(first + TEXTS_AT_ONCE, len(texts)) - 1
            end = int(fact_of.searchsorted(fact_of[last], side="right"))
            yield self._part(texts, first, end)
            first = end

    def _part(self, texts: ReadTexts, first: int, end: int) -> _Part:
        starts = texts.starts[first : end + 1]
        lengths = np.diff(starts)
        stems = self._stem_of[texts.words[starts[0] : starts[-1]]]
        owners = np.repeat(np.arange(first, end), lengths)
        filled = lengths > 0
        begins, ends = starts[:-1][filled] - starts[0], starts[1:][filled] - starts[0]
        before = np.empty_like(stems)
        before[1:] = stems[:-1]
        before[begins] = self._edge
        pairs = np.concatenate(
            (
                pair_number(before, stems, self._edge),
                pair_number(stems[ends - 1], self._edge, self._edge),
            )
        )
        return _Part(stems, owners, pairs, np.concatenate((owners, owners[ends - 1])))


class _Part(NamedTuple):
    """The stems and pairs of some texts, and for each the number of its text."""

    stems: Places
    stem_owners: Places
    pairs: Places
    pair_owners: Places
