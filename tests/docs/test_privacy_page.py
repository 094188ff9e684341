"""The privacy page says what the program does: its figures are those of the code."""

from __future__ import annotations

import pytest

from basekit import REPOSITORY
from factdesk.plugin.curation.remembering import LONGEST, key_of
from factdesk.settings import Settings

PAGE = " ".join((REPOSITORY / "docs/privacy.md").read_text(encoding="utf-8").split())


def test_its_periods_are_those_that_hold_where_nothing_is_set() -> None:
    assert f"| {Settings().keep_replies_days} days, or until the question is deleted" in PAGE
    assert f"nobody has asked them for {Settings().keep_questions_days} days" in PAGE


def test_what_it_says_is_taken_out_of_questions_is_taken_out() -> None:
    assert "numbers of seven digits or more are taken out" in PAGE
    assert f"more than {LONGEST} characters is not kept" in PAGE
    assert key_of("call 1234567 or 123456") == "call or 123456"
    assert key_of("<@123> @leo leo@zoo.example https://zoo.example/x asks") == "asks"
    assert key_of("x" * LONGEST)
    assert not key_of("x" * (LONGEST + 1))


@pytest.mark.parametrize("page", ["README.md", "docs/for-operators.md"])
def test_it_is_linked(page: str) -> None:
    assert "privacy.md)" in (REPOSITORY / page).read_text(encoding="utf-8")
