"""Discord's limits, and cutting text to them. Lengths are in characters."""

from __future__ import annotations

from typing import Final

CONTENT: Final = 2000
EMBED_TITLE: Final = 256
EMBED_DESCRIPTION: Final = 4096
EMBED_FIELD: Final = 1024
EMBED_FOOTER: Final = 2048
BUTTON_LABEL: Final = 80
OPTION: Final = 100  # an option's label, value and description; an autocomplete choice
OPTIONS: Final = 25
PLACEHOLDER: Final = 150
CUSTOM_ID: Final = 100

ELLIPSIS: Final = "…"


def cut(text: str, length: int) -> str:
    """The text, or as many of its whole words as fit into `length` with an ellipsis after them.

    A single word that does not fit is cut inside.
    """
    if len(text) <= length:
        return text
    head = text[: length - 1]
    words = head if text[length - 1].isspace() else head.rpartition(" ")[0]
    return (words or head).rstrip(" ,;:\u2013-\\") + ELLIPSIS


def cut_line(text: str, length: int) -> str:
    """The text on one line, cut as `cut` does."""
    return cut(" ".join(text.split()), length)
