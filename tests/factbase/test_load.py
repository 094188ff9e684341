from __future__ import annotations

import datetime as dt
import shutil
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basekit import FACTS, SEED, SYNONYMS, TEMPLATE, edit, line_of, load_problems, marked_lines
from factdesk.factbase.files import MAX_ANSWER
from factdesk.factbase.load import load_base
from factdesk.factbase.problems import FactBaseError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

PLAIN = {"id": "a-fact", "question": "What?", "answer": "That.", "passages": "[1]"}
NO_SUCH_FOLDER = "there is no such folder; a fact base is a folder with facts/ and seeds/"


def write_fact(folder: Path, **fields: str) -> Path:
    """Add a file with one fact, one line a field, from line 3 on."""
    values = {**PLAIN, **fields}
    lines = [f"    {key}: {value}" for key, value in values.items() if value]
    path = folder / "facts" / "more.yaml"
    text = "\n".join(["article: library-notice", "facts:", *lines]).replace("    ", "  - ", 1)
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


def the_problem(folder: Path) -> Problem:
    """The only thing that keeps the base from loading."""
    (problem,) = load_problems(folder)
    return problem


def test_the_template_loads_whole(base_folder: Path) -> None:
    base = load_base(base_folder)
    assert [fact.id for fact in base.facts] == ["library-saturday-hours", "library-teen-room"]
    assert [article.id for article in base.articles] == ["library-notice"]
    assert [group.words[0] for group in base.synonyms] == ["teenagers", "Saturday"]


def test_a_fact_knows_where_it_stands(base_folder: Path) -> None:
    fact = load_base(base_folder).facts[1]
    assert fact.location.file == FACTS
    assert fact.location.line == line_of(base_folder / FACTS, "id: library-teen-room")


def test_what_a_fact_leaves_out_comes_from_its_article(base_folder: Path) -> None:
    fact = load_base(base_folder).facts[0]
    assert fact.voice == "the town library"
    assert fact.as_of == dt.date(2026, 3, 1)
    assert fact.nature == "fact"
    assert fact.stale_after is None


def test_what_a_fact_says_itself_counts_before_its_article(base_folder: Path) -> None:
    write_fact(base_folder, voice="Somebody", as_of="2026-03-02", nature="claim")
    fact = load_base(base_folder).fact("a-fact")
    assert fact is not None
    assert (fact.voice, fact.as_of, fact.nature) == ("Somebody", dt.date(2026, 3, 2), "claim")


def test_a_fact_may_tell_until_when_it_holds(base_folder: Path) -> None:
    assert load_base(base_folder).facts[1].stale_after == dt.date(2027, 12, 31)


def test_phrasings_may_be_given_by_language(base_folder: Path) -> None:
    write_fact(base_folder, phrasings="{en: [one, two], de: [drei]}")
    fact = load_base(base_folder).fact("a-fact")
    assert fact is not None
    assert fact.questions == ("What?", "one", "two", "drei")


def test_a_passage_cited_twice_counts_once(base_folder: Path) -> None:
    write_fact(base_folder, passages="[3, 1, 3]")
    fact = load_base(base_folder).fact("a-fact")
    assert fact is not None
    assert fact.citations[0].passages == (3, 1)


def test_sources_name_articles_without_a_default(base_folder: Path) -> None:
    path = write_fact(
        base_folder, passages="", sources="[{article: library-notice, passages: [2]}]"
    )
    edit(path, "article: library-notice\nfacts:", "facts:")
    fact = load_base(base_folder).fact("a-fact")
    assert fact is not None
    assert fact.citations[0].passages == (2,)


def test_synonyms_are_not_needed(base_folder: Path) -> None:
    (base_folder / SYNONYMS).unlink()
    assert load_base(base_folder).synonyms == ()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("answer", '""', "answer is empty; write something or remove it"),
        ("answer", "x" * (MAX_ANSWER + 1), "answer is longer than 600 characters; shorten it"),
        ("answer", "10:30", "answer must be text; put it in quotes"),
        ("as_of", "soon", "as_of: it is not a date; write it as YYYY-MM-DD"),
        ("stale_after", "2027", "stale_after: it is not a date; write it as YYYY-MM-DD"),
        ("as_of", "2024", "as_of: it is not a date; write it as YYYY-MM-DD"),
        ("as_of", "2024-02-30", "'2024-02-30' is no valid value: day is out of range for month"),
        ("phrasing", "[x]", "unknown field 'phrasing'; did you mean 'phrasings'?"),
        ("passages", "[9]", "article 'library-notice' has no passage 9; its passages are 1 to 3"),
        ("passages", "[0]", "entry 1 of passages must be at least 1"),
        ("id", "1", "id must be text; put it in quotes"),
        ("topics", "&x [*x]", "aliases (*x) are not supported; write the value out"),
        ("voice", "!!str x", "tags (tag:yaml.org,2002:str) are not supported; write a plain value"),
    ],
)
def test_a_problem_of_a_field_is_reported_in_its_line(
    base_folder: Path, field: str, value: str, message: str
) -> None:
    path = write_fact(base_folder, **{field: value})
    line = line_of(path, f"{field}: ")
    assert str(the_problem(base_folder)) == f"facts/more.yaml:{line}: {message}"


def test_an_answer_of_the_greatest_length_is_no_problem(base_folder: Path) -> None:
    write_fact(base_folder, answer="x" * MAX_ANSWER)
    assert load_problems(base_folder) == ()


def test_a_missing_field_is_reported_where_its_fact_starts(base_folder: Path) -> None:
    write_fact(base_folder, answer="")
    assert str(the_problem(base_folder)) == "facts/more.yaml:3: 'answer' is missing; add it"


def test_a_key_given_twice_is_reported_with_both_lines(base_folder: Path) -> None:
    edit(write_fact(base_folder), "    answer: That.", "    answer: That.\n    answer: This.")
    assert str(the_problem(base_folder)) == (
        "facts/more.yaml:6: 'answer' is given twice (first in line 5); keep one of them"
    )


def test_an_unknown_article_is_reported_with_the_known_ones(base_folder: Path) -> None:
    edit(write_fact(base_folder), "article: library-notice", "article: library-note")
    problem = the_problem(base_folder)
    assert (problem.file, problem.line) == ("facts/more.yaml", 6)
    assert problem.message.startswith(
        "there is no article 'library-note' in seeds/ (known: library-notice)"
    )


def test_an_unknown_article_of_a_source_is_reported_in_its_line(base_folder: Path) -> None:
    sources = (
        "\n      - {article: library-notice, passages: [1]}\n      - {article: x, passages: [1]}"
    )
    path = write_fact(base_folder, passages="", sources=sources)
    problem = the_problem(base_folder)
    assert problem.line == line_of(path, "{article: x")
    assert problem.message.startswith("there is no article 'x'")


def test_each_passage_that_does_not_exist_is_reported(base_folder: Path) -> None:
    write_fact(base_folder, passages="[1, 4, 5]")
    assert [problem.message[:40] for problem in load_problems(base_folder)] == [
        "article 'library-notice' has no passage " for _ in (4, 5)
    ]


def test_passages_of_no_article_are_reported(base_folder: Path) -> None:
    edit(write_fact(base_folder), "article: library-notice\nfacts:", "facts:")
    problem = the_problem(base_folder)
    assert problem.line == 5
    assert problem.message.startswith("which article are these passages of?")


def test_an_id_used_twice_is_reported_with_both_places(base_folder: Path) -> None:
    write_fact(base_folder, id="library-teen-room")
    first = line_of(base_folder / FACTS, "id: library-teen-room")
    assert str(the_problem(base_folder)) == (
        f"facts/more.yaml:3: the id 'library-teen-room' is used already in {FACTS}:{first}; "
        "give this fact another"
    )


def test_see_also_to_no_fact_is_reported_at_its_fact(base_folder: Path) -> None:
    write_fact(base_folder, see_also="[library-teen-room, nothing]")
    assert str(the_problem(base_folder)) == (
        "facts/more.yaml:3: a-fact: see_also names 'nothing', which is no fact of this base; "
        "correct or remove it"
    )


@pytest.mark.parametrize("name", ["facts", "seeds"])
def test_a_missing_folder_is_reported_with_the_command_that_makes_one(
    base_folder: Path, name: str
) -> None:
    shutil.rmtree(base_folder / name)
    problem = next(p for p in load_problems(base_folder) if p.file == name)
    assert problem.message.startswith(NO_SUCH_FOLDER)
    assert "factdesk init" in problem.message


def test_a_base_without_facts_is_reported(base_folder: Path) -> None:
    (base_folder / FACTS).unlink()
    assert str(the_problem(base_folder)).startswith("facts: there is no fact in it")


@pytest.mark.parametrize("name", ["facts/more.yml", "seeds/more.yml"])
def test_a_file_ending_in_yml_is_reported_instead_of_ignored(base_folder: Path, name: str) -> None:
    (base_folder / name).write_text("facts: []\n", encoding="utf-8")
    assert (
        str(the_problem(base_folder)) == f"{name}: only files ending in .yaml are read; rename it"
    )


@pytest.mark.parametrize("name", ["facts/more.yaml", "seeds/more.yaml", SYNONYMS])
@pytest.mark.parametrize("content", ["", "# soon\n"])
def test_an_empty_file_is_reported(base_folder: Path, name: str, content: str) -> None:
    (base_folder / name).write_text(content, encoding="utf-8")
    assert the_problem(base_folder).file == name
    assert the_problem(base_folder).message.startswith("the file is empty")


def test_a_file_that_is_not_utf_8_is_reported_without_a_line(base_folder: Path) -> None:
    (base_folder / "facts/more.yaml").write_bytes(b"facts: [\xe9]")
    assert str(the_problem(base_folder)).startswith("facts/more.yaml: the file is not UTF-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("published: 2026-03-01", "published: 2026-02-30", "'2026-02-30' is no valid value"),
        ("published: 2026-03-01", "published: 2026", "published: it is not a date"),
        ("language: en", "language: English", "language is 'English'; it must be a language code"),
        ("normaliser: 1", "normaliser: 2", "normaliser is 2; it must be 1"),
        ("kind: notice", "knd: notice", "unknown field 'knd'; did you mean 'kind'?"),
        ("language: en", "url: example.org", "url is 'example.org'; it must be an address"),
        ("sha256: 79", "sha256: 7", "sha256 is '732b"),
        ("words: 11", "words: 0", "words must be at least 1"),
        ("id: library-notice", "id: other", "the id 'other' and the file's name differ"),
    ],
)
def test_a_problem_of_an_article_is_reported_in_its_line(
    base_folder: Path, old: str, new: str, message: str
) -> None:
    line = edit(base_folder / SEED, old, new)
    assert str(the_problem(base_folder)).startswith(f"{SEED}:{line}: {message}")


@pytest.mark.parametrize(
    ("begins", "message"),
    [
        ("We would", "begins: it has fewer than 3 words; write 3 or remove it"),
        ("We would so like to add rooms", "begins: it has 7 words (the parts of hyphenated ones"),
        ("We would " + "long" * 30, "begins is longer than 100 characters; shorten it"),
        ("", "begins is empty; write something or remove it"),
    ],
)
def test_a_beginning_of_too_few_or_many_words_is_reported_in_its_line(
    base_folder: Path, begins: str, message: str
) -> None:
    line = edit(base_folder / SEED, "We would like", begins)
    assert str(the_problem(base_folder)).startswith(f"{SEED}:{line}: {message}")


def test_passages_out_of_number_are_reported(base_folder: Path) -> None:
    edit(base_folder / SEED, "n: 2", "n: 5")
    assert the_problem(base_folder).message.startswith(
        "passages: the passages must be numbered 1, 2, 3"
    )


def test_facts_are_not_blamed_for_an_article_that_does_not_load(base_folder: Path) -> None:
    (base_folder / SEED).write_text("id: [", encoding="utf-8")
    assert [problem.file for problem in load_problems(base_folder)] == [SEED]


def test_a_synonym_alone_in_its_group_is_reported_in_its_line(base_folder: Path) -> None:
    line = edit(base_folder / SYNONYMS, "[Saturday, Saturdays, weekend]", "[Saturday]")
    assert str(the_problem(base_folder)) == (
        f"{SYNONYMS}:{line}: entry 2 of groups needs at least 2 entries"
    )


def test_all_problems_of_all_files_are_reported_at_once(base_folder: Path) -> None:
    shape = """\
        article: library-notice
        facts:
          - id: Not A Slug # <-
            question: What?
            answer: "" # <-
            phrasing: [a] # <-
            as_of: soon # <-
            passages: [0] # <-
        """
    references = """\
        article: library-notice
        facts:
          - {id: one, question: What?, answer: That., passages: [7]} # <-
          - {id: library-teen-room, question: What?, answer: That., passages: [1]} # <-
          - {id: three, question: What?, answer: That., sources: [{article: x, passages: [1]}]} # <-
        """
    broken = "facts: []\nfacts: [] # <-\n"
    files = {"shape": shape, "references": references, "broken": broken}
    for name, content in files.items():
        (base_folder / f"facts/{name}.yaml").write_text(dedent(content), encoding="utf-8")
    (base_folder / "seeds/other.yaml").write_text("id: [] # <-\nx: 1 # <-\n", encoding="utf-8")
    (base_folder / SYNONYMS).write_text("groups:\n  - [alone] # <-\n", encoding="utf-8")
    (base_folder / "facts/stray.yml").touch()

    reported = {(problem.file, problem.line) for problem in load_problems(base_folder)}
    expected = {*marked_lines(base_folder), ("facts/stray.yml", 0)}
    assert len(expected) == 13
    assert reported == expected


def test_the_error_lists_one_problem_a_line_in_the_order_of_files(base_folder: Path) -> None:
    (base_folder / SEED).write_text("x: 1\n", encoding="utf-8")
    write_fact(base_folder, answer="5", id="B")
    with pytest.raises(FactBaseError) as caught:
        load_base(base_folder)
    lines = str(caught.value).splitlines()
    assert lines == [str(problem) for problem in caught.value.problems]
    assert lines == sorted(lines, key=lambda line: line.split(":")[0])
    assert lines[:2] == [
        "facts/more.yaml:3: id is 'B'; it must be lower-case letters and digits joined by hyphens",
        "facts/more.yaml:5: answer must be text; put it in quotes",
    ]


def test_a_base_elsewhere_is_named_by_its_whole_path(
    base_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_fact(base_folder, answer="5")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert the_problem(base_folder).file == str(path)


def test_the_bundled_base_loads_whole(bundled: FactBase) -> None:
    assert len(bundled.facts) >= 100
    assert len(bundled.articles) == 2
    assert bundled.synonyms


def test_every_bundled_fact_has_at_least_eight_other_phrasings(bundled: FactBase) -> None:
    assert [fact.id for fact in bundled.facts if len(fact.phrasings) < 8] == []


def test_every_bundled_answer_is_short(bundled: FactBase) -> None:
    assert [fact.id for fact in bundled.facts if not 0 < len(fact.answer) <= MAX_ANSWER] == []


def test_every_bundled_fact_has_a_review_of_what_it_says_now(bundled: FactBase) -> None:
    unreviewed = [
        fact.id
        for fact in bundled.facts
        if fact.reviewed is None or fact.reviewed.covers != fact.covers
    ]
    assert unreviewed == []


@pytest.fixture(scope="module")
def mutable_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with a sound fact file beside the one that is to be mutated."""
    folder = shutil.copytree(TEMPLATE, tmp_path_factory.mktemp("mutable") / "base")
    write_fact(folder)
    return folder


ORIGINAL = (TEMPLATE / FACTS).read_text(encoding="utf-8")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The template's fact file with a random slice deleted, duplicated or replaced."""
    start = draw(st.integers(0, len(ORIGINAL)))
    end = draw(st.integers(start, min(len(ORIGINAL), start + 200)))
    piece = ORIGINAL[start:end]
    replacement = draw(st.one_of(st.just(""), st.just(piece * 2), st.text(max_size=20)))
    return ORIGINAL[:start] + replacement + ORIGINAL[end:]


@given(text=mutated())
def test_a_mutated_fact_file_loads_or_is_named_by_every_problem(
    mutable_base: Path, text: str
) -> None:
    path = mutable_base / FACTS
    path.write_bytes(text.encode())
    for problem in load_problems(mutable_base):
        assert problem.file.endswith(FACTS)


def test_references_of_a_faulty_fact_are_checked_all_the_same(base_folder: Path) -> None:
    facts = base_folder / "facts" / "example.yaml"
    text = facts.read_text("utf-8")
    facts.write_text(
        text.replace("phrasings:", "phrasing:", 1).replace("passages: [1, 2]", "passages: [1, 22]"),
        "utf-8",
    )
    messages = [problem.message for problem in load_problems(base_folder)]
    assert any("did you mean 'phrasings'" in message for message in messages)
    assert any("has no passage 22" in message for message in messages)
