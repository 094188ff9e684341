"""What people can call: `/ask`, `/facts` and the message menu's *Find the fact*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from factdesk import __version__
from factdesk.plugin import browsing, pages
from factdesk.plugin.answering import Interaction, in_time, offer, respond, seconds, tell
from factdesk.plugin.failing import on_error
from factdesk.plugin.limits import OPTION, OPTIONS, cut_line

if TYPE_CHECKING:
    from factdesk.plugin.card import Card
    from factdesk.plugin.services import Services

MENU: Final = "Find the fact"
_WHAT: Final = "What would you like to know? Typos are fine."
_PRIVATE: Final = "Show the answer only to you."

Choices = list[app_commands.Choice[str]]
ContextMenu = app_commands.ContextMenu


def ask_command(services: Services) -> app_commands.Command[Any, ..., None]:
    """`/ask`, or `/facts ask`."""

    @app_commands.command(name="ask", description="Ask a question; get an answer with its source.")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.describe(question=_WHAT, private=_PRIVATE)
    async def ask(interaction: Interaction, question: str, private: bool = False) -> None:  # noqa: FBT001, FBT002
        if await _may_ask(interaction, services):
            card = services.answer_card(
                question, interaction.user.id, interaction.guild_id, private=private
            )
            await in_time(interaction, card, private=private)

    @ask.autocomplete("question")
    async def complete(interaction: Interaction, typed: str) -> Choices:
        return await offer(interaction, _known_questions(typed, services))

    ask.error(on_error)
    return ask


def facts_group(services: Services) -> app_commands.Group:
    """`/facts`: what the desk knows, for browsing. Only who calls it sees it."""
    group = app_commands.Group(
        name="facts",
        description="What this desk knows.",
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )

    @group.command(name="topics", description="Browse what this desk knows by topic.")
    async def topics(interaction: Interaction) -> None:
        await respond(interaction, browsing.topics_card(services.desk.base), private=True)

    @group.command(name="article", description="Browse the facts of one article.")
    @app_commands.describe(article="Which article?")
    async def article(interaction: Interaction, article: str | None = None) -> None:
        base = services.desk.base
        card = browsing.articles_card(base) if article is None else _article(article, services)
        if card is None:
            await tell(interaction, "I know no such article. Pick one of those I offer.")
            return
        await respond(interaction, card, private=True)

    @article.autocomplete("article")
    async def complete_article(interaction: Interaction, typed: str) -> Choices:
        wanted = typed.casefold()
        found = [each for each in services.desk.base.articles if wanted in each.title.casefold()]
        choices = [
            app_commands.Choice(name=cut_line(each.title, OPTION), value=each.id)
            for each in found[:OPTIONS]
        ]
        return await offer(interaction, choices)

    @group.command(name="show", description="Show one fact.")
    @app_commands.describe(fact="Which one? Type to search.")
    async def show(interaction: Interaction, fact: str) -> None:
        # Typed in full instead of picked: then it is a question like any other.
        card = services.answer_card(fact, interaction.user.id, interaction.guild_id, private=True)
        await in_time(interaction, card, private=True)

    @show.autocomplete("fact")
    async def complete_fact(interaction: Interaction, typed: str) -> Choices:
        return await offer(interaction, _known_questions(typed, services))

    @group.command(name="about", description="What this desk is and what it rests on.")
    async def about(interaction: Interaction) -> None:
        promise = services.servers.of(interaction.guild_id).promise
        card = pages.about_card(services.desk.base, __version__, promise)
        await respond(interaction, card, private=True)

    @group.command(name="privacy", description="What this desk reads and what it keeps.")
    async def privacy(interaction: Interaction) -> None:
        await in_time(interaction, _privacy(interaction, services), private=True)

    group.error(on_error)
    return group


def find_menu(services: Services) -> ContextMenu:
    """The message menu's entry: answers what a message asks, for the caller alone."""

    async def find(interaction: Interaction, message: discord.Message) -> None:
        if await _may_ask(interaction, services):
            card = services.answer_card(
                message.content, interaction.user.id, interaction.guild_id, private=True
            )
            await in_time(interaction, card, private=True)

    menu = ContextMenu(
        name=MENU,
        callback=find,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )
    menu.error(on_error)
    return menu


async def _privacy(interaction: Interaction, services: Services) -> Card:
    here, settings = services.servers.of(interaction.guild_id), services.settings
    kept = pages.Kept(
        replies_days=settings.keep_replies_days,
        questions_days=here.keep_questions_days if here.remember_unanswered else None,
        listening=services.listens,
        of_reader=await services.store.curation.about_person(interaction.user.id),
        url=settings.privacy_url,
    )
    return pages.privacy_card(kept)


def _known_questions(typed: str, services: Services) -> Choices:
    return [
        app_commands.Choice(name=each.label, value=each.fact.id)
        for each in services.suggest.suggest(typed)
    ]


async def _may_ask(interaction: Interaction, services: Services) -> bool:
    wait = services.allowance.take(interaction.user.id)
    if wait:
        text = f"That is a lot of questions. Please ask again in {seconds(wait)}."
        await tell(interaction, text)
    return not wait


def _article(key: str, services: Services) -> Card | None:
    """The article of that id, or the only one whose title has these words."""
    base = services.desk.base
    card = browsing.article_card(base, key)
    if card is not None:
        return card
    wanted = key.casefold()
    found = [each for each in base.articles if wanted in each.title.casefold()]
    return browsing.article_card(base, found[0].id) if len(found) == 1 else None
