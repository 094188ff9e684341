"""The `factdesk` command."""

from __future__ import annotations

from factdesk.cli import early  # noqa: F401 - a signal may come while the rest is being imported

# isort: split
import gc
import io
import sys
from typing import Annotated

import typer

from factdesk import __version__
from factdesk.cli import (
    article,
    ask,
    chat,
    check,
    diff,
    exam,
    exchange,
    facts,
    init,
    learned,
    review,
    run,
)
from factdesk.cli.options import UsageProblem

GARBAGE_THRESHOLD = 200_000

app = typer.Typer(
    name="factdesk",
    help="A reference desk: short answers with their source, or an honest 'nothing on that'.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("ask")(ask.ask)
app.command("chat")(chat.chat)
app.command("facts")(facts.facts)
app.command("run")(run.run)
app.command("check")(check.check)
app.command("exam")(exam.exam)
app.command("diff")(diff.diff)
app.command("export")(exchange.export)
app.command("import")(exchange.take_in)
app.command("init")(init.init)
app.command("review")(review.review)
app.add_typer(article.app, name="article")
app.add_typer(learned.app, name="learned")


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback
    if wanted:
        print(f"factdesk {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """A reference desk: short answers with their source, or an honest 'nothing on that'."""


def main() -> None:
    """Run the command line. Problems end it with exit code 2 and a sentence, never a traceback."""
    from factdesk.factbase.problems import EditError, FactBaseError
    from factdesk.lookup import SettingsError

    # Reading a base makes very many objects, none of them garbage: do not look so often.
    gc.set_threshold(GARBAGE_THRESHOLD)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # What a terminal cannot show or did not send properly is replaced, never a crash.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except FactBaseError as error:
        count = len(error.problems)
        print(*error.problems, sep="\n", file=sys.stderr)
        noun = "problem" if count == 1 else "problems"
        what = "Nothing was written" if isinstance(error, EditError) else "It does not load"
        print(f"{what}: {count} {noun}, listed above.", file=sys.stderr)
        sys.exit(2)
    except (UsageProblem, SettingsError) as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
