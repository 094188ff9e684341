"""Words that a base seems to misspell.

Phrasings are people's own words, and some people misspell. Their misspellings must not become words
of the base like any other: who makes the same mistake would be taken by the word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.matching.lexicon import Lexicon, is_english

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factdesk.matching.text import Word

OFTEN = 10  # times as often as a misspelling the base uses what was meant
RARE = 20  # uses of a word, beyond which it is meant as it stands
MOST_ODD = 3000  # words that are looked at: more of them are a language of their own


def misspelt(words: Sequence[Word], used: Mapping[str, int]) -> dict[str, str]:
    """The words that a base seems to misspell, and what is meant by each.

    They are no English words, nowhere written as names, rare, and a single edit away from a word
    that the base uses far more often.

    Args:
        words: the distinct words of the base, the most used first.
        used: how often each is used.
    """
    odd = frozenset(_odd(words, used))
    if not 0 < len(odd) <= MOST_ODD:
        return {}
    lexicon = Lexicon([word for word in words if word.text not in odd])
    found = {}
    for text in sorted(odd):
        meant = lexicon.typo_of(text)
        if meant is not None and used.get(meant, 0) >= OFTEN * used[text]:
            found[text] = meant
    return found


def _odd(words: Sequence[Word], used: Mapping[str, int]) -> Iterator[str]:
    names = {word.text for word in words if word.capitalised}
    for text, stem in {word.text: word.stem for word in words}.items():
        rare = used[text] <= RARE and text not in names
        if rare and text.isalpha() and not is_english(text) and not is_english(stem):
            yield text
