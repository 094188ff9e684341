"""Fact bases small enough to see why a question finds what it finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml

from factdesk.factbase.load import load_base
from factdesk.matching.question import Question, read_question

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase
    from factdesk.matching.index import Index

ZOO = """
- id: lion-feeding
  question: When are the lions fed?
  phrasings: [feeding time of the lions, at what hour do the lions eat]
  answer: The lions are fed daily at 15:30.
- id: elephant-age
  question: How old is Hanako the elephant?
  phrasings: [the age of the elephant Hanako, how many years has Hanako lived]
  answer: The elephant Hanako is 41 years old.
- id: penguin-pool
  question: Where do the penguins swim?
  phrasings: [where is the pool of the penguins, which pool have the penguins]
  answer: The penguins swim in the northern pool.
- id: snake-keeper
  question: Who looks after the snakes?
  phrasings: [who is the keeper of the snakes, the snake keeper's name]
  answer: The snakes are in the care of Ada Lind.
- id: owl-house
  question: Why is the owl house dark?
  phrasings: [what is the reason for the dark owl house]
  answer: The owl house is dark because owls hunt at night.
- id: giraffe-gift
  question: Did Prague donate a giraffe to Berlin?
  phrasings: [was the giraffe in Berlin donated by Prague, Prague donates its giraffe to Berlin]
  answer: Prague donated a giraffe to Berlin.
- id: dogs
  question: Are dogs never admitted?
  phrasings: [dogs not admitted, may nobody bring dogs]
  answer: Dogs are not admitted.
- id: aviary
  question: What damaged the aviary?
  phrasings: [the aviary after the storm, what did the storm do to the aviary]
  answer: A storm damaged the roof of the aviary.
  not: [what did the fire do to the aviary, which fire damaged the aviary]
- id: tortoise
  question: Which tortoise does the zoo own?
  phrasings: [the tortoise of the zoo, what tortoise lives in the zoo]
  answer: The zoo owns a giant tortoise.
- id: zebra
  question: What do the zebras graze on?
  phrasings: [the diet of the zebras, the meadow where zebras graze]
  answer: The zebras graze on hay and clover.
"""

ZOO_SYNONYMS = """
- [zebras, striped horses]
- {words: [penguins, pinguini], language: it}
"""

_ANIMALS = "lion bear wolf seal goat hare otter crane adder newt".split()
_FOODS = "beef honey venison herring thistles clover trout frogs mice worms".split()
_HOUSES = "savanna forest mountain harbour meadow garden river marsh desert pond".split()

# Large enough to be asked itself: 20 facts with four phrasings each.
MENAGERIE = "".join(
    f"""
- id: {animal}-food
  question: What does the {animal} eat?
  phrasings:
    [diet of the {animal}, which food is the {animal} given, is the {animal} fed with {food}]
  answer: The {animal} is fed with {food}.
- id: {animal}-home
  question: Where does the {animal} live?
  phrasings:
    [enclosure of the {animal}, in which house can I see the {animal}, the {animal} in its house]
  answer: The {animal} lives in the {house} house.
  not: ["Where was the {animal} born?"]
"""
    for animal, food, house in zip(_ANIMALS, _FOODS, _HOUSES, strict=True)
)


def make_small_base(folder: Path, facts: str, synonyms: str = "[]") -> FactBase:
    """Load a base of the facts (and synonym groups) given as YAML lists.

    Facts need no passages: all rest on the one passage of an article that is made up here.
    """
    rows = [{"passages": [1], **row} for row in yaml.safe_load(facts)]
    article = {
        "id": "notice",
        "title": "Notice",
        "publisher": "Board",
        "voice": "the board",
        "published": "2026-03-01",
        "passages": [{"n": 1, "sha256": "0" * 64, "words": 9}],
    }
    files: dict[str, object] = {
        "seeds/notice.yaml": article,
        "facts/notes.yaml": {"article": "notice", "facts": rows},
        "facts/synonyms.yaml": {"groups": yaml.safe_load(synonyms)},
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")  # which is YAML, too
    return load_base(folder)


def read(index: Index, text: str) -> Question:
    """Read a question against a base."""
    return read_question(text, index.thesaurus, index.lexicon, index.names)
