"""`factdesk chat`: a conversation in the terminal with the same desk."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from factdesk.cli.options import BaseOption, settings_if_any

if TYPE_CHECKING:
    from rich.console import Console

    from factdesk.desk import Desk
    from factdesk.factbase.models import Fact
    from factdesk.reply import Reply

HELP = """\
Type a question. After a choice, type its number.
:why     what spoke for and against the last reply
:topics  what this desk knows about
:help    this list
:quit    leave (so do Ctrl-D and Ctrl-C)"""


def chat(base: BaseOption = None) -> None:
    """Talk with the desk: ask, choose by number, :why, :topics, :quit."""
    from rich.console import Console

    from factdesk.desk import Desk

    _enable_line_editing()
    console = Console(highlight=False)
    desk = Desk.open(base, settings_if_any())
    desk.warm()
    conversation = Conversation(desk, console)
    console.print(f"{len(conversation.desk.base.facts)} facts at hand. :help for help.")
    while True:
        try:
            line = console.input("[bold]> [/bold]")
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if not conversation.hear(line.strip()):
            return


class Conversation:
    """What was said last, and what to do with the next line."""

    def __init__(self, desk: Desk, console: Console) -> None:
        self.desk = desk
        self._console = console
        self._last: Reply | None = None

    def hear(self, line: str) -> bool:
        """React to one line; False when the person wants to leave."""
        from factdesk.cli import clock
        from factdesk.cli.cards import show_reply, show_why

        if line in {":quit", ":q", ":exit"}:
            return False
        if line == ":topics":
            self._show_topics()
        elif line == ":why":
            if self._last is None:
                self._console.print("Nothing was asked yet.")
            else:
                show_why(self._console, self._last)
        elif line.startswith(":"):
            self._console.print(HELP, markup=False)
        elif line.isdecimal() and self._offered():
            self._choose(int(line[:6]))  # more digits than choices will ever have
        elif line:
            self._last = self.desk.ask(line)
            show_reply(self._console, self._last, clock.today())
        return True

    def _offered(self) -> list[Fact]:
        from factdesk.reply import Choices, NoAnswer

        if isinstance(self._last, Choices):
            return [candidate.fact for candidate in self._last.candidates]
        if isinstance(self._last, NoAnswer):
            return [candidate.fact for candidate in self._last.nearest]
        return []

    def _choose(self, number: int) -> None:
        from factdesk.cli import clock
        from factdesk.cli.cards import show_fact

        offered = self._offered()
        if 1 <= number <= len(offered):
            show_fact(self._console, offered[number - 1], clock.today())
        else:
            self._console.print(f"Type a number from 1 to {len(offered)}, or another question.")

    def _show_topics(self) -> None:
        for topic in self.desk.base.topics:
            count = sum(topic in fact.topics for fact in self.desk.base.facts)
            self._console.print(f"{topic} ({count})", markup=False)


def _enable_line_editing() -> None:
    with contextlib.suppress(ImportError):  # not on every platform; it works without
        import readline  # noqa: F401 - importing it gives input() history and editing
