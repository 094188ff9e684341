from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.plugin.custom_ids import ANYBODY, CURATING, MANAGING, Action, CustomId
from factdesk.plugin.limits import CUSTOM_ID
from legalbases import slugs

ACTIONS: tuple[Action, ...] = get_args(Action)
PAGES = {"topics", "articles"}  # whose subject is a page, for everybody
LARGEST = 2**64 - 1  # of Discord's ids


@given(st.sampled_from(ACTIONS), slugs() | st.just(""), st.integers(0, LARGEST))
def test_one_of_a_fact_is_read_as_it_was_written(action: Action, subject: str, asker: int) -> None:
    written = CustomId(action, subject, asker)
    assert CustomId.read(str(written)) == written
    assert len(str(written)) <= CUSTOM_ID


@given(st.sampled_from(["topic", "article"]), slugs(), st.integers(0, 999))
def test_one_of_a_page_is_read_as_it_was_written(action: Action, key: str, page: int) -> None:
    written = CustomId(action, f"{key}.{page}")
    assert CustomId.read(str(written)) == written
    assert len(str(written)) <= CUSTOM_ID


@pytest.mark.parametrize("action", sorted({*ACTIONS} - PAGES - CURATING - MANAGING))
def test_the_longest_ones_have_at_most_what_discord_takes(action: Action) -> None:
    longest = CustomId(action, "x" * 68, LARGEST)
    assert CustomId.read(str(longest)) == longest
    assert len(str(longest)) <= CUSTOM_ID


@pytest.mark.parametrize("action", sorted(CURATING | MANAGING))
def test_those_of_curators_and_managers_name_nobody_and_have_room_for_a_fact_and_a_question(
    action: Action,
) -> None:
    longest = CustomId(action, f"{'x' * 64}.{10**10}")
    assert CustomId.read(str(longest)) == longest
    assert len(str(longest)) <= CUSTOM_ID


def test_everybody_may_press_what_names_nobody() -> None:
    meaning = CustomId.read("fd:good:hours:0")
    assert meaning == CustomId("good", "hours")
    assert meaning.asker == ANYBODY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fd",
        "fd:good",
        "fd:good:hours",
        "fd:good:hours:",
        "fd:good:hours:x",
        "fd:good:hours:-1",
        "fd:good:hours:0:0",
        "fd:good:Hours:0",
        "fd:good:ho urs:0",
        "fd:good:hours:0\n",
        "fd:unknown:hours:0",
        "xfd:good:hours:0",
        "fd:not-right:hours",
        f"fd:good:{'x' * 81}:0",
        f"fd:good:hours:{'1' * 21}",
    ],
)
def test_what_is_not_ours_is_not_read(text: str) -> None:
    assert CustomId.read(text) is None


@given(st.text(max_size=120))
def test_whatever_is_read_is_written_alike(text: str) -> None:
    meaning = CustomId.read(text)
    assert meaning is None or str(meaning) == text
