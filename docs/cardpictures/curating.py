"""What curators see: the real cards, along the way of a question from asked in vain to learned."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from cardpictures.look import Post, post_html
from cardpictures.scenes import TODAY, Picture, Scene, payload_of
from factdesk.exam.gate import try_phrasing
from factdesk.plugin.card import Picture as Image
from factdesk.plugin.curation.changes import changes_card
from factdesk.plugin.curation.clusters import clusters_of
from factdesk.plugin.curation.stats import description_of, stats_card, stats_of
from factdesk.plugin.curation.stats_picture import draw
from factdesk.plugin.curation.unanswered_cards import (
    cluster_card,
    complaints_card,
    feedback_card,
    learned_card,
    refused_card,
    unanswered_card,
)
from factdesk.reply import Answer, Choices, NoAnswer
from factdesk.store import Change, FeedbackSummary, Tally, Unanswered

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from factdesk.factbase.models import Fact, FactBase
    from factdesk.plugin.card import Card
    from factdesk.reply import Reply
    from factdesk.store.curated import Counted, Decided

CODERS: Final = "are coders taxed less there"
TAXES: Final = "digital-economy-decree-measures"
VISA: Final = "do indians need a visa for belarus"
PLACES: Final = "i can find wild quiet places there"
ASKED: Final = {
    CODERS: 5,
    "are the coders taxed less there": 3,
    "are coders taxed less over there": 1,
    VISA: 4,
    "do indians need visa for belarus": 2,
    "is there a yoga scene in minsk": 3,
    "is the trade with india paid in rupees": 2,
    PLACES: 2,
    "any bollywood films shot in belarus": 2,
    "how far is minsk from warsaw": 1,
}
FLIGHT: Final = "direct-flight-delhi-minsk"
TEA: Final = "goods-belarus-wants-from-india"
VISIT: Final = "india-visit-most-consequential"
_CURATOR: Final = 31
_NOW: Final = dt.datetime.combine(TODAY, dt.time(10, 24), dt.UTC)


def curators_pictures(desk: Desk) -> tuple[Picture, ...]:
    """One picture for each step, in their order."""
    base = desk.base
    clusters = clusters_of([_asked(desk, number, text) for number, text in enumerate(ASKED, 1)])
    ours = next(cluster for cluster in clusters if cluster.leader.text == CODERS)
    reply = desk.ask(CODERS)
    fact = _fact(base, TAXES)
    everything = sum(len(each.questions) + len(each.not_) for each in base.facts)
    return (
        _picture(
            "cards-unanswered",
            _scene(
                "Asked in vain",
                "What was asked alike counts as one. Pick the first.",
                unanswered_card(clusters),
                "/desk unanswered",
                menu_open=True,
            ),
        ),
        _picture(
            "cards-cluster",
            _scene(
                "One question",
                "The fact that has the answer is the first here: add the question to it.",
                cluster_card(ours, _near(reply), getattr(reply, "reason", "")),
            ),
        ),
        _picture(
            "cards-learned",
            _scene(
                "Learned",
                "Served from now on, everywhere.",
                learned_card(CODERS, fact, everything, 12),
            ),
        ),
        _picture("cards-refused", _refused(desk)),
        _picture("cards-feedback", *_feedback(base)),
        _picture(
            "cards-stats",
            _scene(
                "Figures",
                "Numbers, and the same as a picture.",
                _stats(base),
                "/desk stats",
            ),
        ),
        _picture(
            "cards-changes",
            _scene(
                "Changes",
                "Who changed what. Pick one to take it back.",
                changes_card(_changes()),
                "/desk changes",
                menu_open=True,
            ),
        ),
    )


def _picture(name: str, *scenes: Scene) -> Picture:
    return Picture(name, scenes)


def _scene(
    title: str, text: str, card: Card, command: str = "/desk unanswered", *, menu_open: bool = False
) -> Scene:
    post = Post(payload_of(card), person="Tom", command=command, private=True, menu_open=menu_open)
    return Scene(title, text, post_html(post))


def _asked(desk: Desk, number: int, text: str) -> Unanswered:
    """A question as it is remembered."""
    reply = desk.ask(text)
    near = _near(reply)
    return Unanswered(
        id=number,
        guild_id=21,
        text=text,
        outcome="choices" if isinstance(reply, Choices) else "none",
        nearest=near[0].id if near else None,
        count=ASKED[text],
        first_at=_NOW - dt.timedelta(days=9),
        last_at=_NOW - dt.timedelta(hours=number),
        state="open",
    )


def _near(reply: Reply) -> list[Fact]:
    if isinstance(reply, Answer):
        return [reply.candidate.fact]
    if isinstance(reply, Choices):
        return [each.fact for each in reply.candidates]
    return [each.fact for each in reply.nearest] if isinstance(reply, NoAnswer) else []


def _fact(base: FactBase, key: str) -> Fact:
    fact = base.fact(key)
    assert fact is not None, key  # noqa: S101 - the bundled base has it
    return fact


def _refused(desk: Desk) -> Scene:
    """As the gate says it; at once, for that question is ruled out by the base itself."""
    verdict = try_phrasing(desk, VISA, FLIGHT)
    card = refused_card(VISA, _fact(desk.base, FLIGHT), verdict.harms, 1)
    return _scene("Refused", "Nothing has changed. Go back and pick the right fact.", card)


def _feedback(base: FactBase) -> tuple[Scene, Scene]:
    summaries = [
        FeedbackSummary(
            fact=FLIGHT,
            helpful=6,
            not_right=4,
            reasons={"out of date": 3, "other": 1},
            latest_details=("that plane does not go any more", "booked for may, cancelled"),
        ),
        FeedbackSummary(
            fact=VISIT, helpful=2, not_right=1, reasons={"other": 1}, latest_details=()
        ),
        FeedbackSummary(fact=TEA, helpful=11, not_right=0, reasons={}, latest_details=()),
    ]
    questions = {each.fact: _fact(base, each.fact).question for each in summaries}
    withheld = complaints_card(
        summaries[0], questions[FLIGHT], withheld="Complaints; to be reviewed."
    )
    return (
        _scene(
            "Feedback",
            "What people say with Helpful and Not right. Pick a fact.",
            feedback_card(summaries, questions),
            "/desk feedback",
            menu_open=True,
        ),
        _scene(
            "A withheld fact",
            "Nobody gets this answer until somebody presses Serve it again.",
            withheld,
            "/desk feedback",
        ),
    )


def _stats(base: FactBase) -> Card:
    """Nine weeks; in the third nobody asked, and it gets better after that."""
    weeks = [(14, 6, 7), (17, 5, 8), None, (15, 6, 9), (22, 7, 9), (24, 8, 6), (31, 7, 5)]
    weeks += [(36, 6, 4), (19, 4, 2)]
    topics = ["trade", "visits", "digital-economy", "history", "tourism", "education"]
    assert set(topics) <= set(base.topics)  # noqa: S101
    shares = sum(range(len(topics) + 1))
    counted: list[Tally] = []
    for number, week in enumerate(weeks):
        if week is None:
            continue
        year, name, _ = (TODAY - dt.timedelta(weeks=len(weeks) - 1 - number)).isocalendar()
        outcomes: tuple[Counted, ...] = ("answer", "choices", "none", "helpful")
        for outcome, count in zip(outcomes, (*week, week[0] // 3), strict=True):
            for place, topic in enumerate(topics):
                part = round(count * (len(topics) - place) / shares)
                counted.append(
                    Tally(week=f"{year}-W{name:02}", topic=topic, outcome=outcome, count=part)
                )
    stats = stats_of(counted, TODAY)
    return stats_card(stats, Image("stats.png", draw(stats), description_of(stats)))


def _changes() -> list[Change]:
    after: dict[Decided, Any] = {"set": 0.99, "settle": {"7": "new fact"}}
    done: list[tuple[Decided, str, int]] = [
        ("learn", CODERS, 0),
        ("set", "promise", 2),
        ("withhold", FLIGHT, 18),
        ("settle", VISA, 43),
        ("learn", "which gadgets does minsk want", 44),
    ]
    return [
        Change(
            id=20 - place,
            guild_id=21,
            by=_CURATOR,
            at=_NOW - dt.timedelta(hours=ago),
            what=what,
            subject=subject,
            before=None,
            after=after.get(what),
            undone=place == len(done) - 1,
        )
        for place, (what, subject, ago) in enumerate(done)
    ]
