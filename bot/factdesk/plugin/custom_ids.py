"""What a button or a menu carries through a restart: everything it needs, in its custom id.

`fd:<action>:<subject>:<asker>`. The subject is a fact's id, a topic or a page; the asker is the id
of the only person who may press it, or 0 when everybody may. The longest legal one has the 100
characters that Discord takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, get_args

Action = Literal[
    "choose",  # one of the choices
    "show",  # a related or nearest fact, for the presser alone
    "whole",  # all of a text that was cut
    "good",
    "wrong",
    "remove",
    "topics",  # the list of topics; the subject is the page
    "topic",  # a topic's facts; the subject is topic.page
    "articles",  # the list of articles
    "article",  # an article's facts; the subject is article.page
    "forget",  # what is kept of the presser
    "tell",  # when the desk knows; the subject marks the question
    "unanswered",  # for curators: the questions asked in vain; the subject is the page
    "cluster",  # one of them, by the id of a remembered question, and so on
    "teach",  # fact.question
    "search",
    "newfact",
    "notours",
    "undo",  # a change, by its id
    "feedback",
    "complaints",
    "withhold",
    "release",
    "settings",  # for who manages the server: all settings,
    "setting",  # one of them, by its slug,
    "set",  # slug.value as JSON, or slug.default; without a value, what was picked counts
    "pick",  # a menu: its value is the custom id to act upon, or with a slug, see "set"
]
ANYBODY: Final = 0

TEMPLATE: Final = re.compile(
    rf"fd:(?P<action>{'|'.join(get_args(Action))}):(?P<subject>[a-z0-9.-]{{0,80}}):(?P<asker>\d{{1,20}})"
)


@dataclass(frozen=True, slots=True)
class CustomId:
    """What pressing a component means."""

    action: Action
    subject: str = ""
    asker: int = ANYBODY

    def __str__(self) -> str:
        return f"fd:{self.action}:{self.subject}:{self.asker}"

    @classmethod
    def read(cls, text: str) -> CustomId | None:
        """What a custom id means, or None when it is not one of ours."""
        found = TEMPLATE.fullmatch(text)
        if found is None:
            return None
        action: Action = found["action"]  # type: ignore[assignment] # the template knows no other
        return cls(action, found["subject"], int(found["asker"]))


MANAGING: Final[frozenset[Action]] = frozenset({"settings", "setting", "set"})
CURATING: Final[frozenset[Action]] = frozenset(
    {
        "unanswered",
        "cluster",
        "teach",
        "search",
        "newfact",
        "notours",
        "undo",
        "feedback",
        "complaints",
        "withhold",
        "release",
    }
)
