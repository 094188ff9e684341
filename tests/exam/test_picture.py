from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest
from PIL import Image

from exam.examining import report, result
from factdesk.exam import picture
from factdesk.exam.curves import Point, reliability
from factdesk.exam.hindsight import PeerReport

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DESK = report(
    *(result("right", confidence=0.9 - place / 100) for place in range(5)),
    result("wrong", best="rook", confidence=0.8),
    result("misled", best="rook", confidence=0.3, objected=True),
    result("nothing", best=None, confidence=0.0, kind="off-topic", facts=()),
)
CURVE = [Point(9.0, 8, 2, 2, 2), Point(4.0, 8, 5, 2, 2)]
PEERS = [
    PeerReport(f"peer {n}", CURVE[0], reaches=True, figures={}, curve=CURVE) for n in range(4)
] + [PeerReport("mute", None, reaches=False, figures={}, curve=[])]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """Every figure that is drawn, to be looked into."""
    figures: list[Figure] = []

    class Kept(picture.Figure):  # type: ignore[misc]
        def savefig(self, *arguments: object, **options: object) -> None:
            figures.append(self)
            super().savefig(*arguments, **options)

    monkeypatch.setattr(picture, "Figure", Kept)
    return figures


def line(axes: Axes, label: str) -> list[tuple[float, float]]:
    (found,) = [line for line in axes.get_lines() if line.get_label() == label]
    return [(float(x), float(y)) for x, y in found.get_xydata()]


def dots(axes: Axes) -> list[tuple[float, float]]:
    """The points drawn singly."""
    single = [line for line in axes.get_lines() if line.get_marker() == "o"]
    return [tuple(map(float, *line.get_xydata())) for line in single if len(line.get_xydata())]


def labels(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_a_png_can_be_opened(tmp_path: Path) -> None:
    picture.draw(tmp_path / "x.PNG", [("one", DESK, PEERS)])
    with Image.open(tmp_path / "x.PNG") as image:
        assert image.format == "PNG"
        assert image.width > 2 * image.height


def test_an_svg_is_well_formed(tmp_path: Path) -> None:
    picture.draw(tmp_path / "x.svg", [("one", DESK, PEERS)])
    assert ET.parse(tmp_path / "x.svg").getroot().tag.endswith("svg")  # noqa: S314 - our own file


@pytest.mark.parametrize("ending", picture.ENDINGS)
def test_the_same_run_gives_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    for name, epoch in (("a", "1"), ("b", "1000000000")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        picture.draw(tmp_path / f"{name}{ending}", [("one", DESK, PEERS)])
    first, second = ((tmp_path / f"{name}{ending}").read_bytes() for name in "ab")
    assert first == second
    assert b"dc:date" not in first


def test_a_machines_own_settings_change_nothing_and_are_kept(tmp_path: Path) -> None:
    picture.draw(tmp_path / "a.svg", [("one", DESK, ())])
    with mpl.rc_context({"font.size": 30.0, "axes.facecolor": "red"}):
        picture.draw(tmp_path / "b.svg", [("one", DESK, ())])
        assert mpl.rcParams["font.size"] == 30.0
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_the_desks_curve_is_drawn_with_the_desk_as_it_is(
    tmp_path: Path, drawn: list[Figure]
) -> None:
    picture.draw(tmp_path / "x.svg", [("one", DESK, ())])
    axes = drawn[0].axes[0]
    assert line(axes, "the desk") == [(p.coverage, p.risk) for p in DESK.curve()]
    assert dots(axes) == [(6 / 8, pytest.approx(1 / 6))]


def test_a_desk_that_answers_nothing_has_no_dot(tmp_path: Path, drawn: list[Figure]) -> None:
    picture.draw(tmp_path / "x.svg", [("one", report(result("nothing", best=None)), ())])
    assert dots(drawn[0].axes[0]) == dots(drawn[0].axes[1]) == []


def test_peers_are_drawn_beside_the_desk(tmp_path: Path, drawn: list[Figure]) -> None:
    picture.draw(tmp_path / "x.svg", [("one", DESK, PEERS)])
    axes = drawn[0].axes[0]
    assert line(axes, "peer 0") == line(axes, "peer 3") == [(2 / 8, 0.0), (5 / 8, 0.6)]
    assert dots(axes).count((2 / 8, 0.0)) == 4
    curves = [curve for curve in axes.get_lines() if str(curve.get_label()).startswith("peer")]
    assert len({curve.get_color() for curve in curves}) == 4


def test_without_peers_none_is_told_of(tmp_path: Path, drawn: list[Figure]) -> None:
    picture.draw(tmp_path / "x.svg", [("one", DESK, ())])
    assert labels(drawn[0].axes[0]) == ["the desk", "the desk as it is"]


def test_reliability_is_drawn_for_all_replies_and_for_those_no_check_objects_to(
    tmp_path: Path, drawn: list[Figure]
) -> None:
    picture.draw(tmp_path / "x.svg", [("one", DESK, ())])
    axes = drawn[0].axes[1]
    expected = [
        (found.confidence, found.right)
        for bins in (DESK.reliability(), DESK.reliability(unobjected=True))
        for found in bins
        if found.replies
    ]
    assert sorted(dots(axes)) == sorted(expected)
    _, every, free, _ = labels(axes)
    figures = DESK.further()
    assert every == f"all replies: off by {figures['expected calibration error']:.1%} on average"
    assert f"{figures['the same where no check objects']:.1%}" in free


def test_each_set_has_a_row(tmp_path: Path, drawn: list[Figure]) -> None:
    picture.draw(tmp_path / "x.svg", [("one", DESK, ()), ("two", report(result("right")), PEERS)])
    assert [axes.get_title(loc="left") for axes in drawn[0].axes] == [
        "Risk and coverage: one, 8 questions",
        "Reliability: one, 8 questions",
        "Risk and coverage: two, 1 question",
        "Reliability: two, 1 question",
    ]


@pytest.mark.parametrize("name", ["$x^{", "a_b $", "<b>&amp;"])
def test_a_set_may_be_called_anything(tmp_path: Path, name: str) -> None:
    picture.draw(tmp_path / "x.svg", [(name, DESK, ())])
    ET.parse(tmp_path / "x.svg")  # noqa: S314 - our own file


@pytest.mark.parametrize(("right", "count"), [(0, 1), (1, 1), (5, 10), (10, 10)])
def test_an_interval_holds_the_share_and_stays_a_share(right: int, count: int) -> None:
    (found,) = [
        b for b in reliability([(0.5, place < right) for place in range(count)]) if b.replies
    ]
    low, high = picture._wilson(found)
    assert -1e-9 <= low <= right / count <= high <= 1 + 1e-9
    assert 0.2 < high - low < 0.85


def test_the_interval_of_half_of_ten_is_wilsons() -> None:
    (found,) = [b for b in reliability([(0.5, place < 5) for place in range(10)]) if b.replies]
    assert picture._wilson(found) == pytest.approx((0.2366, 0.7634), abs=1e-4)


def test_a_file_that_cannot_be_written_is_the_callers_to_tell(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        picture.draw(tmp_path / "no" / "x.png", [("one", DESK, ())])
