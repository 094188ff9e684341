"""A card: what one message of the desk shows. Plain values; `drawing` draws them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from factdesk.plugin.custom_ids import CustomId

Tone = Literal["answer", "unsure", "nothing", "notice"]
Style = Literal["primary", "secondary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button. `label` has at most 80 characters."""

    label: str
    id: CustomId
    style: Style = "secondary"


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu: what it shows, and the custom id to act upon, as text."""

    label: str
    value: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu to pick one of at most 25 options from."""

    placeholder: str
    id: CustomId
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Picker:
    """A menu of what a server has, which Discord fills in; a press gives the ids that were picked.

    Attributes:
        of: channels that can be listened to, or roles.
        placeholder: what it shows while nothing is picked.
        id: what picking means.
        picked: ids of what is picked already.
        most: how many may be picked, 25 at most; it may also be none.
    """

    of: Literal["channels", "roles"]
    placeholder: str
    id: CustomId
    picked: tuple[int, ...] = ()
    most: int = 1


Row = tuple[Button, ...] | Menu | Picker


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a card, in Discord's formatting."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a card.

    Attributes:
        name: of its file: letters, digits and dots.
        content: the file's bytes.
        description: what it shows, for who does not see it; at most 1024 characters.
    """

    name: str
    content: bytes
    description: str


@dataclass(frozen=True, slots=True)
class Card:
    """What one message shows. Texts are in Discord's formatting: whatever was not ours is escaped.

    Attributes:
        tone: decides the colour.
        title: one line above, or nothing. Shown as it stands.
        body: the text; when there is no room, it is cut.
        note: a line below it that is never cut, or nothing.
        sections: titled parts below it.
        footer: one small line at the end, or nothing. Shown as it stands.
        rows: buttons and menus, at most five rows.
        picture: below the text, or None. The text says the same: where no embed may be sent, it
            goes without.
    """

    tone: Tone
    body: str
    title: str = ""
    note: str = ""
    sections: tuple[Section, ...] = ()
    footer: str = ""
    rows: tuple[Row, ...] = field(default=())
    picture: Picture | None = None
