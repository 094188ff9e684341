"""Questions that cost the most: as long as they may be, all words different, all misspelt."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from benchkit.world.noise import MIN_LETTERS, misspelt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LONGEST = 4_000  # characters that the desk reads
WORDS = 500  # different ones in one question
MISSPELLINGS = 10_000  # different ones, each in a question of its own
VARIANTS = 10  # of each of the other kinds
_WORD = re.compile(r"[A-Za-z]+")


def hard_inputs(texts: Sequence[str], seed: int = 1) -> dict[str, list[str]]:
    """Hard questions of several kinds, made of a base's own phrasings.

    Args:
        texts: the phrasings.
        seed: other seeds give other questions.
    """
    dice = Random(seed)
    different = f"{len(_different_words(texts, dice))} different words"
    makers: dict[str, Callable[[], str]] = {
        f"{LONGEST:,} characters": lambda: _long(texts, dice),
        f"{LONGEST:,} characters, one word": lambda: _one_word(dice),
        different: lambda: " ".join(_different_words(texts, dice)),
        f"{different}, misspelt": lambda: " ".join(
            misspelt(word, dice) for word in _different_words(texts, dice)
        ),
    }
    return {kind: [make() for _ in range(VARIANTS)] for kind, make in makers.items()}


def misspellings(texts: Sequence[str], count: int = MISSPELLINGS, seed: int = 1) -> Iterator[str]:
    """So many questions, each with a misspelt word that no other has: no cache knows it.

    Args:
        texts: a base's phrasings; some must have a word that is long enough to be misspelt.
        count: how many.
        seed: other seeds give other questions.
    """
    dice = Random(seed)
    places = [
        (text, found)
        for text in texts
        for found in _WORD.finditer(text)
        if len(found.group()) >= MIN_LETTERS + 2  # the desk allows these two slips
    ]
    known = {word.lower() for text in texts for word in _WORD.findall(text)}
    made: set[str] = set()
    while len(made) < count:
        text, found = dice.choice(places)
        word = misspelt(misspelt(found.group(), dice), dice)
        if word.lower() not in known and word.lower() not in made:
            made.add(word.lower())
            yield text[: found.start()] + word + text[found.end() :]


def _long(texts: Sequence[str], dice: Random) -> str:
    long = ""
    while len(long) < LONGEST:
        long += f"{dice.choice(texts)} "
    return long[:LONGEST]


def _one_word(dice: Random) -> str:
    return "".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=LONGEST))


def _different_words(texts: Sequence[str], dice: Random) -> list[str]:
    """Different words of the base, as many as are wanted, or as there are and as may be typed."""
    words = sorted({word for text in texts for word in _WORD.findall(text.lower())})
    dice.shuffle(words)
    usable = [word for word in words if MIN_LETTERS <= len(word) < LONGEST // WORDS]
    return usable[:WORDS]
