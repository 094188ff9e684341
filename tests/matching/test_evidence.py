from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factdesk.matching.evidence import Scales
from factdesk.matching.index import Index
from factdesk.matching.matcher import Matcher
from factdesk.matching.search import LeftOut, search
from smallbases import make_small_base, read

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from factdesk.matching.evidence import Weighed
    from factdesk.reply import Candidate

# A word of each objection by which it can be told from the others.
WHEN = "You ask when"
HOW_MANY = "You ask how many"
MEASURE = "does not measure"
HOW = "You ask how;"
WHO = "You ask who"
WHERE = "You ask where"
WHY = "You ask why"
NEGATION = "“not” or “never”"
TURNED = "other way round"
RULED_OUT = "they do not tell it"
TOO_LITTLE = "too little to go by"
REMARK = "not look like a question"
FIGURE = "a figure that the nearest fact lacks"
NAME = "Your question names"
WORD = "which the nearest fact does not explain"

DISHONEST = [
    ("Where do the penguins sing?", WORD),
    ("Which giraffe from Prague is purple?", WORD),
    ("Who was the keeper of the snakes before Ada Lind?", WORD),
    ("Which giraffe besides that did Prague donate to Berlin?", WORD),
    ("Where do the penguins swim except in the pool?", WORD),
    ("Where do the penguins swim in Oslo?", NAME),
    ("Did Ada Lind donate a giraffe to Berlin?", NAME),
    ("Where do the 14 penguins swim?", FIGURE),
    ("Is Hanako the elephant 42 years old?", FIGURE),
    ("Since 2019 where do the penguins swim?", FIGURE),
    ("When did the storm damage the aviary?", WHEN),
    ("In what year did Prague donate the giraffe to Berlin?", WHEN),
    ("How many penguins swim in the pool?", HOW_MANY),
    ("How many zebras graze on hay?", HOW_MANY),
    ("How many lions are fed daily?", MEASURE),
    ("How do the penguins swim?", HOW),
    ("Who damaged the aviary?", WHO),
    ("Who fed the lions?", WHO),
    ("Where is Hanako the elephant?", WHERE),
    ("Where do the lions eat?", WHERE),
    ("Why do the penguins swim?", WHY),
    ("Why are the lions fed?", WHY),
    ("Did Prague not donate a giraffe to Berlin?", NEGATION),
    ("Do penguins never swim in the pool?", NEGATION),
    ("Did Berlin donate a giraffe to Prague?", TURNED),
    ("Was the giraffe in Prague donated by Berlin?", TURNED),
    ("What did the fire do to the aviary?", RULED_OUT),
    ("Did a fire do that to the aviary? What did the fire do?", RULED_OUT),
    ("I saw the penguins swim.", REMARK),
    ("The lions are fed daily.", REMARK),
]

HONEST = [
    ("Which pool do the penguins swim in?", WORD),
    ("Which girafe from Praguee came to Berlin as a gift", TURNED),
    ("What is the name of the keeper of the snakes?", WORD),
    ("According to the article, where do the penguins swim?", WORD),
    ("Is the snake keeper Ada Lind?", NAME),
    ("My uncle swims. Where do the penguins swim?", WORD),
    ("Is Hanako the elephant 41 years old?", FIGURE),
    ("Are the lions fed at 15:30?", FIGURE),
    ("When do the lions get fed?", WHEN),
    ("At what time of day are the lions fed?", WHEN),
    ("How old is the elephant?", HOW_MANY),
    ("How many years has the elephant Hanako lived?", MEASURE),
    ("How old is Hanako?", MEASURE),
    ("Which pool do the penguins swim in?", HOW),
    ("Who keeps the snakes?", WHO),
    ("Where is the penguins' pool?", WHERE),
    ("Why do they keep the owl house dark?", WHY),
    ("Are dogs not admitted?", NEGATION),
    ("Aren't dogs admitted?", NEGATION),
    ("I am not a swimmer. Where do the penguins swim?", NEGATION),
    ("Was a giraffe donated to Berlin by Prague?", TURNED),
    ("Did Prague and Berlin share a giraffe?", TURNED),
    ("Which storm damaged the aviary?", RULED_OUT),
    ("What happened to the aviary in the storm?", RULED_OUT),
    ("penguins pool", REMARK),
    ("I saw penguins. Where do they swim?", REMARK),
    ("tortoise", TOO_LITTLE),
]

LIBRARY = "".join(
    f"- {{id: {word}, question: 'What about {word} in the library?', answer: 'Ask for {word}.'}}\n"
    for word in "novels maps coins stamps globes records atlases posters".split()
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return Matcher(Index(make_small_base(tmp_path_factory.mktemp("library"), LIBRARY)))


def best(matcher: Matcher, text: str) -> Candidate:
    return matcher.match(text).candidates[0]


def objects(matcher: Matcher, text: str, objection: str) -> bool:
    return any(objection in told for told in best(matcher, text).evidence.objections)


@pytest.mark.parametrize(("text", "objection"), DISHONEST)
def test_what_the_fact_does_not_tell_raises_an_objection(
    zoo: Matcher, text: str, objection: str
) -> None:
    assert objects(zoo, text, objection)


@pytest.mark.parametrize(("text", "objection"), HONEST)
def test_an_honest_question_does_not_raise_it(zoo: Matcher, text: str, objection: str) -> None:
    assert not objects(zoo, text, objection)


def test_a_phrasing_asked_word_for_word_raises_no_objection(zoo: Matcher) -> None:
    for text in map(zoo.index.text, zoo.index.rows):
        assert best(zoo, text).evidence.objections == (), text


@pytest.mark.parametrize("text", ["{}", "Hello, {} please", "<@1234567890> {}", "{} \U0001f981"])
def test_politeness_around_a_phrasing_raises_no_objection(zoo: Matcher, text: str) -> None:
    for fact in zoo.index.facts:
        assert best(zoo, text.format(fact.question)).evidence.objections == ()


def test_the_questions_of_the_bundled_base_raise_no_objection(bundled_desk: Desk) -> None:
    objected = {
        fact.question: found
        for fact in bundled_desk.base.facts
        if (found := best(bundled_desk.matcher, fact.question).evidence.objections)
    }
    assert objected == {}


@pytest.mark.parametrize("text", ["library?", "What about the library?"])
def test_a_word_that_every_fact_has_is_too_little(library: Matcher, text: str) -> None:
    assert objects(library, text, TOO_LITTLE)


@pytest.mark.parametrize("text", ["maps?", "coins in the library"])
def test_a_word_that_one_fact_has_is_enough(library: Matcher, text: str) -> None:
    assert not objects(library, text, TOO_LITTLE)


def test_an_objection_quotes_the_word_as_typed(zoo: Matcher) -> None:
    (told,) = best(zoo, "Where do the penguins yOdEl?").evidence.objections
    assert "“yOdEl”" in told


def test_a_light_word_needs_no_explanation(zoo: Matcher) -> None:
    assert not objects(zoo, "Where do the penguins usually swim?", WORD)


def test_every_objection_is_a_sentence(zoo: Matcher) -> None:
    for text, _ in DISHONEST:
        for told in best(zoo, text).evidence.objections:
            assert told[0].isupper()
            assert told.endswith(".")


def test_each_weighty_word_is_told_with_what_explains_it(zoo: Matcher) -> None:
    explained = best(zoo, "did the storm damage the aviary's roof in summer").evidence.explained
    assert [(word.word, word.by) for word in explained] == [
        ("storm", "phrasing"),
        ("damage", "phrasing"),
        ("aviary", "phrasing"),
        ("roof", "answer"),
        ("summer", None),
    ]


def test_it_is_told_how_a_word_was_read(zoo: Matcher) -> None:
    explained = best(zoo, "penguins swimming pengiuns xylophone").evidence.explained
    assert [word.how for word in explained] == ["exact", "stem", "typo", "unknown"]


def test_words_of_the_phrasing_that_nobody_asked_for_are_missing(zoo: Matcher) -> None:
    assert best(zoo, "Where do the penguins swim?").evidence.missing == ()
    assert "lions" not in best(zoo, "lions eat").evidence.missing
    assert best(zoo, "hay for the diet").evidence.missing == ("zebras",)


def test_the_share_explained_falls_with_each_foreign_word(zoo: Matcher) -> None:
    shares = [
        best(zoo, f"penguins swim {foreign}").evidence.share
        for foreign in ("", "xylophone", "xylophone trombone")
    ]
    assert shares[0] == 1
    assert shares[0] > shares[1] > shares[2] > 0


def weighed(index: Index, text: str, left_out: LeftOut = LeftOut()) -> Weighed:  # noqa: B008
    question = read(index, text)
    found = search(index, question, 1, left_out)
    assert found is not None
    return Scales(index, question, found, left_out).weigh(found.hits[0])


def test_a_phrasing_left_out_explains_no_word(zoo: Matcher) -> None:
    index = zoo.index
    text = "which zebras are on the meadow"
    (row,) = (row for row in index.rows if "meadow" in index.text(row))
    assert "word" not in weighed(index, text).against
    assert "word" in weighed(index, text, LeftOut(phrasings=(row,))).against


def test_each_check_that_objects_is_against_the_fact(zoo: Matcher) -> None:
    found = weighed(zoo.index, "Why do the 14 penguins sing?")
    assert [objection.check for objection in found.objections] == ["figure", "word", "kind"]
    assert found.against == {"figure", "word", "kind"}


def test_a_further_objection_is_told_last(zoo: Matcher) -> None:
    found = weighed(zoo.index, "Why do the penguins swim?")
    further = found.objections[0]._replace(check="name", sentence="Another.")
    assert found.objected(further).objections == (*found.objections, further)
