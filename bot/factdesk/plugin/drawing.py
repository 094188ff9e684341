"""Cards drawn with discord.py: as an embed, or as plain text where embeds are not allowed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord

from factdesk.plugin.card import Menu, Picker
from factdesk.plugin.limits import CONTENT, EMBED_DESCRIPTION, EMBED_FIELD, EMBED_FOOTER, cut
from factdesk.plugin.plain import plain

if TYPE_CHECKING:
    from factdesk.plugin.card import Button, Card, Picture, Style, Tone

COLOURS: Final[dict[Tone, int]] = {
    "answer": 0x2E8B57,
    "unsure": 0xD9A400,
    "nothing": 0x8A8F98,
    "notice": 0x4F6BED,
}
LISTENABLE: Final = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
)
_STYLES: Final[dict[Style, discord.ButtonStyle]] = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What to send: text or an embed, and a view when there is something to press.

    A picture is in the embed. Its file is read but once: ask for the arguments anew for each try.
    """

    content: str | None
    embed: discord.Embed | None
    view: discord.ui.View | None
    picture: Picture | None = None

    def to_send(self) -> dict[str, Any]:
        """As arguments of a new message. It mentions nobody.

        No link unfolds: they are all written so. The message's flag for that is not used, since it
        would hide the embed that an edit may bring.
        """
        given: dict[str, Any] = {"allowed_mentions": discord.AllowedMentions.none()}
        if self.content is not None:
            given["content"] = self.content
        if self.embed is not None:
            given["embed"] = self.embed
        if self.view is not None:
            given["view"] = self.view
        if self.picture is not None:
            given["file"] = _file_of(self.picture)
        return given

    def to_edit(self) -> dict[str, Any]:
        """As arguments of an edit: what the message showed before goes."""
        return {
            "content": self.content,
            "embeds": [self.embed] if self.embed is not None else [],
            "view": self.view,
            "attachments": [_file_of(self.picture)] if self.picture is not None else [],
            "allowed_mentions": discord.AllowedMentions.none(),
        }


def drawn(card: Card, *, embeds: bool = True) -> Drawn:
    """Draw a card.

    Args:
        card: what to show.
        embeds: whether embeds may be sent there.
    """
    view = view_of(card) if card.rows else None
    if embeds:
        return Drawn(None, embed_of(card), view, card.picture)
    return Drawn(text_of(card), None, view)


def embed_of(card: Card) -> discord.Embed:
    """The card as an embed, within Discord's limits."""
    embed = discord.Embed(
        colour=COLOURS[card.tone],
        title=card.title or None,
        description=_noted(cut(card.body, EMBED_DESCRIPTION - len(card.note) - 1), card),
    )
    for section in card.sections:
        embed.add_field(name=section.title, value=cut(section.text, EMBED_FIELD), inline=False)
    if card.footer:
        embed.set_footer(text=cut(card.footer, EMBED_FOOTER))
    if card.picture is not None:
        embed.set_image(url=f"attachment://{card.picture.name}")
    return embed


def _file_of(picture: Picture) -> discord.File:
    return discord.File(io.BytesIO(picture.content), picture.name, description=picture.description)


def text_of(card: Card) -> str:
    """The card as a message's text, within Discord's limit."""
    parts = [f"**{card.title}**"] if card.title else []
    parts.append(_noted(card.body, card))
    parts += [f"-# {section.title}: {_subtext(section.text)}" for section in card.sections]
    parts += [f"-# {plain(card.footer)}"] if card.footer else []
    text = "\n".join(parts)
    if len(text) <= CONTENT:
        return text
    # The body gives way: where it comes from must stay.
    rest = len(text) - len(card.body)
    return text.replace(card.body, cut(card.body, max(CONTENT - rest, 200)), 1)[:CONTENT]


def _noted(body: str, card: Card) -> str:
    return f"{body}\n{card.note}" if card.note else body


def _subtext(text: str) -> str:
    return text.replace("\n", "\n-# ")


def view_of(card: Card) -> discord.ui.View:
    """The card's buttons and menus. What they do when pressed is not here: see `presses`."""
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(card.rows):
        if isinstance(row, Menu):
            view.add_item(_select(row, number))
            continue
        if isinstance(row, Picker):
            view.add_item(_picker(row, number))
            continue
        for button in row:
            view.add_item(_button(button, number))
    view.stop()  # discord.py would keep it, for a private message with a task that waits
    return view


def _button(button: Button, row: int) -> discord.ui.Button[discord.ui.View]:
    return discord.ui.Button(
        style=_STYLES[button.style], label=button.label, custom_id=str(button.id), row=row
    )


def _select(menu: Menu, row: int) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(label=each.label, value=each.value, description=each.description)
        for each in menu.options
    ]
    return discord.ui.Select(
        custom_id=str(menu.id), placeholder=menu.placeholder, options=options, row=row
    )


def _picker(
    picker: Picker, row: int
) -> discord.ui.ChannelSelect[discord.ui.View] | discord.ui.RoleSelect[discord.ui.View]:
    kind = discord.SelectDefaultValueType(picker.of.removesuffix("s"))
    given: dict[str, Any] = {
        "custom_id": str(picker.id),
        "placeholder": picker.placeholder,
        "min_values": 0,
        "max_values": picker.most,
        "default_values": [discord.SelectDefaultValue(id=i, type=kind) for i in picker.picked],
        "row": row,
    }
    if picker.of == "roles":
        return discord.ui.RoleSelect(**given)
    return discord.ui.ChannelSelect(**given, channel_types=list(LISTENABLE))
