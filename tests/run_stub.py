"""`factdesk`, with a stub in place of the plugin."""

from __future__ import annotations

from factdesk.app.bot import FactdeskBot
from factdesk.cli.main import main

FactdeskBot.extension = "stub_extension"
main()
