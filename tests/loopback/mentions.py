"""Whether a request could ping somebody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .messages import walk

if TYPE_CHECKING:
    from .record import Request

TEXT = 10  # a type of component

SENDING = re.compile(r"/channels/\d+/messages(/\d+)?|/webhooks/\d+/[^/]+(/messages/[^/]+)?")
CALLBACK = re.compile(r"/interactions/\d+/[^/]+/callback")


def lets_mention(request: Request) -> bool:
    """Whether text or a reply is sent without forbidding every mention, in so many words."""
    message = sent_message(request)
    if not message:
        return False
    text = message.get("content") or any(
        component["type"] == TEXT for component in walk(message.get("components") or [])
    )
    if not text and not message.get("message_reference"):
        return False
    allowed = message.get("allowed_mentions")
    return allowed is None or any(
        allowed.get(key) for key in ("parse", "users", "roles", "replied_user")
    )


def sent_message(request: Request) -> dict[str, Any] | None:
    """The message in a request's body, if it sends or edits one."""
    if request.method not in {"POST", "PATCH"} or not isinstance(request.json, dict):
        return None
    if CALLBACK.fullmatch(request.path):
        sends = request.json.get("type") in {4, 7}
        return request.json.get("data") if sends else None
    if re.fullmatch(r"/channels/\d+/threads", request.path):
        return request.json.get("message")
    return request.json if SENDING.fullmatch(request.path) else None
