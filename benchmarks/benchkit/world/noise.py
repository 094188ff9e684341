"""How people spoil a question: typing errors, keywords only, greetings around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

MIN_LETTERS = 4  # in shorter words a slip more often makes another word than a misspelling
# The keys beside each letter on a keyboard of the English layout.
NEIGHBOURS = {
    letter: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for place, letter in enumerate(row)
}
DROPPED = frozenset(
    """
    a an the of in on at to for by from with is are was were be do does did has have had can
    who whom whose what which when where why how much many me tell it as there
    """.split()
)
BEFORE = ("hey guys, ", "Hello! ", "hi there, quick question: ", "sorry to bother you, but ")
AFTER = (" thanks", " thanks in advance!", " please", " cheers :)")
_WORD = re.compile(r"[A-Za-z]+")


def with_typos(text: str, count: int, dice: Random) -> str:
    """The text with so many words misspelt by one slip each (fewer when it has not as many)."""
    words = [found for found in _WORD.finditer(text) if len(found.group()) >= MIN_LETTERS]
    for found in sorted(dice.sample(words, min(count, len(words))), key=lambda f: -f.start()):
        text = text[: found.start()] + misspelt(found.group(), dice) + text[found.end() :]
    return text


def misspelt(word: str, dice: Random) -> str:
    """A word with one slip behind its first letter: never the word itself."""
    while True:
        place = dice.randrange(1, len(word))
        slipped = dice.choice((_leave_out, _double, _hit_beside, _swap))(word, place, dice)
        if slipped != word:
            return slipped


def keywords(text: str) -> str:
    """What remains when only words that carry something are typed."""
    words = re.findall(r"[\w']+", text.lower())
    return " ".join(word.removesuffix("'s") for word in words if word not in DROPPED)


def chatty(text: str, dice: Random) -> str:
    """The text as people write it in a chat."""
    return dice.choice(BEFORE) + text.rstrip("?") + dice.choice(("?", "")) + dice.choice(AFTER)


def _leave_out(word: str, place: int, _: Random) -> str:
    return word[:place] + word[place + 1 :]


def _double(word: str, place: int, _: Random) -> str:
    return word[:place] + word[place] + word[place:]


def _hit_beside(word: str, place: int, dice: Random) -> str:
    near = NEIGHBOURS.get(word[place].lower())
    return word[:place] + dice.choice(near) + word[place + 1 :] if near else word


def _swap(word: str, place: int, _: Random) -> str:
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
