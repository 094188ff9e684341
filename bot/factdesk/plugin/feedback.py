"""*Helpful* and *Not right*: what people say of an answer, without who says it."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

import discord

from factdesk.plugin.answering import tell
from factdesk.plugin.finding import services_of
from factdesk.plugin.limits import cut_line
from factdesk.store import Feedback

if TYPE_CHECKING:
    from factdesk.factbase.models import Fact
    from factdesk.plugin.answering import Interaction
    from factdesk.plugin.services import Services
    from factdesk.store import Reason

MODAL: Final = "fd:not-right:"
REASONS: Final[dict[Reason, str]] = {
    "wrong fact": "It answers another question",
    "out of date": "It is out of date",
    "not in the source": "The source does not say this",
    "other": "Something else",
}
DETAILS: Final = 300
THANKS: Final = "Thank you, noted for those who curate these facts."


class Once:
    """Whether somebody says something for the first time; the oldest are forgotten."""

    def __init__(self, kept: int = 5_000) -> None:
        self._kept = kept
        self._said: OrderedDict[tuple[int, str, str], None] = OrderedDict()

    def first(self, person: int, fact: str, verdict: str) -> bool:
        """Whether it is the first time; from now on it is not."""
        key = (person, fact, verdict)
        if key in self._said:
            return False
        self._said[key] = None
        while len(self._said) > self._kept:
            self._said.popitem(last=False)
        return True


async def note_helpful(interaction: Interaction, fact: Fact, services: Services) -> None:
    """Somebody pressed *Helpful*; pressed again it counts no more."""
    if services.once.first(interaction.user.id, fact.id, "helpful"):
        now = dt.datetime.now(dt.UTC)
        services.store.add_feedback(Feedback(fact=fact.id, verdict="helpful", given_at=now))
    await tell(interaction, "Thank you, glad it helped.")


class NotRight(discord.ui.Modal):
    """Asks what is not right about a fact.

    Its answer is taken by `take_not_right`, from Discord's event: so it works also when the bot was
    restarted while somebody had it open.
    """

    def __init__(self, fact: Fact) -> None:
        super().__init__(title="Not right", custom_id=f"{MODAL}{fact.id}", timeout=900)
        options = [
            discord.SelectOption(label=label, value=reason) for reason, label in REASONS.items()
        ]
        self.add_item(
            discord.ui.Label(
                text="What is not right?",
                description=cut_line(fact.question, 100),
                component=discord.ui.Select(
                    custom_id="reason", placeholder="Pick a reason", options=options
                ),
            )
        )
        self.add_item(
            discord.ui.Label(
                text="Anything to add?",
                component=discord.ui.TextInput(
                    custom_id="details",
                    style=discord.TextStyle.paragraph,
                    required=False,
                    max_length=DETAILS,
                ),
            )
        )

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Nothing: see `take_not_right`."""


async def take_not_right(interaction: Interaction) -> None:
    """Take what somebody entered into the modal."""
    services = services_of(interaction)
    data: dict[str, Any] = dict(interaction.data or {})
    fact_id = str(data.get("custom_id", "")).removeprefix(MODAL)
    if services is None:
        return
    if services.desk.base.fact(fact_id) is None:
        await tell(interaction, "My facts have changed since: this one is no longer among them.")
        return
    entered = _entered(data.get("components") or [])
    reason: Reason = next((each for each in REASONS if each == entered.get("reason")), "other")
    details = " ".join(entered.get("details", "").split())[:DETAILS] or None
    if services.once.first(interaction.user.id, fact_id, reason):
        now = dt.datetime.now(dt.UTC)
        services.store.add_feedback(
            Feedback(
                fact=fact_id, verdict="not right", given_at=now, reason=reason, details=details
            )
        )
    await tell(interaction, THANKS)


def _entered(components: list[dict[str, Any]]) -> dict[str, str]:
    """What was entered, by the custom id of the field, however fields are nested."""
    found: dict[str, str] = {}
    for component in components:
        inner = component.get("component")
        found |= _entered([*component.get("components", ()), *([inner] if inner else ())])
        if "custom_id" in component:
            values = component.get("values") or [component.get("value") or ""]
            found[str(component["custom_id"])] = str(values[0])
    return found
