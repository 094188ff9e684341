"""Questions that got no answer, remembered for the curators: the words, never who asked them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from factdesk.factbase.normalise import normalise
from factdesk.reply import Answer, Choices, NoAnswer

if TYPE_CHECKING:
    from factdesk.factbase.models import Fact
    from factdesk.plugin.services import Services
    from factdesk.reply import Reply
    from factdesk.store import InVain, Unanswered
    from factdesk.store.curated import QuestionState

LONGEST: Final = 300  # characters kept of a question
_PERSONAL: Final = re.compile(
    r"<[@#:a-z][^<>]*>|\S+@\S+\.\S+|\bhttps?://\S+|@\w+|\+?\d(?:[\s()/.-]?\d){6,}", re.IGNORECASE
)
DIRECT: Final = 0  # stands for direct messages where a server's id stands else


async def remember(reply: Reply, guild: int, services: Services) -> None:
    """Count a reply, and remember its question when it got no answer; off the asker's path.

    Args:
        reply: what the desk said.
        guild: id of the server, or `DIRECT`.
        services: the plugin's.
    """
    store = services.store.curation
    if isinstance(reply, Answer):
        store.tally(guild_id=guild, outcome="answer", topic=_topic(reply.candidate.fact))
        return
    if not isinstance(reply, Choices | NoAnswer):
        return
    outcome: InVain = "choices" if isinstance(reply, Choices) else "none"
    near = reply.candidates if isinstance(reply, Choices) else reply.nearest
    nearest = near[0].fact if near else None
    store.tally(guild_id=guild, outcome=outcome, topic=_topic(nearest))
    text = key_of(reply.question)
    servers = services.servers
    if not servers.known:
        await servers.read()  # whether the server wants that must be known
    if text and servers.known and servers.of(guild).remember_unanswered:
        key = nearest.id if nearest else None
        store.note_unanswered(guild_id=guild, text=text, outcome=outcome, nearest=key)


def _topic(fact: Fact | None) -> str | None:
    return fact.topics[0] if fact is not None and fact.topics else None


def key_of(question: str) -> str:
    """A question as it is remembered: normalised, so that the same one is counted, not kept twice.

    What may point to a person goes: mentions, ids, addresses, telephone numbers. A text too long to
    be one question is not remembered at all.
    """
    text = normalise(_PERSONAL.sub(" ", question))
    return text if len(text) <= LONGEST else ""


def mark_of(question: str) -> str:
    """What a button carries of a remembered question: a digest, for its words would not fit.

    Empty when such a question is not remembered.
    """
    text = key_of(question)
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""


async def marked(mark: str, guild: int, services: Services) -> Unanswered | None:
    """The question with that mark that waits for its answer, or for its fact."""
    waiting: tuple[QuestionState, ...] = ("open", "new fact")
    for state in waiting:
        for each in await services.store.curation.unanswered(guild, state, limit=2000):
            if mark_of(each.text) == mark:
                return each
    return None
