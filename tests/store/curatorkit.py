"""What the tests of the store's curation stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factdesk.store import Curation, Learned

HERE, THERE = 5, 2**62  # servers
ANN, BOB = 9, 2**62 + 1  # curators
WHO = {"guild_id": HERE, "by": ANN}


async def learn(curation: Curation, text: str = "what then", fact: str = "a-fact") -> Learned:
    return await curation.learn(text=text, fact=fact, **WHO)


def ask(curation: Curation, *texts: str, **others: Any) -> None:
    for text in texts:
        values = {"guild_id": HERE, "outcome": "none", "nearest": "near"} | others
        curation.note_unanswered(text=text, **values)


async def asked(curation: Curation, *texts: str) -> list[int]:
    """Their numbers, in this order."""
    ask(curation, *texts)
    found = {question.text: question.id for question in await curation.unanswered(HERE)}
    return [found[text] for text in texts]


async def texts(curation: Curation, state: str = "open", guild_id: int = HERE) -> list[str]:
    return [question.text for question in await curation.unanswered(guild_id, state)]


async def settings_of(curation: Curation, server: int) -> dict[str, Any]:
    """What a server has set."""
    return (await curation.settings() or {}).get(server, {})
