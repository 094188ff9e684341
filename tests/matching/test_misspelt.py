from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from factdesk.matching.index import Index
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.misspelt import MOST_ODD, OFTEN, RARE, misspelt
from factdesk.matching.text import read_token, read_words
from smallbases import make_small_base, read

if TYPE_CHECKING:
    from pathlib import Path


def found_in(text: str) -> dict[str, str]:
    words = [read_token(typed) for typed in text.split()]
    used = Counter(word.text for word in words)
    return misspelt(sorted(set(words), key=lambda word: -used[word.text]), used)


def test_what_is_a_typo_away_from_what_is_used_far_more_often_is_misspelt() -> None:
    assert found_in("when do zebras eat " + "zebras " * OFTEN + "zebrsa") == {"zebrsa": "zebras"}


@pytest.mark.parametrize(
    "text",
    [
        "zebras " * (OFTEN - 1) + "zebrsa",  # about as good a word
        "Zebras " * OFTEN + "at Zebrsa",  # written as a name
        "winter " * OFTEN + "winner",  # English
        "zebras " * OFTEN + "zbresa",  # more than a single typo
        "zebras " * (RARE + 1) * OFTEN + "zebrsa " * (RARE + 1),  # not rare
        "zebras " * OFTEN + "tapir",
        "zebras " * OFTEN + "zebra",  # another form of the word
        "",
    ],
)
def test_anything_else_is_meant_as_it_stands(text: str) -> None:
    assert found_in(text) == {}


def test_a_language_of_its_own_is_not_searched() -> None:
    letters = "abcdefghij"
    odd = [f"qx{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in letters]
    assert found_in("zebras " * OFTEN + "zebrsa " + " ".join(odd[: MOST_ODD - 1]))
    assert found_in("zebras " * OFTEN + "zebrsa " + " ".join(odd[:MOST_ODD])) == {}


def test_what_is_misspelt_is_read_as_either() -> None:
    words = read_words("zebras zebrsa")
    lexicon = Lexicon(words, misspelt={"zebrsa": "zebras"})
    meant, itself = lexicon.read(words[1])
    assert (meant.stem, meant.how) == (words[0].stem, "typo")
    assert (itself.stem, itself.how) == (words[1].stem, "exact")
    assert 0 < meant.quality < itself.quality == 1


def test_who_makes_the_mistake_of_a_phrasing_is_understood_everywhere(tmp_path: Path) -> None:
    facts = "".join(
        f"- {{id: f{n}, question: 'Where is the {what} of the zebras?', answer: In the north.}}\n"
        for n, what in enumerate(
            "food water hay house path rider keeper doctor shelter gate bath".split()
        )
    )
    slip = "- {id: slip, question: how many zebrsa, answer: Ten.}"
    index = Index(make_small_base(tmp_path, facts + slip))
    unit, _ = read(index, "zebrsa bath").units
    known, _ = read(index, "zebras bath").units
    assert set(known.keys) < set(unit.keys)
