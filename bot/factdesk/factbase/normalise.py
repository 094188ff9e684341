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

MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_DASHES = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u201b\u02bc\u00b4`\u2032"), "")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))  # they choose a glyph, and show nothing
_INSIDE_NUMBER = frozenset(".,:/-")


def split_passages(text: str) -> list[str]:
    """Split an article into its passages: blocks between blank lines, without surrounding space.

    Blocks that hold nothing but punctuation or invisible characters are no passages. The first
    passage of the list is passage 1.
    """
    unified = _visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    blocks = (block.strip() for block in _BLANK_LINES.split(f"\n\n{unified}"))
    return [block for block in blocks if normalise(block)]


def normalise(text: str) -> str:
    """Reduce a passage to what must stay the same for it to count as unchanged.

    Markdown links become their text; Unicode is unified (NFKC), folded in case and stripped of
    invisible characters; quotes, dashes and spaces are unified; punctuation goes, except between
    two digits ("1.5", "2024-26"). Symbols such as % and + stay: they carry meaning beside numbers.

    The result is a fixed point: normalising it again changes nothing.
    """
    text = MARKDOWN_LINK.sub(r"\1", _visible(text))
    before = None
    while text != before:  # folding, composing and dropping each may make way for another
        before = text
        text = unicodedata.normalize("NFKC", text).casefold()
        text = _visible(text.translate(_DASHES).translate(_APOSTROPHES))
    kept = [
        character if _keeps(text, place, character) else " " for place, character in enumerate(text)
    ]
    return " ".join("".join(kept).split())


def _visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) != "Cf" and c not in _SELECTORS)


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
