"""Replies drawn for the terminal; plain text where the output is not a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from factdesk.factbase.citing import long_date, nature_note, source_text, stale_note
from factdesk.reply import Answer, Choices, NoAnswer, Reply, Silence

if TYPE_CHECKING:
    import datetime as dt

    from rich.console import Console

    from factdesk.factbase.models import Fact
    from factdesk.reply import Candidate, Evidence, Explanation

_HOW = {
    "exact": "",
    "stem": " (another form of a word it has)",
    "typo": " (read as a misspelling)",
    "unknown": "",
}


def show_reply(console: Console, reply: Reply, today: dt.date) -> None:
    """Draw a reply: an answer with its source, numbered choices, or what is nearest."""
    if isinstance(reply, Answer):
        _show_panel(console, "Answer", _answer_lines(reply.candidate.fact, today), "green")
    elif isinstance(reply, Choices):
        lines = [Text(reply.reason), Text("Did you mean:")]
        lines += _numbered(reply.candidates)
        _show_panel(console, "Not sure", lines, "yellow")
    elif isinstance(reply, NoAnswer):
        lines = [Text(reply.reason)]
        if reply.nearest:
            lines += [Text("The nearest I can answer:"), *_numbered(reply.nearest)]
        lines.append(Text("`factdesk facts` lists everything this desk knows.", style="dim"))
        _show_panel(console, "Nothing on that", lines, "red")
    elif isinstance(reply, Silence):
        _show_panel(console, "Silence", [Text("Merely listening, the desk says nothing.")], "dim")


def show_fact(console: Console, fact: Fact, today: dt.date) -> None:
    """Draw one fact with everything a reader may want to know of it."""
    lines = _answer_lines(fact, today)
    lines.append(Text(f"Topics: {', '.join(fact.topics) or 'none'}", style="dim"))
    if fact.see_also:
        lines.append(Text(f"See also: {', '.join(fact.see_also)}", style="dim"))
    if fact.reviewed:
        by, on = fact.reviewed.by, long_date(fact.reviewed.on)
        lines.append(Text(f"Reviewed by {by} on {on}", style="dim"))
    _show_panel(console, fact.question, lines, "blue")


def show_why(console: Console, reply: Reply) -> None:
    """Draw word by word what spoke for and against the best fact."""
    candidate = _best(reply)
    if candidate is None:
        console.print("No fact came near, so there is nothing to weigh.")
        return
    evidence = candidate.evidence
    console.print(Text(f"Nearest fact: {candidate.fact.id}", style="bold"))
    console.print(Text(f"Nearest phrasing: {candidate.matched}"))
    if console.is_terminal:
        console.print(_word_table(evidence))
    else:
        for e in evidence.explained:
            console.print(
                Text(f"“{e.word}” (weight {e.weight:.1f}): {_verdict(e)}"), soft_wrap=True
            )
    if evidence.missing:
        console.print(Text(f"Not asked for: {', '.join(evidence.missing)}"))
    for objection in evidence.objections:
        console.print(Text(f"Against: {objection}"))
    console.print(
        Text(
            f"Score {evidence.score:.2f}, margin over the next fact {evidence.margin:.2f}, "
            f"in wording {evidence.worded:+.1f}, "
            f"confidence {reply.confidence:.2f}"
        )
    )


def _best(reply: Reply) -> Candidate | None:
    if isinstance(reply, Answer):
        return reply.candidate
    if isinstance(reply, Choices):
        return reply.candidates[0]
    if isinstance(reply, NoAnswer) and reply.nearest:
        return reply.nearest[0]
    return None


def _word_table(evidence: Evidence) -> Table:
    table = Table("Your word", "Weight", "What the fact makes of it")
    for e in evidence.explained:
        style = "" if e.by else "yellow"
        table.add_row(Text(e.word), f"{e.weight:.1f}", Text(_verdict(e), style=style))
    return table


def _verdict(explanation: Explanation) -> str:
    if explanation.by is None:
        return "not explained"
    return f"explained by its {explanation.by}{_HOW.get(explanation.how, '')}"


def _answer_lines(fact: Fact, today: dt.date) -> list[Text]:
    lines = [Text(fact.answer, style="bold")]
    notes = filter(None, (nature_note(fact), stale_note(fact, today)))
    lines += [Text(note, style="italic") for note in notes]
    lines.append(Text(f"Source: {source_text(fact)}", style="dim"))
    lines += [Text(c.article.url, style="dim") for c in fact.citations if c.article.url]
    return lines


def _numbered(candidates: tuple[Candidate, ...]) -> list[Text]:
    return [Text(f"  {n}. {c.fact.question}") for n, c in enumerate(candidates, start=1)]


def _show_panel(console: Console, title: str, lines: list[Text], colour: str) -> None:
    if not console.is_terminal:
        for line in lines:
            console.print(line, soft_wrap=True)
        return
    body = Text("\n").join(lines)
    console.print(Panel(body, title=Text(title), title_align="left", border_style=colour))
