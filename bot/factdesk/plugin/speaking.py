"""Whether to speak in a channel that the desk merely listens to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# "!play", "?help", ".ping", "$bal", "t!daily": how other bots' commands begin; "?" alone or "..."
# is none, nor is "**When** ...?", whose marks are closed again.
_COMMAND: Final = re.compile(
    r"\s*(?!(?P<mark>\*{1,3}|~~|\|\|).+?(?P=mark))"
    r"(?:[!?.$%&/\\~+=;>|*^-]{1,2}|[A-Za-z]{1,2}!)[A-Za-z]\w*(?:\s|$)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the desk knows of a message before it decides whether to answer it.

    Attributes:
        text: what it says.
        listening: whether its channel, or its thread's parent, is set to listening.
        from_person: whether a person wrote it: no bot, no webhook, no system message.
        reply_to_other: whether it replies to somebody else's message.
        mentions_somebody: whether it mentions a person, a role or everybody.
        in_forum: whether it stands in a forum's post.
        first_in_forum: whether it is the message that the forum's post began with.
        may_send: whether the desk is allowed to send there.
        asked_lately: whether the same question was answered in the channel a while ago.
        channel_paused: whether the desk has just spoken in the channel.
        asker_paused: whether the desk has just answered the asker.
    """

    text: str
    listening: bool
    from_person: bool = True
    reply_to_other: bool = False
    mentions_somebody: bool = False
    in_forum: bool = False
    first_in_forum: bool = False
    may_send: bool = True
    asked_lately: bool = False
    channel_paused: bool = False
    asker_paused: bool = False


def why_silent(heard: Heard) -> int | None:
    """The first rule that forbids to speak, or None when none does.

    1. The channel, or the thread's parent, is set to listening.
    2. A person wrote it: no bot, no webhook, no system message.
    3. It is no reply to somebody else.
    4. It mentions nobody.
    5. It is no command of another bot.
    6. It has words.
    7. In a forum, it is the message that the post began with.
    8. The desk may send there.
    9. The same question was not answered in the channel a while ago.
    10. The desk has not just spoken in the channel.
    11. The desk has not just answered the asker.

    The desk itself adds: the text is a question, and the answer is above the higher bar. That is
    for `Desk.ask(..., listening=True)` to say, which is silent otherwise.
    """
    rules = (
        heard.listening,
        heard.from_person,
        not heard.reply_to_other,
        not heard.mentions_somebody,
        _COMMAND.match(heard.text) is None,
        any(character.isalnum() for character in heard.text),
        not heard.in_forum or heard.first_in_forum,
        heard.may_send,
        not heard.asked_lately,
        not heard.channel_paused,
        not heard.asker_paused,
    )
    return next((number for number, holds in enumerate(rules, start=1) if not holds), None)
