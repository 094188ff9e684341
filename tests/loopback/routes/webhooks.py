"""What follows an interaction's first answer: followups, and changes of what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loopback.commands import BY_GUILD, owners
from loopback.errors import Refusal
from loopback.messages import EPHEMERAL

from . import route
from .interactions import post_for
from .messages import change, content_fields

if TYPE_CHECKING:
    from loopback.interactions import Interaction
    from loopback.messages import Message

    from . import Call

    Json = dict[str, Any]

HOOK = "/webhooks/{webhook_id}/{webhook_token}"
MOST_FOLLOWUPS = 5  # where the app is not installed but by the user


def _interaction(call: Call) -> Interaction:
    if call.id("webhook_id") != call.world.application_id:
        raise Refusal(10015)
    for interaction in call.world.interactions.values():
        if interaction.token == call.parameters["webhook_token"]:
            if interaction.expired:
                raise Refusal(50027)
            if not interaction.acknowledged:
                raise Refusal(10015)
            return interaction
    raise Refusal(50027)


def _message(call: Call) -> tuple[Interaction, Message]:
    interaction = _interaction(call)
    wanted = call.parameters["message_id"]
    if wanted == "@original":
        message = interaction.original
    else:
        known = [interaction.original, *interaction.followups]
        message = next((m for m in known if m is not None and str(m.id) == wanted), None)
    if message is None or message.deleted:
        raise Refusal(10008)
    return interaction, message


@route("POST", HOOK, token=False)
def follow_up(call: Call) -> Json:
    interaction = _interaction(call)
    original = interaction.original
    if original is not None and original.loading and not original.deleted:
        # The first followup takes the place of "is thinking" and is as private as that was.
        change(call.world, original, _without_flags(content_fields(call, call.json)))
        return original.payload()
    by_user_alone = BY_GUILD not in owners(interaction.user, interaction.channel)
    if by_user_alone and len(interaction.followups) >= MOST_FOLLOWUPS:
        raise Refusal(40094)
    message = post_for(call, interaction, call.json, loading=False)
    interaction.followups.append(message)
    call.world.touch()
    return message.payload()


def _without_flags(fields: Json) -> Json:
    if "flags" in fields:
        fields["flags"] &= ~EPHEMERAL
    return fields


@route("GET", HOOK + "/messages/{message_id}", token=False)
def get(call: Call) -> Json:
    return _message(call)[1].payload()


@route("PATCH", HOOK + "/messages/{message_id}", token=False)
def edit(call: Call) -> Json:
    _, message = _message(call)
    change(call.world, message, content_fields(call, call.json))
    return message.payload()


@route("DELETE", HOOK + "/messages/{message_id}", token=False)
def delete(call: Call) -> None:
    _, message = _message(call)
    call.world.delete(message)
