"""What a card becomes at Discord, and whether Discord takes it and reads it as it was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from factdesk.plugin.card import Menu, Picker
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.drawing import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factdesk.plugin.card import Button, Card

Payload = dict[str, Any]

ROW, BUTTON = 1, 2
INVISIBLE = "\u200b"

# What Discord acts upon, tried in this order from left to right.
_MARK = re.compile(
    r"(?P<escaped>\\[^0-9A-Za-z\s])"
    r"|(?P<line>^[ ]*(?:-\#|\#{1,3}|>{1,3}|[-*+]|\d+\.)(?=[ ]))"
    r"|(?P<mention>@(?:everyone|here)|<(?:@|\#|:|a:|t:|id:|/)[^>\n]*>)"
    r"|(?P<link>\]\(<?)"
    r"|(?P<address>https?://|discord(?:app)?\.(?:gg|com)\b)"
    r"|(?P<span>\*{1,3}|_{1,2}|~~|\|\||`+|\[|<)",
    re.MULTILINE | re.IGNORECASE,
)


def payload_of(card: Card, *, embeds: bool = True) -> Payload:
    """What is sent for a card."""
    drawing = drawn(card, embeds=embeds)
    return {
        "content": drawing.content,
        "embeds": [drawing.embed.to_dict()] if drawing.embed is not None else [],
        "components": drawing.view.to_components() if drawing.view is not None else [],
    }


def texts_of(payload: Payload) -> list[str]:
    """All texts in which Discord reads formatting."""
    texts = [payload["content"]] if payload["content"] is not None else []
    for embed in payload["embeds"]:
        texts += [embed[key] for key in ("title", "description") if key in embed]
        for field in embed.get("fields", ()):
            texts += [field["name"], field["value"]]
    return texts


def marks_of(text: str) -> list[str]:
    """All formatting of a text that Discord acts upon; what is escaped is none."""
    return [
        found[0]
        for found in _MARK.finditer(text.replace("\r\n", "\n"))
        if found["escaped"] is None and not _harmless(found)
    ]


def _harmless(found: re.Match[str]) -> bool:
    # Part of a word: snake_case stays as it stands.
    text, start, end = found.string, found.start(), found.end()
    return found[0] == "_" and text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()


def unescaped(text: str) -> str:
    """A text without formatting as a person reads it."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text).replace(INVISIBLE, "")


def components_of(payload: Payload) -> Iterator[Payload]:
    """All buttons and menus."""
    for row in payload["components"]:
        yield from row["components"]


def custom_ids(card: Card) -> list[CustomId]:
    """The custom ids of all buttons, and those that the menus' options stand for."""
    found: list[CustomId] = []
    for row in card.rows:
        if isinstance(row, Menu):
            found += [read_id(option.value) for option in row.options]
        elif isinstance(row, Picker):
            found.append(row.id)
        else:
            found += [button.id for button in row]
    return found


def read_id(text: str) -> CustomId:
    """A custom id that can be read."""
    meaning = CustomId.read(text)
    assert meaning is not None, text
    return meaning


def buttons_of(card: Card) -> list[Button]:
    """All buttons of a card."""
    return [button for row in card.rows if isinstance(row, tuple) for button in row]


def labels_of(card: Card) -> list[str]:
    """What stands on the buttons of a card."""
    return [button.label for button in buttons_of(card)]


def beyond_limits(payload: Payload) -> list[str]:
    """Everything that Discord would refuse."""
    return [
        *(f"{what}: {size} > {most}" for what, size, most in _sizes(payload) if size > most),
        *(f"{what} is empty" for what, text in _needed(payload) if not text.strip()),
        *_repeated(payload),
    ]


def _sizes(payload: Payload) -> Iterator[tuple[str, int, int]]:
    yield "content", len(payload["content"] or ""), 2000
    yield "rows", len(payload["components"]), 5
    for embed in payload["embeds"]:
        fields = embed.get("fields", [])
        title, footer = embed.get("title", ""), embed.get("footer", {}).get("text", "")
        description = embed.get("description", "")
        yield "title", len(title), 256
        yield "description", len(description), 4096
        yield "fields", len(fields), 25
        yield "footer", len(footer), 2048
        for field in fields:
            yield "field's name", len(field["name"]), 256
            yield "field's value", len(field["value"]), 1024
        inside = sum(len(field["name"]) + len(field["value"]) for field in fields)
        yield "embed", len(title) + len(description) + len(footer) + inside, 6000
    for row in payload["components"]:
        yield "in a row", len(row["components"]), 1 if _is_menu(row["components"][0]) else 5
    for each in components_of(payload):
        yield "custom id", len(each["custom_id"]), 100
        yield "label", len(each.get("label") or ""), 80
        yield "placeholder", len(each.get("placeholder") or ""), 150
        yield "options", len(each.get("options", ())), 25
        yield "picked", len(each.get("default_values", ())), each.get("max_values", 25)
        for option in each.get("options", ()):
            yield "option's label", len(option["label"]), 100
            yield "option's value", len(option["value"]), 100
            yield "option's description", len(option.get("description") or ""), 100


def _is_menu(component: Payload) -> bool:
    return bool(component["type"] != BUTTON)


def _needed(payload: Payload) -> Iterator[tuple[str, str]]:
    if not payload["embeds"]:
        yield "content", payload["content"] or ""
    for embed in payload["embeds"]:
        yield "description", embed["description"]
        for field in embed.get("fields", ()):
            yield "field's value", field["value"]
    for each in components_of(payload):
        if each["type"] == BUTTON:
            yield "label", each["label"]
        for option in each.get("options", ()):
            yield "option's label", option["label"]


def _repeated(payload: Payload) -> Iterator[str]:
    ids = [each["custom_id"] for each in components_of(payload)]
    yield from (
        f"custom id {each} stands twice" for each in sorted(set(ids)) if ids.count(each) > 1
    )
    for each in components_of(payload):
        values = [option["value"] for option in each.get("options", ())]
        if len(set(values)) < len(values):
            yield "an option's value stands twice"
