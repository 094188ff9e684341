from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache as once
from typing import TYPE_CHECKING, Any

import pytest

from factdesk.calibrated import (
    BESIDE,
    calibrate_now,
    calibrated,
    write_beside,
)
from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.load import load_base
from factdesk.factbase.models import Citation, Location, SynonymGroup
from factdesk.keeping import FOLDER_VARIABLE
from factdesk.matching import calibration
from factdesk.matching.index import Index
from factdesk.promise import DEFAULT_PROMISE, STEPS, unasked
from smallbases import MENAGERIE, ZOO, make_small_base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factdesk.factbase.models import FactBase
    from factdesk.matching.confidence import Confidence

PROMISE = DEFAULT_PROMISE
CALIBRATE = calibration.calibrate


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    return make_small_base(tmp_path_factory.mktemp("menagerie"), MENAGERIE)


@pytest.fixture(scope="module")
def index(base: FactBase) -> Index:
    return Index(base)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that does not exist yet."""
    folder = tmp_path / "some" / "cache"
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="module")
def truly(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """What a base of so many facts says when it is asked, which takes its time."""
    small = Index(make_small_base(tmp_path_factory.mktemp("zoo"), ZOO))
    bases = {len(each.facts): each for each in (index, small)}
    return once(lambda facts, promises: CALIBRATE(bases[facts], promises))


@pytest.fixture
def asked(truly: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, ...]]:
    """The promises that bases have been asked for; the same is truly asked but once."""
    found: list[tuple[float, ...]] = []

    def counted(index: Index, promises: tuple[float, ...]) -> object:
        found.append(promises)
        return truly(len(index.facts), promises)

    monkeypatch.setattr(calibration, "calibrate", counted)
    return found


def plain(found: dict[float, Confidence]) -> object:
    """Confidences as values that can be compared."""
    return {
        promise: (one.curve.to_json(), one.answer, one.listen, one.careful)
        for promise, one in found.items()
    }


def kept(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def test_what_was_found_is_remembered(
    base: FactBase, index: Index, cache: Path, asked: list[tuple[float, ...]]
) -> None:
    first = calibrated(base, index, PROMISE)
    again = calibrated(base, index, PROMISE)
    assert plain(again) == plain(first)
    assert len(asked) == 1
    assert set(asked[0]) == {share for each in STEPS for share in (each, unasked(each))}
    assert list(again) == list(STEPS)
    assert kept(cache).suffix == ".json"


def test_a_base_too_small_to_be_asked_is_remembered_as_such(
    tmp_path: Path, cache: Path, asked: list[tuple[float, ...]]
) -> None:
    small = make_small_base(tmp_path, ZOO)
    found = [calibrated(small, Index(small), PROMISE) for _ in range(2)]
    assert all(one.careful for each in found for one in each.values())
    assert plain(found[0]) == plain(found[1])
    assert len(asked) == 1
    assert kept(cache)


def test_another_promise_is_found_anew(
    base: FactBase, index: Index, cache: Path, asked: list[tuple[float, ...]]
) -> None:
    strict = calibrated(base, index, 0.9)
    lenient = calibrated(base, index, 0.5)
    assert strict.keys() == set(STEPS)
    assert lenient.keys() == {0.5, *STEPS}
    assert lenient[0.5].answer < strict[0.9].answer == lenient[0.9].answer
    assert len(asked) == len(list(cache.iterdir())) == 2


def changed(base: FactBase, **changes: object) -> FactBase:
    """The base with something of its first fact changed."""
    first, *others = base.facts
    return replace(base, facts=(replace(first, **changes), *others))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "another"},
        {"question": "What is the lion fed with?"},
        {"phrasings": ("lion food", "lion diet", "what is for the lion")},
        {"answer": "The lion eats what is left."},
        {"not_": ("Who feeds the lion?",)},
        {"see_also": ("lion-home",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_base_that_has_changed_is_asked_anew(
    base: FactBase,
    index: Index,
    cache: Path,
    asked: list[tuple[float, ...]],
    change: dict[str, object],
) -> None:
    calibrated(base, index, PROMISE)
    other = changed(base, **change)
    calibrated(other, Index(other), PROMISE)
    assert len(asked) == len(list(cache.iterdir())) == 2


def test_other_synonyms_are_asked_anew(
    base: FactBase, index: Index, cache: Path, asked: list[tuple[float, ...]]
) -> None:
    calibrated(base, index, PROMISE)
    group = SynonymGroup(("lion", "big cat"), None, Location("synonyms.yaml", 1))
    other = replace(base, synonyms=(group,))
    calibrated(other, Index(other), PROMISE)
    assert len(asked) == len(list(cache.iterdir())) == 2


def test_a_base_that_merely_moved_is_not_asked_anew(
    tmp_path: Path, base: FactBase, index: Index, cache: Path, asked: list[tuple[float, ...]]
) -> None:
    calibrated(base, index, PROMISE)
    moved = make_small_base(tmp_path / "moved", MENAGERIE)
    calibrated(moved, Index(moved), PROMISE)
    assert len(asked) == 1
    assert kept(cache)


def test_what_matching_does_not_read_is_not_asked_anew(
    base: FactBase, index: Index, cache: Path, asked: list[tuple[float, ...]]
) -> None:
    calibrated(base, index, PROMISE)
    (article,) = base.articles
    begun = [replace(passage, begins="One of many") for passage in article.passages]
    cited = replace(article, passages=tuple(begun))
    other = changed(
        replace(base, articles=(cited,)),
        stale_after=dt.date(2027, 12, 31),
        citations=(Citation(cited, (1,)),),
    )
    calibrated(other, Index(other), PROMISE)
    assert len(asked) == 1
    assert kept(cache)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"promises": {}}',
        b'{"curve": {}, "promises": {}}',
        b'{"curve": [1], "promises": {}}',
        b'{"curve": {"intercept": 0, "slopes": {"score": 1}, "spreads": {}}}',
    ],
)
def test_what_cannot_be_read_is_found_anew_and_mended(
    base: FactBase, index: Index, cache: Path, asked: list[tuple[float, ...]], content: bytes
) -> None:
    first = calibrated(base, index, PROMISE)
    kept(cache).write_bytes(content)
    assert plain(calibrated(base, index, PROMISE)) == plain(first)
    assert len(asked) == 2
    assert plain(calibrated(base, index, PROMISE)) == plain(first)
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("part", "value"), [("intercept", None), ("slopes", "steep"), ("spreads", None)]
)
def test_a_curve_that_is_no_curve_is_found_anew(
    base: FactBase,
    index: Index,
    cache: Path,
    asked: list[tuple[float, ...]],
    part: str,
    value: object,
) -> None:
    first = calibrated(base, index, PROMISE)
    content = json.loads(kept(cache).read_text(encoding="utf-8"))
    if part == "intercept":
        content["curve"][part] = value
    else:
        content["curve"][part]["score"] = value
    kept(cache).write_text(json.dumps(content), encoding="utf-8")
    assert plain(calibrated(base, index, PROMISE)) == plain(first)
    assert len(asked) == 2


def test_what_lacks_a_promise_is_found_anew(
    base: FactBase, index: Index, cache: Path, asked: list[tuple[float, ...]]
) -> None:
    first = calibrated(base, index, PROMISE)
    content = json.loads(kept(cache).read_text(encoding="utf-8"))
    del content["promises"]["0.9"]
    kept(cache).write_text(json.dumps(content), encoding="utf-8")
    assert plain(calibrated(base, index, PROMISE)) == plain(first)
    assert len(asked) == 2


def test_half_of_what_was_kept_is_found_anew(
    base: FactBase, index: Index, cache: Path, asked: list[tuple[float, ...]]
) -> None:
    first = calibrated(base, index, PROMISE)
    content = kept(cache).read_bytes()
    kept(cache).write_bytes(content[: len(content) // 2])
    assert plain(calibrated(base, index, PROMISE)) == plain(first)
    assert len(asked) == 2


def test_a_folder_that_cannot_be_written_is_done_without(
    base: FactBase,
    index: Index,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[tuple[float, ...]],
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file" / "cache"))
    first, again = (calibrated(base, index, PROMISE) for _ in range(2))
    assert plain(first) == plain(again)
    assert len(asked) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.usefixtures("asked")
def test_nothing_half_written_is_left_behind(base: FactBase, index: Index, cache: Path) -> None:
    with ThreadPoolExecutor(max_workers=4) as threads:
        found = list(threads.map(lambda _: calibrated(base, index, PROMISE), range(4)))
    assert len({json.dumps(one[PROMISE].curve.to_json()) for one in found}) == 1
    content = json.loads(kept(cache).read_text(encoding="utf-8"))
    assert content["promises"].keys() == set(map(str, STEPS))


@pytest.mark.usefixtures("asked")
def test_without_a_name_it_is_the_users_cache_folder(
    base: FactBase, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "user")
    calibrated(base, index, PROMISE)
    assert kept(tmp_path / "user").suffix == ".json"


def test_what_lies_beside_the_facts_counts_as_long_as_they_are_the_same(
    tmp_path: Path, cache: Path, asked: list[tuple[float, ...]]
) -> None:
    base = make_small_base(tmp_path / "mine", MENAGERIE)
    index = Index(base)
    path = write_beside(base, index, PROMISE)
    assert path == base.folder / "facts" / "calibration.json"
    beside = calibrated(base, index, PROMISE)
    assert len(asked) == 1
    assert not cache.exists()
    assert plain(beside) == plain(calibrate_now(index, PROMISE))
    calibrated(base, index, 0.9)
    assert len(asked) == 3  # another promise is another calibration


def test_the_base_that_ships_has_its_calibration_beside_it() -> None:
    """After a change of facts or of matching: `factdesk check --write-calibration`."""
    bundled = load_base(bundled_base())
    index = Index(bundled)
    content = json.loads((bundled.folder / BESIDE).read_text(encoding="utf-8"))
    now = calibrate_now(index, PROMISE)
    for promise, one in now.items():
        there = content["promises"][str(promise)]
        assert there["answer"] == pytest.approx(one.answer)
        assert there["listen"] == pytest.approx(one.listen)
    found = calibrated(bundled, index, PROMISE)
    assert found[PROMISE].answer == content["promises"][str(PROMISE)]["answer"]
