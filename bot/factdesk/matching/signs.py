"""What speaks for and against a fact, as numbers from which its confidence is estimated.

Every sign is language-level: it says how words, kinds and phrasings of the question and of the fact
account for one another, and knows nothing of any topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.meanings import likeness as meaning_likeness
from factdesk.matching.measure import focus_keys
from factdesk.matching.search import places_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from factdesk.matching.corpus import Floats
    from factdesk.matching.evidence import Weighed
    from factdesk.matching.index import Index
    from factdesk.matching.question import Question
    from factdesk.matching.rows import Owned
    from factdesk.matching.search import Found, LeftOut

MOST_TERMS = 60  # words of a question of which it is found out which stand together
NEARLY_OWN = 0.8  # likeness to a phrasing from which on only the fact's own `not:` questions count
VOTERS = 10  # of the likest phrasings, those that may vote for their fact


class Signs(NamedTuple):
    """The signs of one fact; shares and likenesses are between 0 and 1.

    Attributes:
        score: of the search, at most 1.
        verbatim: 1 for a phrasing asked word for word.
        margin: of the score over the best other fact's.
        like: likeness to the likest phrasing.
        like_of_kind: likeness to the likest phrasing of the question's own kind.
        like_margin: how much liker the fact's likest phrasing is than any other fact's.
        votes: the fact's share in the likeness of the likest phrasings.
        meaning: likeness in meaning to the nearest phrasing, -1 to 1.
        meaning_margin: how much nearer in meaning that is than any other fact's.
        covered: share of the question that one phrasing alone has.
        pairs: share of the question's pairs of words that stand together in some phrasing or in
            the answer.
        explained: share of the question's weight that the fact explains, by salience.
        asked: share of the best phrasing that the question asks for.
        unexplained: how many weighty words the fact does not explain.
        unexplained_light: how many words that carry little it does not explain.
        unexplained_share: which share of the question's weight all those are.
        rarest: share of the fact's phrasings that use the word that fewest of them use.
        words: how many weighty words the question has.
        weight: what they weigh.
        keywords: 1 when the question has no question word and no verb in front.
        kind_share: share of the fact's phrasings that are of the question's kind.
        focus: 1 when the fact is asked for the very thing (which *city*), -1 when it is not, 0
            when the question names none.
        not_like_margin: how much liker the likest phrasing is than any `not:` question of the
            fact.
        not_of_kind_margin: the same among those of the question's kind.
        ruled_out_margin: the same among those of all facts that fit, unless the question is nearly
            one of this fact itself.
        ruled_out_nearer: how much liker the likest `not:` question of any fact is than the likest
            phrasing, 0 when it is not.
        nearly_ruled_out: 1 when a `not:` question is liker than the fact's likest phrasing.
        alike_but: the likeness where some check speaks against the fact: nearly a known question,
            with one thing changed.
        kind, measure, name, name_around, figure, negation, direction, relation, too_little,
            remark: 1 when that
            check speaks against the fact (see `evidence.py`).
        worded: how much more usual the question's wording is in the fact's phrasings than in all
            (see `wording.py`).
        worded_margin: how much more than in any other fact's.
        worded_not_margin: how much more than in the fact's own `not:` questions.
        worded_nearly: `worded_margin` of what is nearly ruled out.
    """

    score: float
    verbatim: float
    margin: float
    like: float
    like_of_kind: float
    like_margin: float
    votes: float
    meaning: float
    meaning_margin: float
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
    keywords: float
    kind_share: float
    focus: float
    not_like_margin: float
    not_of_kind_margin: float
    ruled_out_margin: float
    ruled_out_nearer: float
    nearly_ruled_out: float
    alike_but: float
    kind: float
    measure: float
    name: float
    name_around: float
    figure: float
    negation: float
    direction: float
    relation: float
    too_little: float
    remark: float
    worded: float
    worded_margin: float
    worded_not_margin: float
    worded_nearly: float


class SignReader:
    """Reads the signs of the facts that a search found: what they share is found out once."""

    def __init__(self, index: Index, question: Question, found: Found, left_out: LeftOut) -> None:
        self._index = index
        self._question = question
        self._found = found
        self._left_out = left_out
        self._place_of = {fact: place for place, fact in enumerate(found.facts.tolist())}
        asked, like = found.asked, found.likeness.harmonic
        kind = index.kind_code(question.kind)
        of_kind = index.kind_codes.take(asked.rows) == kind
        meaning = meaning_likeness(
            index.row_meanings.take(asked.rows, axis=0), index.meanings.of_text(question.words)
        )
        if left_out.phrasings:
            meaning[places_of(asked.rows, left_out.phrasings)] = -1
        firsts = asked.begins[:-1]
        most, total = np.maximum.reduceat, np.add.reduceat
        self._like = _OfFacts(most(like, firsts).tolist())
        self._like_of_kind = most(like * of_kind, firsts).tolist()
        self._meaning = _OfFacts(most(meaning, firsts).tolist())
        self._covered = most(found.likeness.covered, firsts).tolist()
        self._votes = total(_votes(like), firsts).tolist()
        phrasings = asked.sizes
        if left_out.phrasings:
            left = np.ones(len(of_kind), np.int64)
            left[places_of(asked.rows, left_out.phrasings)] = 0
            of_kind &= left > 0
            phrasings = total(left, firsts)
        times = total(of_kind, firsts, dtype=np.float32)
        self._kind_share = (times / np.maximum(phrasings, 1).astype(np.float32)).tolist()
        self._weights = [term.weight for term in found.terms]
        self._weight = sum(self._weights)
        self._same = [term.same for term in found.terms[:MOST_TERMS]]
        self._pairs = [
            (first, [one * other for other in self._weights[first + 1 : MOST_TERMS]])
            for first, one in enumerate(self._weights[:MOST_TERMS])
        ]
        self._all_pairs = sum([weight for _, weights in self._pairs for weight in weights])
        self._asked_for = focus_keys(question.words, index.thesaurus)
        self._read_ruled_out(kind)
        self._worded = _OfFacts(found.worded.asked.tolist())
        self._worded_not = found.worded.ruled_out.tolist()

    def _read_ruled_out(self, kind: int) -> None:
        """How like the question is to the `not:` questions of the facts compared."""
        index, ruled_out = self._index, self._found.ruled_out
        like = self._found.not_likeness.harmonic
        if self._left_out.ruled_out:
            like = like.copy()
            like[places_of(ruled_out.rows, self._left_out.ruled_out)] = 0
        of_kind = like * (index.ruled_out_kinds.take(ruled_out.rows) == kind)
        self._not_like, self._not_like_of_kind = _most_of_each(ruled_out, like, of_kind)
        self._ruled_out = max(self._not_like_of_kind)

    def read(self, place: int, weighed: Weighed) -> Signs:
        """The signs of one fact.

        Args:
            place: its place among the hits.
            weighed: the evidence for it.
        """
        hits, question = self._found.hits, self._question
        hit = hits[place]
        own = self._place_of[hit.fact]
        rival = max([other.score for other in hits if other is not hit], default=0.0)
        like, like_of_kind = self._like.values[own], self._like_of_kind[own]
        own_of_kind = self._not_like_of_kind[own]
        # What another fact does not answer, this one may: it is nearly asked for that itself.
        ruled_out = own_of_kind if like_of_kind >= NEARLY_OWN else self._ruled_out
        missing = [
            (unit.light, weight)
            for unit, weight, (_, _, by, _) in zip(
                question.units, self._weights, weighed.explained, strict=True
            )
            if by is None and not unit.maybe_function
        ]
        light = sum([is_light for is_light, _ in missing])
        pairs, rarest = self._together(hit.fact)
        against = weighed.against
        score = min(hit.score, 1.0)
        nearly = float(like_of_kind < ruled_out and hit.score <= 1)
        worded, worded_margin = self._worded.values[own], self._worded.margin(own)
        return Signs(
            score=score,
            verbatim=float(hit.score > 1),
            margin=score - min(rival, 1.0),
            like=like,
            like_of_kind=like_of_kind,
            like_margin=self._like.margin(own),
            votes=self._votes[own],
            meaning=self._meaning.values[own],
            meaning_margin=self._meaning.margin(own),
            covered=self._covered[own],
            pairs=pairs,
            explained=hit.explained,
            asked=hit.asked,
            unexplained=len(missing) - light,
            unexplained_light=light,
            unexplained_share=sum([weight for _, weight in missing]) / (self._weight or 1.0),
            rarest=rarest,
            words=len(question.units),
            weight=self._weight,
            keywords=float(question.kind == "open"),
            kind_share=self._kind_share[own],
            focus=self._focus(weighed),
            not_like_margin=like - self._not_like[own],
            not_of_kind_margin=like_of_kind - own_of_kind,
            ruled_out_margin=like_of_kind - ruled_out,
            ruled_out_nearer=max(ruled_out - like, 0.0),
            nearly_ruled_out=nearly,
            alike_but=like if against else 0.0,
            kind=float("kind" in against),
            measure=float("measure" in against),
            name=float("name" in against),
            name_around=float("name around" in against),
            figure=float("figure" in against),
            negation=float("negation" in against),
            direction=float("direction" in against),
            relation=float("relation" in against),
            too_little=float("too little" in against),
            remark=float("remark" in against),
            worded=worded,
            worded_margin=worded_margin,
            worded_not_margin=worded - self._worded_not[own],
            worded_nearly=nearly * worded_margin,
        )

    def _focus(self, weighed: Weighed) -> float:
        if not self._asked_for:
            return 0.0
        return -1.0 if self._asked_for.isdisjoint(weighed.profile.foci) else 1.0

    def _together(self, fact: int) -> tuple[float, float]:
        """The share of pairs that stand together in a text of the fact, and the rarest word's."""
        texts_with = self._index.texts_with(fact)
        rows = self._index.rows_of(fact)
        size = len(rows)
        counted = (2 << size) - 1  # a bit for each phrasing, and the highest for the answer
        for row in self._left_out.phrasings:
            if row in rows:
                counted &= ~(1 << (row - rows.start))
                size -= 1
        having = []
        for units in self._same:
            texts = 0  # those that have any of them
            for unit in units:
                if unit in texts_with:
                    texts |= texts_with[unit]
            having.append(texts & counted)
        pairs = self._paired(having) / self._all_pairs if self._all_pairs else 1.0
        phrasings = (1 << len(rows)) - 1
        fewest = min([(texts & phrasings).bit_count() for texts in having]) if size else 0
        return pairs, fewest / max(size, 1)

    def _paired(self, having: Sequence[int]) -> float:
        """What the pairs weigh of which some text has both, given the texts that have each."""
        weight = 0.0
        for first, weights in self._pairs:
            texts = having[first]
            if texts:
                for other, both in zip(having[first + 1 :], weights, strict=True):
                    if texts & other:
                        weight += both
        return weight


class _OfFacts:
    """A value of each fact, and how far it is above the highest of all others."""

    def __init__(self, values: list[float]) -> None:
        self.values = values
        ordered = sorted(values)
        self._most = ordered[-1]
        self._second = ordered[-2] if len(ordered) > 1 else 0.0

    def margin(self, place: int) -> float:
        """How far the value of one lies above the highest of all others, or 0 without any."""
        value = self.values[place]
        return value - (self._second if value == self._most else self._most)


def _most_of_each(owned: Owned, *values: Floats) -> list[list[float]]:
    """The highest value of each fact, none being below 0, for each of several kinds of value."""
    filled = owned.sizes > 0
    firsts = owned.begins[:-1][filled]
    found = []
    for each in values:
        most = np.zeros(len(filled), dtype=np.float32)
        if len(firsts):
            most[filled] = np.maximum.reduceat(each, firsts)
        found.append(most.tolist())
    return found


def _votes(like: Floats) -> npt.NDArray[np.float32]:
    """For each phrasing its share in the likeness of the likest ones."""
    if len(like) > VOTERS:
        # Sorting them all is faster than `np.partition`.
        like = np.where(like >= np.sort(like)[-VOTERS], like, np.float32(0))
    return like / (like.sum() or np.float32(1))
