"""`factdesk run`: the desk as a bot in Discord."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from factdesk.cli.options import BaseOption


def run(
    base: BaseOption = None,
    sync: Annotated[
        bool,
        typer.Option("--sync", help="Tell Discord the commands even if they did not change."),
    ] = False,
    guild: Annotated[
        list[int] | None,
        typer.Option(
            min=1,
            metavar="ID",
            help="Tell the commands to this server only, at once; for testing. Where they were "
            "told for all servers, it shows them twice until a start without this. Repeatable.",
        ),
    ] = None,
    log_format: Annotated[
        Literal["text", "json"] | None,
        typer.Option("--log-format", help="Lines of text or of JSON, on standard error."),
    ] = None,
) -> None:
    """Run the desk as a bot in Discord, until Ctrl+C. The token stands in DISCORD_TOKEN."""
    from factdesk.app.stopping import Stop
    from factdesk.app.token import StartProblem, clean_token
    from factdesk.logs import tell
    from factdesk.settings import load_settings

    with Stop() as stop:
        given = {"base": base, "log_format": log_format}
        settings = load_settings(**{name: value for name, value in given.items() if value})
        try:
            token = clean_token(settings.token)
        except StartProblem as problem:
            tell([str(problem)], settings.log_format)
            raise typer.Exit(1) from None
        from factdesk.app.serving import leave, serve
        from factdesk.app.syncing import SyncPlan

        plan = SyncPlan(always=sync, guilds=tuple(guild or ()))
        leave(serve(settings, token, stop, plan))
