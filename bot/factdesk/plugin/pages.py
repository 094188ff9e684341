"""What the desk says of itself: about, and what it remembers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.factbase.citing import long_date
from factdesk.plugin.card import Button, Card, Section
from factdesk.plugin.cards import coverage
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.limits import cut_line
from factdesk.plugin.plain import link, plain
from factdesk.plugin.server.settings import told_days

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factdesk.factbase.models import FactBase

ARTICLES_NAMED = 5


def about_card(base: FactBase, version: str, promise: float) -> Card:
    """What the desk is, what it rests on and what it promises."""
    body = (
        "I answer questions from a curated fact base and from nowhere else: every answer names its "
        "source. When I am not sure I ask back, and what I do not know I do not guess.\n\n"
        + coverage(base)
    )
    lines = [
        "- "
        + plain(
            f"{cut_line(each.title, 100)}, {cut_line(each.publisher, 40)}, "
            f"{long_date(each.published)}"
        )
        for each in base.articles[:ARTICLES_NAMED]
    ]
    if len(base.articles) > ARTICLES_NAMED:
        lines.append(f"and {len(base.articles) - ARTICLES_NAMED} more")
    sections = [Section("What I have read", "\n".join(lines))] if lines else []
    sections.append(
        Section(
            "My promise",
            f"Of 100 answers that I give, at least {100 * promise:g} are meant to be right. "
            "Tell me with *Not right* when one is not.",
        )
    )
    return Card(
        "notice",
        body,
        title="About this desk",
        sections=tuple(sections),
        footer=f"Factdesk {version}",
        rows=((Button("What I cover", CustomId("topics", "0")),),),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept in a place, and of the reader.

    Attributes:
        replies_days: how long it is known which reply belongs to which message.
        questions_days: how long questions asked in vain are remembered there; None: they are not.
        listening: whether the desk may read channels.
        of_reader: how many questions wait to be answered to the reader, and how many changes the
            reader has made as a curator: "waiting" and "changes"; None when nobody can tell.
        url: of the operator's privacy page, or None.
    """

    replies_days: int
    questions_days: int | None
    listening: bool
    of_reader: Mapping[str, int] | None
    url: str | None = None


def privacy_card(kept: Kept) -> Card:
    """What is read, kept and never kept."""
    reads = "what you ask with a command or a menu, messages that mention me or reply to me"
    reads += ", direct messages to me"
    reads += ", and messages in the channels that I listen to" if kept.listening else ""
    in_vain = (
        "The words of questions that I could not answer, without who asked them and without what "
        "looks like a name's mention, an address or a number of yours, until nobody has asked them "
        f"for {told_days(kept.questions_days)}. "
        if kept.questions_days is not None
        else "Here I remember no new questions that I could not answer; old ones go in their time. "
    )
    body = (
        f"**What I read:** {reads}. A question that I answer is then forgotten.\n\n"
        f"**What I keep:** for {told_days(kept.replies_days)}, which message of mine replies to "
        "which message, and an unreadable digest of the question, so that my reply follows when "
        f"you edit or delete yours. {in_vain}With *Helpful* and *Not right*: the fact, what you "
        "chose and what you wrote there, without your name. With *Tell me when you know*: your id, "
        "until I have told you, cannot write to you or the question is forgotten. Of curators: who "
        "changed what.\n\n"
        "**What I never keep:** who asked what. The button *Remove* under my reply carries your "
        "id, so that you can press it; it goes with the reply.\n\n"
        "**To have something removed:** press *Remove*, or delete your question."
    )
    if kept.url is not None:
        body += f"\n\n{link('More on privacy', kept.url)}"
    section = Section("Stored about you", plain(_told_of_reader(kept.of_reader)))
    of_reader = any((kept.of_reader or {}).values())
    rows = ((Button("Forget me", CustomId("forget"), "danger"),),) if of_reader else ()
    return Card("notice", body, title="What I remember", sections=(section,), rows=rows)


def _told_of_reader(kept: Mapping[str, int] | None) -> str:
    if kept is None:
        return "I cannot look that up now. Please try again later."
    told = {
        "Questions whose answer I am to tell you": kept.get("waiting", 0),
        "Changes that you made as a curator": kept.get("changes", 0),
    }
    return "\n".join(f"{name}: {count}" for name, count in told.items() if count) or "Nothing."
