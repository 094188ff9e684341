"""What curators see of questions asked in vain. Pure: values in, cards out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factdesk.plugin.card import Button, Card, Menu, Option, Row, Section
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.limits import BUTTON_LABEL, OPTION, OPTIONS, cut, cut_line
from factdesk.plugin.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.exam.gate import Harm
    from factdesk.factbase.models import Fact
    from factdesk.plugin.curation.clusters import Cluster
    from factdesk.store import FeedbackSummary

QUESTIONS_SHOWN: Final = 6
HARMS_SHOWN: Final = 6


def unanswered_card(clusters: Sequence[Cluster], page: int = 0) -> Card:
    """The clusters, most asked first, to pick one from."""
    if not clusters:
        return Card(
            "notice",
            "Nobody has asked in vain here, as far as I remember.",
            title="Asked in vain",
        )
    pages = -(-len(clusters) // OPTIONS)
    page = min(page, pages - 1)
    options = tuple(
        Option(
            cut_line(each.leader.text, OPTION),
            str(CustomId("cluster", str(each.leader.id))),
            cut_line(_asked(each), OPTION),
        )
        for each in clusters[page * OPTIONS : (page + 1) * OPTIONS]
    )
    asked = sum(each.count for each in clusters)
    body = f"{_counted(len(clusters), 'question')}, asked {_counted(asked, 'time')}. Pick one."
    if pages > 1:
        body += f" Page {page + 1} of {pages}."
    rows: list[Row] = [Menu("Pick a question", CustomId("pick"), options)]
    turns = [
        Button(label, CustomId("unanswered", str(target)))
        for label, target in (("Previous", page - 1), ("Next", page + 1))
        if 0 <= target < pages
    ]
    if turns:
        rows.append(tuple(turns))
    return Card("notice", body, title="Asked in vain", rows=tuple(rows))


def cluster_card(cluster: Cluster, nearest: Sequence[Fact], reason: str) -> Card:
    """One cluster: how it was asked, why it fell short, and what to do with it."""
    shown = cluster.questions[:QUESTIONS_SHOWN]
    asked = "\n".join(f"- {plain(cut(each.text, 300))} ({each.count})" for each in shown)
    left = len(cluster.questions) - len(shown)
    if left:
        asked += f"\n- and {left} more like these"
    key = str(cluster.leader.id)
    rows: list[Row] = [
        (
            Button(
                cut_line(f"Add to: {fact.question}", BUTTON_LABEL),
                CustomId("teach", f"{fact.id}.{key}"),
                "primary",
            ),
        )
        for fact in nearest[:3]
    ]
    rows.append(
        (
            Button("Add to another fact", CustomId("search", key)),
            Button("Needs a new fact", CustomId("newfact", key)),
            Button("Not ours", CustomId("notours", key)),
            Button("Back", CustomId("unanswered", "0")),
        )
    )
    return Card(
        "unsure",
        f"Asked {_counted(cluster.count, 'time')}:\n{asked}",
        title="Asked in vain",
        sections=(Section("Why I gave no answer", plain(cut(reason, 500))),),
        rows=tuple(rows),
    )


def found_card(cluster_id: int, typed: str, facts: Sequence[Fact]) -> Card:
    """The facts that a curator's search found, to pick the one that a question belongs to."""
    back = (Button("Back", CustomId("cluster", str(cluster_id))),)
    if not facts:
        body = f"No fact has “{plain(cut_line(typed, 100))}”."
        return Card("notice", body, title="Add to another fact", rows=(back,))
    options = tuple(
        Option(
            cut_line(fact.question, OPTION),
            str(CustomId("teach", f"{fact.id}.{cluster_id}")),
            cut_line(fact.answer, OPTION),
        )
        for fact in facts[:OPTIONS]
    )
    menu = Menu("Which fact answers it?", CustomId("pick"), options)
    return Card("notice", "Pick the fact.", title="Add to another fact", rows=(menu, back))


def learned_card(text: str, fact: Fact, asked: int, change: int | None) -> Card:
    """A phrasing was learned."""
    body = (
        f"“{plain(cut(text, 300))}” gets this answer from now on:\n\n"
        f"**{plain(cut_line(fact.question, 200))}**\n{plain(fact.answer)}\n\n"
        f"I asked {asked:,} known questions again; none loses its fact."
    )
    buttons = [Button("Back to the list", CustomId("unanswered", "0"))]
    if change is not None:
        buttons.append(Button("Undo", CustomId("undo", str(change))))
    return Card("answer", body, title="Learned", rows=(tuple(buttons),))


def refused_card(text: str, fact: Fact, harms: Sequence[Harm], cluster_id: int) -> Card:
    """A phrasing was not learned, and these questions are why."""
    shown = [
        f"- “{plain(cut_line(harm.question, 120))}”: {plain(cut_line(harm.sentence, 160))}"
        for harm in harms[:HARMS_SHOWN]
    ]
    left = len(harms) - len(shown)
    if left:
        shown.append(f"- and {left} more")
    body = (
        f"“{plain(cut(text, 300))}” was not added to “{plain(cut_line(fact.question, 200))}”, "
        "and this is why:\n" + "\n".join(shown)
    )
    back = Button("Back", CustomId("cluster", str(cluster_id)))
    return Card("nothing", body, title="Not learned", rows=((back,),))


def feedback_card(summaries: Sequence[FeedbackSummary], questions: dict[str, str]) -> Card:
    """Facts by complaints, to pick one from."""
    if not summaries:
        return Card("notice", "Nobody has said anything yet.", title="Feedback")
    options = tuple(
        Option(
            cut_line(questions.get(each.fact, each.fact), OPTION),
            str(CustomId("complaints", each.fact)),
            cut_line(f"not right {each.not_right}, helpful {each.helpful}", OPTION),
        )
        for each in summaries[:OPTIONS]
    )
    menu = Menu("Pick a fact", CustomId("pick"), options)
    return Card("notice", "The most complaints first.", title="Feedback", rows=(menu,))


def complaints_card(summary: FeedbackSummary, question: str, *, withheld: str | None) -> Card:
    """What people say of one fact, and the way to take it out of service."""
    lines = [f"Helpful {summary.helpful}, not right {summary.not_right}."]
    lines += [f"- {plain(reason)}: {count}" for reason, count in summary.reasons.items()]
    sections = []
    if summary.latest_details:
        said = "\n".join(f"- {plain(cut_line(each, 150))}" for each in summary.latest_details[:5])
        sections.append(Section("In their words", said))
    if withheld is None:
        action = Button("Withhold this fact", CustomId("withhold", summary.fact), "danger")
    else:
        sections.append(Section("Withheld", plain(cut(withheld, 300))))
        action = Button("Serve it again", CustomId("release", summary.fact), "success")
    return Card(
        "unsure",
        "\n".join(lines),
        title=plain(cut_line(question, 120)),
        sections=tuple(sections),
        rows=((action, Button("Back", CustomId("feedback"))),),
    )


def _asked(cluster: Cluster) -> str:
    near = f"; nearest: {cluster.leader.nearest}" if cluster.leader.nearest else ""
    return f"{_counted(cluster.count, 'time')}{near}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun if count == 1 else noun + 's'}"
