"""What a server has set, read from whatever stands in the store."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit import beyond_limits, custom_ids, marks_of, payload_of
from factdesk.plugin.server.panels import channels_card, setting_card, settings_card
from factdesk.plugin.server.settings import SETTINGS, read_settings
from factdesk.settings import Settings

OPERATOR = Settings(promise=0.97, keep_questions_days=45)
LARGEST = 2**63 - 1
FULL: dict[str, Any] = {
    "promise": 0.9,
    "channel_pause": 0,
    "asker_pause": 12.5,
    "repeat_pause": 86_400,
    "keep_questions_days": 30,
    "remember_unanswered": False,
    "curator_role": LARGEST,
    "listen_in": [LARGEST - number for number in range(25)],
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def test_what_is_not_set_is_as_the_operator_has_it() -> None:
    here = read_settings({}, OPERATOR)
    assert (here.promise, here.channel_pause, here.keep_questions_days) == (0.97, 20, 45)
    assert here.remember_unanswered
    assert here.own == frozenset()


def test_all_that_can_be_set_is_read() -> None:
    here = read_settings(FULL, OPERATOR)
    assert {name: getattr(here, name) for name in FULL} == FULL | {
        "listen_in": frozenset(FULL["listen_in"])
    }
    assert here.own == FULL.keys() == SETTINGS.keys()
    assert here.unreadable == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("promise", 0.97),
        ("promise", 1),
        ("promise", "0.9"),
        ("channel_pause", -1),
        ("channel_pause", 86_401),
        ("asker_pause", True),
        ("keep_questions_days", 0),
        ("keep_questions_days", 366),
        ("keep_questions_days", 7.5),
        ("remember_unanswered", 1),
        ("curator_role", 0),
        ("curator_role", "12"),
        ("listen_in", 12),
        ("listen_in", ["12"]),
        ("listen_in", [2**63]),
        ("unheard_of", 1),
    ],
)
def test_what_cannot_be_read_counts_as_unset_and_is_named(key: str, value: object) -> None:
    here = read_settings({key: value, "curator_role": 5} | {key: value}, OPERATOR)
    assert here.unreadable == (key,)
    assert key not in here.own
    unset = read_settings({}, OPERATOR)
    assert getattr(here, key, None) == getattr(unset, key, None)


@given(st.dictionaries(st.sampled_from([*SETTINGS, "other"]), JSON))
def test_whatever_stands_there_something_holds(stored: dict[str, Any]) -> None:
    here = read_settings(stored, OPERATOR)
    assert {*here.own, *here.unreadable} == stored.keys()
    assert here.keep_questions_days <= OPERATOR.keep_questions_days
    for key, value in stored.items():
        assert key not in SETTINGS or SETTINGS[key].describe(value)


@pytest.mark.parametrize("stored", [{}, FULL])
@pytest.mark.parametrize("embeds", [True, False])
def test_panels_are_within_the_limits_and_every_value_can_be_read_again(
    stored: dict[str, Any], *, embeds: bool
) -> None:
    here = read_settings(stored, OPERATOR)
    listened = sorted(here.listen_in)
    cards = [
        settings_card(here, known=False),
        channels_card(listened, [1], can_read=False, known=True),
    ]
    cards += [
        setting_card(each, here, OPERATOR) for each in SETTINGS.values() if each.key != "listen_in"
    ]
    for card in cards:
        assert beyond_limits(payload_of(card, embeds=embeds)) == []
        assert custom_ids(card)
        assert marks_of(card.body).count("**") % 2 == 0


def test_more_channels_than_a_menu_takes_are_told_without_one() -> None:
    card = channels_card(range(1, 27), [], can_read=True, known=True)
    assert card.rows == ()
    assert "too many for a menu" in card.body
    assert "and 1 more" in card.body
