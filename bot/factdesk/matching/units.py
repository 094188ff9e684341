"""A text as weighted units of meaning: single words, or phrases that the synonyms know as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from factdesk.matching import english
from factdesk.matching.lexicon import How, Lexicon, Reading
from factdesk.matching.text import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factdesk.factbase.models import SynonymGroup
    from factdesk.matching.text import Word

SYNONYM_QUALITY = 0.8
PART_QUALITY = 0.5
LIGHT_WEIGHT = 0.35
WORDS_KEPT = 2_000  # words of the base of which is remembered how they are read


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase that carries meaning.

    Attributes:
        shown: as typed.
        keys: what it may be matched by, each with its quality (0 to 1): stems, and concepts
            ("=3") of the synonym groups it belongs to.
        how: how its word was read.
        is_number: whether it is a figure.
        light: whether it carries little (verbs of reporting and the like).
        relation: whether it turns the question around ("before", "besides").
        name: whether it is written as a proper name.
        maybe_function: whether it may as well be a misspelt function word.
    """

    shown: str
    keys: dict[str, float]
    how: How
    is_number: bool
    light: bool
    relation: bool
    name: bool
    maybe_function: bool = False


class ReadWord(NamedTuple):
    """A word, read by itself.

    Attributes:
        stems: those it may stand for.
        how: how it was read.
        unit: what it is by itself; None for one that is a function word however it is read.
        opens: whether a phrase of the synonyms may begin with it.
        meant: the word, or if it is misspelt, what it stands for.
    """

    stems: tuple[str, ...]
    how: How
    unit: Unit | None
    opens: bool
    meant: Word


def is_content(word: Word) -> bool:
    """Whether a word can say which fact is meant: neither a function word nor chat filler."""
    return word.is_number or not english.is_function(word.text)


_CARRY_LITTLE = english.LIGHT | english.FUNCTION | english.FILLER


class Concept(NamedTuple):
    """One group of synonyms, read.

    Attributes:
        name: the key it has.
        light: whether it says no more than a word that carries little.
        texts: the stems of each of its words and phrases.
    """

    name: str
    light: bool
    texts: Sequence[Sequence[str]]


def read_concepts(groups: Iterable[SynonymGroup]) -> list[Concept]:
    """The groups of synonyms of a base, read."""
    found = []
    for number, group in enumerate(groups):
        texts = [tuple([word.stem for word in read_words(text)]) for text in group.words]
        light = any(text.casefold() in _CARRY_LITTLE for text in group.words)
        found.append(Concept(f"={number}", light, [stems for stems in texts if stems]))
    return found


class Thesaurus:
    """The synonym groups of a base, as concepts over stems.

    Attributes:
        longest: how many words the longest phrase has.
    """

    def __init__(
        self, groups: Iterable[SynonymGroup], concepts: Sequence[Concept] | None = None
    ) -> None:
        """Know some synonyms.

        Args:
            groups: as the curator wrote them.
            concepts: the same, read before.
        """
        single: dict[str, list[str]] = {}
        phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
        light = set()
        for concept, carries_little, texts in (
            read_concepts(groups) if concepts is None else concepts
        ):
            if carries_little:
                light.add(concept)
            for stems in texts:
                if len(stems) == 1:
                    single.setdefault(stems[0], []).append(concept)
                else:
                    phrases.setdefault((stems[0], stems[1]), []).append((tuple(stems), concept))
        self.longest = max((len(p) for ps in phrases.values() for p, _ in ps), default=0)
        # Tuples of texts alone are nothing that the garbage collector would have to go through.
        self._light = frozenset(light)
        self._single = {stem: tuple(concepts) for stem, concepts in single.items()}
        self._openings = frozenset(first for first, _ in phrases)
        self._phrases = {
            opening: tuple(sorted(known, key=lambda phrase: -len(phrase[0])))
            for opening, known in phrases.items()
        }
        self._known: defaultdict[Lexicon, dict[Word, ReadWord]] = defaultdict(dict)

    def read(self, words: Iterable[Word], lexicon: Lexicon | None) -> list[ReadWord]:
        """What each of some words is by itself.

        Known words are remembered until there are enough of them. Others are not: what comes and
        goes with each question makes the garbage collector go through all that stays.

        Args:
            words: the words.
            lexicon: reads typos; None where they are the base's own and read as written.
        """
        if lexicon is None:
            return [self._read(word, None) for word in words]
        known = self._known[lexicon]
        return [known.get(word) or self._read_new(word, lexicon, known) for word in words]

    def _read_new(self, word: Word, lexicon: Lexicon, known: dict[Word, ReadWord]) -> ReadWord:
        read = self._read(word, lexicon)
        if read.how in {"exact", "stem"} and not word.is_number and len(known) < WORDS_KEPT:
            known[word] = read
        return read

    def _read(self, word: Word, lexicon: Lexicon | None) -> ReadWord:
        readings = _readings(word, lexicon)
        function = all(english.is_function(reading.word) for reading in readings)
        stems = tuple([reading.stem for reading in readings])
        best = readings[0]
        typo = best.how == "typo"
        return ReadWord(
            stems=stems,
            how=best.how,
            unit=None if function else word_unit(word, readings, self),
            opens=not self._openings.isdisjoint(stems),
            meant=word._replace(text=best.word, stem=best.stem) if typo else word,
        )

    def concepts(self, stem: str) -> Sequence[str]:
        """The concepts a single word belongs to."""
        return self._single.get(stem, ())

    def is_light(self, concepts: Iterable[str]) -> bool:
        """Whether a phrase says no more than a word that carries little ("stand for": "mean")."""
        return any(concept in self._light for concept in concepts)

    def phrase_starts(self) -> Iterator[tuple[str, str]]:
        """The stems of the first two words of every phrase."""
        yield from self._phrases

    def phrase_at(self, stems: Sequence[Sequence[str]], start: int) -> tuple[int, list[str]] | None:
        """The longest known phrase from `start`: how many words it has, and its concepts.

        Args:
            stems: for each word of the text the stems it may be read as.
            start: where the phrase must begin.
        """
        best = 0
        concepts: list[str] = []
        following = stems[start + 1] if start + 1 < len(stems) else ()
        for opening in product(stems[start], following):
            for phrase, concept in self._phrases.get(opening, ()):
                length = len(phrase)
                if length < best or start + length > len(stems):
                    continue
                if all(part in stems[start + i] for i, part in enumerate(phrase)):
                    if length > best:
                        best, concepts = length, []
                    concepts.append(concept)
        return (best, concepts) if best else None


def read_units(
    words: Sequence[Word], thesaurus: Thesaurus, lexicon: Lexicon | None = None
) -> list[Unit]:
    """Turn the words of a text into units.

    Args:
        words: all words of the text, function words included (phrases may contain them).
        thesaurus: the base's synonyms.
        lexicon: reads typos; None where the text is the base's own and read as written.
    """
    return units_of(words, thesaurus.read(words, lexicon), thesaurus)


def units_of(words: Sequence[Word], read: Sequence[ReadWord], thesaurus: Thesaurus) -> list[Unit]:
    """The units of words each of which has been read."""
    if not any(one.opens for one in read):
        return [one.unit for one in read if one.unit is not None]
    stems = [one.stems for one in read]
    units: list[Unit] = []
    place = 0
    while place < len(words):
        one = read[place]
        phrase = thesaurus.phrase_at(stems, place) if one.opens else None
        if phrase is not None:
            length, concepts = phrase
            phrase_words = words[place : place + length]
            units.append(phrase_unit(phrase_words, concepts, thesaurus, one.how))
            place += length
            continue
        if one.unit is not None:
            units.append(one.unit)
        place += 1
    return units


def _readings(word: Word, lexicon: Lexicon | None) -> tuple[Reading, ...]:
    if lexicon is None or not is_content(word):
        return (Reading(word.stem, 1.0, "exact", word.text),)
    return lexicon.read(word)


def phrase_unit(
    words: Sequence[Word], concepts: Sequence[str], thesaurus: Thesaurus, how: How = "exact"
) -> Unit:
    """Several words that the synonyms know as one.

    Args:
        words: the words of the phrase.
        concepts: the synonym groups it belongs to.
        thesaurus: the base's synonyms.
        how: how its first word was read.
    """
    keys = {word.stem: PART_QUALITY for word in words if is_content(word)}
    keys.update(dict.fromkeys(concepts, 1.0))
    return Unit(
        shown=" ".join(word.raw for word in words),
        keys=keys,
        how=how,
        is_number=False,
        light=thesaurus.is_light(concepts),
        relation=False,
        name=any(word.capitalised for word in words),
    )


def word_unit(word: Word, readings: Sequence[Reading], thesaurus: Thesaurus) -> Unit:
    """A single word, with all it may be read as."""
    keys: dict[str, float] = {}
    for reading in readings:
        keys[reading.stem] = max(reading.quality, keys.get(reading.stem, 0.0))
        for concept in thesaurus.concepts(reading.stem):
            keys[concept] = max(reading.quality * SYNONYM_QUALITY, keys.get(concept, 0.0))
    return Unit(
        shown=word.raw,
        keys=keys,
        how=readings[0].how,
        is_number=word.is_number,
        light=all(reading.word in english.LIGHT for reading in readings),
        relation=word.text in english.RELATIONS,
        name=word.capitalised,
        maybe_function=word.raw in english.DIGITS_FOR_WORDS
        or any(english.is_function(reading.word) for reading in readings),
    )


def strongest(units: Iterable[Unit]) -> dict[str, float]:
    """The keys of some units, each with its best quality."""
    keys: dict[str, float] = {}
    for unit in units:
        for key, quality in unit.keys.items():
            keys[key] = max(quality, keys.get(key, 0.0))
    return keys
