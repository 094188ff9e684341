from __future__ import annotations

from benchkit.table import percent, table


def test_a_table_is_aligned_markdown() -> None:
    assert table(["peer", "p50 ms"], [["desk", "1.5"], ["full text", "10.25"]]).split("\n") == [
        "| peer      | p50 ms |",
        "|-----------|-------:|",
        "| desk      |    1.5 |",
        "| full text |  10.25 |",
    ]


def test_a_table_may_have_no_rows() -> None:
    assert table(["a"], []) == "| a   |\n|-----|"


def test_a_share_of_nothing_is_a_dash() -> None:
    assert percent(1, 8) == "12.5%"
    assert percent(0, 0) == "-"
