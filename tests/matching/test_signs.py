from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.search import NOTHING, LeftOut
from smallbases import ZOO

if TYPE_CHECKING:
    from factdesk.matching.matcher import Matcher
    from factdesk.matching.signs import Signs

CHECKED = [
    ("Why do the penguins swim?", "kind"),
    ("How many lions are fed daily?", "measure"),
    ("Where do the penguins swim in Oslo?", "name"),
    ("I was in Oslo with Hanako. In what pool do the penguins swim?", "name around"),
    ("Where do the 14 penguins swim?", "figure"),
    ("Do penguins never swim in the pool?", "negation"),
    ("What damaged the aviary after it?", "relation"),
    ("The penguins swim.", "remark"),
]
SHARES = [
    *("like_of_kind", "asked", "unexplained_share", "kind_share", "ruled_out_nearer", "alike_but"),
]
MARGINS = ["margin", "not_of_kind_margin", "ruled_out_margin"]
FLAGS = ["verbatim", "keywords"]


def signs(matcher: Matcher, text: str, left_out: LeftOut | None = None) -> Signs:
    """The signs of the fact whose words fit best."""
    _, considered = matcher.consider(text, left_out or LeftOut())
    return considered[0].signs


def row_of(matcher: Matcher, text: str) -> int:
    return next(row for row in matcher.index.rows if matcher.index.text(row) == text)


def test_a_phrasing_asked_word_for_word_has_every_sign_in_its_favour(zoo: Matcher) -> None:
    for row in zoo.index.rows:
        found = signs(zoo, zoo.index.text(row))
        assert (found.verbatim, found.unexplained, found.ruled_out_nearer) == (1, 0, 0)
        for share in (found.like_of_kind, found.asked):
            assert share == pytest.approx(1, abs=1e-5)
        assert found.margin > 0


def test_other_words_are_not_word_for_word(zoo: Matcher) -> None:
    assert signs(zoo, "which pool have penguins").verbatim == 0


@pytest.mark.parametrize(("text", "check"), CHECKED)
def test_what_is_alike_but_for_one_thing_is_a_sign(zoo: Matcher, text: str, check: str) -> None:
    _, considered = zoo.consider(text)
    assert check in considered[0].weighed.against
    assert considered[0].signs.alike_but > 0
    assert signs(zoo, "Where do the penguins swim?").alike_but == 0


def test_each_foreign_word_is_counted(zoo: Matcher) -> None:
    found = [
        signs(zoo, f"Where do the penguins swim {foreign}?")
        for foreign in ("", "xylophone", "xylophone trombone", "usually")
    ]
    assert [one.unexplained for one in found] == [0, 1, 2, 0]
    assert [one.unexplained_light for one in found] == [0, 0, 0, 1]
    shares = [one.unexplained_share for one in found[:3]]
    assert shares == sorted(set(shares))


def test_the_nearer_a_ruled_out_question_the_less_is_left(zoo: Matcher) -> None:
    honest = signs(zoo, "what did the storm do to the aviary")
    ruled_out = signs(zoo, "what did the fire do to that aviary")
    assert honest.not_of_kind_margin > 0 > ruled_out.not_of_kind_margin
    assert honest.ruled_out_margin > 0 > ruled_out.ruled_out_margin
    assert honest.ruled_out_nearer == 0 < ruled_out.ruled_out_nearer
    _, considered = zoo.consider("what did the fire do to that aviary")
    assert "nearly ruled out" in considered[0].weighed.against
    assert (honest.nearly_ruled_out, ruled_out.nearly_ruled_out) == (False, True)
    assert honest.worded_not_margin > ruled_out.worded_not_margin


def test_a_ruled_out_question_left_out_rules_nothing_out(zoo: Matcher) -> None:
    every = tuple(range(len(zoo.index.ruled_out.fact_of)))
    left_out = LeftOut(ruled_out=every)
    assert signs(zoo, "what did the fire do to that aviary", left_out).ruled_out_nearer == 0
    fact = zoo.index.facts[int(zoo.index.ruled_out.fact_of[0])]
    for out, checks in ((NOTHING, {"ruled out"}), (left_out, set())):
        _, considered = zoo.consider(fact.not_[0], out)
        (own,) = [one for one in considered if zoo.index.facts[one.hit.fact] is fact]
        assert {"ruled out"} & own.weighed.against == checks


def test_a_phrasing_left_out_is_no_sign(zoo: Matcher) -> None:
    text = "what did the storm do to the aviary"
    whole = signs(zoo, text)
    without = signs(zoo, text, LeftOut(phrasings=(row_of(zoo, text),)))
    assert (whole.verbatim, without.verbatim) == (1, 0)
    for name in ("like_of_kind", "margin", "meaning_margin", "worded_margin"):
        assert getattr(without, name) < getattr(whole, name), name


def test_a_rival_narrows_the_margins(zoo: Matcher) -> None:
    alone = signs(zoo, "Where do the penguins swim?")
    question = "Where do the penguins swim, where do the zebras graze?"
    beside = signs(zoo, question)
    _, (best, rival, *_) = zoo.consider(question)
    assert beside.margin == pytest.approx(best.hit.score - rival.hit.score)
    assert rival.signs.margin == pytest.approx(rival.hit.score - best.hit.score)
    assert beside.margin < alone.margin
    assert beside.worded_margin < alone.worded_margin


def test_what_a_fact_is_about_is_told_by_all_of_its_phrasings(zoo: Matcher) -> None:
    _, considered = zoo.consider("what do the penguins swim in")
    margins = {zoo.index.facts[one.hit.fact].id: one.signs.meaning_margin for one in considered}
    assert max(margins, key=margins.__getitem__) == "penguin-pool"
    assert [name for name, margin in margins.items() if margin > 0] == ["penguin-pool"]


@pytest.mark.parametrize(("text", "keywords"), [("penguin pool", 1), ("where is the pool", 0)])
def test_keywords_are_told_from_questions(zoo: Matcher, text: str, keywords: int) -> None:
    assert signs(zoo, text).keywords == keywords


words = st.sampled_from(sorted({word.strip("[]:,?.") for word in ZOO.split()} - {""}))


@given(st.lists(words | st.text(max_size=5), max_size=14).map(" ".join))
@settings(deadline=None, max_examples=150)
def test_every_sign_is_within_its_bounds(zoo: Matcher, text: str) -> None:
    _, considered = zoo.consider(text)
    for one in considered:
        found = one.signs._asdict()
        assert all(value == value for value in found.values())  # noqa: PLR0124 - not a number
        assert all(-1e-6 <= found[name] <= 1 + 1e-5 for name in SHARES)
        assert all(found[name] in {0, 1} for name in FLAGS)
        assert all(-1 - 1e-5 <= found[name] <= 1 + 1e-5 for name in MARGINS)
        assert -2 - 1e-5 <= found["meaning_margin"] <= 2 + 1e-5
        assert found["unexplained"] + found["unexplained_light"] <= len(text.split()) * 2


def test_a_phrasing_left_out_has_no_share_in_the_kinds(zoo: Matcher) -> None:
    row = row_of(zoo, "When are the lions fed?")
    whole = signs(zoo, "when do the lions eat").kind_share
    assert whole == pytest.approx(1 / 3)
    assert signs(zoo, "when do the lions eat", LeftOut(phrasings=(row,))).kind_share == 0
