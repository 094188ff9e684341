"""How fast are suggestions while somebody types? Keystroke by keystroke, typos and all.

`python benchmarks/autocomplete.py [--phrasings 100000] [--typed 30] [--seed 1]` types questions
of the bundled base, and of a generated one, and compares with rapidfuzz's `partial_ratio` over the
canonical questions, which is what is usually written for this. "Offered" is the share of questions
whose fact is among the suggestions when they have been typed to the end; they are any phrasings,
which the peer does not see.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process, utils
from rich.console import Console
from rich.table import Table

from factdesk.factbase.bundled import bundled_base
from factdesk.factbase.load import load_base
from factdesk.matching.autocomplete import MAX_SUGGESTIONS, Autocomplete

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factdesk.factbase.models import Fact, FactBase

PER_FACT: Final = 7  # phrasings of a generated fact, its question included
VOCABULARY: Final = 40_000
TYPO: Final = 0.15  # share of words that are mistyped
LETTERS: Final = "etaoinshrdlcumwfgypbvk"
OPENINGS: Final = (
    "what is the {} of the {} {}?",
    "when did the {} {} the {}?",
    "who has the {} {} of {}?",
    "why does the {} {} with {}?",
    "how many {} {} are there in {}?",
    "{} {} {}",
    "which {} did {} and {} have?",
)
HEADINGS: Final = ("base", "contestant", "keystrokes", "p50 ms", "p99 ms", "worst ms", "offered")


class Asked(NamedTuple):
    """A question to type, and the fact it is about."""

    text: str
    fact: str


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds a keystroke, sorted, and how many questions were offered at the end."""

    sorted: list[float]
    offered: float

    def at(self, share: float) -> float:
        """The time that this share of the keystrokes did not exceed."""
        return self.sorted[round(share * (len(self.sorted) - 1))]


def main() -> None:
    """Measure both bases; print a table."""
    options = _options()
    table = Table(*HEADINGS)
    notes = []
    dice = np.random.default_rng(options.seed)
    bundled = load_base(bundled_base())
    for name, base in (
        ("bundled", bundled),
        ("generated", generate(bundled, options.phrasings, dice)),
    ):
        autocomplete, seconds, megabytes = build(base)
        notes.append(
            f"{name}: {len(base.facts)} facts, {sum(len(f.questions) for f in base.facts)} "
            f"phrasings; built in {seconds:.3f} s, {megabytes:.1f} MB"
        )
        asked = draw(base.facts, options.typed, dice)
        ours = measure(partial(_ours, autocomplete), asked)
        questions = [utils.default_process(fact.question) for fact in base.facts]
        peer = measure(partial(_peer, base.facts, questions), asked)
        table.add_row(name, "autocomplete", *_figures(ours))
        table.add_row(name, "partial_ratio", *_figures(peer))
        ratios = (f"{peer.at(share) / ours.at(share):.1f}x" for share in (0.5, 0.99))
        table.add_row(name, "ratio", "", *ratios, "", "", end_section=True)
    console = Console()
    console.print(*notes, sep="\n", highlight=False)
    console.print(table)


def build(base: FactBase) -> tuple[Autocomplete, float, float]:
    """Build it; also the seconds and the megabytes that this takes."""
    started = time.perf_counter()
    autocomplete = Autocomplete(base)
    seconds = time.perf_counter() - started
    tracemalloc.start()
    kept = Autocomplete(base)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    return autocomplete, seconds, megabytes


def measure(offer: Callable[[str], Sequence[str]], questions: Sequence[Asked]) -> Times:
    """Type all questions, a keystroke at a time; `offer` gives the ids of facts for a text."""
    times = []
    offered = 0
    for asked in questions:
        facts: Sequence[str] = ()
        for text in accumulate(asked.text):
            started = time.perf_counter()
            facts = offer(text)
            times.append(1000 * (time.perf_counter() - started))
        offered += asked.fact in facts
    return Times(sorted(times), offered / len(questions))


def draw(facts: Sequence[Fact], count: int, dice: np.random.Generator) -> list[Asked]:
    """Questions as people type them: any phrasing of any fact, some words mistyped."""
    drawn = []
    for _ in range(count):
        fact = facts[int(dice.integers(len(facts)))]
        text = fact.questions[int(dice.integers(len(fact.questions)))]
        words = (mistyped(w, dice) if dice.random() < TYPO else w for w in text.split())
        drawn.append(Asked(" ".join(words), fact.id))
    return drawn


def mistyped(word: str, dice: np.random.Generator) -> str:
    """A word of letters with one letter lost, doubled or replaced, or two swapped."""
    if len(word) < 5 or not word.isalpha():
        return word
    place = int(dice.integers(1, len(word) - 1))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    other = LETTERS[int(dice.integers(len(LETTERS)))]
    slips = (after, letter + letter + after, other + after, after[0] + letter + after[1:])
    return before + slips[int(dice.integers(len(slips)))]


def generate(example: FactBase, phrasings: int, dice: np.random.Generator) -> FactBase:
    """A base of so many phrasings over an invented vocabulary, a few of whose words are common."""
    words = coin(dice)
    zipf = 1 / np.arange(10, VOCABULARY + 10)
    count = max(phrasings // PER_FACT, 1)
    topics = dice.choice(VOCABULARY, size=(count, 8), p=zipf / zipf.sum())
    facts = []
    for number, topic in enumerate(topics.tolist()):
        texts = []
        for n in range(PER_FACT):
            chosen = [words[topic[(n + place) % 8]] for place in (0, 2, 5)]
            texts.append(OPENINGS[(n + number) % len(OPENINGS)].format(*chosen).capitalize())
        facts.append(
            replace(
                example.facts[0],
                id=f"fact-{number}",
                question=texts[0],
                phrasings=tuple(texts[1:]),
            )
        )
    return replace(example, facts=tuple(facts))


def coin(dice: np.random.Generator) -> list[str]:
    """Invented words of two to five syllables, of letters as common as they are in English."""
    vowels = np.array(list("eaoiu"))
    consonants = np.array(list("tnshrdlcmwfgypbvk"))
    commonness = 1 / np.arange(2, len(consonants) + 2)
    coined: dict[str, None] = {}
    while len(coined) < VOCABULARY:
        syllables = int(dice.integers(2, 6))
        onsets = dice.choice(consonants, syllables, p=commonness / commonness.sum())
        pairs = zip(onsets, dice.choice(vowels, syllables), strict=True)
        ending = str(dice.choice(consonants)) if dice.random() < 0.5 else ""
        coined["".join(a + b for a, b in pairs) + ending] = None
    return list(coined)


def _ours(autocomplete: Autocomplete, text: str) -> list[str]:
    return [suggestion.fact.id for suggestion in autocomplete.suggest(text)]


def _peer(facts: Sequence[Fact], questions: Sequence[str], text: str) -> list[str]:
    wanted = utils.default_process(text)
    found = process.extract(wanted, questions, scorer=fuzz.partial_ratio, limit=MAX_SUGGESTIONS)
    return [facts[place].id for _, _, place in found]


def _figures(times: Times) -> list[str]:
    speeds = [f"{times.at(share):.2f}" for share in (0.5, 0.99, 1.0)]
    return [str(len(times.sorted)), *speeds, f"{times.offered:.0%}"]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast are suggestions while somebody types?")
    parser.add_argument("--phrasings", type=int, default=100_000, help="of the generated base")
    parser.add_argument("--typed", type=int, default=30, help="how many questions are typed")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
