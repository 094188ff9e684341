"""What a question wants measured: "people" in "how many people", "fast" in "how fast is".

A fact that counts something else does not answer: 167 countries are no answer to "how many people".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.matching import english
from factdesk.matching.units import is_content, read_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factdesk.matching.lexicon import Lexicon
    from factdesk.matching.text import Word
    from factdesk.matching.units import Thesaurus

NEAR_A_FIGURE = 3  # words after a figure within which stands what it counts


def measured_word(words: Sequence[Word]) -> Word | None:
    """The word that a question wants counted or measured, or None when it wants neither.

    The noun of "how many", "how much" and "number of" ("much" itself when no noun follows), the
    adjective of "how fast is", "how old was", the noun of "what is the price".
    """
    if words and words[0].text in english.QUANTITY_NOUNS:
        return words[0]
    for place, word in enumerate(words[:-1]):
        following = words[place + 1]
        if word.text in {"what", "which"}:
            noun = english.quantity_noun([other.text for other in words[place + 1 :]])
            return next((other for other in words if other.text == noun), None)
        if word.text == "number" and following.text == "of":
            return _first_noun(words[place + 2 :])
        if word.text == "how":
            if following.text in {"many", "much"}:
                return _first_noun(words[place + 2 :]) or following
            then = words[place + 2].text if place + 2 < len(words) else ""
            adjective = is_content(following) and then in english.AUXILIARIES
            return following if adjective else None
    return None


def measured_keys(
    words: Sequence[Word], thesaurus: Thesaurus, lexicon: Lexicon | None = None
) -> frozenset[str]:
    """What a question wants measured, as the keys it may be matched by."""
    word = measured_word(words)
    if word is None:
        return frozenset()
    units = read_units([word], thesaurus, lexicon)
    return frozenset(units[0].keys) if units else frozenset()


def counted_in(told: Sequence[Word], thesaurus: Thesaurus) -> Iterator[str]:
    """The keys of what an answer's figures count: the words that follow each."""
    for place, word in enumerate(told):
        if word.is_number or word.text in english.NUMBER_WORDS:
            for unit in read_units(told[place + 1 : place + 1 + NEAR_A_FIGURE], thesaurus):
                yield from unit.keys


def _first_noun(words: Sequence[Word]) -> Word | None:
    """The first weighty word before an auxiliary: "tonnes" of "tonnes does India buy"."""
    for word in words:
        if word.text in english.AUXILIARIES:
            return None
        if is_content(word):
            return word
    return None
