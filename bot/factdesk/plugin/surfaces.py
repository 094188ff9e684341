"""Commands and the menu's entry in a host's command tree: what is taken there stays as it is."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from factdesk.plugin.commands import ask_command, facts_group, find_menu
from factdesk.plugin.managing import desk_group

if TYPE_CHECKING:
    from factdesk.plugin.services import Services

log = logging.getLogger(__name__)

Surface = app_commands.Command[Any, ..., None] | app_commands.Group | app_commands.ContextMenu
SPARE_NAMES = {"facts": "factdesk", "desk": "factdesk-admin"}


class Surfaces:
    """What the plugin has put up in a bot's command tree."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._up: list[Surface] = []

    def put_up(self) -> None:
        """Add all that the tree has room for; what it has not is told in the log."""
        ask_is_taken = not self._add(ask_command(self._services))
        facts = facts_group(self._services)
        if ask_is_taken:
            facts.add_command(ask_command(self._services))
            log.info("This bot has /ask already: asking is /facts ask here.")
        for group in (facts, desk_group(self._services)):
            if not self._add(group):
                group.name = SPARE_NAMES[group.name]
                if self._add(group):
                    log.info("A command's name is taken here: mine is /%s.", group.name)
                else:
                    log.warning("There is no room for the command /%s here.", group.name)
        if not self._add(find_menu(self._services)):
            log.warning(
                "There is no room for the message menu's entry here: a bot may have five. "
                "Everything else works."
            )

    def take_down(self) -> None:
        """Remove what was added, and nothing else."""
        tree = self._services.bot.tree
        for surface in self._up:
            kind = _kind(surface)
            if tree.get_command(surface.name, type=kind) is surface:
                tree.remove_command(surface.name, type=kind)
        self._up.clear()

    def _add(self, surface: Surface) -> bool:
        try:
            self._services.bot.tree.add_command(surface)
        except (app_commands.CommandAlreadyRegistered, app_commands.CommandLimitReached):
            return False
        self._up.append(surface)
        return True


def _kind(surface: Surface) -> discord.AppCommandType:
    if isinstance(surface, app_commands.ContextMenu):
        return surface.type
    return discord.AppCommandType.chat_input
