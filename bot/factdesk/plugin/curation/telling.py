"""*Tell me when you know*: who waits for an answer gets it, in one direct message.

They are forgotten only once they have been told, so that whatever ends the program meanwhile, the
next start tells them. The message carries the same nonce then: Discord takes it once.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

from factdesk.plugin import delivery
from factdesk.plugin.curation.remembering import DIRECT
from factdesk.plugin.drawing import drawn
from factdesk.reply import Answer
from factdesk.store import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.factbase.models import Fact
    from factdesk.plugin.services import Services
    from factdesk.store import Wish

log = logging.getLogger(__name__)

# No such user; takes no messages from the bot; has no server in common with it any more.
_NEVER: Final = {10013, 50007, 50278}


class Telling:
    """Tells those whose question can be answered by now; one round at a time."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._turn = asyncio.Lock()
        self._rounds: set[asyncio.Task[None]] = set()
        self._wanted = False

    def soon(self) -> None:
        """Something was learned or loaded, or a session has begun: see who can be told."""
        if self._wanted:
            return  # a round that has not begun yet sees that, too
        self._wanted = True
        task = asyncio.create_task(self._tell(), name="factdesk-telling")
        self._rounds.add(task)
        task.add_done_callback(self._rounds.discard)

    async def finish(self) -> None:
        """Finish what was begun."""
        await asyncio.gather(*self._rounds, return_exceptions=True)

    async def stop(self) -> None:
        """End what is not finished; it is done at the next start."""
        for task in self._rounds:
            task.cancel()
        await self.finish()

    async def _tell(self) -> None:
        try:
            async with self._turn:
                self._wanted = False
                if self._services.bot.is_ready():  # else it is done when the session has begun
                    await self._tell_all()
        except StoreTrouble as trouble:
            log.info("Who was told is not forgotten yet: %s", trouble)
        except Exception:
            log.exception("Those who wanted to know could not be told.")

    async def _tell_all(self) -> None:
        store = self._services.store.curation
        wishes = [wish for wish in await store.wishes() if self._is_ours(wish)]
        owed: dict[tuple[int, str], tuple[Fact, list[int]]] = {}
        for wish, fact in zip(wishes, await asyncio.to_thread(self._facts, wishes), strict=True):
            if fact is not None:
                owed.setdefault((wish.user_id, fact.id), (fact, []))[1].append(wish.question_id)
        for (person, _), (fact, questions) in owed.items():
            if await self._told(person, fact, questions[0]):
                await store.fulfil(person, questions)

    def _is_ours(self, wish: Wish) -> bool:
        """Whether it is for this process to tell: another one may share the store."""
        bot = self._services.bot
        return wish.guild_id == DIRECT or bot.get_guild(wish.guild_id) is not None

    def _facts(self, wishes: Sequence[Wish]) -> list[Fact | None]:
        """For each the fact that a curator gave to the question, else what the desk answers."""
        return [self._fact(wish) for wish in wishes]

    def _fact(self, wish: Wish) -> Fact | None:
        desk = self._services.desk
        given = desk.base.fact(wish.fact) if wish.fact else None
        if given is not None:
            return given
        promise = self._services.servers.of(wish.guild_id).promise
        reply = desk.ask(wish.text, promise=promise)
        return reply.candidate.fact if isinstance(reply, Answer) else None

    async def _told(self, person: int, fact: Fact, question: int) -> bool:
        """Send the answer; says whether there is nothing more to do for that person."""
        bot = self._services.bot
        card = self._services.fact_card(fact, person, private=False)
        given = drawn(card).to_send() | {"nonce": _nonce(question, person)}

        async def send() -> None:
            user = bot.get_user(person) or await bot.fetch_user(person)
            await user.send(**given)

        try:
            await delivery.persist(send)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            never = isinstance(error, discord.HTTPException) and error.code in _NEVER
            what = "takes no direct messages, and is forgotten" if never else "is told later"
            log.info("Somebody who wanted to know %s: %s", what, delivery.told(error))
            return never
        return True


def _nonce(question: int, person: int) -> str:
    """The same for the same message, also after a restart."""
    return hashlib.sha256(f"{question}:{person}".encode()).hexdigest()[:24]
