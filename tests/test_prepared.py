from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from basekit import FACTS, edit, make_base
from factdesk import keeping, prepared
from factdesk.desk import Desk
from factdesk.factbase.load import load_base
from factdesk.factbase.problems import FactBaseError
from factdesk.keeping import FOLDER_VARIABLE, keep
from factdesk.matching.building import Built, build
from factdesk.matching.matcher import Matcher
from factdesk.matching.packing import pack
from factdesk.prepared import MOST_KEPT, read_folder

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

QUESTIONS = [
    "When does the library open?",
    "how much is a lost card",
    "Wher can I park my bycicle",
    "who was the first king of France",
    "",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_base(tmp_path)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that does not exist yet."""
    path = tmp_path / "some" / "cache"
    monkeypatch.setenv(FOLDER_VARIABLE, str(path))
    return path


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were really loaded."""
    found: list[Path] = []

    def load(folder: Path) -> FactBase:
        found.append(folder)
        return load_base(folder)

    monkeypatch.setattr(prepared, "_load", load)
    return found


def kept(cache: Path) -> Path:
    (path,) = cache.glob("base-*.bin")
    return path


def test_a_base_is_loaded_once_and_then_remembered(
    folder: Path, cache: Path, loads: list[Path]
) -> None:
    bases = [read_folder(folder)[0] for _ in range(3)]
    assert loads == [folder]
    assert bases == [load_base(folder)] * 3
    assert kept(cache).stat().st_size > 0


def test_what_is_remembered_answers_alike(folder: Path, cache: Path, loads: list[Path]) -> None:
    first = Desk.open(folder)
    again = Desk.open(folder)
    questions = [*QUESTIONS, *(text for fact in first.base.facts for text in fact.questions)]
    assert [again.ask(text) for text in questions] == [first.ask(text) for text in questions]
    assert len(loads) == 1
    assert kept(cache).exists()


def test_the_base_that_ships_is_remembered_whole(
    bundled: FactBase, bundled_desk: Desk, tmp_path: Path, cache: Path, loads: list[Path]
) -> None:
    copy = tmp_path / "copy"
    for name in ("facts", "seeds"):
        shutil.copytree(bundled.folder / name, copy / name)
    read_folder(copy)
    base, index = read_folder(copy)
    assert len(loads) == 1
    for one, other in zip(base.facts, bundled.facts, strict=True):
        assert replace(one, location=other.location) == other
        assert one.location.line == other.location.line
    assert base.articles == bundled.articles
    matcher = Matcher(index, bundled_desk.matcher.confidence)
    for fact in bundled.facts[::10]:
        for text in (fact.question, *fact.not_[:1]):
            found, expected = matcher.match(text), bundled_desk.matcher.match(text)
            assert (found.confidence, found.sure) == (expected.confidence, expected.sure)
            assert [each.evidence for each in found.candidates] == [
                each.evidence for each in expected.candidates
            ]
    assert kept(cache).stat().st_size < 10_000_000


def test_a_file_that_has_changed_is_loaded_anew(
    folder: Path, cache: Path, loads: list[Path]
) -> None:
    before, _ = read_folder(folder)
    edit(folder / FACTS, before.facts[0].question, "What is quite another question?")
    after, index = read_folder(folder)
    assert len(loads) == 2
    assert after.facts[0].question == index.text(0) == "What is quite another question?"
    assert len(list(cache.iterdir())) == 2


@pytest.mark.usefixtures("cache")
def test_a_file_more_or_less_is_loaded_anew(folder: Path, loads: list[Path]) -> None:
    read_folder(folder)
    (folder / "facts" / "synonyms.yaml").rename(folder / "kept")
    assert read_folder(folder)[0].synonyms == ()
    assert len(loads) == 2


@pytest.mark.usefixtures("cache")
def test_problems_are_told_each_time(folder: Path) -> None:
    read_folder(folder)
    edit(folder / FACTS, "article: library-notice", "artikel: library-notice")
    told = []
    for _ in range(2):
        with pytest.raises(FactBaseError) as error:
            read_folder(folder)
        told.append(error.value.problems)
    assert told[0] == told[1]
    assert all(problem.line for problem in told[0])


@pytest.mark.usefixtures("cache")
def test_a_file_that_is_not_read_is_a_problem_all_the_same(folder: Path) -> None:
    read_folder(folder)
    (folder / "facts" / "more.yml").write_text("facts: []\n", encoding="utf-8")
    with pytest.raises(FactBaseError, match="rename it"):
        read_folder(folder)


@pytest.mark.usefixtures("cache")
def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(FactBaseError, match="there is no such folder"):
        read_folder(tmp_path / "nowhere")


def test_a_moved_folder_names_its_own_files(
    tmp_path: Path, folder: Path, cache: Path, loads: list[Path]
) -> None:
    read_folder(folder)
    moved = folder.rename(tmp_path / "moved")
    base, _ = read_folder(moved)
    assert len(loads) == 1
    assert base == load_base(moved)
    assert base.folder == moved
    assert kept(cache).exists()


def test_another_program_does_not_trust_it(
    folder: Path, cache: Path, loads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_folder(folder)
    monkeypatch.setattr(prepared, "fingerprint_of_program", lambda: "another")
    read_folder(folder)
    assert len(loads) == len(list(cache.iterdir())) == 2


def test_a_base_that_changes_while_it_is_read_is_not_kept(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(folder: Path) -> FactBase:
        base = load_base(folder)
        edit(folder / FACTS, base.facts[0].question, "What is quite another question?")
        return base

    monkeypatch.setattr(prepared, "_load", load)
    read_folder(folder)
    assert not cache.exists()


def read_again_mends(folder: Path, cache: Path, loads: list[Path], content: bytes) -> bool:
    """Whether a file with this content is not trusted, and is written anew."""
    base = load_base(folder)
    kept(cache).write_bytes(content)
    before = len(loads)
    return [read_folder(folder)[0] for _ in range(2)] == [base] * 2 and len(loads) == before + 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"another program's",
        pack({}),
        pack({"base": None}),
        pack({"base": {"articles": [], "facts": [], "synonyms": []}}),
        pack({"base": {"articles": [[1]], "facts": [], "synonyms": []}}),
    ],
)
def test_what_cannot_be_used_is_read_anew_and_mended(
    folder: Path, cache: Path, loads: list[Path], content: bytes
) -> None:
    read_folder(folder)
    whole = kept(cache).read_bytes()
    assert read_again_mends(folder, cache, loads, content)
    assert kept(cache).read_bytes() == whole


def test_what_is_not_whole_is_read_anew_and_mended(
    folder: Path, cache: Path, loads: list[Path]
) -> None:
    read_folder(folder)
    whole = kept(cache).read_bytes()
    broken = [whole[: len(whole) // 2], whole[:-1], whole + b"x", whole[:5000] + whole[5001:]]
    assert all(read_again_mends(folder, cache, loads, content) for content in broken)


def test_a_folder_that_cannot_be_written_is_done_without(
    folder: Path, tmp_path: Path, loads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file" / "cache"))
    assert read_folder(folder)[0] == read_folder(folder)[0]
    assert len(loads) == 2


def test_a_base_too_large_is_not_kept(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "LARGEST", 1000)
    read_folder(folder)
    assert not cache.exists()


def test_only_so_many_bases_are_kept(folder: Path, cache: Path) -> None:
    for number in range(MOST_KEPT + 2):
        base, _ = read_folder(folder)
        edit(folder / FACTS, base.facts[0].question, f"What is question number {number}?")
    assert len(list(cache.iterdir())) == MOST_KEPT


def test_several_at_once_leave_one_whole_file(folder: Path, cache: Path) -> None:
    with ThreadPoolExecutor(max_workers=4) as threads:
        bases = list(threads.map(lambda _: read_folder(folder)[0], range(4)))
    assert bases == [load_base(folder)] * 4
    assert [path.suffix for path in cache.iterdir()] == [".bin"]


def test_the_oldest_of_a_kind_go_and_others_stay(tmp_path: Path) -> None:
    for number in range(4):
        path = tmp_path / f"base-{number}.bin"
        keep(path, b"x", 10)
        os.utime(path, ns=(number, number))
    (tmp_path / "calibration-1.json").touch()
    keep(tmp_path / "base-new.bin", b"x", 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "base-3.bin",
        "base-new.bin",
        "calibration-1.json",
    ]


def test_what_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "base-1.bin").mkdir()
    keep(tmp_path / "base-1.bin", b"x", 2)
    assert [path.name for path in tmp_path.iterdir()] == ["base-1.bin"]


def test_without_a_name_it_is_the_users_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "user")
    assert keeping.cache_folder() == tmp_path / "user"


def test_an_index_is_made_of_arrays_and_texts_alone(bundled: FactBase) -> None:
    """Nothing in it is an object of ours, which would have to be made safe to read."""
    built = build(replace(bundled, facts=bundled.facts[:3]))
    for field in fields(Built):
        value = getattr(built, field.name)
        for part in value if isinstance(value, (tuple, list)) else (value,):
            assert isinstance(part, (np.ndarray, str, list, tuple, dict)), field.name
