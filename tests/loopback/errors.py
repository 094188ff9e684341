"""What Discord answers when it refuses, with its real codes."""

from __future__ import annotations

from typing import Any, NamedTuple

NAMES = {
    0: (401, "401: Unauthorized"),
    10002: (404, "Unknown Application"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    30032: (400, "Maximum number of application commands reached (100)"),
    40058: (
        400,
        "Cannot message this thread until after the post author has sent an initial message.",
    ),
    40060: (400, "Interaction has already been acknowledged."),
    40094: (400, "This interaction has reached its limit of follow up messages."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50034: (400, "A message provided was too old to bulk delete"),
    50109: (400, "The request body contains invalid JSON."),
    160002: (400, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "This thread is locked"),
}


class Problem(NamedTuple):
    """One thing wrong in a request's body: where, Discord's name for it, and in words."""

    path: tuple[str | int, ...]
    code: str
    message: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or 'body'}: {self.message} ({self.code})"


class Refusal(Exception):  # noqa: N818 - what Discord does, not what the test did wrong
    """An answer that is an error."""

    def __init__(self, code: int, *, status: int | None = None, message: str = "") -> None:
        known, words = NAMES.get(code, (400, ""))
        self.status = status or known
        self.body: dict[str, Any] = {"message": message or words, "code": code}
        super().__init__(f"{self.status} {self.body}")


class InvalidForm(Refusal):
    """50035 with the details where Discord puts them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(50035, message="Invalid Form Body")
        errors: dict[str, Any] = {}
        for problem in problems:
            place = errors
            for step in problem.path:
                place = place.setdefault(str(step), {})
            detail = {"code": problem.code, "message": problem.message}
            place.setdefault("_errors", []).append(detail)
        self.body["errors"] = errors


class TestMistakeError(AssertionError):
    """The test asked for something that no person could do in Discord."""

    __test__ = False


class NothingHappenedError(AssertionError):
    """What the test waited for did not come in time."""
