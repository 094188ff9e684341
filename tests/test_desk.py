from __future__ import annotations

import datetime as dt
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from basekit import REPOSITORY
from factdesk.cli.init import TEMPLATE
from factdesk.desk import MAX_CHOICES, Desk
from factdesk.exam.questions import load_questions
from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.load import load_base
from factdesk.factbase.problems import FactBaseError
from factdesk.matching.text import MAX_CHARACTERS
from factdesk.reply import Answer, Choices, Evidence, Explanation, NoAnswer, Reply, Silence
from factdesk.settings import Settings
from smallbases import MENAGERIE, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import Fact

SATURDAY = "When does the library open on Saturdays?"
BUNDLED = load_base(bundled_base())
DEVELOPMENT = REPOSITORY / "tests/exam/development.jsonl"

ODD = {
    "nothing": "",
    "space": " \t\r\n\u2028",
    "emoji": "😀🏳️‍🌈👩‍👩‍👧",
    "discord emoji": "<:shrug:1234567890> <a:wave:1234567890>",
    "mentions": "<@1234567890> <@!1234567890> <@&1234567890> <#1234567890> @everyone",
    "addresses": "https://example.org/a?b=c www.example.org",
    "markdown": "# **When** _does_ ~~it~~ ||open|| [here](https://example.org)\n> a\n- b",
    "only a quotation": "> when does it open",
    "code": "```py\nprint('when')\n```",
    "code without end": "```when `does` it",
    "html": "<b>when</b> &amp; <script>",
    "control characters": "\x00\x07\x1b[31mwhen\x7f",
    "marks without a letter": "\u0301\u0308" * 50,
    "direction marks": "\u202ewhen\u202c \u200b\ufeff",
    "half a character": "\ud800 when \udfff",
    "numbers": "1 1,000 1.5 1/2 ½ ² Ⅷ 10^9 1e309 ٣",
    "punctuation": "?!... ' '' \u2019s n't",
    "one long word": "a" * MAX_CHARACTERS,
    "many short words": "a " * (MAX_CHARACTERS // 2),
    "Cyrillic": "Когда открывается библиотека?",
    "Chinese": "图书馆星期六几点开门\uff1f",
    "Arabic": "متى تفتح المكتبة؟",
    "Hindi": "पुस्तकालय कब खुलता है?",
    "Thai": "ห้องสมุดเปิดเมื่อไหร่",
    "ligatures": "ﬁnd ﷺ ẞ İ ŉ",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the worked example, free to be changed."""
    return shutil.copytree(TEMPLATE, tmp_path / "base")


@pytest.fixture
def desk(folder: Path) -> Desk:
    return Desk.open(folder)


def answer_to(desk: Desk, question: str) -> str:
    reply = desk.ask(question)
    assert isinstance(reply, Answer)
    return reply.candidate.fact.answer


def reword(folder: Path, old: str, new: str) -> None:
    file = folder / "facts" / "example.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_without_a_folder_it_serves_the_base_that_ships() -> None:
    assert Desk.open().base.folder == bundled_base()


def test_a_base_that_does_not_load_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(FactBaseError):
        Desk.open(tmp_path)


def test_an_answer_brings_the_facts_to_see_also(desk: Desk) -> None:
    reply = desk.ask(SATURDAY)
    assert isinstance(reply, Answer)
    assert [fact.id for fact in reply.related] == ["library-teen-room"]


@pytest.mark.parametrize("fact", BUNDLED.facts[::10], ids=lambda fact: fact.id)
def test_a_fact_is_found_by_its_own_question(bundled_desk: Desk, fact: Fact) -> None:
    reply = bundled_desk.ask(fact.question)
    assert isinstance(reply, Answer)
    assert reply.candidate.fact == fact
    assert reply.question == fact.question


def test_reload_serves_what_is_in_the_folder_now(folder: Path, desk: Desk) -> None:
    reword(folder, "14:00 (since", "15:00 (since")
    assert "14:00" in answer_to(desk, SATURDAY)
    desk.reload()
    assert "15:00" in answer_to(desk, SATURDAY)


def test_reload_swaps_base_and_matcher(desk: Desk) -> None:
    before = (desk.base, desk.matcher)
    desk.reload()
    assert desk.base is not before[0]
    assert desk.matcher is not before[1]


@pytest.mark.parametrize("content", ["facts: [", "facts: nothing", None])
def test_a_broken_base_leaves_the_old_one_serving(
    folder: Path, desk: Desk, content: str | None
) -> None:
    base, matcher = desk.base, desk.matcher
    file = folder / "facts" / "example.yaml"
    if content is None:
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(FactBaseError):
        desk.reload()
    assert (desk.base, desk.matcher) == (base, matcher)
    assert "14:00" in answer_to(desk, SATURDAY)


def test_a_mended_base_is_served_after_a_broken_one(folder: Path, desk: Desk) -> None:
    reword(folder, "facts:", "fact:")
    with pytest.raises(FactBaseError):
        desk.reload()
    reword(folder, "fact:", "facts:")
    desk.reload()
    assert "14:00" in answer_to(desk, SATURDAY)


def test_the_stricter_the_promise_the_less_it_dares_to_say(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    words = "what where does the is house fed eat live in of food".split()
    names = "lion bear wolf seal goat".split()
    asked = [f"{one} {other} {name}" for one in words for other in words for name in names]
    answered = []
    for promise in (0.5, 0.9, 0.98):
        desk = Desk(base, Settings(promise=promise))
        answered.append({text for text in asked if isinstance(desk.ask(text), Answer)})
    assert answered[0] >= answered[1] >= answered[2]
    assert len(answered[0]) > len(answered[2])


def test_reload_keeps_the_promise(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    desk = Desk(base, Settings(promise=0.5))
    before = desk.matcher.confidence
    desk.reload()
    assert (desk.matcher.confidence.answer, desk.matcher.confidence.listen) == (
        before.answer,
        before.listen,
    )
    assert Desk(base).matcher.confidence.answer > before.answer


@pytest.mark.parametrize("length", [0, MAX_CHARACTERS - len(SATURDAY)])
def test_a_question_is_read_up_to_its_longest(desk: Desk, length: int) -> None:
    assert isinstance(desk.ask(SATURDAY + " " * length), Answer)


def test_a_question_that_is_too_long_is_told_so(desk: Desk) -> None:
    question = SATURDAY.ljust(MAX_CHARACTERS + 1)
    reply = desk.ask(question)
    assert isinstance(reply, NoAnswer)
    assert "longer than 4,000 characters" in reply.reason
    assert (reply.question, reply.nearest) == (question, ())


def test_too_long_a_text_is_passed_over_when_listening(desk: Desk) -> None:
    question = SATURDAY.ljust(MAX_CHARACTERS + 1)
    assert desk.ask(question, listening=True) == Silence(question, 0.0)


def fits(reply: Reply, question: str, *, listening: bool) -> bool:
    """Whether this is a reply that may be given to the question at all."""
    allowed = (Answer, Silence) if listening else (Answer, Choices, NoAnswer)
    return (
        isinstance(reply, allowed)
        and reply.question == question
        and 0 <= reply.confidence <= 1
        and not (isinstance(reply, Choices) and not 0 < len(reply.candidates) <= MAX_CHOICES)
        and not (isinstance(reply, NoAnswer) and len(reply.nearest) > MAX_CHOICES)
        and not (isinstance(reply, (Choices, NoAnswer)) and not reply.reason)
    )


@pytest.mark.parametrize("listening", [True, False], ids=["overheard", "asked"])
@pytest.mark.parametrize("question", ODD.values(), ids=ODD)
def test_an_odd_question_gets_a_reply(
    bundled_desk: Desk, question: str, *, listening: bool
) -> None:
    assert fits(bundled_desk.ask(question, listening=listening), question, listening=listening)


WORDS = sorted({word for fact in BUNDLED.facts for word in fact.question.split()})
jumbled = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=30).map(" ".join)


@given(question=st.text() | jumbled, listening=st.booleans())
@example(question=" ".join(WORDS)[:MAX_CHARACTERS], listening=False)
@settings(deadline=None)
def test_any_text_gets_a_reply(bundled_desk: Desk, *, question: str, listening: bool) -> None:
    assert fits(bundled_desk.ask(question, listening=listening), question, listening=listening)


@given(st.text())
@settings(deadline=None)
def test_a_text_without_any_known_letter_is_never_answered(bundled_desk: Desk, text: str) -> None:
    unknown = "".join(c for c in text if not c.isalnum())
    assert isinstance(bundled_desk.ask(unknown), NoAnswer)


def test_listening_never_offers_choices(bundled_desk: Desk) -> None:
    overheard = [text for fact in BUNDLED.facts for text in (*fact.questions[:3], *fact.not_)]
    replies = [bundled_desk.ask(text, listening=True) for text in overheard]
    assert {type(reply) for reply in replies} == {Answer, Silence}


def test_listening_never_answers_what_it_would_not_answer_when_asked(
    bundled_desk: Desk,
) -> None:
    for fact in BUNDLED.facts:
        for text in fact.questions[:3]:
            overheard = bundled_desk.ask(text, listening=True)
            assert isinstance(overheard, Silence) or overheard == bundled_desk.ask(text)


def test_several_threads_get_the_same_replies(bundled_desk: Desk) -> None:
    questions = [fact.question for fact in BUNDLED.facts[::3]]
    expected = [bundled_desk.ask(question) for question in questions]
    fresh = Desk(bundled_desk.base)
    with ThreadPoolExecutor(max_workers=8) as threads:
        rounds = threads.map(lambda _: [fresh.ask(question) for question in questions], range(8))
        assert [replies == expected for replies in rounds] == [True] * 8


def test_questions_during_a_reload_get_the_old_answer_or_the_new(folder: Path, desk: Desk) -> None:
    old = answer_to(desk, SATURDAY)
    reword(folder, "14:00 (since", "15:00 (since")
    with ThreadPoolExecutor(max_workers=4) as threads:
        answers = [threads.submit(answer_to, desk, SATURDAY) for _ in range(100)]
        threads.submit(desk.reload).result()
        answers.append(threads.submit(answer_to, desk, SATURDAY))
    assert {answer.result() for answer in answers} <= {old, old.replace("14:00", "15:00")}
    assert "15:00" in answers[-1].result()


def test_unexplained_are_the_words_that_nothing_explains() -> None:
    words = (
        Explanation("library", 1.0, "phrasing", "exact"),
        Explanation("museum", 2.0, None, "unknown"),
        Explanation("opens", 1.0, "answer", "stem"),
    )
    assert Evidence(0.5, 0.1, words, (), ()).unexplained == ("museum",)


def test_a_reply_does_not_change() -> None:
    reply = Silence(SATURDAY, 0.0)
    with pytest.raises(FrozenInstanceError):
        reply.question = "another"  # type: ignore[misc]


@pytest.mark.parametrize("facts", [14, 15, 20])
def test_a_base_that_grows_is_answered_from_still(tmp_path: Path, facts: int) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    desk = Desk(replace(base, facts=base.facts[:facts]))
    asked = [fact.question for fact in desk.base.facts]
    assert [text for text in asked if not isinstance(desk.ask(text), Answer)] == []


def test_a_word_that_two_facts_share_gets_a_choice(tmp_path: Path) -> None:
    desk = Desk(make_small_base(tmp_path, MENAGERIE), Settings(promise=0.9))
    assert isinstance(desk.ask("lion"), Choices)


TEEN_ROOM = "Will the library get a reading room for teenagers?"


@pytest.mark.parametrize(
    ("withhold", "day", "served"),
    [
        (True, dt.date(2027, 12, 31), True),
        (True, dt.date(2028, 1, 1), False),
        (False, dt.date(2028, 1, 1), True),
    ],
    ids=["in time", "past its time", "not set"],
)
def test_facts_past_their_time_are_left_out_where_that_is_set(
    folder: Path, day: dt.date, *, withhold: bool, served: bool
) -> None:
    desk = Desk(load_base(folder), Settings(withhold_stale=withhold), lambda: day)
    assert isinstance(desk.ask(TEEN_ROOM), Answer) is served
    assert isinstance(desk.ask(SATURDAY), Answer)


def test_reloaded_the_desk_looks_at_the_day_again(folder: Path) -> None:
    day = dt.date(2027, 12, 31)
    desk = Desk(load_base(folder), Settings(withhold_stale=True), lambda: day)
    assert len(desk.base.facts) == 2
    day = dt.date(2028, 1, 1)
    desk.reload()
    assert len(desk.base.facts) == 1


def test_a_desk_beside_another_looks_at_the_same_day(folder: Path) -> None:
    settings = Settings(withhold_stale=True)
    for day, facts in ((dt.date(2027, 12, 31), 2), (dt.date(2028, 1, 1), 1)):
        desk = Desk(load_base(folder), settings, lambda day=day: day)  # type: ignore[misc]
        assert len(desk.beside(load_base(folder)).base.facts) == facts


def test_a_desk_with_nothing_left_to_say_says_so(folder: Path) -> None:
    file = folder / "facts" / "example.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("    topics: [opening-hours]\n", "    stale_after: 2026-12-31\n"), "utf-8"
    )
    desk = Desk(load_base(folder), Settings(withhold_stale=True), lambda: dt.date(2028, 1, 1))
    assert isinstance(desk.ask(SATURDAY), NoAnswer)
    assert isinstance(desk.ask(SATURDAY, listening=True), Silence)


@pytest.mark.parametrize("listening", [False, True])
def test_what_a_stricter_promise_lets_through_a_laxer_one_does_too(
    bundled_desk: Desk, *, listening: bool
) -> None:
    promises = bundled_desk.promises
    assert promises == (0.9, 0.95, 0.98, 0.99)
    given = []
    for question in load_questions(DEVELOPMENT, frozenset(fact.id for fact in BUNDLED.facts)):
        replies = [
            bundled_desk.ask(question.text, listening=listening, promise=p) for p in promises
        ]
        answered = [isinstance(reply, Answer) for reply in replies]
        assert answered == sorted(answered, reverse=True)
        given.append(answered)
    counts = [sum(each) for each in zip(*given, strict=True)]
    assert counts == sorted(counts, reverse=True)
    # The laxest two may both answer all that is likelier right than wrong.
    assert counts[1] > counts[2] > counts[3]


def test_its_own_promise_is_kept_unless_another_is_asked_for(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    desk = Desk(base, Settings(promise=0.6))
    assert desk.promises == (0.6, 0.9, 0.95, 0.98, 0.99)
    assert desk.confidence() == desk.confidence(0.6) == desk.matcher.confidence
    assert desk.confidence(0.98).answer == Desk(base).confidence().answer
    assert desk.confidence(0.98).answer > desk.confidence().answer
    with pytest.raises(KeyError):
        desk.ask(SATURDAY, promise=0.97)


def test_a_desk_knows_when_it_serves_what_is_past_its_time(folder: Path) -> None:
    day = dt.date(2027, 12, 31)
    desk = Desk(load_base(folder), Settings(withhold_stale=True), lambda: day)
    assert not desk.outdated
    day = dt.date(2028, 1, 1)
    assert desk.outdated
    desk.take_over(desk.beside(desk.base))
    assert not desk.outdated
    assert not Desk(load_base(folder), Settings(), lambda: day).outdated
