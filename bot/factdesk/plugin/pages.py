"""What the desk says of itself: about, and what it remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.factbase.citing import long_date
from factdesk.plugin.card import Button, Card, Section
from factdesk.plugin.cards import coverage
from factdesk.plugin.custom_ids import CustomId
from factdesk.plugin.limits import cut_line
from factdesk.plugin.plain import plain

if TYPE_CHECKING:
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


def privacy_card(keep_replies_days: int, *, listening: bool) -> Card:
    """What is read, kept and never kept."""
    days = f"{keep_replies_days} {'day' if keep_replies_days == 1 else 'days'}"
    reads = "what you ask with a command or a menu, messages that mention me or reply to me"
    reads += ", direct messages to me"
    reads += ", and messages in the channels that I listen to" if listening else ""
    body = (
        f"**What I read:** {reads}. A question is matched against my facts and then forgotten.\n\n"
        f"**What I keep:** for {days}, which message of mine replies to which message, and an "
        "unreadable digest of the question, so that my reply follows when you edit or delete "
        "yours. With *Helpful* and *Not right*: the fact, what you chose and what you wrote "
        "there, without your name.\n\n"
        "**What I never keep:** who you are and the words of your question. The button *Remove* "
        "under my reply carries your id, so that you can press it; it goes with the reply.\n\n"
        "**To have something removed:** press *Remove*, or delete your question."
    )
    return Card("notice", body, title="What I remember")
