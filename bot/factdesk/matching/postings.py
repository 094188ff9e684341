"""Where each key occurs: lists of units or facts, one key after the other, in two flat arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.corpus import runs

if TYPE_CHECKING:
    from factdesk.matching.corpus import Floats, Ints, Places

TOLD_COUNTS = 3.0  # a word of the answer belongs to the fact like one of so many phrasings


class Runs(NamedTuple):
    """Numbers with a value each, run by run.

    Attributes:
        numbers: what is in the runs.
        values: a value for each of `numbers`.
        starts: where each run begins, and where the last one ends.
    """

    numbers: Ints
    values: Floats
    starts: Places

    def of(self, run: int) -> tuple[Ints, Floats]:
        """The numbers of one run, ascending, and their values."""
        start, end = self.starts[run], self.starts[run + 1]
        return self.numbers[start:end], self.values[start:end]

    def turned(self, count: int) -> Runs:
        """The same the other way round: for each number (below `count`) the runs it is in."""
        run = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))
        return _grouped(self.numbers, run, self.values, count)


def facts_with_keys(
    asked: tuple[Ints, Places, Ints],
    told: tuple[Ints, Places],
    keys_of: Runs,
    key_count: int,
) -> tuple[Runs, Ints]:
    """For each key the facts that have it, and how much.

    Args:
        asked: the units of all phrasings, where each phrasing begins, and each phrasing's fact.
        told: the units of all answers, and where each begins.
        keys_of: the keys of each unit, with their qualities.
        key_count: how many keys there are.

    Returns:
        For each key its facts, with how many of their phrasings have it (a phrasing counts with
        the best quality it has it in, the answer like `TOLD_COUNTS` of them); and for each key how
        many facts have it in their phrasings.
    """
    units, starts, fact_of = asked
    facts = int(fact_of[-1]) + 1 if len(fact_of) else 0
    rows, keys, qualities = _strongest(units, starts, keys_of, key_count)
    asked_runs = _summed(keys, fact_of[rows], qualities, key_count, facts)
    asked_by = np.diff(asked_runs.starts).astype(np.int32)
    answers, told_keys, told_qualities = _strongest(*told, keys_of, key_count)
    asked_keys = np.repeat(np.arange(key_count, dtype=np.int32), np.diff(asked_runs.starts))
    together = _summed(
        np.concatenate((asked_keys, told_keys)),
        np.concatenate((asked_runs.numbers, answers)),
        np.concatenate((asked_runs.values, TOLD_COUNTS * told_qualities)),
        key_count,
        facts,
    )
    return together, asked_by


def _strongest(
    units: Ints, starts: Places, keys_of: Runs, key_count: int
) -> tuple[Ints, Ints, Floats]:
    """Each key of each text once, with the best quality the text has it in."""
    text_of_unit = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    places, begins = runs(keys_of.starts, units)
    texts = np.repeat(text_of_unit, np.diff(begins))
    keys, qualities = keys_of.numbers[places], keys_of.values[places]
    codes = texts.astype(np.int64) * key_count + keys
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    firsts = np.flatnonzero(np.diff(codes, prepend=-1))
    if not len(firsts):
        return texts, keys, qualities
    best = np.maximum.reduceat(qualities[order], firsts)
    codes = codes[firsts]
    return (codes // key_count).astype(np.int32), (codes % key_count).astype(np.int32), best


def _summed(keys: Ints, facts: Ints, values: Floats, key_count: int, fact_count: int) -> Runs:
    """The facts of each key, ascending, with the sum of their values."""
    codes = keys.astype(np.int64) * max(fact_count, 1) + facts
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    firsts = np.flatnonzero(np.diff(codes, prepend=-1))
    sums = np.add.reduceat(values[order], firsts) if len(firsts) else values
    codes = codes[firsts]
    found, numbers = codes // max(fact_count, 1), codes % max(fact_count, 1)
    starts = np.searchsorted(found, np.arange(key_count + 1))
    return Runs(numbers.astype(np.int32), sums.astype(np.float32), starts.astype(np.int64))


def _grouped(by: Ints, numbers: Ints, values: Floats, count: int) -> Runs:
    order = np.lexsort((numbers, by))
    starts = np.searchsorted(by[order], np.arange(count + 1))
    return Runs(numbers[order], values[order], starts.astype(np.int64))
