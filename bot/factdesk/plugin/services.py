"""What the plugin works with, in one place: it hangs nothing on the host's bot."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from factdesk.desk import today
from factdesk.factbase.load import load_base
from factdesk.plugin.cards import fact_card, reply_card, welcome_card
from factdesk.plugin.curation.learning import Learning
from factdesk.plugin.curation.remembering import DIRECT, mark_of, remember
from factdesk.plugin.curation.telling import Telling
from factdesk.plugin.feedback import Once
from factdesk.plugin.pacing import Allowance, Pause
from factdesk.plugin.server.servers import Servers
from factdesk.reply import Answer

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from discord.ext import commands

    from factdesk.desk import Desk
    from factdesk.factbase.models import Fact
    from factdesk.matching.autocomplete import Autocomplete
    from factdesk.plugin.card import Card
    from factdesk.plugin.life import Life
    from factdesk.reply import Reply
    from factdesk.settings import Settings
    from factdesk.store import Store

ASK_HERE: Final = 500  # characters; a longer question is read in a thread, not to stop the bot


@dataclass(slots=True)
class Services:
    """The desk, the store and what goes between them and Discord.

    Attributes:
        bot: whoever hosts the plugin.
        desk: answers questions.
        suggest: completes questions.
        store: what is remembered.
        life: which reply belongs to which question.
        settings: what the operator or the host set.
        allowance: how much one person may ask, by user id.
        channel_pause, asker_pause, repeat_pause: how often the desk speaks unasked.
        told_to_wait: who has been told to wait, by user and channel id.
        once: who has said what of which fact.
        servers: what holds in which server.
        learning: what the desk has learned since its files were loaded.
        telling: tells those who wanted to know.
        since: when the plugin was loaded.
    """

    bot: commands.Bot | commands.AutoShardedBot
    desk: Desk
    suggest: Autocomplete
    store: Store
    life: Life
    settings: Settings
    allowance: Allowance[int] = field(init=False)
    channel_pause: Pause[int] = field(default_factory=Pause)
    asker_pause: Pause[int] = field(default_factory=Pause)
    repeat_pause: Pause[tuple[int, str]] = field(default_factory=Pause)
    told_to_wait: Pause[tuple[int, int]] = field(default_factory=Pause)
    once: Once = field(default_factory=Once)
    servers: Servers = field(init=False)
    learning: Learning = field(init=False)
    telling: Telling = field(init=False)
    since: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    _later: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.allowance = Allowance(self.settings.questions_per_minute)
        self.servers = Servers(self.store, self.settings)
        self.learning = Learning(self)
        self.telling = Telling(self)

    @property
    def listens(self) -> bool:
        """Whether it can listen anywhere: the bot may read channels."""
        return self.bot.intents.message_content

    def listen_in(self, guild: int | None) -> frozenset[int]:
        """Ids of the channels that are listened to: the operator's, and what a server has set."""
        return self.settings.listen_in | self.servers.of(guild).listen_in

    async def ask(self, text: str, guild: int | None, *, listening: bool = False) -> Reply:
        """Ask the desk as a server promises it, without stopping the bot for a long question."""
        promise = self.servers.of(guild).promise
        if len(text) <= ASK_HERE:
            return self.desk.ask(text, listening=listening, promise=promise)
        return await asyncio.to_thread(self.desk.ask, text, listening=listening, promise=promise)

    async def answer_card(self, text: str, asker: int, guild: int | None, *, private: bool) -> Card:
        """The card for a question that was put to the desk directly.

        Args:
            text: the question.
            asker: id of who asks.
            guild: id of the server; None outside of servers.
            private: whether only the asker will see it.
        """
        if not any(character.isalnum() for character in text):
            return welcome_card(self.desk.base, asker, private=private)
        chosen = self.desk.base.fact(text.strip())
        if chosen is not None:  # completed: the client sends the fact's id
            return self.fact_card(chosen, asker, private=private)
        reply = await self.ask(text, guild)
        self.later(remember(reply, guild or DIRECT, self))
        return self.reply_card(reply, asker, guild, private=private)

    def reply_card(
        self, reply: Reply, asker: int, guild: int | None, *, private: bool = False
    ) -> Card:
        """The card of a reply, today."""
        in_vain = not isinstance(reply, Answer) and self.servers.of(guild).remember_unanswered
        mark = mark_of(reply.question) if in_vain else ""
        return reply_card(reply, self.desk.base, today(), asker=asker, private=private, mark=mark)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something off the asker's path."""
        task = asyncio.create_task(work, name="factdesk-later")
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def finish(self) -> None:
        """Finish what was left for later."""
        await asyncio.gather(*self._later, return_exceptions=True)

    def fact_card(self, fact: Fact, asker: int, *, private: bool) -> Card:
        """The card of a fact, today."""
        return fact_card(fact, self.desk.base, today(), asker=asker, private=private)

    async def reload(self) -> None:
        """Load the base again, off the event loop, and serve it from then on.

        Raises:
            FactBaseError: it does not load; the old one goes on being served.
        """
        base = await asyncio.to_thread(load_base, self.learning.files.folder)
        await self.learning.files_loaded(base)
        self.telling.soon()
