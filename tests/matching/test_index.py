from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factdesk.matching.index import Index
from factdesk.matching.text import normal, read_words, stem
from factdesk.matching.units import Unit, read_units
from smallbases import make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.matching.english import Kind
    from factdesk.matching.profile import FactProfile

CLUB = """
- id: founded
  question: When was the chess club founded?
  answer: The club was founded in 1921.
- id: evening
  question: When does the chess club play?
  answer: The chess club plays on Fridays.
- id: tables
  question: How many tables does the chess club have?
  answer: The chess club has twelve tables.
- id: president
  question: Who leads the chess club?
  answer: The chess club is led by Ada Lind.
- id: place
  question: Where does the chess club meet?
  answer: The chess club meets in the old mill.
- id: silence
  question: Is talking forbidden at the chess club?
  answer: Talking is forbidden at the chess club because players think.
- id: rating
  question: How does the chess club rate players?
  phrasings: [rating of beginners]
  answer: The chess club rates players by their results as of 1 March 2026.
"""


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index(make_small_base(tmp_path_factory.mktemp("club"), CLUB))


def number_of(index: Index, fact_id: str) -> int:
    return next(number for number, fact in enumerate(index.facts) if fact.id == fact_id)


def profile(index: Index, fact_id: str) -> FactProfile:
    return index.profile(number_of(index, fact_id))


def without(index: Index, *rows: int) -> FactProfile:
    """The chess club's last fact without some of its phrasings."""
    return index.profile_without(number_of(index, "rating"), rows)


def unit(index: Index, text: str) -> Unit:
    (found,) = read_units(read_words(text), index.thesaurus)
    return found


def test_every_phrasing_belongs_to_its_fact(zoo_index: Index) -> None:
    for number, fact in enumerate(zoo_index.facts):
        rows = zoo_index.rows_of(number)
        assert [zoo_index.text(row) for row in rows] == list(fact.questions)
        assert [zoo_index.phrasing(row).text for row in rows] == list(fact.questions)
        assert zoo_index.asked.fact_of[rows.start : rows.stop].tolist() == [number] * len(rows)
    assert len(zoo_index.rows) == sum(len(fact.questions) for fact in zoo_index.facts)


def test_a_fact_has_its_ruled_out_questions(zoo_index: Index) -> None:
    aviary = number_of(zoo_index, "aviary")
    assert zoo_index.ruled_out.fact_of.tolist() == [aviary] * 2


def test_a_phrasing_is_read_like_the_same_text_typed(zoo_index: Index) -> None:
    for row in zoo_index.rows:
        words = read_words(zoo_index.text(row))
        phrasing = zoo_index.phrasing(row)
        assert phrasing.words == words
        read = [(u.shown, u.keys, u.light) for u in read_units(words, zoo_index.thesaurus)]
        assert [(u.shown, u.keys, u.light) for u in phrasing.units] == read


def test_a_unit_of_a_question_has_the_keys_that_the_base_has(zoo_index: Index) -> None:
    word = unit(zoo_index, "zebras")
    known = {zoo_index.key(key): quality for key, quality in word.keys.items()}
    assert len(known) == 2
    assert dict(zoo_index.term(word).keys) == known
    assert zoo_index.term(unit(zoo_index, "xylophone")).keys == ()


def test_the_facts_of_a_key_are_those_whose_texts_have_it(zoo_index: Index) -> None:
    key = zoo_index.key(stem("roof"))
    assert key is not None
    numbers, _ = zoo_index.salience.of(key)
    assert numbers.tolist() == [number_of(zoo_index, "aviary")]


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ("Where do the penguins swim?", True),
        ("hello, where do the PENGUINS swim please", True),
        ("where do penguins swim", False),
        ("swim the penguins where do", False),
        ("please", False),
        ("", False),
    ],
)
def test_a_phrasing_asked_word_for_word_is_known(
    zoo_index: Index, text: str, *, verbatim: bool
) -> None:
    pool = zoo_index.rows_of(number_of(zoo_index, "penguin-pool")).start
    assert zoo_index.asked_verbatim(read_words(text)) == [pool] * verbatim


def test_the_rarer_a_word_the_more_it_weighs(club: Index) -> None:
    weights = [club.weight(unit(club, word)) for word in ("xylophone", "tables", "chess")]
    assert weights[0] >= weights[1] > weights[2] > 0


def test_a_light_word_weighs_less_than_another_as_rare(club: Index) -> None:
    assert club.weight(unit(club, "according")) < club.weight(unit(club, "xylophone"))


@pytest.mark.parametrize(
    ("fact_id", "kind"),
    [
        ("founded", "when"),
        ("evening", "when"),
        ("tables", "how many"),
        ("founded", "how many"),
        ("president", "who"),
        ("place", "where"),
        ("silence", "why"),
        ("rating", "what"),
        ("rating", "yes or no"),
        ("rating", "open"),
    ],
)
def test_a_fact_offers_what_it_gives(club: Index, fact_id: str, kind: Kind) -> None:
    assert profile(club, fact_id).offers(kind)


@pytest.mark.parametrize("kind", ["when", "how many", "who", "where", "why"])
def test_a_fact_does_not_offer_what_it_lacks(club: Index, kind: Kind) -> None:
    # Its only figures are those of the day on which it was said.
    assert not profile(club, "rating").offers(kind)


@pytest.mark.parametrize(
    ("fact_id", "kind"), [("evening", "how many"), ("tables", "when"), ("place", "who")]
)
def test_what_a_fact_gives_is_told_apart(club: Index, fact_id: str, kind: Kind) -> None:
    assert not profile(club, fact_id).offers(kind)


@pytest.mark.parametrize("kind", ["when", "how many", "who", "where", "why"])
def test_the_facts_without_a_kind_are_those_that_do_not_offer_it(club: Index, kind: Kind) -> None:
    lacking = club.facts_lacking(kind)
    assert lacking is not None
    assert lacking.tolist() == [not club.profile(n).offers(kind) for n in range(len(club.facts))]


@pytest.mark.parametrize("kind", ["what", "yes or no", "open"])
def test_a_kind_that_any_fact_can_answer_excludes_none(club: Index, kind: Kind) -> None:
    assert club.facts_lacking(kind) is None


@pytest.mark.parametrize(("fact_id", "figure"), [("founded", "1921"), ("tables", "12")])
def test_a_profile_has_the_figures_also_those_in_words(
    club: Index, fact_id: str, figure: str
) -> None:
    assert figure in profile(club, fact_id).numbers


@pytest.mark.parametrize(
    ("fact_id", "negated"), [("dogs", True), ("penguin-pool", False), ("owl-house", False)]
)
def test_a_profile_knows_whether_the_fact_denies(
    zoo_index: Index, fact_id: str, *, negated: bool
) -> None:
    assert profile(zoo_index, fact_id).negated is negated


def test_a_profile_keeps_words_asked_and_words_told_apart(zoo_index: Index) -> None:
    aviary = profile(zoo_index, "aviary")
    roof, storm = stem("roof"), stem("storm")
    assert (roof in aviary.told, roof in aviary.asked) == (True, False)
    assert storm in aviary.asked
    assert 0 < aviary.keys[roof] <= aviary.keys[storm]


def test_a_phrasing_left_out_explains_no_word(club: Index) -> None:
    beginners = stem("beginners")
    question, other = club.rows_of(number_of(club, "rating"))
    assert beginners in profile(club, "rating").keys
    assert beginners in without(club, question).keys
    assert beginners not in without(club, other).keys
    assert beginners not in without(club, other).asked
    assert [without(club, row).size for row in (question, other)] == [1, 1]


def test_a_phrasing_left_out_leaves_the_answer(club: Index) -> None:
    left = without(club, *club.rows_of(number_of(club, "rating")))
    assert stem("results") in left.keys
    assert (left.asked, left.size) == ({}, 0)


def test_a_word_of_more_phrasings_is_more_salient(tmp_path: Path) -> None:
    facts = """
    - {id: a, question: chess tables, phrasings: [chess boards, chess clocks], answer: Yes.}
    - {id: b, question: opening hours, answer: From noon on.}
    """
    index = Index(make_small_base(tmp_path, facts))
    chess, tables = (index.key(stem(word)) for word in ("chess", "tables"))
    assert chess is not None
    assert tables is not None
    salience = [float(index.salience.of(key)[1][0]) for key in (chess, tables)]
    assert 1 >= salience[0] > salience[1] > 0


@pytest.mark.parametrize(
    ("one", "other"), [("Hello, where is it?", "where is it"), ("Where is it", "where is it")]
)
def test_two_texts_are_the_same_question_but_for_politeness(one: str, other: str) -> None:
    assert normal(read_words(one)) == normal(read_words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("who beat Ada", "Ada beat who"), ("when was it", "where was it"), ("in 1985", "in 1986")],
)
def test_other_words_or_another_order_make_another_question(one: str, other: str) -> None:
    assert normal(read_words(one)) != normal(read_words(other))


def test_what_is_remembered_is_bounded(club: Index) -> None:
    assert club.profile.cache_info().maxsize


def test_a_term_is_the_same_however_often_it_is_asked_for(zoo_index: Index) -> None:
    for text in ("penguin", "xylophone", "usually"):
        one = unit(zoo_index, text)
        first, second = zoo_index.term(one), zoo_index.term(unit(zoo_index, text))
        assert first.keys == second.keys
        assert first.weight == second.weight == zoo_index.weight(one)


def test_terms_are_remembered_until_there_are_enough(
    zoo_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factdesk.matching.index.TERMS_KEPT", 0)
    index = zoo_index
    one, unknown = (
        Unit(key, {key: 0.123}, "exact", is_number=False, light=False, relation=False, name=False)
        for key in ("zebra", "xylophon")
    )
    assert index.term(one) is not index.term(one)
    monkeypatch.undo()
    assert index.term(one) is index.term(one)
    assert index.term(one).keys
    assert index.term(unknown) is not index.term(unknown)
