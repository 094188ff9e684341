"""Names that nobody has: coined of syllables, so that a base can have as many as it needs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

# How many different names texts of n phrasings hold: Heaps' law, V = k * n ** beta. For English
# text beta lies between 0.4 and 0.6, and a base of questions is full of names, hence its upper end.
# The factor lets bases of this world have about as many different words as question sets of the
# same size do (hundreds for a thousand phrasings, tens of thousands for a million).
HEAPS_FACTOR = 20
HEAPS_EXPONENT = 0.6

ONSETS = """
    b br c ch d dr f fl g gl gr h j k kl kr l m n p pl pr qu r s sh sk sl st t th tr v w y z
""".split()
VOWELS = "a a a e e e i i o o u ai ea ei ia io ou".split()
CODAS = ["", "", "", *"ck d l l ll m n n n nd ng nt r r rd rn rt s ss st t x".split()]
ENDINGS = {
    "given": ["", "a", "o", "ie", "el", "in", "us", "ette"],
    "family": ["", "", "son", "er", "ez", "ov", "ski", "ini", "sen", "wood"],
    "place": ["", "", "ville", "burg", "ton", "ford", "stad", "ia", "mouth", "dale"],
    "organisation": ["", "", "ex", "co", "um", "tec"],
    "product": ["", "", "ix", "ora", "io", "ette", "on"],
}
SHARES = {"given": 0.12, "family": 0.38, "place": 0.25, "organisation": 0.15, "product": 0.10}
FEWEST = 12  # of each sort, however small the base


class Names(NamedTuple):
    """Coined names by sort, no two alike."""

    given: list[str]
    family: list[str]
    place: list[str]
    organisation: list[str]
    product: list[str]


def vocabulary_size(phrasings: int) -> int:
    """How many names a base of so many phrasings has."""
    return round(HEAPS_FACTOR * math.pow(phrasings, HEAPS_EXPONENT))


def coin_names(size: int, dice: Random) -> Names:
    """Coin so many names in all, by and large: a small base still has some of each sort."""
    taken: set[str] = set()
    return Names(
        **{
            sort: _coin(max(FEWEST, round(size * share)), ENDINGS[sort], taken, dice)
            for sort, share in SHARES.items()
        }
    )


def pick(names: list[str], dice: Random) -> str:
    """One of the names; those early in the list more often, as some names are common."""
    return names[int(len(names) * dice.random() ** 2)]


def _coin(count: int, endings: list[str], taken: set[str], dice: Random) -> list[str]:
    names: list[str] = []
    while len(names) < count:
        name = "".join(_syllable(dice) for _ in range(dice.choice((1, 2, 2)))) + dice.choice(
            endings
        )
        if 4 <= len(name) <= 12 and name not in taken:
            taken.add(name)
            names.append(name.capitalize())
    return names


def _syllable(dice: Random) -> str:
    return dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS)
