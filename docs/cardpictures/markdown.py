"""Discord's formatting as HTML: what cards use of it, and what they must have escaped."""

from __future__ import annotations

import re
from html import escape
from typing import Final

PEOPLE: Final = {"31": "Tom"}  # whom the ids in pictures stand for
_INLINE: Final = re.compile(
    r"\\(?P<escaped>[^A-Za-z0-9\s])"
    r"|`(?P<code>[^`]+)`"
    r"|\*\*(?P<bold>(?:\\.|[^\\])+?)\*\*(?!\*)"
    r"|__(?P<underlined>(?:\\.|[^\\])+?)__"
    r"|~~(?P<struck>(?:\\.|[^\\])+?)~~"
    r"|\|\|(?P<spoiler>(?:\\.|[^\\])+?)\|\|"
    r"|\*(?=\S)(?P<italic>(?:\\.|[^\\*])+?)\*"
    r"|\b_(?P<slanted>(?:\\.|[^\\_])+?)_\b"
    r"|\[(?P<text>(?:\\.|[^\\\]])+)\]\(<?(?P<address>https?://[^\s>)]+)>?\)"
    r"|<@(?P<person>\d+)>"
    r"|(?P<bare>https?://[^\s<>]+)",
    re.DOTALL,
)
_TAGS: Final = {
    "bold": "strong",
    "italic": "em",
    "slanted": "em",
    "underlined": "u",
    "struck": "s",
    "spoiler": "mark",
}
_SUBTEXT: Final = re.compile(r"-# (?P<rest>.*)")
_HEADING: Final = re.compile(r"(?P<level>#{1,3}) (?P<rest>.*)")
_QUOTE: Final = re.compile(r"> (?P<rest>.*)")
_BULLET: Final = re.compile(r"\s*[-*] (?P<rest>.*)")
_NUMBERED: Final = re.compile(r"(?P<number>\d+)\. (?P<rest>.*)")


def inline(text: str) -> str:
    """One run of text as HTML: bold, italics, links, code; everything else as it stands."""
    parts: list[str] = []
    end = 0
    for found in _INLINE.finditer(text):
        parts.append(escape(text[end : found.start()], quote=False))
        parts.append(_formatted(found))
        end = found.end()
    parts.append(escape(text[end:], quote=False))
    return "".join(parts)


def _formatted(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind == "escaped":
        return escape(found["escaped"], quote=False)
    if kind == "code":
        return f"<code>{escape(found['code'], quote=False)}</code>"
    if kind == "address":
        return f'<a href="{escape(found["address"])}">{inline(found["text"])}</a>'
    if kind == "person":
        return f'<span class="mention">@{PEOPLE[found["person"]]}</span>'
    if kind == "bare":
        return f'<a href="{escape(found["bare"])}">{escape(found["bare"], quote=False)}</a>'
    tag = _TAGS[kind]
    return f"<{tag}>{inline(found[kind])}</{tag}>"


def block(text: str) -> str:
    """A text of several lines as HTML: lists, small print, headings, quotes, line breaks."""
    parts: list[str] = []
    lines: list[str] = []

    def flush() -> None:
        if lines:
            parts.append(f"<div>{inline(chr(10).join(lines))}</div>")
            lines.clear()

    for line in text.split("\n"):
        made = _line(line)
        if made is None:
            lines.append(line)
            continue
        if lines and not lines[-1].strip():
            lines[-1] = "\u00a0"  # an empty line before a list stays one
        flush()
        parts.append(made)
    flush()
    return "".join(parts)


def _line(line: str) -> str | None:
    """A line that begins with a mark of its own, or None."""
    if found := _SUBTEXT.fullmatch(line):
        return f"<small>{inline(found['rest'])}</small>"
    if found := _HEADING.fullmatch(line):
        level = len(found["level"])
        return f"<h{level}>{inline(found['rest'])}</h{level}>"
    if found := _QUOTE.fullmatch(line):
        return f"<blockquote>{inline(found['rest'])}</blockquote>"
    if found := _NUMBERED.fullmatch(line):
        return f'<ol start="{found["number"]}"><li>{inline(found["rest"])}</li></ol>'
    if found := _BULLET.fullmatch(line):
        return f"<ul><li>{inline(found['rest'])}</li></ul>"
    return None
