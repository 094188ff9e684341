from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from factdesk.factbase.explain import problems
from factdesk.factbase.files import ArticleFile, FactFile, SynonymFile

SLUG = "lower-case letters and digits joined by hyphens"
NATURES = "'fact', 'claim', 'plan', 'forecast' or 'opinion'"
LIST = "must be a list ([a, b] or one `- ` line each)"
MAPPING = "must be a mapping (`key: value` lines)"

FACT: dict[str, Any] = {"id": "a-fact", "question": "What?", "answer": "That.", "passages": [1]}


def explained(model: type[BaseModel], data: object) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return list(problems(caught.value, model, data))


def explained_fact(**fields: object) -> list[tuple[tuple[str | int, ...], str]]:
    """What is wrong with a fact that differs from a sound one in these fields."""
    return explained(FactFile, {"facts": [{**FACT, **fields}]})


@pytest.mark.parametrize("model", [FactFile, ArticleFile, SynonymFile])
def test_an_empty_file_gets_one_sentence(model: type[BaseModel]) -> None:
    assert explained(model, None) == [((), "the file is empty; see `factdesk init` for an example")]


@pytest.mark.parametrize(
    ("field", "value", "path", "sentence"),
    [
        ("answer", 5, (), "answer must be text; put it in quotes"),
        ("answer", None, (), "answer must be text; put it in quotes"),
        ("answer", "  ", (), "answer is empty; write something or remove it"),
        ("answer", "x" * 601, (), "answer is longer than 600 characters; shorten it"),
        ("answer", "a\x07b", (), "answer: it holds control characters; remove them"),
        ("question", "x" * 301, (), "question is longer than 300 characters; shorten it"),
        ("id", "A Fact", (), f"id is 'A Fact'; it must be {SLUG}"),
        ("phrasings", "x", (), f"phrasings {LIST}"),
        ("phrasings", 5, (), f"phrasings {LIST}"),
        ("phrasings", None, (), f"phrasings {LIST}"),
        ("phrasings", ["x", 5], (1,), "entry 2 of phrasings must be text; put it in quotes"),
        ("phrasings", {"en": "x"}, ("en",), f"en {LIST}"),
        (
            "phrasings",
            {"en": [""]},
            ("en", 0),
            "entry 1 of en is empty; write something or remove it",
        ),
        ("passages", [], (), "passages needs at least 1 entries"),
        ("passages", [1, 0], (1,), "entry 2 of passages must be at least 1"),
        ("passages", [1.5], (0,), "entry 1 of passages must be a whole number"),
        ("passages", ["one"], (0,), "entry 1 of passages must be a whole number"),
        ("nature", "guess", (), f"nature is 'guess'; it must be {NATURES}"),
        ("as_of", "soon", (), "as_of: it is not a date; write it as YYYY-MM-DD"),
        ("as_of", 2024, (), "as_of: it is not a date; write it as YYYY-MM-DD"),
        ("derived", ["x"], (), f"derived {MAPPING}"),
        ("topics", ["A"], (0,), f"entry 1 of topics is 'A'; it must be {SLUG}"),
        ("reviewed", "x", (), f"reviewed {MAPPING}"),
    ],
)
def test_a_wrong_value_gets_one_sentence_at_its_place(
    field: str, value: object, path: tuple[str | int, ...], sentence: str
) -> None:
    assert explained_fact(**{field: value}) == [(("facts", 0, field, *path), sentence)]


def test_a_review_names_the_command_that_tells_its_hash() -> None:
    review = {"by": "x", "on": "2024-01-01", "covers": "all of it"}
    ((path, sentence),) = explained_fact(reviewed=review)
    assert path == ("facts", 0, "reviewed", "covers")
    assert sentence == "covers is 'all of it'; it must be the hash that `factdesk check` tells"


@pytest.mark.parametrize("field", ["id", "question", "answer"])
def test_a_missing_field_is_named(field: str) -> None:
    fact = {key: value for key, value in FACT.items() if key != field}
    ((path, sentence),) = explained(FactFile, {"facts": [fact]})
    assert path == ("facts", 0, field)
    assert sentence == f"{field!r} is missing; add it"


@pytest.mark.parametrize(
    ("field", "nearest"),
    [
        ("phrasing", "phrasings"),
        ("Answer", "answer"),
        ("questoin", "question"),
        ("see-also", "see_also"),
        ("not_", "not"),
        ("asof", "as_of"),
    ],
)
def test_an_unknown_field_is_offered_its_nearest_known_name(field: str, nearest: str) -> None:
    assert explained_fact(**{field: "x"}) == [
        (("facts", 0, field), f"unknown field {field!r}; did you mean {nearest!r}?")
    ]


def test_an_unknown_field_like_no_other_is_told_all_known_names() -> None:
    assert explained(FactFile, {"facts": [], "zzz": 1}) == [
        (("zzz",), "unknown field 'zzz'; known here: article, facts")
    ]


def test_only_fields_known_at_the_place_are_offered() -> None:
    source = {"article": "a", "passages": [1], "pasages": [2]}
    fact = {key: value for key, value in FACT.items() if key != "passages"}
    assert explained(FactFile, {"facts": [{**fact, "sources": [source]}]}) == [
        (("facts", 0, "sources", 0, "pasages"), "unknown field 'pasages'; did you mean 'passages'?")
    ]


def test_a_fact_without_passages_is_told_how_to_name_them() -> None:
    fact = {key: value for key, value in FACT.items() if key != "passages"}
    ((path, sentence),) = explained(FactFile, {"facts": [fact]})
    assert path == ("facts", 0)
    assert sentence.startswith("a fact needs the passages it rests on")


def test_passages_and_sources_together_are_one_too_many() -> None:
    ((_, sentence),) = explained_fact(sources=[{"article": "a", "passages": [1]}])
    assert sentence == "give either `passages` or `sources`, not both"


@pytest.mark.parametrize(
    ("data", "path", "sentence"),
    [
        ([], (), f"the file {MAPPING}"),
        ("text", (), f"the file {MAPPING}"),
        ({}, ("facts",), "'facts' is missing; add it"),
        ({"facts": None}, ("facts",), f"facts {LIST}"),
        ({"facts": ["x"]}, ("facts", 0), f"entry 1 of facts {MAPPING}"),
        ({"facts": [None]}, ("facts", 0), f"entry 1 of facts {MAPPING}"),
    ],
)
def test_a_file_of_another_shape_is_told_the_right_one(
    data: object, path: tuple[str | int, ...], sentence: str
) -> None:
    assert explained(FactFile, data) == [(path, sentence)]


@pytest.mark.parametrize(
    ("group", "path", "sentence"),
    [
        (["one"], (), "entry 1 of groups needs at least 2 entries"),
        ({"words": ["one"]}, ("words",), "words needs at least 2 entries"),
        ({}, ("words",), "'words' is missing; add it"),
        (
            {"words": ["a", "b"], "lang": 1},
            ("lang",),
            "unknown field 'lang'; did you mean 'language'?",
        ),
        (
            {"words": ["a", "b"], "language": "English"},
            ("language",),
            "language is 'English'; it must be a language code such as en",
        ),
        ("one", (), f"entry 1 of groups {LIST}"),
        (5, (), f"entry 1 of groups {LIST}"),
    ],
)
def test_a_value_of_two_possible_forms_gets_the_complaint_of_the_form_it_has(
    group: object, path: tuple[str | int, ...], sentence: str
) -> None:
    assert explained(SynonymFile, {"groups": [group]}) == [(("groups", 0, *path), sentence)]


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = explained_fact(id="A", question="", answer=5, zzz=1, passages=[0], topics=["A"])
    assert {path[2] for path, _ in found} == {
        "id", "question", "answer", "zzz", "passages", "topics",
    }  # fmt: skip
