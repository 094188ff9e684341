"""The first answer to an interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loopback.errors import Refusal
from loopback.interactions import (
    ANSWERS,
    CHOICES,
    COMMAND,
    DEFER,
    DEFER_UPDATE,
    MESSAGE,
    SHOW_MODAL,
    UPDATE,
    Choice,
    Modal,
)
from loopback.messages import COMMAND as COMMAND_MESSAGE
from loopback.messages import DEFAULT, EPHEMERAL, LOADING, MENU

from . import invalid, route
from .messages import change, content_fields, is_empty

if TYPE_CHECKING:
    from loopback.interactions import Interaction
    from loopback.messages import Message

    from . import Call

    Json = dict[str, Any]


def post_for(call: Call, interaction: Interaction, body: Json, *, loading: bool) -> Message:
    """A message that an interaction brings forth; it needs no permission in the channel."""
    world = call.world
    fields = content_fields(call, body)
    fields.pop("kept_attachments", None)
    flags = fields.pop("flags", 0)
    if loading:
        fields, flags = {}, (flags & EPHEMERAL) | LOADING
    elif is_empty(fields):
        raise Refusal(50006)
    kind = DEFAULT
    if interaction.kind == COMMAND and interaction.command is not None:
        kind = COMMAND_MESSAGE if interaction.command["type"] == 1 else MENU
    return world.post(
        interaction.channel,
        world.bot,
        fields.pop("content", ""),
        allowed=body.get("allowed_mentions"),
        type=kind,
        flags=flags,
        webhook_id=world.application_id,
        interaction=interaction.metadata(),
        ephemeral_to=interaction.user if flags & EPHEMERAL else None,
        **fields,
    )


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", token=False)
def answer(call: Call) -> Json | None:
    interaction = call.world.interactions.get(call.id("interaction_id"))
    if interaction is None or interaction.token != call.parameters["interaction_token"]:
        raise Refusal(10062)
    if interaction.acknowledged:
        raise Refusal(40060)
    if interaction.too_late_to_answer:
        raise Refusal(10062)
    kind = call.json["type"]
    allowed = ANSWERS[interaction.kind]
    if interaction.kind != COMMAND and interaction.source is None:
        allowed = allowed - {DEFER_UPDATE, UPDATE}
    if kind not in allowed:
        text = f"Value must be one of {{{', '.join(map(str, sorted(allowed)))}}}."
        raise invalid(("type",), "BASE_TYPE_CHOICES", text)
    _perform(call, interaction, kind, call.json.get("data") or {})
    interaction.answer = kind
    interaction.acknowledged_after = interaction.age
    call.world.touch()
    if call.request.query.get("with_response", "").lower() not in {"1", "true"}:
        return None
    return _told(interaction)


def _perform(call: Call, interaction: Interaction, kind: int, data: Json) -> None:
    if kind in {MESSAGE, DEFER}:
        interaction.original = post_for(call, interaction, data, loading=kind == DEFER)
    elif kind == DEFER_UPDATE:
        interaction.original = interaction.source
    elif kind == UPDATE and interaction.source is not None:
        change(call.world, interaction.source, content_fields(call, data))
        interaction.original = interaction.source
    elif kind == CHOICES:
        interaction.choices = [Choice(c["name"], c["value"]) for c in data["choices"]]
    elif kind == SHOW_MODAL:
        interaction.modal = Modal(data, interaction)


def _told(interaction: Interaction) -> Json:
    """What `with_response` gives."""
    message = interaction.original
    told: Json = {"id": str(interaction.id), "type": interaction.kind}
    if message is not None:
        told |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
            "channel_id": str(interaction.channel.id),
        }
    if interaction.answer not in {MESSAGE, UPDATE} or message is None:
        return {"interaction": told}
    resource = {"type": interaction.answer, "message": message.payload()}
    return {"interaction": told, "resource": resource}
