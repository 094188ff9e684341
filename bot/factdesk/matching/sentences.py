"""The sentences of what somebody typed, emoji, lines and asides taken apart."""

from __future__ import annotations

import re
import unicodedata

from factdesk.matching import english
from factdesk.matching.text import clean, tokens

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_STOPS_IN_A_ROW = re.compile(r"\.(?=\s*\.)")
_LINE_GOES_ON = re.compile(r"(?<![.!?;:\u2026\s])[^\S\n]*\n\s*")
_MAY_SEPARATE = re.compile(r"[.!?;:\n-]")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;:\u2026])[\s)]+|\n+|\.{2,}|\s[-\u2013\u2014]+\s")



def sentences_of(text: str) -> list[tuple[str, bool]]:
    """The sentences of a text, each with whether it ends in a question mark."""
    text = clean(text)
    alone = text.strip()
    marked = alone.endswith("?")
    if alone.isascii() and not _MAY_SEPARATE.search(alone, 0, len(alone) - marked):
        return [(alone, marked)] if alone else []  # mostly
    # Emoji and other symbols separate like full stops; they carry no words.
    cleaned = _NOT_ASCII.sub(_stop_for_a_symbol, text)
    # A line that ends without a stop goes on in the next: "When did she visit", "Peru?".
    cleaned = _LINE_GOES_ON.sub(" ", cleaned)
    if "." in cleaned:
        cleaned = _STOPS_IN_A_ROW.sub(" ", cleaned).replace(". ", ".\n")
    cleaned = cleaned.replace("?", "?\n")
    parts = [part.strip() for part in _SENTENCE_ENDS.split(cleaned)]
    return [(part, part.endswith("?")) for part in parts if part]


def _stop_for_a_symbol(found: re.Match[str]) -> str:
    return "." if unicodedata.category(found.group()) == "So" else found.group()
