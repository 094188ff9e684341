"""Which words of a base are proper names, and in which direction a text relates two of them.

The curators' capitals tell the names: a word is one when it is capitalised wherever it stands
inside a sentence of the base. Direction is the order of two names, with "by" turning it around:
"India recognised Belarus" and "Belarus was recognised by India" run the same way.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factdesk.matching.text import Word
    from factdesk.matching.units import Thesaurus


class Names:
    """The proper names of one base, as stems or as the concepts of their spellings."""

    def __init__(self, texts: Iterable[Sequence[Word]], thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        capitals: Counter[str] = Counter()
        lower: Counter[str] = Counter()
        for words in texts:
            for word in words:
                if word.capitalised:
                    capitals[word.stem] += 1
                elif word.raw[:1].islower():
                    lower[word.stem] += 1
        # Curators write phrasings as people type, often in lower case throughout.
        self._names = frozenset(s for s, n in capitals.items() if 2 * n >= lower[s])

    def __contains__(self, stem: str) -> bool:
        return stem in self._names

    def pairs(self, words: Sequence[Word]) -> Iterator[tuple[str, str]]:
        """Each two different names of a text, the acting one first."""
        found: list[str] = []
        for place, word in enumerate(words):
            if word.stem not in self._names:
                continue
            concepts = self._thesaurus.concepts(word.stem)
            name = concepts[0] if concepts else word.stem
            by = place > 0 and words[place - 1].text == "by"
            if name not in found:
                found.insert(0, name) if by else found.append(name)
        for place, first in enumerate(found):
            for second in found[place + 1 :]:
                yield first, second
