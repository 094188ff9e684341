"""The fact base that the plugin serves in tests: ten facts about a zoo, and questions to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import yaml

from smallbases import ZOO, ZOO_SYNONYMS, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

LIONS: Final = "When are the lions fed?"
LIONS_ANSWER: Final = "The lions are fed daily at 15:30."
LIONS_ID: Final = "lion-feeding"
ELEPHANT: Final = "How old is Hanako the elephant?"
ELEPHANT_ANSWER: Final = "The elephant Hanako is 41 years old."
PENGUINS: Final = "Where do the penguins swim?"
PENGUINS_ANSWER: Final = "The penguins swim in the northern pool."
SNAKES: Final = "Who looks after the snakes?"
UNSURE: Final = "who looks after lions"  # three facts are near
NOTHING: Final = "quantum mechanics"  # no word is known

_TOPICS: Final = {
    "lion-feeding": ["feeding"],
    "zebra": ["feeding"],
    "penguin-pool": ["houses"],
    "owl-house": ["houses"],
    "aviary": ["houses"],
}


def make_zoo(folder: Path) -> FactBase:
    """The zoo as a folder: with topics, and related facts of the lions' feeding."""
    rows = yaml.safe_load(ZOO)
    for row in rows:
        row["topics"] = _TOPICS.get(row["id"], ["visitors"])
        if row["id"] == LIONS_ID:
            row["see_also"] = ["elephant-age", "zebra"]
    return make_small_base(folder, yaml.safe_dump(rows, sort_keys=False), ZOO_SYNONYMS)


def make_large_zoo(folder: Path) -> FactBase:
    """Thirty topics, of which "animals" has thirty facts: more than Discord shows at once."""
    rows = [
        {
            "id": f"animal-{number}",
            "question": f"Who feeds the animal {name}?",
            "answer": f"The animal {name} is fed by its keeper.",
            "topics": ["animals", f"group-{number:02}"] if number < 29 else ["animals"],
        }
        for number, name in enumerate(_names(30))
    ]
    return make_small_base(folder, yaml.safe_dump(rows, sort_keys=False))


def _names(count: int) -> list[str]:
    return [
        f"{first}{second}" for first in "BDFGKL" for second in ("abo", "elu", "ino", "oga", "upi")
    ][:count]
