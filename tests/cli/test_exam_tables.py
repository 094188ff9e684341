from __future__ import annotations

import io

import pytest
from rich.console import Console

from exam.examining import report, result
from factdesk.cli.exam_tables import show_changes, show_mistakes, show_peers, show_report
from factdesk.exam.compare import changes
from factdesk.exam.curves import Point
from factdesk.exam.hindsight import PeerReport
from factdesk.exam.record import RunRecord, run_record

ODD = "[red]What?[/] :lion:"


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=80, highlight=False)


def lines(console: Console) -> list[str]:
    """What was printed, spaces and the lines of tables made one."""
    assert isinstance(console.file, io.StringIO)
    printed = console.file.getvalue().translate(dict.fromkeys(map(ord, "│┃"), " "))
    return [" ".join(line.split()) for line in printed.splitlines()]


def test_topics_are_told_as_kinds_are(console: Console) -> None:
    found = report(result("right", topic="cats"), result("wrong", topic="[b]"), result("nothing"))
    show_report(console, "monday", found, None)
    assert {"direct 3 1 1 0 0 1", "[b] 1 0 1 0 0 0", "cats 1 1 0 0 0 0"} <= set(lines(console))


def test_without_topics_there_is_no_table_of_them(console: Console) -> None:
    show_report(console, "monday", report(result("right")), None)
    assert not any(line.startswith("Topic") for line in lines(console))


def test_reliability_is_told_where_there_were_replies(console: Console) -> None:
    found = report(
        result("right", confidence=0.96),
        result("misled", best="rook", confidence=0.97, objected=True),
    )
    show_report(console, "monday", found, None)
    rows = [line for line in lines(console) if " to " in line]
    assert rows == ["0.95 to 0.98 2 96.5% 50.0% 1 96.0% 100.0%"]


def test_further_figures_and_the_slowest_reply_are_told(console: Console) -> None:
    slow = result("wrong", text=ODD, milliseconds=9.0, kind="false-premise", publication=False)
    show_report(console, "monday", report(slow, result("right", milliseconds=1.0)), None)
    assert {
        "false premises wrongly answered 100.0%",
        "answers naming the right publication 0.0%",
        "expected calibration error 50.0%",
        "median reply 5.0 ms",
        f"slowest reply 9.0 ms {ODD!r}",
    } <= set(lines(console))


def test_a_set_may_be_called_anything(console: Console) -> None:
    show_report(console, ODD, report(result("right")), None)
    assert lines(console)[0] == ODD


def test_a_figure_that_an_earlier_run_lacks_is_told_as_such(console: Console) -> None:
    before = RunRecord(figures={"answerable answered right": 0.5}, questions=())
    show_report(console, "monday", report(result("right")), before)
    told = lines(console)
    assert "answerable answered right 100.0% before 50.0%" in told
    assert "answerable right or offered 100.0% before n/a" in told


def test_wrong_answers_are_told_as_they_stand(console: Console) -> None:
    show_mistakes(console, report(result("right"), result("wrong", text=ODD, confidence=0.875)))
    assert lines(console) == [f"q [direct] {ODD!r}", "was answered with rook (0.88)"]


def test_peers_fit_into_80_columns(console: Console) -> None:
    near_miss = result("wrong", kind="near-miss", facts=())
    found = report(result("right"), result("offered"), near_miss)
    point = Point(100.0, 3, 2, 2, 2)
    figures = dict.fromkeys(found.figures(), 1.0)
    names = ("token_set_ratio", "bm25s on facts")
    show_peers(console, found, [PeerReport(n, point, True, figures, [point]) for n in names])  # noqa: FBT003
    told = lines(console)
    assert told[-4:-1] == [
        "the desk 50.0% 50.0% 100.0% 100.0% n/a",
        "token_set_ratio 100.00 100.0% 100.0% 100.0% 100.0% 100.0%",
        "bm25s on facts 100.00 100.0% 100.0% 100.0% 100.0% 100.0%",
    ]


def test_a_peer_that_fell_short_is_told_so(console: Console) -> None:
    found, point = report(result("right")), Point(7.5, 1, 1, 0, 0)
    short = PeerReport("short", point, reaches=False, figures=found.figures(), curve=[point])
    mute = PeerReport("mute", None, reaches=False, figures=found.figures(), curve=[])
    show_peers(console, found, [short, mute])
    first, second = lines(console)[-2:]
    assert first.startswith("short: At no threshold is it right as often as the desk")
    assert second == "mute: It found nothing."


def test_the_worst_news_comes_first(console: Console) -> None:
    before = report(result("wrong", text="a"), result("right", text=ODD))
    after = report(result("right", text="a"), result("misled", text=ODD), result("nothing"))
    show_changes(console, "[b].json", changes(run_record(before), run_record(after)))
    assert lines(console) == [
        "Compared with [b].json: 1 worse, 1 better, 1 new.",
        f"worse: q [direct] {ODD!r}",
        "right (lion) -> misled (rook)",
        "better: q [direct] 'a'",
        "wrong (rook) -> right (lion)",
        "new: q [direct] 'x'",
        "nothing",
    ]


def test_a_change_of_the_set_itself_is_told(console: Console) -> None:
    before, after = report(result("wrong")), report(result("offered", facts=("lion", "bear")))
    show_changes(console, "x", changes(run_record(before), run_record(after)))
    assert lines(console)[1:] == [
        "other: q [direct] 'x'",
        "wrong (rook) -> offered (rook, lion)",
        "the set names other facts as right than before",
    ]
