"""`factdesk review`: read a fact beside its passages, and vouch for it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factdesk.cli.options import BaseOption, UsageProblem, writable_base

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from factdesk.factbase.files import ReviewEntry
    from factdesk.factbase.models import Fact, FactBase
    from factdesk.factbase.proof import Texts


def review(
    fact_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[FACT]...", help="Review these facts.")
    ] = None,
    base: BaseOption = None,
    all_due: Annotated[
        bool,
        typer.Option("--all-due", help="Review all facts that nobody vouches for as they are now."),
    ] = False,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who vouches; else it is asked.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Vouch for all of them without asking; needs --by.")
    ] = False,
    texts: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder with the articles' texts (<article>.txt): show passages."
        ),
    ] = None,
) -> None:
    """Show facts with their passages and record who vouches for them, and when.

    A review covers this very answer on these very passages: change either, and it is due again.
    """
    from rich.console import Console

    from factdesk.cli import clock
    from factdesk.factbase.load import load_base

    if bool(fact_ids) == all_due:
        raise UsageProblem("Name facts to review (factdesk review FACT), or give --all-due.")
    if yes and by is None:
        raise UsageProblem('--yes needs the name of who vouches: --by "Ada Lind".')
    folder = writable_base(base)
    loaded = load_base(folder)
    found = _read_texts(loaded, texts)
    chosen = _chosen(loaded, fact_ids)
    console = Console(highlight=False)
    if not chosen:
        console.print("No fact is due: somebody vouches for each as it is now.")
        return
    session = _Session(console, folder, found)
    if yes:
        for fact in chosen:
            session.show(fact)
        vouching = [fact for fact in chosen if not session.changed_passages(fact)]
        session.record(vouching, _review_entries(vouching, by or "", clock.today()))
    else:
        _ask_each(session, chosen, by)
    reviewed = "1 fact" if session.recorded == 1 else f"{session.recorded} facts"
    console.print(f"{reviewed} of {len(chosen)} reviewed.")


def _chosen(base: FactBase, fact_ids: Sequence[str] | None) -> list[Fact]:
    from factdesk.cli.facts import fact_named
    from factdesk.factbase.reviews import why_due

    if fact_ids:
        return [fact_named(base, fact_id) for fact_id in dict.fromkeys(fact_ids)]
    return [fact for fact in base.facts if why_due(fact)]


def _read_texts(base: FactBase, folder: Path | None) -> Texts | None:
    if folder is None:
        return None
    from factdesk.factbase.proof import read_texts

    if not folder.is_dir():
        raise UsageProblem(f"There is no folder {folder}; --texts names the one with the texts.")
    texts, problems = read_texts(base, folder)
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return texts


def _review_entries(facts: Sequence[Fact], by: str, today: dt.date) -> dict[str, ReviewEntry]:
    from pydantic import ValidationError

    from factdesk.factbase.files import ReviewEntry

    try:
        return {fact.id: ReviewEntry(by=by, on=today, covers=fact.covers) for fact in facts}
    except ValidationError:
        raise UsageProblem(f"{by!r} is no name of who vouches; write one, in one line.") from None


def _ask_each(session: _Session, facts: Sequence[Fact], by: str | None) -> None:
    from factdesk.cli import clock

    for number, fact in enumerate(facts, start=1):
        session.console.print(f"\n{number} of {len(facts)}")
        session.show(fact)
        if session.changed_passages(fact):
            continue
        answer = _answer("Do the passages say what the answer says? [y]es, [n]o, [s]kip, [q]uit: ")
        if answer == "q":
            return
        if answer == "n":
            place = f"{fact.location.file}:{fact.location.line}"
            print(f"Then mend it in {place}, and review it again.")
        elif answer == "y":
            by = by or _line("Who vouches for it? ")
            if not by:
                return
            session.record([fact], _review_entries([fact], by, clock.today()))


def _answer(prompt: str) -> str:
    """The first letter of the answer; that of quit when there is nobody to answer."""
    while True:
        line = _line(prompt)
        if line is None:
            return "q"
        letter = line[:1].casefold()
        if letter in {"y", "n", "s", "q"}:
            return letter
        print("Please answer y, n, s or q.")


def _line(prompt: str) -> str | None:
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        print()
        return None
    return line.strip()


class _Session:
    """One sitting: the base, the texts at hand, and what was recorded."""

    def __init__(self, console: Console, folder: Path, texts: Texts | None) -> None:
        self.console = console
        self.recorded = 0
        self._folder = folder
        self._texts = texts

    def show(self, fact: Fact) -> None:
        """Draw a fact, why it is due, and its passages, or which they are."""
        from rich.text import Text

        from factdesk.cli import clock
        from factdesk.cli.cards import show_fact
        from factdesk.factbase.citing import long_date, paragraphs
        from factdesk.factbase.reviews import is_stale, why_due

        show_fact(self.console, fact, clock.today())
        lines = [why_due(fact) or "Its review covers it."]
        if fact.stale_after is not None and is_stale(fact, clock.today()):
            after = long_date(fact.stale_after)
            lines.append(f"It is past its stale_after ({after}): see whether it still holds.")
        lines += [f"Derived: {what} ({how})" for what, how in fact.derived]
        for citation in fact.citations:
            known = self._texts.passages.get(citation.article.id) if self._texts else None
            if known is None:
                lines.append(f"Read {paragraphs(citation.passages)} of {citation.article.id}.")
                continue
            for number in citation.passages:
                text = known[number - 1] if number <= len(known) else "It is not in the text."
                lines.append(f"{citation.article.id}, paragraph {number}: {text}")
        for line in lines:
            self.console.print(Text(line), soft_wrap=not self.console.is_terminal)
        if changed := list(self._changed(fact)):
            told = f"Not as fingerprinted: {', '.join(changed)}. So nobody can vouch for it; see "
            told += "what changed with `factdesk article add`."
            self.console.print(Text(told), soft_wrap=True)

    def changed_passages(self, fact: Fact) -> bool:
        """Whether a passage at hand is another than the one that a review would be bound to."""
        return any(self._changed(fact))

    def record(self, facts: Sequence[Fact], entries: dict[str, ReviewEntry]) -> None:
        """Write reviews into the files, at once: whoever stops now has not worked in vain."""
        from factdesk.factbase.editing import Edits, edit_base

        edit_base(self._folder, Edits(reviews=entries))
        self.recorded += len(facts)

    def _changed(self, fact: Fact) -> Iterator[str]:
        from factdesk.factbase.normalise import fingerprint

        for citation in fact.citations:
            known = self._texts.passages.get(citation.article.id) if self._texts else None
            if known is None:
                continue
            for number, expected in zip(citation.passages, citation.fingerprints, strict=True):
                if number > len(known) or fingerprint(known[number - 1]) != expected:
                    yield f"paragraph {number} of {citation.article.id}"
