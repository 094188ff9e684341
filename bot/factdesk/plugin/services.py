"""What the plugin works with, in one place: it hangs nothing on the host's bot."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from factdesk.matching.autocomplete import Autocomplete
from factdesk.plugin.cards import fact_card, reply_card, welcome_card
from factdesk.plugin.feedback import Once
from factdesk.plugin.pacing import Allowance, Pause

if TYPE_CHECKING:
    from discord.ext import commands

    from factdesk.desk import Desk
    from factdesk.factbase.models import Fact
    from factdesk.plugin.card import Card
    from factdesk.plugin.life import Life
    from factdesk.reply import Reply
    from factdesk.settings import Settings
    from factdesk.store import Store

TOLD_TO_WAIT: Final = 30  # seconds
ASK_HERE: Final = 500  # characters; a longer question is read in a thread, not to stop the bot


def today() -> dt.date:
    """The day for what may have changed since its date."""
    return dt.datetime.now(dt.UTC).date()


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
    """

    bot: commands.Bot | commands.AutoShardedBot
    desk: Desk
    suggest: Autocomplete
    store: Store
    life: Life
    settings: Settings
    allowance: Allowance[int] = field(init=False)
    channel_pause: Pause[int] = field(init=False)
    asker_pause: Pause[int] = field(init=False)
    repeat_pause: Pause[tuple[int, str]] = field(init=False)
    told_to_wait: Pause[tuple[int, int]] = field(default_factory=lambda: Pause(TOLD_TO_WAIT))
    once: Once = field(default_factory=Once)

    def __post_init__(self) -> None:
        self.allowance = Allowance(self.settings.questions_per_minute)
        self.channel_pause = Pause(self.settings.channel_pause)
        self.asker_pause = Pause(self.settings.asker_pause)
        self.repeat_pause = Pause(self.settings.repeat_pause)

    @property
    def listens(self) -> bool:
        """Whether it listens anywhere: channels are set, and the bot may read them."""
        return bool(self.settings.listen_in) and self.bot.intents.message_content

    async def ask(self, text: str, *, listening: bool = False) -> Reply:
        """Ask the desk, without stopping the bot for a long question."""
        if len(text) <= ASK_HERE:
            return self.desk.ask(text, listening=listening)
        return await asyncio.to_thread(self.desk.ask, text, listening=listening)

    async def answer_card(self, text: str, asker: int, *, private: bool) -> Card:
        """The card for a question that was put to the desk directly."""
        if not any(character.isalnum() for character in text):
            return welcome_card(self.desk.base, asker, private=private)
        chosen = self.desk.base.fact(text.strip())
        if chosen is not None:  # completed: the client sends the fact's id
            return self.fact_card(chosen, asker, private=private)
        return self.reply_card(await self.ask(text), asker, private=private)

    def reply_card(self, reply: Reply, asker: int, *, private: bool = False) -> Card:
        """The card of a reply, today."""
        return reply_card(reply, self.desk.base, today(), asker=asker, private=private)

    def fact_card(self, fact: Fact, asker: int, *, private: bool) -> Card:
        """The card of a fact, today."""
        return fact_card(fact, self.desk.base, today(), asker=asker, private=private)

    async def reload(self) -> None:
        """Load the base again, off the event loop, and serve it from then on.

        Raises:
            FactBaseError: it does not load; the old one goes on being served.
        """
        await asyncio.to_thread(self.desk.reload)
        self.suggest = await asyncio.to_thread(Autocomplete, self.desk.base)
