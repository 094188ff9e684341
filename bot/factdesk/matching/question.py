"""A question, read: what is asked, what merely stands around it, and of what kind it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from factdesk.matching import english
from factdesk.matching.english import kind_of
from factdesk.matching.measure import measured_keys
from factdesk.matching.text import clean, normal, read_tokens, tokens
from factdesk.matching.units import units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.matching.english import Kind
    from factdesk.matching.lexicon import Lexicon
    from factdesk.matching.names import Names
    from factdesk.matching.text import Word
    from factdesk.matching.units import ReadWord, Thesaurus, Unit

MOST_WORDS = 100  # no question is longer; what is may still hold one
_AFTER_A_DOT = re.compile(r"(?<=\w\.)\w+")  # the "me" of maps.me is nobody
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_STOPS_IN_A_ROW = re.compile(r"\.(?=\s*\.)")
_LINE_GOES_ON = re.compile(r"(?<![.!?;:\u2026\s])[^\S\n]*\n\s*")
_MAY_SEPARATE = re.compile(r"[.!?;:\n-]")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;:\u2026])[\s)]+|\n+|\.{2,}|\s[-\u2013\u2014]+\s")


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed, read against one base.

    Attributes:
        units: what is asked: the units of the sentences that ask.
        context: the units of the sentences around them ("My grandpa drove a tractor. Where ...").
        typed: all words of the asking sentences.
        words: the same, misspelt ones as what they stand for.
        kind: when, who, how many, ...
        measured: the keys of what it wants counted or measured; none when it wants neither.
        negated: whether the asking sentences deny something.
        asks: whether anything in the text is phrased as a question.
        states: whether it is a remark ("Thanks, that helped!") rather than keywords.
        said: all words, of the sentences around, too.
        normals: the words of the asking sentences, and all words, for comparing whole questions.
    """

    units: tuple[Unit, ...]
    context: tuple[Unit, ...]
    typed: tuple[Word, ...]
    words: tuple[Word, ...]
    kind: Kind
    measured: frozenset[str]
    negated: bool
    asks: bool
    states: bool
    said: tuple[Word, ...]
    normals: frozenset[str]


def read_question(text: str, thesaurus: Thesaurus, lexicon: Lexicon, names: Names) -> Question:
    """Read what a person typed.

    When several sentences were typed and some of them ask, only those count; of the others, those
    that name something of the base are context, the rest is small talk. When none asks (keywords,
    a statement), everything counts.
    """
    sentences = [
        _read(words, thesaurus, lexicon, marked=marked)
        for raw, shouted, marked in _shortened([(*tokens(s), m) for s, m in _sentences(text)])
        if (words := lexicon.rejoin(read_tokens(raw, shouted)))
    ]
    asking = [sentence for sentence in sentences if sentence.asks]
    main = sentences
    around: Sequence[_Sentence] = ()
    if len(sentences) > 1:
        main = [sentence for sentence in asking if _is_about_the_base(sentence, thesaurus)]
        main = main or sentences
        known = [sentence.words for sentence in main]
        around = [
            sentence
            for sentence in sentences
            if sentence.words not in known
            and any(read.meant.stem in names for read in sentence.read)
        ]
    words = tuple([word for sentence in main for word in sentence.words])
    read = [one for sentence in main for one in sentence.read]
    corrected = tuple([one.meant for one in read])
    spelt = [word.text for word in words]
    said = tuple([word for sentence in sentences for word in sentence.words])
    return Question(
        units=tuple(units_of(words, read, thesaurus)),
        context=tuple(
            [unit for part in around for unit in units_of(part.words, part.read, thesaurus)]
        ),
        typed=words,
        words=corrected,
        kind=kind_of([word.text for word in corrected]),
        measured=measured_keys(words, thesaurus, lexicon),
        negated=not english.NEGATIONS.isdisjoint(spelt),
        asks=bool(asking),
        states=not asking and is_remark(text, words),
        said=said,
        normals=frozenset((normal(words), normal(said))),
    )


class _Sentence(NamedTuple):
    """One sentence: its words, each read, and whether it asks."""

    words: tuple[Word, ...]
    read: Sequence[ReadWord]
    asks: bool


def _read(
    words: tuple[Word, ...], thesaurus: Thesaurus, lexicon: Lexicon, *, marked: bool
) -> _Sentence:
    """A sentence that has words; a question mark tells that it asks."""
    read = thesaurus.read(words, lexicon)
    return _Sentence(words, read, marked or _sounds_asking([one.meant.text for one in read]))


def _shortened(sentences: list[tuple[list[str], bool, bool]]) -> list[tuple[list[str], bool, bool]]:
    """Not more than `MOST_WORDS` words: of a longer text the sentences with a question mark.

    Args:
        sentences: the words of each, whether it is shouted, and whether it has a question mark.
    """
    if sum([len(words) for words, _, _ in sentences]) <= MOST_WORDS:
        return sentences
    kept: list[tuple[list[str], bool, bool]] = []
    left = MOST_WORDS
    for words, shouted, marked in [part for part in sentences if part[2]] or sentences:
        kept.append((words[:left], shouted, marked))
        left -= len(words)
        if left <= 0:
            break
    return kept


def _sentences(text: str) -> list[tuple[str, bool]]:
    """The sentences of a text, each with whether it ends in a question mark."""
    text = clean(text)
    alone = text.strip()
    marked = alone.endswith("?")
    if alone.isascii() and not _MAY_SEPARATE.search(alone, 0, len(alone) - marked):
        return [(alone, marked)] if alone else []  # mostly
    # Emoji and other symbols separate like full stops; they carry no words.
    cleaned = _NOT_ASCII.sub(_stop_for_a_symbol, text)
    # A line that ends without a stop goes on in the next: "When did she visit", "Peru?".
    cleaned = _LINE_GOES_ON.sub(" ", cleaned)
    if "." in cleaned:
        cleaned = _STOPS_IN_A_ROW.sub(" ", cleaned).replace(". ", ".\n")
    cleaned = cleaned.replace("?", "?\n")
    parts = [part.strip() for part in _SENTENCE_ENDS.split(cleaned)]
    return [(part, part.endswith("?")) for part in parts if part]


def _stop_for_a_symbol(found: re.Match[str]) -> str:
    return "." if unicodedata.category(found.group()) == "So" else found.group()


def _sounds_asking(texts: list[str]) -> bool:
    """Whether a sentence without a question mark asks all the same.

    It does not when its question word merely joins a clause to what somebody tells: "I was there
    when he came", "what I like about Minsk".
    """
    if texts[0] in english.COMMANDS:
        return True
    if kind_of(texts) == "open":
        return False
    place = next((p for p, text in enumerate(texts) if text in english.QUESTION_WORDS), None)
    if place is None:
        return True
    before, following = texts[:place], texts[place + 1 : place + 2]
    if not english.ASKING.isdisjoint(before):
        return True
    return english.TELLERS.isdisjoint(before) and english.TELLERS.isdisjoint(following)


def _is_about_the_base(sentence: _Sentence, thesaurus: Thesaurus) -> bool:
    """Whether a sentence's own words can find a fact ("Who pays for the pizza?" cannot)."""
    units = units_of(sentence.words, sentence.read, thesaurus)
    return any(unit.how != "unknown" for unit in units if not unit.light)


def is_remark(text: str, words: Sequence[Word]) -> bool:
    """Whether a text that does not ask is a remark: keywords have no full stop, "I" or "is"."""
    typed = {word.text for word in words}.difference(_AFTER_A_DOT.findall(text.casefold()))
    told = not english.PERSONAL.isdisjoint(typed) or not english.AUXILIARIES.isdisjoint(typed)
    return told or text.rstrip().endswith((".", "!"))
