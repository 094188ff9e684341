"""Text shown as it stands: never as formatting, a mention or a link that somebody else chose."""

from __future__ import annotations

import re
from typing import Final

_INVISIBLE: Final = "\u200b"
# Only what Discord would act on, so that ordinary text stays as it was written.
_SPECIAL: Final = re.compile(
    r"[\\*_`\[\]]|<|~~|\|\|"
    r"|^(?P<indent>\s*)(?P<mark>-?\#{1,3}|>{1,3}|[-+]|\d+\.)(?=\s)",
    re.MULTILINE,
)
_MENTION: Final = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
_ADDRESS: Final = re.compile(r":(?=//)|discord(?:app)?\.(?=gg\b|com\b)", re.IGNORECASE)


_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would turn the text around it
_IN_ADDRESS: Final = {ord(c): f"%{ord(c):02X}" for c in "()<>\\"}


def link(name: str, address: str) -> str:
    """A link that shows a name and does not unfold.

    Args:
        name: what it shows, escaped already.
        address: where it leads; what could end the link early is encoded.
    """
    return f"[{name}](<{address.translate(_IN_ADDRESS)}>)"


def plain(text: str) -> str:
    """The text with everything escaped that Discord would format, link or take for a mention.

    Used for what people typed and for what a fact base says: neither decides how a card looks.
    """
    text = _TURNING.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ADDRESS.sub(lambda found: found[0] + _INVISIBLE, text)
    text = _MENTION.sub("@" + _INVISIBLE, text)
    return _SPECIAL.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    mark = found["mark"]
    if mark is None:
        return "".join("\\" + character for character in found[0])
    if mark[0].isdigit():  # of a numbered list
        return f"{found['indent']}{mark[:-1]}\\."
    return f"{found['indent']}\\{mark}"
