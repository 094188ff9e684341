from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import SATURDAY, factdesk, is_one_sentence
from factdesk.factbase.load import load_base


@pytest.fixture
def fresh() -> Path:
    """A base that `factdesk init` has just made."""
    run = factdesk("init", "fresh")
    assert (run.code, run.err) == (0, "")
    return Path("fresh")


def test_the_new_base_loads(fresh: Path) -> None:
    assert load_base(fresh).facts


def test_the_new_base_answers_the_example(fresh: Path) -> None:
    run = factdesk("ask", "--base", fresh, "--json", SATURDAY)
    assert run.json["outcome"] == "answer"


def test_the_new_base_is_clean_down_to_its_texts(fresh: Path) -> None:
    assert factdesk("check", "--base", fresh, "--texts", fresh / "articles").code == 0


@pytest.mark.parametrize("name", ["article", "facts", "synonyms"])
def test_the_schemas_for_the_editor_are_written(fresh: Path, name: str) -> None:
    schema = json.loads((fresh / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert "properties" in schema


def test_every_yaml_file_names_a_schema_that_is_there(fresh: Path) -> None:
    files = [*fresh.glob("facts/*.yaml"), *fresh.glob("seeds/*.yaml")]
    assert len(files) == 3
    for file in files:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert (file.parent / first.partition("$schema=")[2]).is_file()


def test_the_texts_are_kept_out_of_version_control(fresh: Path) -> None:
    assert "articles/*" in (fresh / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert not (fresh / "gitignore").exists()


def test_what_it_says_to_try_works() -> None:
    said = factdesk("init", "fresh").out
    tried = [line.split()[1:] for line in said.splitlines() if line.startswith("  factdesk")]
    assert [command[0] for command in tried] == ["ask", "check"]
    assert [factdesk(*command).code for command in tried] == [0, 0]


def test_an_empty_folder_is_taken() -> None:
    Path("empty").mkdir()
    assert factdesk("init", "empty").code == 0


def test_folders_on_the_way_are_made() -> None:
    assert factdesk("init", "one/two/three").code == 0


@pytest.mark.parametrize("name", ["full", "full/file", "full/file/below"])
def test_a_place_that_is_taken_is_refused_and_left_alone(name: str) -> None:
    Path("full").mkdir()
    Path("full/file").write_text("mine", encoding="utf-8")
    run = factdesk("init", name)
    assert (run.code, run.out) == (2, "")
    assert is_one_sentence(run.err)
    assert [path.name for path in Path("full").iterdir()] == ["file"]
    assert Path("full/file").read_text(encoding="utf-8") == "mine"
