"""A fact base of two articles about a harbour, with a question set, as a curator keeps one."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Final

from factdesk.factbase.articles import fingerprint_passages, write_article
from factdesk.factbase.files import ArticleFile

if TYPE_CHECKING:
    from pathlib import Path

FERRY: Final = "When does the first ferry leave?"
FERRY_ANSWER: Final = "The first ferry leaves at 06:40."
FERRY_ID: Final = "ferry-first"
FERRY_TITLE: Final = "The Harbour in Spring"  # of the article that says so
LIGHTHOUSE: Final = "When was the lighthouse built?"

_TEXTS: Final[dict[str, tuple[str, list[str]]]] = {
    "harbour-notice": (
        FERRY_TITLE,
        [
            "The first ferry leaves at 06:40.",
            "A ticket for the ferry costs 4 crowns.",
            "Mara Holt runs the harbour.",
        ],
    ),
    "lighthouse-letter": (
        "A Letter from the Lighthouse",
        [
            "The lighthouse was built in 1871.",
            "It is 32 metres tall.",
            "Visitors may climb it on Sundays.",
        ],
    ),
}
_FACTS: Final = {
    "harbour.yaml": """\
# What the harbour's notice says.
article: harbour-notice
facts:
  - id: ferry-first
    question: When does the first ferry leave?
    phrasings: # in the words of those who wait at the pier
      - at what time does the first ferry depart
      - departure of the first ferry
      - how early does the ferry go
    answer: The first ferry leaves at 06:40. # summer and winter
    passages: [1]
    topics: [ferry]
    not:
      - when does the last ferry leave
    reviewed: { by: Example, on: 2026-03-01, covers: v1-be5be4e3834ead67 }

  - id: ferry-fare
    question: How much does the ferry cost?
    phrasings:
      - price of a ferry ticket
      - how many crowns is a ticket for the ferry
      - what do I pay on the ferry
    answer: A ticket for the ferry costs 4 crowns.
    passages: [2]
    topics: [ferry]
    reviewed: { by: Example, on: 2026-03-01, covers: v1-9d90f8a9d138dc9f }

  - id: harbour-master
    question: Who runs the harbour?
    phrasings: [who is in charge of the harbour, name of the harbour master, the harbour's head]
    answer: The harbour is run by Mara Holt.
    passages: [3]
    topics: [harbour]
    reviewed: { by: Example, on: 2026-03-01, covers: v1-4ae92e0ccc66e7ba }
""",
    "lighthouse.yaml": """\
# What the keeper's letter says.
article: lighthouse-letter
facts:
  - id: lighthouse-built
    question: When was the lighthouse built?
    phrasings:
      - in which year was the lighthouse built
      - how old is the lighthouse
      - since when has there been a lighthouse
    answer: The lighthouse was built in 1871.
    passages: [1]
    topics: [lighthouse]
    reviewed: { by: Example, on: 2026-03-01, covers: v1-69809f1b48a7e6eb }

  - id: lighthouse-height
    question: How tall is the lighthouse?
    phrasings:
      - height of the lighthouse
      - how many metres is the lighthouse high
      - the lighthouse's size from bottom to top
    answer: The lighthouse is 32 metres tall.
    passages: [2]
    topics: [lighthouse]
    reviewed: { by: Example, on: 2026-03-01, covers: v1-9a2522cb798eb9b4 }

  - id: lighthouse-visits
    question: When may visitors climb the lighthouse?
    phrasings:
      - on which day may I climb the lighthouse
      - visits to the lighthouse
      - can tourists go up the lighthouse
    answer: Visitors may climb the lighthouse on Sundays.
    passages: [3]
    topics: [lighthouse]
    not: [who climbs the lighthouse at night]
    reviewed: { by: Example, on: 2026-03-01, covers: v1-6f2d19397cff9489 }
""",
    "synonyms.yaml": "groups:\n  - [crowns, kroner]\n",
}
_QUESTIONS: Final = [
    {"text": "When does the earliest boat go?", "facts": [FERRY_ID]},
    {"text": "How tall is the lighthouse, please?", "facts": ["lighthouse-height"]},
    {"text": "Where can I park near the pier?", "facts": [], "kind": "off-topic"},
]


def make_harbour(folder: Path) -> Path:
    """Write the base into a new folder below `folder`."""
    base = folder / "harbour"
    for article, (title, passages) in _TEXTS.items():
        record = ArticleFile(
            id=article,
            title=title,
            publisher="Harbour Board",
            voice="the harbour board",
            published=dt.date(2026, 3, 1),
            passages=fingerprint_passages("\n\n".join(passages)),
        )
        write_article(record, base / "seeds" / f"{article}.yaml")
    for name, content in _FACTS.items():
        (base / "facts").mkdir(exist_ok=True)
        (base / "facts" / name).write_text(content, encoding="utf-8")
    (base / "questions").mkdir()
    lines = [json.dumps(row) for row in _QUESTIONS]
    (base / "questions" / "known.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return base
