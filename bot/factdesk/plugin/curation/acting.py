"""What curators press: questions asked in vain, feedback, and taking a change back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import discord

from factdesk.factbase.problems import FactBaseError
from factdesk.plugin.answering import (
    acknowledge,
    change,
    change_in_time,
    in_time,
    show,
    show_modal,
    tell,
)
from factdesk.plugin.card import Card, Section
from factdesk.plugin.cards import notice
from factdesk.plugin.curation import unanswered_cards as cards
from factdesk.plugin.curation.changes import taken_back_card
from factdesk.plugin.curation.clusters import Cluster, clusters_of
from factdesk.plugin.curation.curators import NOT_A_CURATOR, NOT_A_MANAGER, may_curate
from factdesk.plugin.curation.remembering import DIRECT, marked
from factdesk.plugin.feedback import entered
from factdesk.reply import Answer, Choices, NoAnswer
from factdesk.store import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine

    from factdesk.factbase.models import Fact
    from factdesk.factbase.problems import Problem
    from factdesk.plugin.answering import Interaction
    from factdesk.plugin.custom_ids import CustomId
    from factdesk.plugin.services import Services
    from factdesk.store.curated import QuestionState

SEARCH_FORM: Final = "fd:search-form:"
FACT_GONE: Final = "My facts have changed since. Pick another one."
GONE: Final = "That question has been seen to meanwhile. See /desk unanswered."

ASKING: Final = (
    "Asking all known questions again, which takes up to a minute. If nothing more comes, I was "
    "interrupted, and nothing has changed: see /desk unanswered."
)


async def act(interaction: Interaction, meaning: CustomId, services: Services) -> None:
    """Do what a curator pressed, after looking whether it is one."""
    if not may_curate(interaction, services):
        await tell(interaction, NOT_A_CURATOR)
        return
    try:
        await _act(interaction, meaning, services)
    except StoreTrouble as trouble:
        await show(interaction, notice(str(trouble)))


async def _act(interaction: Interaction, meaning: CustomId, services: Services) -> None:
    guild = interaction.guild_id or DIRECT
    work: Coroutine[Any, Any, Card]
    match meaning.action:
        case "unanswered":
            page = int(meaning.subject) if meaning.subject.isdigit() else 0
            work = with_trouble(unanswered_list(services, guild, page), services)
        case "feedback":
            work = with_trouble(feedback_list(services), services)
        case "complaints":
            work = _complaints(meaning.subject, services)
        case "withhold" | "release":
            work = _serve_or_not(interaction, meaning, services)
        case "undo":
            work = _undo(interaction, int(meaning.subject), services)
        case "search":
            await show_modal(interaction, SearchForm(meaning.subject))
            return
        case "teach":
            await _pick_fact(interaction, meaning, services)
            return
        case _:
            work = _act_on_cluster(interaction, meaning, services)
    await change_in_time(interaction, work)


async def with_trouble(work: Awaitable[Card], services: Services) -> Card:
    """What some work makes of the store; says so when the store may not know all."""
    card = await work
    trouble = services.store.trouble
    if trouble is None:
        return card
    section = Section("This may not be all", f"{trouble} See /desk status.")
    return replace(card, sections=(*card.sections, section))


async def _serve_or_not(interaction: Interaction, meaning: CustomId, services: Services) -> Card:
    guild, curator = interaction.guild_id or DIRECT, interaction.user.id
    store, fact = services.store.curation, meaning.subject
    if meaning.action == "withhold":
        reason = "Complaints; to be reviewed."
        await store.withhold(fact=fact, reason=reason, by=curator, guild_id=guild)
    else:
        await store.release(fact=fact, by=curator, guild_id=guild)
    await services.learning.refresh()
    return await _complaints(fact, services)


async def _undo(interaction: Interaction, change_id: int, services: Services) -> Card:
    guild, store = interaction.guild_id or DIRECT, services.store.curation
    known = {each.id: each.what for each in await store.changes(guild, limit=1000)}
    may_set = interaction.permissions.manage_guild
    if not may_set and known.get(change_id, "set") == "set":
        return notice(NOT_A_MANAGER)  # curators change no settings
    undone = await store.undo(change_id, by=interaction.user.id, guild_id=guild)
    await services.learning.refresh()
    return taken_back_card(undone)


async def _act_on_cluster(interaction: Interaction, meaning: CustomId, services: Services) -> Card:
    guild, curator = interaction.guild_id or DIRECT, interaction.user.id
    cluster = await _cluster(services, guild, meaning.subject)
    if cluster is None:
        return notice(GONE)
    if meaning.action == "cluster":
        return await _cluster_card(cluster, services)
    state: QuestionState = "new fact" if meaning.action == "newfact" else "not ours"
    settled = await services.store.curation.settle(
        cluster.ids, state, by=curator, guild_id=guild, was="open"
    )
    return notice(GONE) if settled is None else await unanswered_list(services, guild)


async def _pick_fact(interaction: Interaction, meaning: CustomId, services: Services) -> None:
    await acknowledge(interaction)
    fact_id, _, key = meaning.subject.rpartition(".")
    cluster = await _cluster(services, interaction.guild_id or DIRECT, key)
    fact = services.desk.base.fact(fact_id)
    if cluster is None:
        await change(interaction, notice(GONE))
    elif fact is None:
        await change(interaction, notice(FACT_GONE))
    else:
        await change(interaction, notice(ASKING))
        await change(interaction, await _teach(interaction, cluster, fact, services))


async def _teach(
    interaction: Interaction, cluster: Cluster, fact: Fact, services: Services
) -> Card:
    guild, curator = interaction.guild_id or DIRECT, interaction.user.id
    text = cluster.leader.text
    try:
        verdict = await services.learning.teach(text, fact.id, guild, curator, cluster.ids)
    except FactBaseError as error:
        return notice(_unloaded(error.problems[0]))
    except KeyError:
        if services.desk.base.fact(fact.id) is not None:
            raise
        return notice(FACT_GONE)  # withheld or taken out while the card was open
    if not verdict.allowed:
        if await _cluster(services, guild, str(cluster.leader.id)) is None:  # somebody was faster
            return notice(GONE)
        return cards.refused_card(text, fact, verdict.harms, cluster.leader.id)
    services.telling.soon()
    made = await services.store.curation.changes(guild)
    mine = (each.id for each in made if (each.what, each.subject) == ("learn", text))
    return cards.learned_card(text, fact, verdict.asked, next(mine, None))


def _unloaded(problem: Problem) -> str:
    """That a question set does not load, without its folder: curators are not the operator."""
    name = PurePath(problem.file).name
    place = f"{name}, line {problem.line}" if problem.line else name
    return (
        f"Nothing has changed: the base's question set does not load. "
        f"Tell who runs me: in {place}, {problem.message}."
    )


async def unanswered_list(services: Services, guild: int, page: int = 0) -> Card:
    """The questions asked in vain in a server."""
    questions = await services.store.curation.unanswered(guild, limit=500)
    clusters = await asyncio.to_thread(clusters_of, questions)
    return cards.unanswered_card(clusters, page)


async def feedback_list(services: Services) -> Card:
    """Facts by complaints."""
    summaries = await services.store.curation.feedback_by_fact()
    base = services.learning.files
    known = {each.fact: found for each in summaries if (found := base.fact(each.fact))}
    return cards.feedback_card(summaries, {key: fact.question for key, fact in known.items()})


async def _complaints(fact_id: str, services: Services) -> Card:
    store = services.store.curation
    summaries = await store.feedback_by_fact(limit=1000)
    summary = next((each for each in summaries if each.fact == fact_id), None)
    if summary is None:
        return notice("Nobody has said anything of that fact.")
    fact = services.learning.files.fact(fact_id)
    withheld = (await store.withheld()).get(fact_id)
    return cards.complaints_card(summary, fact.question if fact else fact_id, withheld=withheld)


async def _cluster(services: Services, guild: int, key: str) -> Cluster | None:
    """The cluster with the question of that number."""
    questions = await services.store.curation.unanswered(guild, limit=500)
    clusters = await asyncio.to_thread(clusters_of, questions)
    return next((each for each in clusters if key in map(str, each.ids)), None)


async def _cluster_card(cluster: Cluster, services: Services) -> Card:
    reply = await services.ask(cluster.leader.text, cluster.leader.guild_id)
    if isinstance(reply, Answer):
        nearest, reason = [reply.candidate.fact], "By now I would answer it."
    elif isinstance(reply, Choices | NoAnswer):
        near = reply.candidates if isinstance(reply, Choices) else reply.nearest
        nearest, reason = [each.fact for each in near], reply.reason
    else:
        nearest, reason = [], ""
    return cards.cluster_card(cluster, nearest, reason)


async def tell_when_known(interaction: Interaction, mark: str, services: Services) -> None:
    """Somebody wants to be told, once, when a question gets its answer."""
    await in_time(interaction, _waiting(interaction, mark, services), private=True)


async def _waiting(interaction: Interaction, mark: str, services: Services) -> Card:
    await services.finish()  # it may have been asked just now
    question = await marked(mark, interaction.guild_id or DIRECT, services)
    kept = question is not None and await services.store.curation.wait_for(
        question.text, question.guild_id, interaction.user.id
    )
    if kept:
        return notice("I will write to you, once, when I know. Then I forget that you asked.")
    if services.store.trouble is not None:
        return notice("I cannot note that now. Please try again later.")
    return notice(
        "I do not remember that question, so I cannot. It may have been seen to meanwhile."
    )


class SearchForm(discord.ui.Modal):
    """Asks a curator for words of the fact that a question belongs to; read by `take_search`."""

    def __init__(self, question: str) -> None:
        """Ask; `question` is the question's number."""
        title = "Which fact answers it?"
        super().__init__(title=title, custom_id=f"{SEARCH_FORM}{question}")
        self.add_item(
            discord.ui.Label(
                text="Words of its question",
                component=discord.ui.TextInput(custom_id="words", max_length=100),
            )
        )


async def take_search(interaction: Interaction, services: Services) -> None:
    """Show what a curator's search found."""
    if not may_curate(interaction, services):
        await tell(interaction, NOT_A_CURATOR)
        return
    data: dict[str, Any] = dict(interaction.data or {})
    key = str(data.get("custom_id", "")).removeprefix(SEARCH_FORM)
    words = entered(data.get("components") or []).get("words", "")
    found = [each.fact for each in services.suggest.suggest(words)]
    await change(interaction, cards.found_card(int(key) if key.isdigit() else 0, words, found))
