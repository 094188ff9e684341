"""An examination drawn for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Column, Table
from rich.text import Text

from factdesk.exam.compare import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from factdesk.exam.compare import Change
    from factdesk.exam.figures import Tally
    from factdesk.exam.grading import Report
    from factdesk.exam.hindsight import PeerReport
    from factdesk.exam.record import QuestionRecord, RunRecord

_WIDTH = 40  # of a figure's name


def show_report(console: Console, name: str, report: Report, before: RunRecord | None) -> None:
    """Draw counts by kind and topic, reliability, the figures and the speed.

    Args:
        console: where to.
        name: of the question set.
        report: what the examination found.
        before: an earlier run, whose figures are told beside.
    """
    _show_counts(console, "Kind", report.kinds, title=name)
    if report.topics:
        _show_counts(console, "Topic", report.topics)
    _show_reliability(console, report)
    for label, value in (report.figures() | report.further()).items():
        then = "" if before is None else f"   before {_percent(before.figures.get(label))}"
        console.print(f"{label:<{_WIDTH}}{_percent(value)}{then}")
    if speed := report.speed():
        console.print(f"{'median reply':<{_WIDTH}}{speed.median:6.1f} ms")
        took = f"{'slowest reply':<{_WIDTH}}{speed.slowest.milliseconds:6.1f} ms"
        console.print(Text(f"{took}   {speed.slowest.question.text!r}"), soft_wrap=True)


def show_mistakes(console: Console, report: Report) -> None:
    """List the wrong answers."""
    for mistake in report.mistakes:
        question = mistake.question
        console.print(Text(f"{question.id} [{question.kind}] {question.text!r}"), soft_wrap=True)
        console.print(
            Text(f"    was answered with {mistake.facts[0]} ({mistake.confidence:.2f})"),
            soft_wrap=True,
        )


def show_peers(console: Console, report: Report, peers: Sequence[PeerReport]) -> None:
    """Draw the five figures of desk and peers below one another."""
    # The five figures in their order, short enough for 80 columns.
    heads = ("Answers right", "Answered right", "Right or offered", "Near miss", "Chatter")
    table = Table(Column("Matcher", no_wrap=True), *map(_number, ("Score from", *heads)))
    table.add_row("the desk", "", *map(_percent, report.figures().values()))
    for peer in peers:
        threshold = f"{peer.chosen.threshold:.2f}" if peer.chosen else "n/a"
        table.add_row(peer.name, threshold, *map(_percent, peer.figures.values()))
    console.print(table)
    for peer in peers:
        if not peer.reaches:
            told = "At no threshold is it right as often as the desk when it answers; "
            told += "shown is where it is most often."
            console.print(
                Text(f"{peer.name}: {told if peer.chosen else 'It found nothing.'}"), soft_wrap=True
            )


def show_changes(console: Console, file: str, found: Sequence[Change]) -> None:
    """List the questions that fare otherwise than in an earlier run."""
    counts = [
        f"{count} {verdict}"
        for verdict in VERDICTS
        if (count := sum(change.verdict == verdict for change in found))
    ]
    console.print(Text(f"Compared with {file}: {', '.join(counts) or 'no change'}."))
    for verdict in VERDICTS:
        for change in found:
            if change.verdict == verdict:
                _show_change(console, change)


def _show_change(console: Console, change: Change) -> None:
    question = change.question
    lines = [f"{change.verdict}: {question.id} [{question.kind}] {question.text!r}"]
    then, now = change.before, change.after
    if then and now:
        lines.append(f"    {_fared(then)} -> {_fared(now)}")
        if set(then.facts) != set(now.facts):
            lines.append("    the set names other facts as right than before")
    else:
        lines.append(f"    {_fared(question)}")
    for line in lines:
        console.print(Text(line), soft_wrap=True)


def _fared(record: QuestionRecord) -> str:
    facts = [record.fact] if record.fact else list(record.choices)
    return f"{record.grade} ({', '.join(facts)})" if facts else record.grade


def _show_counts(
    console: Console, what: str, groups: Mapping[str, Tally], title: str | None = None
) -> None:
    heads = ("Asked", "Right", "Wrong", "Offered", "Misled", "Nothing")
    table = Table(what, *map(_number, heads), title=Text(title) if title else None)
    for name, t in groups.items():
        counts = (t.asked, t.right, t.wrong, t.offered, t.misled, t.nothing)
        table.add_row(Text(name), *map(str, counts))
    console.print(table)


def _show_reliability(console: Console, report: Report) -> None:
    heads = ("Confidence", "Replies", "Mean", "Right", "No check objects", "Mean", "Right")
    table = Table(heads[0], *map(_number, heads[1:]))
    for every, free in zip(report.reliability(), report.reliability(unobjected=True), strict=True):
        if not every.replies:
            continue
        table.add_row(
            f"{every.low:.2f} to {every.high:.2f}",
            *(str(every.replies), _percent(every.confidence), _percent(every.right)),
            *(str(free.replies), _percent(free.confidence), _percent(free.right)),
        )
    if table.row_count:
        console.print(table)


def _number(head: str) -> Column:
    return Column(head, justify="right")


def _percent(value: float | None) -> str:
    return "n/a" if value is None else f"{value:6.1%}"
