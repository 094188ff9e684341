"""`factdesk ask`: one question, or a file of them."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factdesk.cli.options import BaseOption, UsageProblem, prepare_for_many, settings_if_any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factdesk.desk import Desk


def ask(
    question: Annotated[
        list[str] | None, typer.Argument(help="The question; quotes are optional.")
    ] = None,
    base: BaseOption = None,
    why: Annotated[
        bool, typer.Option("--why", help="Show word by word what spoke for and against.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Reply as one JSON object.")] = False,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|-", help='Answer JSON Lines {"id", "text"}: one JSON object a line.'
        ),
    ] = None,
    listen: Annotated[
        bool,
        typer.Option(
            "--listen", help="Answer as in a channel that the desk merely overhears, or not at all."
        ),
    ] = False,
) -> None:
    """Ask a question; get a short answer with its source, a choice, or "nothing on that"."""
    from factdesk.desk import Desk

    text = " ".join(question or ()).strip()
    if bool(text) == (batch is not None):
        raise UsageProblem(
            'Ask one question (factdesk ask "When ...?") or give a file of them (--batch FILE).'
        )
    desk = Desk.open(base, settings_if_any())
    if batch is not None:
        prepare_for_many(desk)
        _answer_batch(desk, batch, listen=listen)
    elif as_json:
        from factdesk.cli.reply_json import reply_to_json

        print(json.dumps(reply_to_json(desk.ask(text, listening=listen))))
    else:
        from rich.console import Console

        from factdesk.cli import clock
        from factdesk.cli.cards import show_reply, show_why

        console = Console(highlight=False)
        reply = desk.ask(text, listening=listen)
        show_reply(console, reply, clock.today())
        if why:
            show_why(console, reply)


def _answer_batch(desk: Desk, name: str, *, listen: bool) -> None:
    from factdesk.cli.reply_json import reply_to_json

    try:
        source = nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        raise UsageProblem(f"{name}: the file cannot be read ({error.strerror}).") from None
    with source as lines:
        for row in _rows(lines, "standard input" if name == "-" else name):
            reply = desk.ask(row["text"], listening=listen)
            # Flushed line by line: another program may be waiting for each.
            print(json.dumps(reply_to_json(reply, row.get("id"))), flush=True)


def _rows(lines: Iterable[bytes], name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        try:
            text = line.decode("utf-8-sig").strip()
            if not text:
                continue
            row = json.loads(text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise UsageProblem(f"{name}:{number}: this line is no JSON ({error}).") from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise UsageProblem(
                f'{name}:{number}: this line is no object {{"id": ..., "text": "..."}}.'
            )
        yield row


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")
