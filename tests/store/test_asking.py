"""What is noted of questions: asked in vain, waited for, counted, judged."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from factdesk.store import MAX_QUESTION, FeedbackSummary, Tally, Wish, asked
from store.curatorkit import ANN, BOB, HERE, THERE, WHO, ask, texts
from store.curatorkit import asked as numbers_of
from store.storekit import some_feedback, until

if TYPE_CHECKING:
    from collections.abc import Callable

    from factdesk.store import Store
    from store.places import Place

    Opened = Callable[..., Store]

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


class Clock:
    """Stands in for `datetime` where the store asks for the time."""

    moment = MONDAY

    @classmethod
    def now(cls, _zone: object) -> datetime:
        return cls.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(asked, "datetime", Clock)
    monkeypatch.setattr(Clock, "moment", MONDAY)
    return Clock


async def test_questions_are_counted_up(opened: Opened, place: Place, clock: type[Clock]) -> None:
    always = {"keep_questions": timedelta.max}
    first = opened(place.address, **always)
    ask(first.curation, "a", "b", "a")
    await first.flush()
    clock.moment += timedelta(hours=1)
    ask(first.curation, "a", outcome="choices", nearest=None)
    ask(first.curation, "a", guild_id=THERE)
    ask(first.curation, "")
    await first.close()
    curation = opened(place.address, **always).curation
    a, b = await curation.unanswered(HERE)
    assert (a.text, a.count, a.outcome, a.nearest) == ("a", 3, "choices", None)
    assert (a.first_at, a.last_at) == (MONDAY, MONDAY + timedelta(hours=1))
    assert (b.text, b.count, b.outcome, b.nearest) == ("b", 1, "none", "near")
    assert await texts(curation, guild_id=THERE) == ["a"]
    assert [question.text for question in await curation.unanswered(HERE, limit=1)] == ["a"]
    everywhere = await curation.unanswered(None)
    assert [(question.guild_id, question.text) for question in everywhere] == [
        (HERE, "a"),
        (THERE, "a"),
        (HERE, "b"),
    ]


@pytest.mark.usefixtures("_patient")
async def test_processes_count_together(opened: Opened, place: Place) -> None:
    stores = [opened(place.address) for _ in range(4)]
    words = [f"q{number}" for number in range(20)]
    for turn, store in enumerate(stores):
        ask(store.curation, *(words if turn % 2 else reversed(words)))
        for topic in "ab" if turn % 2 else "ba":
            store.curation.tally(guild_id=HERE, outcome="none", topic=topic)
    await asyncio.gather(*(store.flush() for store in stores))
    await until(lambda: not any(store._writer.waiting for store in stores))
    curation = stores[0].curation
    assert {question.count for question in await curation.unanswered(HERE)} == {4}
    assert [tally.count for tally in await curation.tallies(HERE)] == [4, 4]
    assert [store.trouble for store in stores] == [None] * 4


async def test_texts_are_cut_and_cleaned(opened: Opened, place: Place) -> None:
    curation = opened(place.address).curation
    ask(curation, "x" * (MAX_QUESTION + 1), "\U0001f600" * MAX_QUESTION, "half \ud83d", "half ?")
    found = {question.text: question.count for question in await curation.unanswered(HERE)}
    assert found == {"x" * MAX_QUESTION: 1, "\U0001f600" * MAX_QUESTION: 1, "half ?": 2}


async def test_asked_again_only_what_was_answered_is_open_again(
    opened: Opened, place: Place
) -> None:
    curation = opened(place.address).curation
    states = ["answered", "new fact", "not ours"]
    for number, state in zip(await numbers_of(curation, *states), states, strict=True):
        await curation.settle([number], state, **WHO)
    ask(curation, *states)
    assert await texts(curation) == ["answered"]
    assert await texts(curation, "new fact") == ["new fact"]
    assert await texts(curation, "not ours") == ["not ours"]


async def test_old_questions_are_forgotten_with_who_waits(
    opened: Opened, place: Place, clock: type[Clock]
) -> None:
    now = datetime.now(UTC)
    store = opened(place.address, keep_questions=timedelta.max)
    curation = store.curation
    for age in (91, 89):
        clock.moment = now - timedelta(days=age)
        ask(curation, "both", f"only {age}")
    for text in ("both", "only 91"):
        assert await curation.wait_for(text, HERE, BOB)
    await store.close()
    store = opened(place.address)
    await store.reply_to(0)
    curation = store.curation
    assert await texts(curation) == ["both", "only 89"]
    assert await curation.about_person(BOB) == {"waiting": 1, "changes": 0}


@pytest.mark.usefixtures("_patient")
async def test_who_waits_is_told_once(opened: Opened, place: Place) -> None:
    one, other = (opened(place.address).curation for _ in range(2))
    a, b, c = await numbers_of(one, "a", "b", "c")
    assert await one.wait_for("a", HERE, BOB)
    assert await other.wait_for("a", HERE, BOB)
    assert await other.wait_for("b", HERE, BOB)
    assert await other.wait_for("b", HERE, ANN)
    assert not await one.wait_for("a", THERE, ANN)
    assert not await one.wait_for("d", HERE, ANN)
    waiting = [(a, BOB), (b, ANN), (b, BOB)]
    assert [(wish.question_id, wish.user_id) for wish in await one.wishes()] == waiting
    assert (await one.wishes())[0] == Wish(
        user_id=BOB, question_id=a, guild_id=HERE, text="a", fact=None
    )
    await asyncio.gather(one.fulfil(BOB, [a, b]), other.fulfil(BOB, iter([a, b])))
    assert [(wish.question_id, wish.user_id) for wish in await one.wishes()] == [(b, ANN)]
    await one.settle([c], "not ours", **WHO)
    assert not await one.wait_for("c", HERE, ANN)
    ask(one, "just now")
    assert await one.wait_for("just now", HERE, ANN)
    await one.fulfil(ANN, [])


async def test_it_is_known_with_which_fact_who_waits_is_to_be_told(
    opened: Opened, place: Place
) -> None:
    first = opened(place.address)
    a, b, c = await numbers_of(first.curation, "a", "b", "c")
    for text in ("a", "b", "c"):
        await first.curation.wait_for(text, HERE, BOB)
    await first.curation.learn(text="a", fact="a-fact", answers=[a, b], **WHO)
    await first.close()
    curation = opened(place.address).curation
    facts = {wish.question_id: wish.fact for wish in await curation.wishes()}
    assert facts == {a: "a-fact", b: "a-fact", c: None}
    ask(curation, "b")  # in vain again: it was not answered
    assert await texts(curation) == ["b", "c"]
    facts = {wish.question_id: wish.fact for wish in await curation.wishes()}
    assert facts == {a: "a-fact", b: None, c: None}
    await curation.undo(1, by=ANN)
    assert {wish.fact for wish in await curation.wishes()} == {None}


async def test_what_happens_is_counted_by_week(
    opened: Opened, place: Place, clock: type[Clock]
) -> None:
    curation = opened(place.address).curation
    sunday, later = MONDAY - timedelta(seconds=1), MONDAY + timedelta(weeks=7)
    for moment in (sunday, MONDAY, MONDAY, later):
        clock.moment = moment
        curation.tally(guild_id=HERE, outcome="answer", topic="zoo")
    curation.tally(guild_id=HERE, outcome="not right", topic=None)
    curation.tally(guild_id=THERE, outcome="none", topic="zoo")
    assert await curation.tallies(HERE) == [
        Tally(week="2026-W02", topic="zoo", outcome="answer", count=2),
        Tally(week="2026-W09", topic="", outcome="not right", count=1),
        Tally(week="2026-W09", topic="zoo", outcome="answer", count=1),
    ]
    assert len(await curation.tallies(HERE, weeks=9)) == 4
    assert {tally.week for tally in await curation.tallies(HERE, weeks=1)} == {"2026-W09"}


async def test_feedback_is_told_by_fact_the_worst_first(opened: Opened, place: Place) -> None:
    store = opened(place.address)
    wrong = {"verdict": "not right", "reason": "wrong fact"}
    for fact in ("a", "b", "b"):
        store.add_feedback(some_feedback(fact))
    for number in range(7):
        store.add_feedback(some_feedback("b", **wrong, details=f"no {number}"))
    store.add_feedback(some_feedback("b", verdict="not right", reason="other"))
    store.add_feedback(some_feedback("b", verdict="not right"))
    store.add_feedback(some_feedback("c", **wrong))
    found = await store.curation.feedback_by_fact()
    assert [summary.fact for summary in found] == ["b", "c", "a"]
    assert found[0] == FeedbackSummary(
        fact="b",
        helpful=2,
        not_right=9,
        reasons={"other": 1, "wrong fact": 7},
        latest_details=("no 6", "no 5", "no 4", "no 3", "no 2"),
    )
    assert found[2].reasons == {}
    assert len(await store.curation.feedback_by_fact(limit=1)) == 1


async def test_a_server_may_have_its_questions_forgotten_sooner(
    opened: Opened, place: Place, clock: type[Clock]
) -> None:
    store = opened(place.address)
    curation = store.curation
    clock.moment = datetime.now(UTC) - timedelta(days=8)
    for server in (HERE, THERE):
        ask(curation, "old", guild_id=server)
    assert await curation.wait_for("old", HERE, BOB)
    clock.moment += timedelta(days=2)
    ask(curation, "newer")
    store.forget_sooner({HERE: timedelta(days=7)})
    await store.flush()
    assert await texts(curation) == ["newer"]
    assert await texts(curation, guild_id=THERE) == ["old"]
    assert await curation.about_person(BOB) == {"waiting": 0, "changes": 0}
    store.forget_sooner({})
    ask(curation, "old")
    await store.flush()
    assert await texts(curation) == ["newer", "old"]
