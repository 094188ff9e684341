"""What an index is made of, worked out from the texts of a base.

It depends on nothing but the base and the program, and consists of arrays and texts alone: it can
be kept in a file, and holds next to nothing that the garbage collector would have to go through.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from factdesk.matching.corpus import Texts, Vocabulary
from factdesk.matching.english import Kind, kind_of
from factdesk.matching.gives import CHECKED_KINDS, offers, read_gives
from factdesk.matching.lexicon import stems_of
from factdesk.matching.meanings import load_meanings
from factdesk.matching.misspelt import misspelt
from factdesk.matching.names import find_names
from factdesk.matching.postings import facts_with_keys
from factdesk.matching.text import read_words
from factdesk.matching.unitcolumns import columns_of
from factdesk.matching.units import Thesaurus, read_concepts
from factdesk.matching.unittable import UnitTable
from factdesk.matching.verbatim import hashed
from factdesk.matching.weights import Weights
from factdesk.matching.wordingtable import WordingReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from factdesk.factbase.models import FactBase
    from factdesk.matching.corpus import Floats, Ints, Places
    from factdesk.matching.text import Word

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Built:
    """What an index is made of. Arrays, tuples of arrays, and what JSON can hold.

    Attributes:
        words: the distinct words of the base's texts: texts, raws and stems.
        word_flags: see `corpus.WordTable`.
        misspelt: what the base itself seems to misspell, and the word meant (`misspelt.py`).
        stem_of: for the lexicon, the words that phrasings and answers use most first.
        names: the stems of the names.
        concepts: the synonyms, as `units.Concept`.
        keys: the keys by number.
        units_shown: see `unitcolumns.Columns`, like `unit_columns`, which are all others.
        units_with, facts_with: see `Index`; as the parts of `Runs`.
        asked_by: for each key how many facts have it in their phrasings.
        unit_weights: what each unit weighs.
        asked_words, told_words, ruled_out_words: the words of each phrasing, answer and `not:`
            question, and where each begins.
        asked, ruled_out: the units of each phrasing and `not:` question, and where each begins.
        fact_meanings: what each fact's phrasings mean together.
        counting: the words that count in telling texts apart, and `hashes` of all phrasings.
        kinds, ruled_out_kinds: the kind of each phrasing and `not:` question.
        lacking: for each checked kind the facts that cannot answer such a question.
        pairs: every pair of neighbouring stems in a phrasing or `not:` question (`wordingtable`).
        wording: how the phrasings and the `not:` questions are worded, as the parts of
            `wordingtable.Counted`.
    """

    words: Sequence[Sequence[str]]
    word_flags: npt.NDArray[np.uint8]
    misspelt: dict[str, str]
    stem_of: dict[str, str]
    names: Sequence[str]
    concepts: Sequence[Sequence[Any]]
    keys: Sequence[str]
    units_shown: Sequence[str]
    unit_columns: tuple[Any, ...]
    units_with: tuple[Any, ...]
    facts_with: tuple[Any, ...]
    asked_by: Ints
    unit_weights: Floats
    asked_words: tuple[Ints, Places]
    told_words: tuple[Ints, Places]
    ruled_out_words: tuple[Ints, Places]
    asked: tuple[Ints, Places]
    ruled_out: tuple[Ints, Places]
    fact_meanings: Floats
    counting: Sequence[str]
    hashes: Places
    kinds: npt.NDArray[np.int8]
    ruled_out_kinds: npt.NDArray[np.int8]
    lacking: npt.NDArray[np.bool_]
    pairs: Places
    wording: tuple[Any, ...]


def build(base: FactBase) -> Built:
    """Read all texts of a base."""
    vocabulary = Vocabulary()
    asked_texts = Texts((text for fact in base.facts for text in fact.questions), vocabulary)
    told_texts = Texts((fact.answer for fact in base.facts), vocabulary)
    not_texts = Texts((text for fact in base.facts for text in fact.not_), vocabulary)
    concepts = read_concepts(base.synonyms)
    table = UnitTable(vocabulary, Thesaurus((), concepts))
    asked, told, ruled_out = map(table.read, (asked_texts, told_texts, not_texts))
    keys_of = table.keys_of()
    sizes = [len(fact.questions) for fact in base.facts]
    not_sizes = [len(fact.not_) for fact in base.facts]
    facts_with, asked_by = facts_with_keys((*asked, owners(sizes)), told, keys_of, len(table.keys))
    weights = Weights(table.keys, asked_by, len(base.facts))
    words = vocabulary.words
    used = _used(words, asked_texts, told_texts)
    by_use = sorted(words, key=lambda word: -used[word.text])
    columns = columns_of(table.units, table.keys)
    counting, hashes = hashed(asked_texts)
    wording = WordingReader(words.stems)
    texts = (asked_texts, owners(sizes)), (not_texts, owners(not_sizes))
    pairs = wording.distinct_pairs(*texts)
    kinds, not_kinds = _kinds(asked_texts), _kinds(not_texts)
    return Built(
        words=(words.texts, words.raws, words.stems),
        word_flags=np.frombuffer(bytes(words.flags), np.uint8),
        stem_of=stems_of([*by_use, *_further_words(base)]),
        misspelt=misspelt(by_use, used + _used(words, not_texts)),
        names=sorted(find_names(asked_texts, told_texts)),
        concepts=concepts,
        keys=list(table.keys),
        units_shown=columns.shown,
        unit_columns=columns[1:],
        units_with=keys_of.turned(len(table.keys)),
        facts_with=facts_with,
        asked_by=asked_by,
        unit_weights=np.array(
            [weights.of(list(unit.keys), light=unit.light) for unit in table.units], np.float32
        ),
        asked_words=(asked_texts.words, asked_texts.starts),
        told_words=(told_texts.words, told_texts.starts),
        ruled_out_words=(not_texts.words, not_texts.starts),
        asked=asked,
        ruled_out=ruled_out,
        fact_meanings=load_meanings().of_facts(asked_texts, np.cumsum([0, *sizes])),
        counting=counting,
        hashes=hashes,
        kinds=np.array([KINDS.index(kind) for kind in kinds], np.int8),
        ruled_out_kinds=np.array([KINDS.index(kind) for kind in not_kinds], np.int8),
        lacking=_lacking(base, told_texts, kinds),
        pairs=pairs,
        wording=wording.count(len(base.facts), pairs, *texts),
    )


def owners(sizes: Sequence[int]) -> Ints:
    """For each text its fact, given how many texts each fact has."""
    return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)


def _kinds(texts: Texts) -> list[Kind]:
    return [kind_of(texts.spelt(text)) for text in range(len(texts))]


def _lacking(base: FactBase, told: Texts, kinds: Sequence[Kind]) -> npt.NDArray[np.bool_]:
    lacking = np.zeros((len(CHECKED_KINDS), len(base.facts)), dtype=np.bool_)
    start = 0
    for number, fact in enumerate(base.facts):
        gives = read_gives(told.read(number), fact.as_of)
        end = start + len(fact.questions)
        asked = frozenset(kinds[start:end])
        lacking[:, number] = [not offers(kind, gives, asked) for kind in CHECKED_KINDS]
        start = end
    return lacking


def _used(words: Sequence[Word], *texts: Texts) -> Counter[str]:
    """How often some texts use each word, with a capital or without."""
    used: Counter[str] = Counter()
    for each in texts:
        times = np.bincount(each.words, minlength=len(words)).tolist()
        for word, often in zip(words, times, strict=True):
            used[word.text] += often
    return used


def _further_words(base: FactBase) -> Iterator[Word]:
    """The words that a base knows beside those of its phrasings and answers."""
    for article in base.articles:
        yield from read_words(f"{article.title} {article.publisher} {article.voice}")
    for group in base.synonyms:
        yield from read_words(" ".join(group.words))
