"""The token, as people paste it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factdesk.lookup import DOTENV, TOKEN

if TYPE_CHECKING:
    from pydantic import SecretStr

PORTAL = "https://discord.com/developers/applications"
WHERE = f"Discord's developer portal ({PORTAL}, your application, “Bot”, “Reset Token”)"


class StartProblem(Exception):  # noqa: N818 - not an error of the program
    """Why the bot cannot run, as one sentence for its operator; exit code 1."""


def clean_token(given: SecretStr | None) -> str:
    """The token without what is often pasted along: blanks, quotes, the word "Bot".

    Raises:
        StartProblem: there is none, or it can be none. The message does not show it.
    """
    token = given.get_secret_value().strip() if given else ""
    token = token.strip("\"'`“”‘’").strip()  # noqa: RUF001 - quotes, as text editors make them
    token = re.sub(r"^bot\s+", "", token, flags=re.IGNORECASE)
    if not token:
        raise StartProblem(
            f"There is no token: set {TOKEN} in the environment or in {DOTENV} to your bot's "
            f"token, which {WHERE} gives you."
        )
    if not re.fullmatch(r"[!-~]+", token):
        raise StartProblem(
            f"The token cannot be right, for it holds blanks or characters that no token has: "
            f"copy it anew from {WHERE} into {TOKEN}."
        )
    return token
