"""The desk and its peers: each opened on a base, each asked for the fact that fits best."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from benchkit.desks import make_desk
from factdesk.reply import Answer, Choices, NoAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factdesk.factbase.models import FactBase
    from factdesk.reply import Reply

    Find = Callable[[str], str | None]


class Contestant(NamedTuple):
    """Something that finds facts.

    Attributes:
        label: what it is called in tables.
        open: makes a base ready, and returns what finds the id of a question's best fact in it.
    """

    label: str
    open: Callable[[FactBase], Find]


def first_fact(reply: Reply) -> str | None:
    """The id of the fact that a reply puts first, whether it answers with it or not."""
    if isinstance(reply, Answer):
        return reply.candidate.fact.id
    if isinstance(reply, Choices):
        return reply.candidates[0].fact.id
    if isinstance(reply, NoAnswer) and reply.nearest:
        return reply.nearest[0].fact.id
    return None


def open_desk(base: FactBase) -> Find:
    """The whole way from words to a reply."""
    desk = make_desk(base)
    return lambda question: first_fact(desk.ask(question))


def open_ratio(base: FactBase) -> Find:
    """Every phrasing compared with the question, words in any order (rapidfuzz)."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - counts as loading it

    ids, texts = _rows(base)
    ready = [utils.default_process(text) for text in texts]

    def find(question: str) -> str | None:
        best = process.extractOne(
            utils.default_process(question), ready, scorer=fuzz.token_set_ratio
        )
        return ids[best[2]]

    return find


def open_full_text(base: FactBase) -> Find:
    """SQLite's full-text search over trigrams, which forgives typos, ranked by BM25."""
    ids, texts = _rows(base)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE phrasings USING fts5(text, tokenize = 'trigram')")
    database.executemany("INSERT INTO phrasings (rowid, text) VALUES (?, ?)", enumerate(texts))
    database.execute("INSERT INTO phrasings (phrasings) VALUES ('optimize')")
    database.commit()

    def find(question: str) -> str | None:
        wanted = " OR ".join(f'"{trigram}"' for trigram in trigrams(question))
        if not wanted:
            return None
        best = database.execute(
            "SELECT rowid FROM phrasings WHERE phrasings MATCH ? ORDER BY rank LIMIT 1", (wanted,)
        ).fetchone()
        return None if best is None else ids[best[0]]

    return find


def open_bm25(base: FactBase) -> Find:
    """BM25 over whole words, scored in advance (bm25s)."""
    import bm25s  # noqa: PLC0415 - an extra, and counts as loading it

    ids, texts = _rows(base)
    tokenizer = bm25s.tokenization.Tokenizer(stopwords="en")
    index = bm25s.BM25()
    index.index(tokenizer.tokenize(texts, show_progress=False), show_progress=False)

    def find(question: str) -> str | None:
        tokens = tokenizer.tokenize(
            [question], update_vocab=False, show_progress=False, return_as="ids"
        )
        if not tokens[0]:
            return None
        rows, scores = index.retrieve(tokens, k=1, show_progress=False)
        return ids[int(rows[0, 0])] if scores[0, 0] > 0 else None

    return find


def trigrams(text: str) -> list[str]:
    """The different trigrams of a text's words, in order."""
    words = re.findall(r"\w+", text.lower())
    return list(dict.fromkeys(word[i : i + 3] for word in words for i in range(len(word) - 2)))


def _rows(base: FactBase) -> tuple[list[str], list[str]]:
    """For each phrasing the id of its fact, and the phrasing."""
    pairs = list(_pairs(base))
    return [fact_id for fact_id, _ in pairs], [text for _, text in pairs]


def _pairs(base: FactBase) -> Iterator[tuple[str, str]]:
    for fact in base.facts:
        for text in fact.questions:
            yield fact.id, text


DESK = "desk"
CONTESTANTS = {
    DESK: Contestant("Factdesk", open_desk),
    "ratio": Contestant("rapidfuzz token_set_ratio", open_ratio),
    "full-text": Contestant("SQLite FTS5 trigram", open_full_text),
    "bm25": Contestant("bm25s", open_bm25),
}
