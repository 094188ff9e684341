"""Draw the README's pictures: `python docs/make_pictures.py` (needs the package installed)."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console
from rich.text import Text

from factdesk.cli import clock
from factdesk.cli.cards import show_reply
from factdesk.desk import Desk

PICTURES = Path(__file__).with_name("pictures")
QUESTIONS = (
    "wen did lukashenka visit inda?",
    "Which visit was the most important?",
    "When did Lukashenko visit Peru?",
    "Do you know a good pizza place?",
)


def main() -> None:
    """Ask the bundled base and save the screen as SVG."""
    console = Console(
        record=True, width=96, force_terminal=True, highlight=False, file=io.StringIO()
    )
    desk = Desk.open()
    for question in QUESTIONS:
        console.print(Text.assemble(("$ ", "dim"), f'factdesk ask "{question}"'))
        show_reply(console, desk.ask(question), clock.today())
        console.print()
    PICTURES.mkdir(exist_ok=True)
    console.save_svg(str(PICTURES / "terminal.svg"), title="factdesk")


if __name__ == "__main__":
    main()
