"""Common ways to find the fact that a question asks for, to hold the desk against.

Each is given what the desk is given: every question and phrasing of the base. A fact scores as its
best phrasing does. None of them can tell when to be silent; `hindsight.py` lends them a threshold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from rapidfuzz import fuzz, process, utils

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from factdesk.factbase.models import FactBase

    Scores = NDArray[np.float64]

BEST = 3  # as many as the desk offers at most


class Ranked(NamedTuple):
    """A fact and how well it fits, in whatever unit the peer has."""

    fact: str
    score: float


class Peer(Protocol):
    """Something that ranks facts for a question."""

    @property
    def name(self) -> str:
        """What it is called in a report."""

    def rank(self, text: str) -> tuple[Ranked, ...]:
        """The best facts for a question, best first; none that do not fit at all."""


class RapidfuzzPeer:
    """A scorer of rapidfuzz over all phrasings.

    Both sides go through rapidfuzz's own `default_process` (lower case, nothing but letters and
    digits), without which case and question marks would count against it. Scores are 0 to 100, the
    same that `process.extract` gives.
    """

    def __init__(self, name: str, scorer: Callable[..., float], base: FactBase) -> None:
        self.name = name
        self._scorer = scorer
        self._facts = [fact.id for fact in base.facts]
        self._first, phrasings = _phrasings(base)
        self._phrasings = [utils.default_process(phrasing) for phrasing in phrasings]

    def rank(self, text: str) -> tuple[Ranked, ...]:
        """The best facts for a question, best first; none that do not fit at all."""
        asked = [utils.default_process(text)]
        (scores,) = process.cdist(asked, self._phrasings, scorer=self._scorer, dtype=np.float64)
        return _top(self._facts, np.maximum.reduceat(scores, self._first))


class Bm25Peer:
    """BM25 as bm25s has it, with its own English stop words and without a stemmer.

    A document is either one phrasing or one whole fact (its phrasings and its answer): the first
    tells better how sure it may be, the second finds more.
    """

    def __init__(self, name: str, base: FactBase, *, whole_facts: bool) -> None:
        from bm25s import BM25  # noqa: PLC0415 - an extra, which only --peers needs

        self.name = name
        self._facts = [fact.id for fact in base.facts]
        if whole_facts:
            documents = [" ".join((*fact.questions, fact.answer)) for fact in base.facts]
            self._first = np.arange(len(documents))
        else:
            self._first, documents = _phrasings(base)
        words = _tokens(documents)
        self._index = BM25() if any(words) else None  # it cannot hold documents without any word
        if self._index is not None:
            self._index.index(words, show_progress=False)

    def rank(self, text: str) -> tuple[Ranked, ...]:
        """The best facts for a question, best first; none that do not fit at all."""
        (words,) = _tokens([text])
        if not words or self._index is None:
            return ()
        scores = np.asarray(self._index.get_scores(words), dtype=np.float64)
        return _top(self._facts, np.maximum.reduceat(scores, self._first))


def all_peers(base: FactBase) -> list[Peer]:
    """The peers, ready for a base. Needs the extra `peers`.

    Raises:
        ImportError: bm25s is not installed.
    """
    return [
        RapidfuzzPeer("WRatio", fuzz.WRatio, base),
        RapidfuzzPeer("token_set_ratio", fuzz.token_set_ratio, base),
        Bm25Peer("bm25s", base, whole_facts=False),
        Bm25Peer("bm25s on facts", base, whole_facts=True),
    ]


def _phrasings(base: FactBase) -> tuple[NDArray[np.intp], list[str]]:
    """All phrasings, fact by fact, and where each fact's begin."""
    counts = [len(fact.questions) for fact in base.facts]
    first = np.cumsum([0, *counts[:-1]], dtype=np.intp)
    return first, [phrasing for fact in base.facts for phrasing in fact.questions]


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    from bm25s import tokenize  # noqa: PLC0415 - an extra, which only --peers needs

    words: list[list[str]] = tokenize(
        list(texts), stopwords="en", stemmer=None, return_ids=False, show_progress=False
    )
    return words


def _top(facts: Sequence[str], scores: Scores) -> tuple[Ranked, ...]:
    """The best facts; of equal ones, the first in the base."""
    order = np.argsort(-scores, kind="stable")[:BEST]
    return tuple(Ranked(facts[i], float(scores[i])) for i in order if scores[i] > 0)
