"""What curators do in Discord, and what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loopback import Channel, Interaction, Message, User

VERDICT = "earned"  # in "Learned" and in "Not learned"


async def used(person: User, command: str, place: Channel, **options: object) -> Message:
    """The answer to a command."""
    return await shown(await person.uses(command, channel=place, options=dict(options)))


async def pressed(person: User, message: Message, label: str) -> Message:
    """What pressing a button shows."""
    return await shown(await person.presses(message, label))


async def picked(person: User, message: Message, value: str) -> Message:
    """What picking an option shows."""
    return await shown(await person.selects(message, value))


async def shown(interaction: Interaction) -> Message:
    """What a person sees when something they did is answered."""
    await interaction.done(10)
    assert interaction.reply is not None
    return interaction.reply


def options_of(message: Message) -> dict[str, str]:
    """The values of the options of a menu, by their labels."""
    return {
        option["label"]: option["value"]
        for row in message.components
        for component in row["components"]
        for option in component.get("options", [])
    }


async def opened(curator: User, channel: Channel, text: str) -> Message:
    """The card of a question that was asked in vain."""
    listed = await used(curator, "/desk unanswered", channel)
    return await picked(curator, listed, options_of(listed)[text])


async def found(curator: User, card: Message, words: str) -> Message:
    """What the search for a fact finds, from the card of a question."""
    form = await curator.presses(card, "Add to another fact")
    await form.done()
    return await shown(await curator.submits(form, {"words": words}))


async def added(curator: User, card: Message, fact: str) -> Message:
    """The gate's verdict, after a search for a fact by its question."""
    listed = await found(curator, card, fact)
    chosen = await curator.selects(listed, options_of(listed)[fact])
    await chosen.done(10)
    await curator.world.until(lambda: VERDICT in listed.text, 60, "the gate's verdict")
    return listed
