"""People, and what they can do in Discord's client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .commands import check_offered, command_payload, find_command, resolve
from .errors import NothingHappenedError, TestMistakeError
from .interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from .messages import BUTTON, LINK, SELECTS, Message, walk
from .modals import submission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .interactions import Choice, Modal
    from .places import Channel, Role
    from .world import World

    Json = dict[str, Any]

MESSAGE_MENU, USER_MENU = 3, 2


class User:
    """Somebody in Discord; the bot is one too. `installed`: has the app as a user's app."""

    def __init__(self, world: World, name: str, *, bot: bool = False) -> None:
        self.world = world
        self.id = world.snowflakes.old()
        self.name = name
        self.bot = bot
        self.installed = False
        self.takes_dms = True
        self.locale = "en-US"
        self._here: Channel | None = None

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    @property
    def dm(self) -> Channel:
        """This person's direct messages with the bot."""
        return self.world.dm(self)

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": None if self.bot else self.name.title(),
            "discriminator": "0001" if self.bot else "0",
            "avatar": None,
            "avatar_decoration_data": None,
            "banner": None,
            "accent_color": None,
            "bot": self.bot,
            "system": False,
            "public_flags": 0,
            "flags": 0,
            "clan": None,
            "primary_guild": None,
            "collectibles": None,
        }

    # --- messages ---------------------------------------------------------------------------

    async def says(
        self,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        mentions: Iterable[User] = (),
        embeds: Iterable[Json] = (),
        attachments: Iterable[str] = (),
    ) -> Message:
        """Writes a message. `mentions` are put before the text; `ping` is that of a reply."""
        self._enter(channel)
        before = "".join(f"{user.mention} " for user in mentions)
        return self.world.post(
            channel,
            self,
            before + text,
            reply_to=reply_to,
            ping=ping,
            embeds=list(embeds),
            attachments=[self.world.attachment(name, b"...") for name in attachments],
        )

    async def edits(self, message: Message, text: str) -> Message:
        if message.author is not self:
            raise TestMistakeError(f"{self.name} cannot edit a message of {message.author.name}")
        self.world.edit(message, content=text)
        return message

    async def deletes(self, message: Message) -> None:
        self.world.delete(message)

    # --- interactions -----------------------------------------------------------------------

    async def uses(
        self,
        name: str,
        *,
        channel: Channel | None = None,
        options: Json | None = None,
        **more: object,
    ) -> Interaction:
        """Uses a slash command, "/ask" or "/desk channels listen"."""
        channel = self._place(channel)
        command, path = find_command(self.world, name, channel, kind=1)
        check_offered(command, self, channel)
        data = command_payload(command, path, {**(options or {}), **more})
        return self._interact(COMMAND, data, channel, command=command)

    async def types(
        self,
        name: str,
        *,
        channel: Channel | None = None,
        options: Json | None = None,
        **more: object,
    ) -> list[Choice]:
        """Types into an option, the last one given, and sees what is offered."""
        channel = self._place(channel)
        command, path = find_command(self.world, name, channel, kind=1)
        check_offered(command, self, channel)
        given = {**(options or {}), **more}
        data = command_payload(command, path, given, focused=list(given)[-1])
        typed = self._interact(AUTOCOMPLETE, data, channel, command=command)
        await typed.done()
        if typed.choices is None:
            raise NothingHappenedError(f"{name}: loading options failed")
        return typed.choices

    async def uses_menu(self, name: str, target: Message | User, **where: Channel) -> Interaction:
        """Uses a context menu's entry on a message or a person (then with `channel=`)."""
        if isinstance(target, Message):
            kind, channel = MESSAGE_MENU, self._place(target.channel)
        else:
            kind, channel = USER_MENU, self._place(where.get("channel"))
        command, _ = find_command(self.world, name, channel, kind=kind)
        check_offered(command, self, channel)
        data = command_payload(command, [], {}, target=target)
        return self._interact(COMMAND, data, channel, command=command)

    async def presses(self, message: Message, button: str) -> Interaction:
        """Presses a button, by its label or custom id."""
        component = self._seen(message).component(button, {BUTTON})
        if component["style"] == LINK:
            raise TestMistakeError(f"{button!r} is a link, pressing it tells the bot nothing")
        data = {"component_type": BUTTON, "custom_id": component["custom_id"]}
        return self._interact(COMPONENT, data, message.channel, source=message)

    async def selects(
        self, message: Message, *values: str | User | Channel | Role, of: str | None = None
    ) -> Interaction:
        """Chooses in the only select, or in that with the custom id `of`, by label or value."""
        self._seen(message)
        selects = [c for c in walk(message.components) if c["type"] in SELECTS]
        if of is None and len(selects) == 1:
            of = selects[0]["custom_id"]
        select = message.component(of or "", SELECTS)
        data: Json = {"component_type": select["type"], "custom_id": select["custom_id"]}
        if select["type"] == 3:
            known = {o["label"]: o["value"] for o in select["options"]}
            chosen = [known.get(str(value), str(value)) for value in values]
            if unknown := set(chosen) - {o["value"] for o in select["options"]}:
                raise TestMistakeError(f"{unknown} is not offered; {list(known)} are")
            data["values"] = chosen
        else:
            data["resolved"] = {}
            data["values"] = [resolve(value, data["resolved"]) for value in values]
        least, most = select.get("min_values", 1), select.get("max_values", 1)
        if not least <= len(values) <= most:
            raise TestMistakeError(f"{len(values)} chosen, which is not {least} to {most}")
        return self._interact(COMPONENT, data, message.channel, source=message)

    async def submits(
        self, modal: Interaction | Modal, fields: dict[str, str] | None = None, **more: str
    ) -> Interaction:
        """Fills in a modal, each field by its label or custom id, and sends it."""
        if isinstance(modal, Interaction):
            if modal.modal is None:
                raise TestMistakeError("no modal was shown")
            modal = modal.modal
        data = submission(modal.payload, {**(fields or {}), **more})
        origin = modal.shown_by
        return self._interact(MODAL, data, origin.channel, source=origin.source, trigger=origin)

    def _seen(self, message: Message) -> Message:
        if message.deleted or message.ephemeral_to not in {None, self}:
            raise TestMistakeError(f"{self.name} does not see this message")
        return message

    def _enter(self, channel: Channel) -> None:
        self._here = channel
        if channel.guild is not None and self not in channel.guild.members:
            channel.guild.join(self)

    def _place(self, channel: Channel | None) -> Channel:
        channel = channel or self._here
        if channel is None:
            raise TestMistakeError(f"where? {self.name} has been nowhere yet: give channel=")
        self._enter(channel)
        return channel

    def _interact(
        self,
        kind: int,
        data: Json,
        channel: Channel,
        *,
        command: Json | None = None,
        **origin: Any,
    ) -> Interaction:
        self._enter(channel)
        interaction = Interaction(
            self.world, kind, self, channel, data=data, command=command, **origin
        )
        self.world.begin(interaction)
        return interaction
