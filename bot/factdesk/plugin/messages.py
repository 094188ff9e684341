"""Messages put to the desk: a mention, a reply to it, a direct message; and those it overhears."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import discord

from factdesk.plugin.answering import seconds
from factdesk.plugin.cards import notice
from factdesk.plugin.life import digest
from factdesk.plugin.posting import alter, may_send, send, send_and_remember, withdraw
from factdesk.plugin.speaking import Heard, why_silent
from factdesk.reply import Answer

if TYPE_CHECKING:
    from factdesk.plugin.services import Services
    from factdesk.store import StoredReply

TOLD_TO_WAIT: Final = 30  # seconds until somebody is told to wait again
_WRITTEN: Final = {discord.MessageType.default, discord.MessageType.reply}


def question_to(message: discord.Message, me: int) -> str | None:
    """The question that a message puts to the desk directly, or None when it puts none.

    Discord lets a bot read these without the message content intent. A message that merely pings
    the desk while replying to somebody else's asks what that one asks.
    """
    if message.guild is None:
        return message.content
    mentioned = any(user.id == me for user in message.mentions)
    replied = _replied_to(message)
    to_me = replied is not None and replied.author.id == me
    if not mentioned and not (to_me and message.content):
        return None
    text = re.sub(rf"<@!?{me}>", " ", message.content).strip()
    if not text and replied is not None and not to_me and not replied.author.bot:
        return re.sub(rf"<@!?{me}>", " ", replied.content).strip()
    return text


def is_from_person(message: discord.Message) -> bool:
    """Whether a person wrote it: no bot, no webhook, not the system."""
    return not message.author.bot and message.webhook_id is None and message.type in _WRITTEN


async def handle(message: discord.Message, services: Services) -> None:
    """Reply to a new message when it asks the desk, or when the desk may speak up."""
    if not is_from_person(message) or services.bot.user is None:
        return
    text = question_to(message, services.bot.user.id)
    if text is not None:
        if not services.settings.answer_messages or await _is_command(message, services):
            return
        async with services.life.turn(message.id):
            await _reply_directly(message, text, services)
        return
    services.life.pass_over(message.id)
    if services.listens and message.guild is not None:
        async with services.life.turn(message.id):
            await _speak_up(message, services)


async def _is_command(message: discord.Message, services: Services) -> bool:
    """Whether it calls a command of the host's, which then answers itself."""
    context = await services.bot.get_context(message)
    return context.command is not None


async def follow_edit(
    message: discord.Message, services: Services, known_as: str | None = None
) -> bool:
    """Let the reply follow its question's edit; reply when it has become a question by that.

    Args:
        message: as it is now.
        services: the plugin's.
        known_as: the digest that the question must still be known by; None for any.

    Returns:
        Whether there was anything to follow.
    """
    if services.bot.user is None or not is_from_person(message):
        return False
    async with services.life.turn(message.id):
        known = await services.life.reply_to(message.id)
        text = question_to(message, services.bot.user.id)
        if known is None:
            return text is not None and await _asked_after_all(message, text, services)
        if known_as not in {None, known.digest}:
            return False
        if text is not None:
            known = replace(known, listening=False)  # overheard first, and now asked
        elif known.listening:
            if not services.bot.intents.message_content or not services.servers.known:
                return False  # the edited text, or where it listens, cannot be read
            overheard = _overheard(message)
            text = overheard if _still_for_us(message, overheard, services) else None
        if text is None:  # no longer put to the desk
            await withdraw(known, services)
        elif known.digest != digest(message.id, text):
            await _answer_anew(message, text, known, services)
        else:
            return False
        return True


async def follow_deletion(question: int, services: Services) -> None:
    """Let the reply go with its question."""
    services.life.question_deleted(question)
    async with services.life.turn(question):
        known = await services.life.reply_to(question)
        if known is not None:
            await withdraw(known, services)


async def _asked_after_all(message: discord.Message, text: str, services: Services) -> bool:
    """Reply to a message that asks since it was edited; says whether it was one to reply to.

    Only to one of these days that was seen to ask nothing: the reply to another was removed.
    """
    age = discord.utils.utcnow() - message.created_at
    if (
        age.days >= services.settings.keep_replies_days
        or not services.settings.answer_messages
        or not services.life.asks_after_all(message.id)
        or await _is_command(message, services)
    ):
        return False
    await _reply_directly(message, text, services)
    return True


async def _reply_directly(message: discord.Message, text: str, services: Services) -> None:
    wait = services.allowance.take(message.author.id)
    if wait:
        # A message cannot be answered for its author alone, so it is told once in each place.
        place = (message.author.id, message.channel.id)
        if services.told_to_wait.over(place, TOLD_TO_WAIT):
            services.told_to_wait.begin(place)
            card = notice(f"That is a lot of questions. Please wait {seconds(wait)}.")
            await send(message, card, services)
        return
    card = await services.answer_card(text, message.author.id, _server(message), private=False)
    await send_and_remember(message, card, text, services, listening=False)


async def _speak_up(message: discord.Message, services: Services) -> None:
    text = _overheard(message)
    if why_silent(_heard(message, text, services)) is not None:
        return
    reply = await _answer_to_overheard(text, _server(message), services)
    if reply is None:
        return
    services.channel_pause.begin(message.channel.id)
    services.asker_pause.begin(message.author.id)
    services.repeat_pause.begin(_same_question(message, text))
    card = services.reply_card(reply, message.author.id, _server(message))
    await send_and_remember(message, card, text, services, listening=True)


def _server(message: discord.Message) -> int | None:
    return message.guild.id if message.guild is not None else None


def _overheard(message: discord.Message) -> str:
    """What was said; a forum's post says its title first, as a sentence of its own."""
    if isinstance(message.channel, discord.Thread) and message.id == message.channel.id:
        name = message.channel.name.strip()
        stop = "" if name.endswith((".", "?", "!")) else "."
        return f"{name}{stop}\n{message.content}"
    return message.content


async def _answer_to_overheard(text: str, server: int | None, services: Services) -> Answer | None:
    """An answer above the higher bar, to the whole or, of a forum's post, to its title alone."""
    title = text.partition("\n")[0]
    for part in dict.fromkeys((text, title)):
        reply = await services.ask(part, server, listening=True)
        if isinstance(reply, Answer):
            return reply
    return None


def _heard(message: discord.Message, text: str, services: Services) -> Heard:
    channel = message.channel
    parent = channel.parent if isinstance(channel, discord.Thread) else None
    in_forum = isinstance(parent, discord.ForumChannel)
    place = parent.id if parent is not None else channel.id
    replied = _replied_to(message)
    me = services.bot.user
    here = services.servers.of(_server(message))
    return Heard(
        text=text,
        listening=place in services.listen_in(_server(message)),
        from_person=is_from_person(message),
        reply_to_other=message.reference is not None
        and (replied is None or me is None or replied.author.id != me.id),
        mentions_somebody=bool(message.mentions or message.role_mentions)
        or message.mention_everyone,
        in_forum=in_forum,
        first_in_forum=in_forum and message.id == channel.id,
        may_send=may_send(message),
        asked_lately=not services.repeat_pause.over(
            _same_question(message, text), here.repeat_pause
        ),
        channel_paused=not services.channel_pause.over(channel.id, here.channel_pause),
        asker_paused=not services.asker_pause.over(message.author.id, here.asker_pause),
    )


def _still_for_us(message: discord.Message, text: str, services: Services) -> bool:
    """Whether an edited message is one to answer unasked, however lately the desk has spoken."""
    heard = replace(
        _heard(message, text, services),
        may_send=True,
        asked_lately=False,
        channel_paused=False,
        asker_paused=False,
    )
    return why_silent(heard) is None


def _same_question(message: discord.Message, text: str) -> tuple[int, str]:
    words = re.findall(r"\w+", text.casefold())
    return message.channel.id, digest(message.channel.id, " ".join(words))


async def _answer_anew(
    message: discord.Message, text: str, known: StoredReply, services: Services
) -> None:
    """What the edited question gets; the reply changes, or goes when the desk was listening."""
    if known.listening:
        reply = await _answer_to_overheard(text, _server(message), services)
        if reply is None:
            await withdraw(known, services)
            return
        card = services.reply_card(reply, message.author.id, _server(message))
    else:
        card = await services.answer_card(text, message.author.id, _server(message), private=False)
    await alter(known, message, card, text, services)


def _replied_to(message: discord.Message) -> discord.Message | None:
    if message.reference is None:
        return None
    resolved = message.reference.resolved or message.reference.cached_message
    return resolved if isinstance(resolved, discord.Message) else None
