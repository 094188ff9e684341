"""`factdesk`, with a stub in place of the plugin."""

from __future__ import annotations

import os
import signal
from typing import Any

import factdesk.settings
from factdesk.app import bot, patience, syncing
from factdesk.cli.main import main
from factdesk.settings import Settings, load_settings


def signalled_settings(**given: Any) -> Settings:
    """The settings, and a signal while they are looked up."""
    signal.raise_signal(signal.SIGTERM)
    return load_settings(**given)


bot.FactdeskBot.extension = "stub_extension"
for limit in ("CLOSE_SECONDS", "LOGIN_SECONDS", "GATEWAY_SECONDS"):
    if seconds := os.environ.get(f"STUB_{limit}"):
        setattr(bot, limit, float(seconds))
patience.PAUSES = (0.1, 0.1, 0.1)
if seconds := os.environ.get("STUB_TRY_AGAIN"):
    syncing.TRY_AGAIN = (float(seconds),)
if "STUB_EARLY_SIGNAL" in os.environ:
    factdesk.settings.load_settings = signalled_settings
main()
