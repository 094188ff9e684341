"""What speaks for and against the best fact, as numbers from which its confidence is estimated.

Every sign is language-level: it says how words, kinds and phrasings of the question and of the fact
account for one another, and knows nothing of any topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.measure import focus_keys

if TYPE_CHECKING:
    import numpy.typing as npt

    from factdesk.matching.corpus import Floats
    from factdesk.matching.evidence import Weighed
    from factdesk.matching.index import Index
    from factdesk.matching.question import Question
    from factdesk.matching.search import Found, LeftOut

VOTERS = 10  # of the likest phrasings, those that may vote for their fact


class Signs(NamedTuple):
    """The signs, each a number; shares and likenesses are between 0 and 1.

    Attributes:
        score: of the search, at most 1.
        verbatim: 1 for a phrasing asked word for word.
        margin: of the score over the next fact's.
        like: likeness to the likest phrasing.
        like_of_kind: likeness to the likest phrasing of the question's own kind.
        like_margin: how much liker that fact's likest phrasing is than any other fact's.
        votes: share of the likest phrasings that are this fact's, by likeness.
        covered: share of the question that one phrasing alone has.
        pairs: share of the question's pairs of words that stand together in some phrasing or in
            the answer.
        explained: share of the question's weight that the fact explains, by salience.
        asked: share of the best phrasing that the question asks for.
        unexplained: how many weighty words the fact does not explain.
        unexplained_light: how many words that carry little it does not explain.
        unexplained_share: which share of the question's weight that is.
        rarest: share of the fact's phrasings that use the word that fewest of them use.
        words: how many weighty words the question has.
        weight: what they weigh.
        kind_share: share of the fact's phrasings that are of the question's kind.
        focus: 1 when the fact is asked for the very thing (which *city*), -1 when it is not, 0
            when the question names none.
        not_like_margin: how much liker the likest phrasing is than any `not:` question of
            this fact.
        not_of_kind_margin: the same among those of the question's kind.
        ruled_out_margin: the same among those of all facts.
        kind, measure, name, figure, negation, direction, relation, too_little, remark: 1 when that
            check speaks against the fact (see `evidence.py`).
    """

    score: float
    verbatim: float
    margin: float
    like: float
    like_of_kind: float
    like_margin: float
    votes: float
    covered: float
    pairs: float
    explained: float
    asked: float
    unexplained: float
    unexplained_light: float
    unexplained_share: float
    rarest: float
    words: float
    weight: float
    kind_share: float
    focus: float
    not_like_margin: float
    not_of_kind_margin: float
    ruled_out_margin: float
    kind: float
    measure: float
    name: float
    figure: float
    negation: float
    direction: float
    relation: float
    too_little: float
    remark: float


def read_signs(
    index: Index, question: Question, found: Found, weighed: Weighed, left_out: LeftOut
) -> Signs:
    """The signs for the best fact of a search.

    Args:
        index: the base.
        question: what was asked.
        found: what the search found; has at least one hit.
        weighed: the evidence for the best hit.
        left_out: what to ignore.
    """
    best = found.hits[0]
    rival = found.hits[1].score if len(found.hits) > 1 else 0.0
    profile = weighed.profile
    own = index.asked.fact_of[found.rows] == best.fact
    likeness = found.likeness.harmonic
    of_kind = index.kind_codes[found.rows] == index.kind_code(question.kind)
    like, like_of_kind = _most(likeness[own]), _most(likeness[own & of_kind])
    ruled_out = _ruled_out(index, question, found, left_out)
    missing = [
        (unit, index.weight(unit))
        for unit, explanation in zip(question.units, weighed.explained, strict=True)
        if explanation.by is None and not unit.maybe_function
    ]
    weight = sum(term.weight for term in found.terms)
    together = _together(index, found, best.fact, left_out)
    asked_for = focus_keys(question.words, index.thesaurus)
    return Signs(
        score=min(best.score, 1.0),
        verbatim=float(best.score > 1),
        margin=min(best.score, 1.0) - min(rival, 1.0),
        like=like,
        like_of_kind=like_of_kind,
        like_margin=like - _most(likeness[~own]),
        votes=_votes(likeness, own),
        covered=_most(found.likeness.covered[own]),
        pairs=together.pairs,
        explained=best.explained,
        asked=best.asked,
        unexplained=sum(not unit.light for unit, _ in missing),
        unexplained_light=sum(unit.light for unit, _ in missing),
        unexplained_share=sum(weight for _, weight in missing) / (weight or 1.0),
        rarest=together.rarest,
        words=len(question.units),
        weight=weight,
        kind_share=sum(p.kind == question.kind for p in profile.phrasings)
        / max(len(profile.phrasings), 1),
        focus=0.0 if not asked_for else -1.0 if asked_for.isdisjoint(profile.foci) else 1.0,
        not_like_margin=like - ruled_out.own,
        not_of_kind_margin=like_of_kind - ruled_out.own_of_kind,
        ruled_out_margin=like_of_kind - ruled_out.anywhere,
        **{check.replace(" ", "_"): float(check in weighed.against) for check in _CHECKS},
    )


_CHECKS = (
    "kind",
    "measure",
    "name",
    "figure",
    "negation",
    "direction",
    "relation",
    "too little",
    "remark",
)


def _most(values: Floats) -> float:
    return float(values.max()) if len(values) else 0.0


def _votes(likeness: Floats, own: npt.NDArray[np.bool_]) -> float:
    """The share of this fact in the likeness of the likest phrasings."""
    if len(likeness) > VOTERS:
        least = np.partition(likeness, -VOTERS)[-VOTERS]
        likeness = np.where(likeness >= least, likeness, 0)
    return float(likeness[own].sum() / (likeness.sum() or 1.0))


class _RuledOut(NamedTuple):
    own: float
    own_of_kind: float
    anywhere: float


def _ruled_out(index: Index, question: Question, found: Found, left_out: LeftOut) -> _RuledOut:
    """The likeness to the likest `not:` questions: this fact's, and any fact's of this kind."""
    texts = index.ruled_out
    rows = np.arange(len(texts.fact_of))
    if left_out.fact is not None:
        rows = rows[texts.fact_of != left_out.fact]
    if left_out.ruled_out is not None:
        rows = rows[rows != left_out.ruled_out]
    likeness = found.comparison.with_rows(texts, rows).harmonic
    of_kind = index.ruled_out_kinds[rows] == index.kind_code(question.kind)
    own = texts.fact_of[rows] == found.hits[0].fact
    return _RuledOut(_most(likeness[own]), _most(likeness[own & of_kind]), _most(likeness[of_kind]))


class _Together(NamedTuple):
    pairs: float
    rarest: float


def _together(index: Index, found: Found, fact: int, left_out: LeftOut) -> _Together:
    """Which of the question's words stand together in a text of the fact, and how often each."""
    terms_of: dict[int, list[int]] = {}
    for number, term in enumerate(found.terms):
        for unit in found.comparison.units_of(term):
            terms_of.setdefault(unit, []).append(number)
    texts = [index.asked.units_of(row) for row in index.rows_of(fact) if row != left_out.phrasing]
    has = np.zeros((len(found.terms), len(texts) + 1), dtype=np.float32)
    for place, units in enumerate([*texts, index.told.units_of(fact)]):
        for unit in units:
            for number in terms_of.get(unit, ()):
                has[number, place] = 1
    weights = np.array([term.weight for term in found.terms], dtype=np.float32)
    both = np.triu((has @ has.T > 0) * np.outer(weights, weights), 1).sum()
    all_pairs = np.triu(np.outer(weights, weights), 1).sum()
    rarest = has[:, :-1].mean(axis=1).min() if texts and len(weights) else 0.0
    return _Together(float(both / all_pairs) if all_pairs else 1.0, float(rarest))
