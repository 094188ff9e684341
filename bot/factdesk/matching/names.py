"""Which words of a base are proper names, and in which direction a text relates two of them.

The curators' capitals tell the names: a word is one when enough of its occurrences inside the
sentences of the base have a capital (`CAPITAL_SHARE`). Direction is the order of two names, with
"by" turning it around: "India recognised Belarus" and "Belarus was recognised by India" run the
same way.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

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

    def pairs(self, words: Sequence[Word]) -> Iterator[tuple[str, str]]:
        """Each two different names of a text, the acting one first.

        Names on an equal footing ("Belarus and India", "between India and Belarus") have no
        direction and make no pair.
        """
        known = self._names
        places = [place for place, word in enumerate(words) if word.stem in known]
        if len(places) < 2:
            return  # mostly
        found: list[str] = []
        equal: set[frozenset[str]] = set()
        last: tuple[int, str] | None = None
        for place in places:
            word = words[place]
            concepts = self._thesaurus.concepts(word.stem)
            name = concepts[0] if concepts else word.stem
            before = words[place - 1].text if place else ""
            if last is not None and place - last[0] == 2 and before in _EQUAL:
                equal.add(frozenset((last[1], name)))
            last = (place, name)
            if name not in found:
                found.insert(0, name) if before in _ACTING else found.append(name)
        for place, first in enumerate(found):
            for second in found[place + 1 :]:
                if frozenset((first, second)) not in equal:
                    yield first, second


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
