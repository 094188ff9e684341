"""What the bot sends, looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from loopback.record import Request

    Json = dict[str, Any]

_SHOWS: Final = {4, 7}  # callbacks that show a message: a new one, or one changed
_WRITES: Final = {"POST", "PATCH"}
QUIET: Final = 0.1  # seconds in which nothing is sent: then nothing more will come
CALLBACK: Final = "POST /interactions/*/callback"
MESSAGES: Final = "POST /channels/*/messages"
EDITS: Final = "PATCH /channels/*/messages/*"
DELETIONS: Final = "DELETE /channels/*/messages/*"


def message_in(request: Request) -> Json | None:
    """The message that a request sends or changes, if it does that."""
    if request.method not in _WRITES or not isinstance(request.json, dict):
        return None
    if request.path.endswith("/callback"):
        shown: Json | None = request.json.get("data")
        return shown if request.json.get("type") in _SHOWS else None
    return request.json if "/messages" in request.path else None


def pings(request: Request) -> bool:
    """Whether what a request sends could mention anybody."""
    message = message_in(request)
    if message is None:
        return False
    allowed = message.get("allowed_mentions")
    return allowed is None or any(allowed.values())
