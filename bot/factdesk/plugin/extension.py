"""Loading the plugin into a bot, and unloading it without a trace."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from factdesk.desk import Desk
from factdesk.lookup import SettingsError
from factdesk.matching.autocomplete import Autocomplete
from factdesk.plugin.finding import COG
from factdesk.plugin.life import Life
from factdesk.plugin.listener import Factdesk
from factdesk.plugin.services import Services
from factdesk.settings import Settings, load_settings
from factdesk.store import Store
from factdesk.store.access import database_class

if TYPE_CHECKING:
    from discord.ext import commands

    Bot = commands.Bot | commands.AutoShardedBot

HOST_ATTRIBUTE = "factdesk_settings"
DESK_ATTRIBUTE = "factdesk_desk"


async def setup(bot: Bot) -> None:
    """Load the plugin: `await bot.load_extension("factdesk")`.

    Args:
        bot: the host. What it wants set it may have as `factdesk_settings`: a mapping of settings
            or a `Settings`; then come the environment, files and defaults. It may also have a desk
            of its own as `factdesk_desk`, which then serves here too.

    Raises:
        SettingsError: a setting cannot be used.
        FactBaseError: the fact base does not load.
    """
    settings = _settings_of(bot)
    desk, suggest = await asyncio.to_thread(
        _open_desk, getattr(bot, DESK_ATTRIBUTE, None), settings
    )
    settings = settings.model_copy(update={"promise": desk.promise})  # a host's has its own
    store = Store(settings.store_address, **settings.retention)
    services = Services(bot, desk, suggest, store, Life(store), settings)
    await bot.add_cog(Factdesk(services))


async def teardown(bot: Bot) -> None:
    """Unload the plugin, also when loading it has failed half-way."""
    # Not a cog of the host's that has this name. Asked by module: after another bot has unloaded
    # the plugin, the class here may be another than that of the cog.
    if type(bot.get_cog(COG)).__module__ == Factdesk.__module__:
        await bot.remove_cog(COG)


def _settings_of(bot: Bot) -> Settings:
    given: Any = getattr(bot, HOST_ATTRIBUTE, None)
    if isinstance(given, BaseModel):
        # Checked again: after a reload the host's is of a class that is not ours any more.
        return Settings.model_validate(dict(given))
    if given is None:
        return load_settings()
    if isinstance(given, Mapping):
        return load_settings(**given)
    raise SettingsError(
        f"The bot's {HOST_ATTRIBUTE} is a {type(given).__name__}; make it a mapping of settings, "
        'such as {"promise": 0.95}, or leave it out.'
    )


def _open_desk(given: Any, settings: Settings) -> tuple[Desk, Autocomplete]:  # noqa: ANN401
    database_class()
    if isinstance(given, Desk):
        desk = given
    else:
        # After a reload the host's is of a class that is not ours any more: another one is made.
        desk = Desk.open(settings.base if given is None else given.base.folder, settings)
        desk.warm()
    return desk, Autocomplete(desk.base)
