"""Discord's documented limits, on every request that has a body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .form import Form
from .limits_commands import check_command, check_commands
from .limits_components import check_components, check_modal
from .mentions import CALLBACK, sent_message
from .messages import COMPONENTS_V2

if TYPE_CHECKING:
    from .errors import Problem
    from .record import Request

    Json = dict[str, Any]

COMMANDS = re.compile(r"/applications/\d+(/guilds/\d+)?/commands(/\d+)?")
MODAL_ANSWER, CHOICES_ANSWER = 9, 8


def problems_of(request: Request) -> list[Problem]:
    """What Discord would not take of this request."""
    body = request.json
    if COMMANDS.fullmatch(request.path) and body:
        return check_commands(body) if isinstance(body, list) else check_command(Form(body))
    if not isinstance(body, dict):
        return []
    if CALLBACK.fullmatch(request.path) and body.get("type") in {MODAL_ANSWER, CHOICES_ANSWER}:
        data = Form(body).part("data")
        return check_modal(data) if body["type"] == MODAL_ANSWER else check_choices(data)
    message = sent_message(request)
    if message is None:
        return []
    if message is body:
        return check_message(Form(body))
    return check_message(Form(body).part("data" if message is body.get("data") else "message"))


def check_message(form: Form) -> list[Problem]:
    """A message that is sent or edited."""
    form.length("content", 2000)
    form.length("embeds", 10)
    form.length("attachments", 10)
    for attachment in form.parts("attachments"):
        attachment.length("description", 1024)
    for embed in form.parts("embeds"):
        _check_embed(embed)
    if sum(map(_size, form.data.get("embeds") or [])) > 6000:
        text = "Embed size exceeds maximum size of 6000"
        form.wrong("embeds", "MAX_EMBED_SIZE_EXCEEDED", text)
    modern = bool((form.data.get("flags") or 0) & COMPONENTS_V2)
    if modern:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if form.data.get(key):
                text = "The components v2 flag does not allow this field"
                form.wrong(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)
    check_components(form, modern=modern)
    _check_mentions(form.part("allowed_mentions"))
    nonce = form.data.get("nonce")
    if isinstance(nonce, str):
        form.length("nonce", 25)
    return form.problems


def _check_mentions(form: Form) -> None:
    for key in ("users", "roles"):
        form.length(key, 100)
        if key in (form.data.get("parse") or []) and form.data.get(key):
            text = f"parse:[{key!r}] and {key}: [ids...] are mutually exclusive."
            form.wrong("", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)


def _check_embed(form: Form) -> None:
    form.length("title", 256)
    form.length("description", 4096)
    form.length("fields", 25)
    form.url("url")
    form.between("color", 0, 0xFFFFFF)
    for field in form.parts("fields"):
        field.length("name", 256, 1)
        field.length("value", 1024, 1)
    footer, author = form.part("footer"), form.part("author")
    footer.length("text", 2048)
    author.length("name", 256)
    author.url("url")
    for holder, key in (
        (form.part("image"), "url"),
        (form.part("thumbnail"), "url"),
        (footer, "icon_url"),
        (author, "icon_url"),
    ):
        holder.url(key, ("http", "https", "attachment"))


def _size(embed: Json) -> int:
    """What counts towards the 6000 characters."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(text) for text in texts if text)


def check_choices(form: Form) -> list[Problem]:
    """The answer to an autocomplete."""
    form.length("choices", 25)
    for choice in form.parts("choices"):
        choice.length("name", 100, 1)
        if isinstance(choice.data.get("value"), str):
            choice.length("value", 100)
    return form.problems
