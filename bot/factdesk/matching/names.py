"""Which words of a base are proper names, and in which direction a text relates two of them.

The curators' capitals tell the names: a word is one when enough of its occurrences inside the
sentences of the base have a capital (`CAPITAL_SHARE`). Direction is who plays which role. The
preposition before a name tells its role, in whatever order they stand: "from Delhi to Minsk" and
"to Minsk from Delhi" run the same way. Of two names without one the acting name comes first, with
"by" turning it around: "India recognised Belarus" and "Belarus was recognised by India".
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factdesk.matching.text import opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factdesk.matching.corpus import ReadTexts
    from factdesk.matching.text import Word
    from factdesk.matching.units import Thesaurus

CAPITAL_SHARE = 0.3  # of its occurrences inside a sentence, from which a word is a name
_EQUAL = frozenset({"and", "or", "with", "versus", "vs"})
_ACTING = frozenset({"by"})
_ARTICLES = frozenset({"the", "a", "an"})
_ROLES = {
    **dict.fromkeys(("to", "into", "toward", "towards", "in", "within", "at", "on"), "there"),
    **dict.fromkeys(("from", "out"), "from"),
    **{role: role for role in ("of", "for", "with", "without", "against", "about", "via")},
}


class Named(NamedTuple):
    """A name in a text: its role, empty when no preposition tells one, and the name."""

    role: str
    name: str


Pair = tuple[Named, Named]


def turned(pair: Pair) -> Pair:
    """The pair with either name in the other's role."""
    first, second = pair
    return first._replace(name=second.name), second._replace(name=first.name)


class Names:
    """The proper names of one base, as stems or as the concepts of their spellings."""

    def __init__(self, names: Iterable[str], thesaurus: Thesaurus) -> None:
        """Know the names of a base.

        Args:
            names: their stems.
            thesaurus: knows the spellings of a name.
        """
        self._thesaurus = thesaurus
        self._names = frozenset(names)

    def __contains__(self, stem: str) -> bool:
        return stem in self._names

    def pairs(self, words: Sequence[Word]) -> Iterator[Pair]:
        """Each two different names of a text with different roles, or none, the acting one first.

        Names on an equal footing ("Belarus and India", "in India and in Belarus") have no direction
        and make no pair.
        """
        known = self._names
        places = [place for place, word in enumerate(words) if word.stem in known]
        if len(places) < 2:
            return  # mostly
        found: dict[str, Named] = {}
        equal: set[frozenset[str]] = set()
        last, last_place = Named("", ""), -2
        for place in places:
            word = words[place]
            concepts = self._thesaurus.concepts(word.stem)
            name = concepts[0] if concepts else word.stem
            before = words[place - 1].text if place else ""
            beside = place == last_place + 1  # "Indian-Belarusian", or one name of two words
            if beside or (place == last_place + 2 and before in _EQUAL):
                equal.add(frozenset((last.name, name)))
            if before in _ARTICLES and place > 1:
                before = words[place - 2].text
            named = Named(last.role if beside else _ROLES.get(before, ""), name)
            last, last_place = named, place
            if name not in found:
                found = {name: named, **found} if before in _ACTING else {**found, name: named}
        for first, second in combinations(found.values(), 2):
            if frozenset((first.name, second.name)) in equal:
                continue
            if not first.role and not second.role:
                yield first, second
            elif first.role != second.role:
                yield min(first, second), max(first, second)


def find_names(asked: ReadTexts, told: ReadTexts) -> frozenset[str]:
    """The stems of the names of a base.

    Args:
        asked: its phrasings. Curators write these as people type, often in lower case
            throughout, so a name need not have its capital everywhere.
        told: its answers, asked for what no phrasing has.
    """
    known, names = _capitalised(asked)
    _, names_in_answers = _capitalised(told)
    return names | (names_in_answers - known)


def _capitalised(texts: ReadTexts) -> tuple[frozenset[str], frozenset[str]]:
    """All stems of some texts, and those that are written as names often enough."""
    vocabulary = texts.known
    everywhere = np.bincount(texts.words, minlength=len(vocabulary))
    opening_texts = np.bincount(texts.words[texts.first_words()], minlength=len(vocabulary))
    capitals: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for number in np.flatnonzero(everywhere).tolist():
        word = vocabulary[number]
        occurrences = int(everywhere[number])
        if word.capitalised:
            if not opening(word).capitalised:
                occurrences -= int(opening_texts[number])
            capitals[word.stem] += occurrences
        elif word.raw[:1].islower():
            lower[word.stem] += occurrences
    names = frozenset(s for s, n in capitals.items() if n and n >= CAPITAL_SHARE * (n + lower[s]))
    known = frozenset(s for s, n in capitals.items() if n) | frozenset(lower)
    return known, names
