"""Discord's rules: permissions, replies, interactions' lives, installations, forums."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import pytest

from loopback import NothingHappenedError, TestMistakeError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from conftest import Connect
    from loopback import World

EMBED = discord.Embed(title="An answer")


async def refused(awaitable: Awaitable[object]) -> int:
    """The code with which Discord refuses."""
    with pytest.raises(discord.HTTPException) as raised:
        await awaitable
    return raised.value.code


async def test_permissions_are_enforced_and_told(world: World, connect: Connect) -> None:
    guild = world.guild()
    channel = guild.text_channel("general", bot_without=["send_messages"])
    hidden = guild.text_channel("hidden", hidden=True)
    said = await world.user("mia").says(channel, "hello")
    async with connect() as bot:
        place = bot.get_channel(channel.id)
        assert not place.permissions_for(place.guild.me).send_messages
        assert await refused(place.send("no")) == 50013
        assert await refused(place.get_partial_message(said.id).delete()) == 50013
        assert bot.get_channel(hidden.id) is None
        assert await refused(bot.fetch_channel(hidden.id)) == 50001
        channel.allow_bot("send_messages")
        await place.send("yes")
        channel.deny_bot("read_message_history")
        assert await refused(place.get_partial_message(said.id).reply("no")) == 160002
        assert [message async for message in place.history()] == []


async def test_without_embed_links_embeds_vanish(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general", bot_without=["embed_links"])
    mia = world.user("mia")
    async with connect() as bot:
        place = bot.get_channel(channel.id)
        sent = await place.send("text", embed=EMBED)
        assert sent.embeds == []
        assert await refused(place.send(embed=EMBED)) == 50013
        assert (await sent.edit(embed=EMBED)).embeds == []
        asked = await (await mia.uses("/ask", question="q", channel=channel)).done()
        assert asked.reply is not None
        assert asked.reply.embed["title"] == "An answer"


async def test_a_reply_needs_its_message(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    said, joined = await mia.says(channel, "x"), await channel.system_message()
    await mia.deletes(said)
    async with connect() as bot:
        place = bot.get_channel(channel.id)
        gone = place.get_partial_message(said.id)
        assert await refused(gone.reply("x")) == 50035
        sent = await place.send("x", reference=gone.to_reference(fail_if_not_exists=False))
        assert sent.reference is None
        assert await refused(place.get_partial_message(joined.id).reply("x")) == 50035
        assert await refused(gone.edit(content="x")) == 10008
        assert await refused(place.send(" ")) == 50006


async def test_edits_and_deletions_reach_both_sides(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    said = await mia.says(channel, "x")
    async with connect(content=True) as bot:
        seen: list[str] = []
        bot.on_raw_message_edit = lambda event: _note(seen, event.data["content"])
        bot.on_raw_message_delete = lambda event: _note(seen, str(event.message_id))
        await mia.edits(said, "y")
        await mia.deletes(said)
        await world.until(lambda: len(seen) == 2)
        assert seen == ["y", str(said.id)]
        sent = await bot.get_channel(channel.id).send("first")
        await sent.edit(content="second")
        mine = channel.from_bot[0]
        assert (mine.content, mine.earlier) == ("second", ["first"])
        await sent.delete()
        assert mine.deleted


async def _note(seen: list[str], what: str) -> None:
    seen.append(what)


async def test_an_answer_can_come_too_late(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    world.answer_within = 0.1
    async with connect() as bot:
        codes: list[int] = []
        bot.tree.on_error = lambda _, error: _note(codes, error.original.code)
        world.gateway.event_delay = 0.2
        asked = await mia.uses("/ask", question="q", channel=channel)
        with pytest.raises(NothingHappenedError):
            await asked.done()
        await world.until(lambda: codes)
        assert codes == [10062]


async def test_a_token_expires(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    world.token_life = 0.1
    async with connect() as bot:
        codes: list[int] = []
        bot.tree.on_error = lambda _, error: _note(codes, error.original.code)
        await world.user("mia").uses("/slowly", seconds=0.15, channel=channel)
        await world.until(lambda: codes)
        assert codes == [50027]


async def test_an_interaction_is_answered_once(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    async with connect() as bot:
        codes: list[int] = []

        async def twice(interaction: discord.Interaction) -> None:
            await interaction.response.defer()
            interaction.response._response_type = None
            codes.append(await refused(interaction.response.send_message("again")))

        bot.tree.get_command("slowly")._callback = lambda i, seconds: twice(i)  # noqa: ARG005
        await world.user("mia").uses("/slowly", seconds=0, channel=channel)
        await world.until(lambda: codes)
        assert codes == [40060]


async def test_direct_messages_can_be_closed(world: World, connect: Connect) -> None:
    mia = world.user("mia")
    async with connect() as bot:
        person = await bot.fetch_user(mia.id)
        await person.send("hello")
        assert mia.dm.from_bot[0].content == "hello"
        mia.takes_dms = False
        assert await refused(person.send("hello")) == 50007


async def test_an_app_that_a_user_has_installed_works_everywhere(
    world: World, connect: Connect
) -> None:
    mia, leo = world.user("mia", installed=True), world.user("leo")
    elsewhere = world.guild("elsewhere", bot=False).text_channel("general")
    async with connect() as bot:
        for place in (elsewhere, world.private(mia, leo), mia.dm):
            asked = await (await mia.uses("/ask", question="q", channel=place)).done()
            assert asked.reply is not None
        with pytest.raises(TestMistakeError, match="not installed"):
            await leo.uses("/ask", question="q", channel=elsewhere)
        with pytest.raises(TestMistakeError, match="not installed"):
            await mia.uses("/slowly", seconds=1, channel=elsewhere)
        assert await refused(bot.fetch_channel(elsewhere.id)) == 50001


async def test_who_has_the_app_alone_gets_five_followups(world: World, connect: Connect) -> None:
    elsewhere = world.guild("elsewhere", bot=False).text_channel("general")
    async with connect() as bot:
        codes: list[int] = []

        async def chatter(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("first", ephemeral=True)
            for number in range(5):
                await interaction.followup.send(str(number), ephemeral=True)
            codes.append(await refused(interaction.followup.send("too many")))

        bot.tree.get_command("ask")._callback = lambda i, question, private: chatter(i)  # noqa: ARG005
        mia = world.user("mia", installed=True)
        asked = await mia.uses("/ask", question="q", channel=elsewhere)
        await asked.followed_up(5)
        await world.until(lambda: codes)
        assert codes == [40094]
        assert len(asked.followups) == 5


async def test_only_who_may_is_offered_a_command(world: World, connect: Connect) -> None:
    guild = world.guild()
    channel = guild.text_channel("general")
    mia, boss = world.user("mia"), world.user("boss")
    guild.join(boss, may=["manage_guild"])
    async with connect():
        with pytest.raises(TestMistakeError, match="lacks permissions"):
            await mia.uses("/desk listen", options={"channel": channel}, channel=channel)
        asked = await boss.uses("/desk listen", options={"channel": channel}, channel=channel)
        await asked.done()
        assert asked.reply is not None
        assert asked.reply.content == "Listening in general"
        for wrong in ("/desk", "/nothing", "/desk nothing"):
            with pytest.raises(TestMistakeError):
                await boss.uses(wrong, channel=channel)
        with pytest.raises(TestMistakeError, match="not offered"):
            await boss.uses("/desk listen", channel=boss.dm)
        with pytest.raises(TestMistakeError, match="missing"):
            await boss.uses("/ask", channel=channel)


async def test_commands_are_kept_for_all_and_for_a_guild(world: World, connect: Connect) -> None:
    guild = world.guild()
    channel = guild.text_channel("general")
    mia = world.user("mia")
    async with connect() as bot:
        await world.offers("ask", "/desk")
        known = await bot.tree.fetch_commands()
        assert {command.name for command in known} == {"ask", "slowly", "Find the fact", "desk"}
        before = {command["name"]: command["id"] for command in world.commands}
        await bot.tree.sync()
        assert before == {command["name"]: command["id"] for command in world.commands}
        ask = next(command for command in known if command.name == "ask")
        assert (await ask.edit(description="Other words.")).description == "Other words."
        await ask.delete()
        with pytest.raises(TestMistakeError, match="has registered no 'ask'"):
            await mia.uses("/ask", question="q", channel=channel)
        here = discord.Object(guild.id)
        bot.tree.copy_global_to(guild=here)
        await bot.tree.sync(guild=here)
        assert len(await bot.tree.fetch_commands(guild=here)) == 4
        await (await mia.uses("/ask", question="q", channel=channel)).done()
        assert await refused(bot.tree.fetch_command(ask.id)) == 10063


async def test_threads_and_forums(world: World, connect: Connect) -> None:
    guild = world.guild()
    channel, forum = guild.text_channel("general"), guild.forum("questions")
    mia = world.user("mia")
    async with connect(content=True) as bot:
        thread = await channel.thread("a thread", by=mia)
        await mia.says(thread, "hello")
        assert (await thread.next_message()).content == "You said: hello"
        post = await forum.post(mia, "a question", "why?", tell_later=True)
        await world.until(lambda: bot.get_channel(post.id))
        assert await refused(bot.get_channel(post.id).send("early")) == 40058
        assert (await mia.says(post, "why?")).id == post.id
        assert (await post.next_message()).content == "You said: why?"
        channel.deny_bot("send_messages_in_threads")
        assert await refused(bot.get_channel(thread.id).send("no")) == 50013
        said = await mia.says(channel, "a start")
        await channel.next_message()
        made = (
            await bot.get_channel(channel.id).get_partial_message(said.id).create_thread(name="t")
        )
        assert made.id == said.id


async def test_webhooks_bulk_deletion_files_and_typing(world: World, connect: Connect) -> None:
    guild = world.guild()
    channel = guild.text_channel("general")
    async with connect(content=True) as bot:
        hooked = await channel.webhook_message("from a hook")
        assert (await channel.next_message()).replies_to is hooked
        place = bot.get_channel(channel.id)
        with_file = await place.send(file=discord.File(__file__, "a.txt"))
        assert with_file.attachments[0].filename == "a.txt"
        shown = discord.Embed().set_image(url="attachment://a.png")
        picture = discord.File(__file__, "a.png", description="a picture")
        with_picture = await place.send(file=picture, embed=shown)
        assert with_picture.attachments[0].description == "a picture"
        assert with_picture.embeds[0].image.url == with_picture.attachments[0].url
        assert (await place.send("lost", embed=shown)).embeds[0].image.url is None
        async with place.typing():
            await world.until(lambda: channel.typing)
        guild.members[world.bot][0].permissions |= 1 << 13
        old = [discord.Object(message.id) for message in channel.from_bot]
        await place.delete_messages(old)
        assert channel.from_bot == []


async def test_waiting_in_vain_says_what_was_asked(world: World, connect: Connect) -> None:
    channel = world.guild().text_channel("general")
    async with connect():
        with pytest.raises(NothingHappenedError) as raised:
            await channel.next_message(0.05)
        await asyncio.wait_for(world.settled(), 2)
    assert "/applications/" in "".join(raised.value.__notes__)
