"""Whatever is asked, in whatever order and from wherever: the desk replies, and always the same."""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from basekit import FACTS, edit, line_of, make_base
from factdesk.cli.reply_json import reply_to_json
from factdesk.desk import Desk
from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.load import load_base
from factdesk.factbase.problems import FactBaseError
from factdesk.keeping import FOLDER_VARIABLE
from factdesk.matching import english
from factdesk.matching.index import Index
from factdesk.matching.matcher import Matcher
from factdesk.matching.text import MAX_CHARACTERS
from factdesk.reply import Answer, Choices, NoAnswer, Silence
from smallbases import MENAGERIE, ZOO, ZOO_SYNONYMS, make_small_base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factdesk.factbase.models import FactBase
    from factdesk.matching.matcher import Match
    from factdesk.reply import Reply

MOST_OBJECTS = 30_000
BUNDLED = load_base(bundled_base())
SATURDAY = "When does the library open on Saturdays?"

# What is typed into chats: words of the base, any characters, markup, and all of it mangled.
WORDS = sorted({word for fact in BUNDLED.facts[::4] for word in fact.question.split()})
MARKUP = ["<@1>", "<:a:1>", "https://a.b/c", "```", "`", "||", "> ", "**", "\n", "...", "?", "n't"]
SCRIPTS = st.text(
    st.sampled_from(
        "aA1.,'\u2019 \n\u0301\u200d\ufeff\u202e\U0001f981\u0130\u00df\u0645\u4e2d\ud800"
    )
)
typed = st.lists(st.sampled_from(WORDS + MARKUP) | st.text(max_size=8) | SCRIPTS, max_size=25)
questions = st.text() | SCRIPTS | typed.map(" ".join) | typed.map("".join)
LONG = {
    "one word": "a",
    "words": "India Belarus ",
    "different words": " ".join(WORDS),
    "sentences": "Who is it? It is. ",
    "question marks": "?",
    "lines": "\n> when\n",
    "code": "```",
    "marks": "\u0301",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "ligatures": "\ufdfa",  # each of them is eighteen characters once it is normalised
    "digits": "1,000.",
    "apostrophes": "n't'",
    "abbreviations": "a.b.",
    "misspellings": "Idnia Belrus ",
    "nulls": "\x00",
    "halves": "\ud800",
}


def as_text(reply: Reply) -> str:
    return json.dumps(reply_to_json(reply))


def sample(facts: int, phrasings: int) -> list[tuple[str, str]]:
    """Every so many facts of the bundled base: some of their phrasings, each with the fact."""
    return [
        (text, fact.id) for fact in BUNDLED.facts[::facts] for text in fact.questions[::phrasings]
    ]


@given(questions, st.booleans())
@example(" ".join(WORDS)[:MAX_CHARACTERS], False)  # noqa: FBT003
@example("\u00df" * 3, False)  # noqa: FBT003 - twice as many letters once its case is folded
@settings(deadline=None, max_examples=250)
def test_no_input_raises(bundled_desk: Desk, text: str, listening: bool) -> None:  # noqa: FBT001
    reply = bundled_desk.ask(text, listening=listening)
    assert isinstance(reply, (Answer, Silence) if listening else (Answer, Choices, NoAnswer))
    assert reply.question == text
    assert 0 <= reply.confidence <= 1


@pytest.mark.parametrize("listening", [False, True], ids=["asked", "overheard"])
@pytest.mark.parametrize("part", LONG.values(), ids=LONG)
def test_the_longest_input_gets_a_reply(bundled_desk: Desk, part: str, *, listening: bool) -> None:
    text = (part * MAX_CHARACTERS)[:MAX_CHARACTERS]
    reply = bundled_desk.ask(text, listening=listening)
    assert isinstance(reply, (Answer, Silence) if listening else (Answer, Choices, NoAnswer))
    as_text(reply)


@pytest.fixture(scope="module", params=[ZOO, MENAGERIE], ids=["zoo", "menagerie"])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    return make_small_base(tmp_path_factory.mktemp("small"), request.param, ZOO_SYNONYMS)


def test_every_phrasing_of_a_small_base_finds_its_fact(small: FactBase) -> None:
    matcher = Matcher(Index(small))
    for fact in small.facts:
        for text in fact.questions:
            best = matcher.match(text).candidates[0]
            assert (best.fact.id, best.matched) == (fact.id, text)


def test_phrasings_of_the_bundled_base_find_their_facts(bundled_desk: Desk) -> None:
    asked = sample(1, 11)
    found = [bundled_desk.matcher.match(text).candidates[0].fact.id for text, _ in asked]
    assert found == [fact for _, fact in asked]


UNRELATED = """
- id: rook
  question: How does a rook move on the chessboard?
  phrasings: [moves of the rook, castling with a rook]
  answer: A rook moves along ranks and files.
"""
REWORDED = "how old is Hanako|penguin swimming pool|keepers of snakes|storm and aviary|zebra diet"


@pytest.mark.parametrize("place", [0, 5, 10])
def test_an_unrelated_fact_changes_no_other_answers_fact(tmp_path: Path, place: int) -> None:
    base = make_small_base(tmp_path / "zoo", ZOO, ZOO_SYNONYMS)
    (rook,) = make_small_base(tmp_path / "chess", UNRELATED).facts
    larger = Desk(replace(base, facts=(*base.facts[:place], rook, *base.facts[place:])))
    smaller = Desk(base)
    for text in [*REWORDED.split("|"), *(text for fact in base.facts for text in fact.questions)]:
        before, after = smaller.ask(text), larger.ask(text)
        assert isinstance(before, Answer), text
        assert isinstance(after, Answer), text
        assert after.candidate.fact == before.candidate.fact, text
    assert isinstance(larger.ask("how do rooks move"), Answer)


FILLER = sorted(english.FILLER)[::3]


@given(st.lists(st.sampled_from(FILLER), max_size=4), st.data())
@settings(deadline=None, max_examples=60)
def test_filler_words_do_not_matter_in_any_order(
    bundled_desk: Desk, filler: list[str], data: st.DataObject
) -> None:
    text, _ = data.draw(st.sampled_from(sample(20, 7)))
    split = data.draw(st.integers(0, len(filler)))
    plain = bundled_desk.ask(text)
    before, after = " ".join(filler[:split]), " ".join(filler[split:])
    reply = bundled_desk.ask(f"{before} {text} {after}".strip())
    assert isinstance(plain, Answer)
    assert isinstance(reply, Answer)
    assert reply.candidate.fact == plain.candidate.fact


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """A few hundred questions: known ones, cut ones, jumbled ones and nonsense."""
    dice = random.Random(11)  # noqa: S311 - the same questions at every run
    known = [text for text, _ in sample(2, 9)]
    cut = [text[: len(text) * 2 // 3] for text in known[::3]]
    jumbled = [" ".join(dice.sample(text.split(), len(text.split()))) for text in known[::3]]
    return [
        *known,
        *cut,
        *jumbled,
        *(text.swapcase() for text in known[::5]),
        "",
        "xyzzy?",
        "\ud800",
    ]


@pytest.fixture(scope="module")
def replies(bundled_desk: Desk, asked: list[str]) -> list[Reply]:
    return [bundled_desk.ask(text) for text in asked]


def test_the_order_of_questions_does_not_matter(
    bundled_desk: Desk, asked: list[str], replies: list[Reply]
) -> None:
    assert len(asked) > 200
    order = list(range(len(asked)))
    random.Random(3).shuffle(order)  # noqa: S311 - the same order at every run
    again = {place: bundled_desk.ask(asked[place]) for place in order}
    assert [again[place] for place in range(len(asked))] == replies


def test_threads_get_the_replies_that_one_gets(asked: list[str], replies: list[Reply]) -> None:
    fresh = Desk(BUNDLED)  # which has read nothing yet, so that all threads read at once
    with ThreadPoolExecutor(max_workers=8) as threads:
        assert list(threads.map(fresh.ask, asked)) == replies


ASK_ALL = """
import json, sys
from factdesk.cli.reply_json import reply_to_json
from factdesk.desk import Desk
desk = Desk.open()
print(json.dumps([reply_to_json(desk.ask(text)) for text in json.load(sys.stdin)]))
"""


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_another_hash_seed_gives_the_same_replies(
    tmp_path: Path, asked: list[str], replies: list[Reply], seed: str
) -> None:
    """And so does a calibration done anew: the other process has a cache of its own."""
    places = range(0, len(asked), len(asked) // 50)
    there = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", ASK_ALL],
        input=json.dumps([asked[place] for place in places]),
        env={**os.environ, "PYTHONHASHSEED": seed, FOLDER_VARIABLE: str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(places) >= 50
    assert json.loads(there.stdout) == [json.loads(as_text(replies[place])) for place in places]


def saying(desk: Desk, until: threading.Event) -> Callable[[], set[str]]:
    """Somebody who asks on and on; what they were told, and any error, comes out at the end."""

    def ask() -> set[str]:
        told = set()
        while not until.is_set():
            told.add(as_text(desk.ask(SATURDAY)))
        return told

    return ask


def test_a_reload_swaps_in_one_step_while_others_ask(tmp_path: Path) -> None:
    folder = make_base(tmp_path)
    desk = Desk.open(folder)
    old = as_text(desk.ask(SATURDAY))
    done = threading.Event()
    with ThreadPoolExecutor(max_workers=4) as threads:
        askers = [threads.submit(saying(desk, done)) for _ in range(4)]
        try:
            allowed = {old}
            for hour in range(15, 20):
                edit(folder / FACTS, f"to {hour - 1}:00 (since", f"to {hour}:00 (since")
                desk.reload()
                allowed.add(as_text(desk.ask(SATURDAY)))
        finally:
            done.set()
        told = set.union(*(asker.result() for asker in askers))
    assert len(allowed) == 6
    assert len(told) > 1
    assert told <= allowed
    assert "19:00" in as_text(desk.ask(SATURDAY))


def test_a_question_under_way_during_a_reload_is_answered_from_one_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_base(tmp_path)
    desk = Desk.open(folder)
    old = desk.ask(SATURDAY)
    assert isinstance(old, Answer)
    assert old.related
    edit(folder / FACTS, "see_also: [library-teen-room]", "see_also: []")
    edit(folder / FACTS, "id: library-teen-room", "id: library-reading-room")
    match = Matcher.match

    def reloading(self: Matcher, text: str) -> Match:
        desk.reload()
        return match(self, text)

    monkeypatch.setattr(Matcher, "match", reloading)
    assert desk.ask(SATURDAY) == old
    monkeypatch.undo()
    assert desk.ask(SATURDAY) != old


def test_a_base_that_no_longer_loads_leaves_the_old_one_serving_and_says_why(
    tmp_path: Path,
) -> None:
    folder = make_base(tmp_path)
    desk = Desk.open(folder)
    old, serving = as_text(desk.ask(SATURDAY)), (desk.base, desk.matcher)
    edit(folder / FACTS, "id: library-teen-room", "id: Not A Slug")
    line = line_of(folder / FACTS, "id: Not A Slug")
    done = threading.Event()
    with ThreadPoolExecutor(max_workers=2) as threads:
        askers = [threads.submit(saying(desk, done)) for _ in range(2)]
        try:
            with pytest.raises(FactBaseError) as raised:
                desk.reload()
        finally:
            done.set()
        told = set.union(*(asker.result() for asker in askers))
    assert told <= {old}
    assert (desk.base, desk.matcher) == serving
    assert as_text(desk.ask(SATURDAY)) == old
    places = {(problem.file, problem.line) for problem in raised.value.problems}
    assert any(file.endswith(FACTS) and at == line for file, at in places)
    edit(folder / FACTS, "id: Not A Slug", "id: library-teen-room")
    desk.reload()
    assert desk.base is not serving[0]
    assert as_text(desk.ask(SATURDAY)) == old


def test_a_desk_holds_little_for_the_garbage_collector(bundled: FactBase) -> None:
    """Else a full collection would hold up a question, in a bot that is not the desk's to tune."""
    gc.collect()
    before = len(gc.get_objects())
    desk = Desk.open(bundled.folder)
    desk.warm()
    for fact in desk.base.facts:
        for text in fact.questions[:10]:
            desk.ask(text.replace("e", "ea", 1))
    gc.collect()
    assert len(gc.get_objects()) - before < MOST_OBJECTS
