"""Messages as Discord's API takes them, drawn as HTML in Discord's look."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from cardpictures.markdown import block, inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.plugin.card import Picture

Payload = dict[str, Any]

BOT: Final = "Factdesk"
TIME: Final = "10:24"
SHOWN_OPTIONS: Final = 6  # of an open menu; Discord scrolls through the others

_ROW, _BUTTON, _SELECT, _TEXT_INPUT, _LABEL = 1, 2, 3, 4, 18
_ROLES, _CHANNELS = 6, 8  # menus that Discord fills in
_STYLES: Final = {1: "primary", 2: "secondary", 3: "success", 4: "danger"}
_EYE: Final = (
    '<svg viewBox="0 0 24 16"><path d="M1 8 Q12 -5 23 8 Q12 21 1 8Z" fill="none" '
    'stroke="currentColor" stroke-width="2"/><circle cx="12" cy="8" r="3" '
    'fill="currentColor"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Post:
    """One message, and what Discord shows around it.

    Attributes:
        payload: content, embeds and components, as sent, and the files that go with them.
        person: who called the desk.
        question: what the message replies to, or "".
        command: the command that it answers, or "".
        private: whether only that person sees it.
        menu_open: whether its menu is shown open.
    """

    payload: Payload
    person: str = "Priya"
    question: str = ""
    command: str = ""
    private: bool = False
    menu_open: bool = False


def post_html(post: Post) -> str:
    """A message of the desk."""
    body = block(post.payload["content"]) if post.payload.get("content") else ""
    body = f'<div class="content">{body}</div>' if body else ""
    files = post.payload.get("files") or []
    body += "".join(_embed(embed, files) for embed in post.payload.get("embeds") or [])
    rows = post.payload.get("components") or []
    body += "".join(_row(row, menu_open=post.menu_open) for row in rows)
    if post.private:
        body += f'<div class="private">{_EYE} Only you can see this · <a>Dismiss message</a></div>'
    head = f'<span class="name bot">{BOT}</span><span class="app">APP</span>'
    return _message(
        f'<div class="avatar desk">{_desk()}</div>',
        f'{_above(post)}<div class="head">{head}<time>{TIME}</time></div>{body}',
        f"{'only-you' if post.private else ''} {'replying' if _above(post) else ''}",
    )


def person_html(name: str, text: str) -> str:
    """A message of a person."""
    head = f'<div class="head"><span class="name">{escape(name)}</span><time>{TIME}</time></div>'
    content = f'<div class="content">{inline(text)}</div>'
    return _message(f'<div class="avatar">{escape(name[0])}</div>', head + content, "")


def form_html(modal: Payload) -> str:
    """A form."""
    fields = "".join(map(_form_field, modal["components"]))
    return (
        f'<div class="form"><div class="form-title"><span class="avatar desk">{_desk()}</span>'
        f"{escape(modal['title'])}<span class='close'>✕</span></div>{fields}"
        '<div class="form-end"><span class="button secondary">Cancel</span>'
        '<span class="button primary">Submit</span></div></div>'
    )


def _message(avatar: str, inside: str, kind: str) -> str:
    return f'<div class="message {kind}">{avatar}<div class="inside">{inside}</div></div>'


def _above(post: Post) -> str:
    if not post.question and not post.command:
        return ""
    who = f'<span class="small-avatar">{escape(post.person[0])}</span>'
    if post.command:
        called = f'<span class="person">{escape(post.person)}</span> used '
        return f'<div class="above">{who}{called}<span class="command">{post.command}</span></div>'
    asked = f'<span class="person">@{escape(post.person)}</span> {inline(post.question)}'
    return f'<div class="above">{who}<span class="quoted">{asked}</span></div>'


def _desk() -> str:
    """Our own picture: an open book."""
    return (
        '<svg viewBox="0 0 40 40"><path d="M20 13 Q14 9 8 11 V28 Q14 26 20 30 Q26 26 32 28 V11 '
        'Q26 9 20 13Z" fill="none" stroke="#fff" stroke-width="2.4" stroke-linejoin="round"/>'
        '<path d="M20 13 V30" stroke="#fff" stroke-width="2.4"/></svg>'
    )


def _embed(embed: Payload, files: Sequence[Picture]) -> str:
    parts = [f'<div class="embed-title">{inline(embed["title"])}</div>'] if "title" in embed else []
    if "description" in embed:
        parts.append(f'<div class="description">{block(embed["description"])}</div>')
    parts += [
        f'<div class="field"><div class="field-name">{inline(field["name"])}</div>'
        f"<div>{block(field['value'])}</div></div>"
        for field in embed.get("fields", ())
    ]
    parts += [
        f'<img alt="{escape(file.description)}" src="data:image/png;base64,'
        f'{b64encode(file.content).decode()}">'
        for file in files
        if embed.get("image", {}).get("url") == f"attachment://{file.name}"
    ]
    if "footer" in embed:
        parts.append(f'<div class="footer">{escape(embed["footer"]["text"])}</div>')
    return f'<div class="embed" style="--bar:#{embed["color"]:06x}">{"".join(parts)}</div>'


def _row(row: Payload, *, menu_open: bool) -> str:
    if row["type"] != _ROW:
        raise ValueError(f"a component of type {row['type']} cannot be drawn")
    inside = "".join(_component(each, menu_open=menu_open) for each in row["components"])
    return f'<div class="row">{inside}</div>'


def _component(component: Payload, *, menu_open: bool) -> str:
    if component["type"] == _BUTTON:
        style = _STYLES[component["style"]]
        return f'<span class="button {style}">{escape(component["label"])}</span>'
    if component["type"] == _SELECT:
        return _menu(component, is_open=menu_open)
    if component["type"] in {_ROLES, _CHANNELS}:
        return _menu(component, is_open=False)
    raise ValueError(f"a component of type {component['type']} cannot be drawn")


def _menu(menu: Payload, *, is_open: bool) -> str:
    closed = (
        f'<div class="menu"><span>{escape(menu["placeholder"])}</span><span class="down"></span>'
        "</div>"
    )
    if not is_open:
        return f'<div class="menu-box">{closed}</div>'
    options = menu["options"]
    lines = "".join(map(_option, options[:SHOWN_OPTIONS]))
    scroll = '<div class="scroll"></div>' if len(options) > SHOWN_OPTIONS else ""
    return f'<div class="menu-box">{closed}<div class="options">{lines}{scroll}</div></div>'


def _option(option: Payload) -> str:
    more = option.get("description")
    small = f'<div class="option-more">{escape(more)}</div>' if more else ""
    return f'<div class="option">{escape(option["label"])}{small}</div>'


def _form_field(field: Payload) -> str:
    if field["type"] != _LABEL:
        raise ValueError(f"a form's component of type {field['type']} cannot be drawn")
    inner = field["component"]
    required = '<span class="required">*</span>' if inner.get("required", True) else ""
    more = field.get("description")
    small = f'<div class="label-more">{escape(more)}</div>' if more else ""
    if inner["type"] == _SELECT:
        drawn = _menu(inner, is_open=True)
    elif inner["type"] == _TEXT_INPUT:
        drawn = f'<div class="input"><span class="left">{inner.get("max_length", "")}</span></div>'
    else:
        raise ValueError(f"a form's component of type {inner['type']} cannot be drawn")
    label = f'<div class="label">{escape(field["label"])}{required}</div>'
    return f'<div class="form-field">{label}{small}{drawn}</div>'
