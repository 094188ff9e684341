from __future__ import annotations

import pytest
from pydantic import SecretStr

from factdesk.app.token import StartProblem, clean_token

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.GLoop.back_-"  # noqa: S105 - not a real one


@pytest.mark.parametrize(
    "pasted",
    [
        TOKEN,
        f" {TOKEN}\n",
        f'"{TOKEN}"',
        f"'{TOKEN}'",
        f"“{TOKEN}”",
        f"Bot {TOKEN}",
        f"'bot {TOKEN}'",
    ],
)
def test_what_is_pasted_along_is_left_out(pasted: str) -> None:
    assert clean_token(SecretStr(pasted)) == TOKEN


@pytest.mark.parametrize("given", [None, "", "  ", '""', "'"])
def test_a_missing_token_is_told_with_where_to_get_one(given: str | None) -> None:
    with pytest.raises(StartProblem, match=r"no token: set DISCORD_TOKEN .*developers"):
        clean_token(None if given is None else SecretStr(given))


@pytest.mark.parametrize("given", ["abc def", "abc\ndef", "токен", "abc\x00def", "abc\u200bdef"])
def test_what_can_be_no_token_is_told_and_not_shown(given: str) -> None:
    with pytest.raises(StartProblem, match="cannot be right") as caught:
        clean_token(SecretStr(given))
    assert given not in str(caught.value)
