"""The text of an article: split into passages, normalised, fingerprinted.

The normaliser has a version because a fingerprint is only comparable with one made the same way.
Any change to what `normalise` returns needs a new `NORMALISER` number.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

NORMALISER: Final = 1

_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u201b\u02bc\u00b4`\u2032"), "")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_INSIDE_NUMBER = frozenset(".,:/-")


def split_passages(text: str) -> list[str]:
    """Split an article into its passages: blocks between blank lines, without surrounding space.

    Blocks that hold nothing but punctuation or invisible characters are no passages. The first
    passage of the list is passage 1.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = (block.strip() for block in _BLANK_LINES.split(f"\n\n{unified}"))
    return [block for block in blocks if normalise(block)]


def normalise(text: str) -> str:
    """Reduce a passage to what must stay the same for it to count as unchanged.

    Markdown links become their text; Unicode is unified (NFKC), folded in case and stripped of
    invisible characters; quotes, dashes and spaces are unified; punctuation goes, except between
    two digits ("1.5", "2024-26"). Symbols such as % and + stay: they carry meaning beside numbers.

    The result is a fixed point: normalising it again changes nothing.
    """
    text = _MARKDOWN_LINK.sub(r"\1", text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf").translate(_APOSTROPHES)
    for _ in range(2):  # folding the case may leave something to compose, and the other way round
        text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_APOSTROPHES)
    kept = [
        character if _keeps(text, place, character) else " " for place, character in enumerate(text)
    ]
    return " ".join("".join(kept).split())


def _keeps(text: str, place: int, character: str) -> bool:
    if character in _INSIDE_NUMBER and 0 < place < len(text) - 1:
        return text[place - 1].isdigit() and text[place + 1].isdigit()
    category = unicodedata.category(character)
    # Percent and its kin are punctuation to Unicode, part of the figure to a reader.
    return character in "%\u2030" or (category[0] not in "PCZ" and character not in "~|^")


def fingerprint(passage: str) -> str:
    """SHA-256 (hex) of the normalised passage. It proves "unchanged", never "supports"."""
    return hashlib.sha256(normalise(passage).encode()).hexdigest()


def count_words(passage: str) -> int:
    """How many words the normalised passage has."""
    return len(normalise(passage).split())
