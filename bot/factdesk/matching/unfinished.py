"""Words as they stand while somebody types them: folded, the last one perhaps unfinished.

A typed word is looked up by what is there of it. The vocabulary is sorted, so the words that begin
alike are a run of it; a typo is looked for among the words (and, while a word is unfinished, among
the beginnings of words) that have about the same letters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from factdesk.matching import english
from factdesk.matching.text import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

MAX_CHARACTERS: Final = 300  # longer than any question that would be offered
MAX_WORDS: Final = 16

# How well a typed word fits a word of the base; the steps between are what ranks.
WHOLE: Final = 7
BEGUN: Final = 6  # the word that is being typed: nothing speaks against it yet
INFLECTED: Final = 5  # "visited" for "visits"
SHORTENED: Final = 4  # "tech" for "technology", and then went on typing
_QUALITY_OF_EDITS: Final = (WHOLE, 2, 1)

_CACHE: Final = 4096
_LAST: Final = "\U0010ffff"  # sorts after every letter
_LETTERS_KEPT: Final = 16  # of a word, for the filter; beginnings of words are compared up to here
_SHORTEST_TYPO: Final = 4
_MAX_SPELLINGS: Final = 48  # as many near spellings as one typo may stand for
_MAX_FAMILY: Final = 16  # a stem that begins more words than this is too short to tell anything
_LIGHT: Final = english.FUNCTION | english.FILLER

# Replaced first: mostly nothing but ASCII is left then, which is read ten times as fast.
_PLAIN = dict.fromkeys("\u2019\u2018\u02bc\u00b4`", "'") | dict.fromkeys(
    "\u2013\u2014\u201c\u201d\u2026\u00a0", " "
)
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "\u0131": "i"}
)
# "Belarus's", "1,000" and "U.S." are one word each, and at every keystroke the beginning of it.
_INSIDE_WORD = re.compile(r"'s\b(?<=\w's)|,(?<=\d,)(?=\d)|\.(?<=\b[^\W\d_]\.)(?=[^\W\d_]\b)")
_PERHAPS_INSIDE = "'\u2019\u2018\u02bc\u00b4`.,"
_ASCII = {n: " " for n in range(128) if not chr(n).isalnum() and chr(n) != "\n"}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


def fold(text: str) -> str:
    """A text as words with spaces between, without case and accents; line breaks are kept."""
    for mark, plain in _PLAIN.items():
        text = text.replace(mark, plain)
    if text.isascii():
        return _INSIDE_WORD.sub("", text.casefold()).translate(_ASCII)
    text = unicodedata.normalize("NFKD", text).casefold().translate(_UNDECOMPOSED)
    return _INSIDE_WORD.sub("", text).translate({ord(c): _folded(c) for c in set(text)})


def _folded(character: str) -> str:
    if character.isalnum() or character == "\n":
        return character
    if unicodedata.category(character)[0] != "M":
        return " "
    # Accents and points go; what spells (vowel signs, the virama) is part of the word.
    return "" if unicodedata.combining(character) >= 10 else character


class TypedWord(NamedTuple):
    """A word as typed so far; `finished` when something was typed after it."""

    text: str
    finished: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed so far.

    Attributes:
        words: those that a question must have.
        light: function words and filler, which it need not have.
        key: all of it, as the beginning of a folded question.
    """

    words: tuple[TypedWord, ...]
    light: tuple[str, ...]
    key: str


def read_typed(text: str) -> Typed:
    """Read a text of any length and script; what is too long is cut."""
    text = text[:MAX_CHARACTERS]
    folded = fold(text)
    texts = folded.split()
    finished = fold(text.rstrip(_PERHAPS_INSIDE)).endswith((" ", "\n"))
    key = " ".join(texts) + " " * finished
    last = len(texts) - 1
    words = [TypedWord(word, n < last or finished) for n, word in enumerate(texts)]
    words = list(dict.fromkeys(words[:MAX_WORDS]))
    content = tuple(word for word in words if not _is_light(word))
    if not content:  # "what is the": all there is to go by
        return Typed(tuple(words), (), key)
    return Typed(content, tuple(word.text for word in words if _is_light(word)), key)


def _is_light(word: TypedWord) -> bool:
    text = english.CHAT_SPELLINGS.get(word.text, word.text) if word.finished else word.text
    return text in _LIGHT


class Span(NamedTuple):
    """A run of the vocabulary, from `first` up to before `end`, and how well it fits."""

    first: int
    end: int
    quality: int


class Vocabulary:
    """The folded words of a base. Immutable after it is built; safe to share between threads."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = sorted(words)
        self._lengths = np.array([min(len(word), 255) for word in self.words], dtype=np.int16)
        codes = np.array(self.words, dtype=f"<U{_LETTERS_KEPT}").view(np.uint32)
        codes = codes.reshape(len(self.words), _LETTERS_KEPT)
        masks = np.bitwise_or.accumulate(_bits(codes), axis=1)
        self._masks = masks[:, -1].copy()
        self._beginnings = _beginnings(codes, masks, self._lengths)
        self.find = lru_cache(maxsize=_CACHE)(self._find)
        self.typos = lru_cache(maxsize=_CACHE)(self._typos)

    def whole(self, word: str) -> int | None:
        """The number of a word, None when the base does not have it."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else None

    def _find(self, word: TypedWord) -> tuple[Span, ...]:
        """The words that a typed word is, begins or is another form of, the best last."""
        text, finished = word
        ordinal = _ORDINAL.fullmatch(text)
        if finished and (text.isdigit() or ordinal):
            return self._number(ordinal.group(1) if ordinal else text)
        first, end = self._run(text)
        spans = [Span(first, end, SHORTENED if finished else BEGUN)] if first < end else []
        spans += [Span(n, n + 1, INFLECTED) for n in self._family(text)]
        if (place := self.whole(text)) is not None:
            spans.append(Span(place, place + 1, WHOLE))
        return tuple(sorted(spans, key=lambda span: span.quality))

    def _typos(self, word: TypedWord) -> tuple[Span, ...]:
        """The words that a typed word may be a misspelling of, or of their beginning."""
        text, finished = word
        edits = _allowed_edits(text)
        if not edits:
            return ()
        found = {
            (n, n + 1): distance
            for n, distance in self._near(text, edits, self._near_words(text, edits), None)
        }
        if not finished or not found:
            for length in range(len(text) - 1, len(text) + 2):
                if length in self._beginnings:
                    near = self._near_beginnings(text, edits, length)
                    for n, distance in self._near(text, edits, near, length):
                        run = self._run(self.words[n][:length])
                        found[run] = min(distance, found.get(run, distance))
        nearest = sorted(found.items(), key=lambda item: (item[1], item[0]))[:_MAX_SPELLINGS]
        return tuple(Span(*run, _QUALITY_OF_EDITS[distance]) for run, distance in nearest[::-1])

    def _run(self, beginning: str) -> tuple[int, int]:
        first = bisect_left(self.words, beginning)
        return first, bisect_right(self.words, beginning + _LAST, first)

    def _number(self, digits: str) -> tuple[Span, ...]:
        """A finished number is itself ("2010s" and "14th" included), never one it begins."""
        first, end = self._run(digits)
        size = len(digits)
        return tuple(
            Span(n, n + 1, WHOLE)
            for n in range(first, end)
            if not self.words[n][size : size + 1].isdigit()
        )

    def _family(self, text: str) -> list[int]:
        """The other forms of a word, as far as they begin with its stem."""
        root = stem(text)
        beginning = root.removesuffix("i")  # the stem of "policy" is "polici"
        if len(beginning) < _SHORTEST_TYPO or not text.isalpha():
            return []
        first, end = self._run(beginning)
        if end - first > _MAX_FAMILY:
            return []
        return [n for n in range(first, end) if stem(self.words[n]) == root]

    def _near_words(self, text: str, edits: int) -> npt.NDArray[np.intp]:
        """The words of about this length and these letters: an edit changes at most two."""
        other = np.bitwise_count(self._masks ^ _mask(text[:_LETTERS_KEPT])) <= 2 * edits
        return np.flatnonzero(other & (np.abs(self._lengths - len(text)) <= edits))

    def _near_beginnings(self, text: str, edits: int, length: int) -> npt.NDArray[np.int32]:
        first, masks = self._beginnings[length]
        alike: npt.NDArray[np.bool_] = np.bitwise_count(masks ^ _mask(text)) <= 2 * edits
        return first[alike]

    def _near(
        self,
        text: str,
        edits: int,
        numbers: npt.NDArray[np.intp] | npt.NDArray[np.int32],
        length: int | None,
    ) -> list[tuple[int, int]]:
        """Which of the words, cut at a length, are within so many edits, and their distance."""
        if not len(numbers):
            return []
        spelt = [self.words[n][:length] for n in numbers.tolist()]
        distances = process.cdist(
            [text], spelt, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8
        )[0]
        near = np.flatnonzero(distances <= edits)
        return [
            (number, distance)
            for number, distance in zip(
                numbers[near].tolist(), distances[near].tolist(), strict=True
            )
            if not any(map(str.isdigit, self.words[number]))
        ]


def _allowed_edits(text: str) -> int:
    if len(text) < _SHORTEST_TYPO or any(map(str.isdigit, text)):
        return 0
    return 2 if len(text) >= 8 else 1


def _bits(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """A bit for each letter; letters of other scripts share bits, which only filters less."""
    return np.where(codes > 0, np.uint32(1) << (codes & np.uint32(31)), np.uint32(0))


def _mask(text: str) -> np.uint32:
    codes = np.array([ord(c) for c in text], dtype=np.uint32)
    return np.uint32(np.bitwise_or.reduce(_bits(codes)))


def _beginnings(
    codes: npt.NDArray[np.uint32],
    masks: npt.NDArray[np.uint32],
    lengths: npt.NDArray[np.int16],
) -> dict[int, tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32]]]:
    """For each length the first word of each beginning, and the letters of that beginning."""
    found = {}
    new = np.ones(len(codes), dtype=bool)
    differs = np.zeros(max(len(codes) - 1, 0), dtype=bool)
    for length in range(1, _LETTERS_KEPT + 1):
        differs |= codes[1:, length - 1] != codes[:-1, length - 1]
        new[1:] = differs
        if length >= _SHORTEST_TYPO - 1:
            first = np.flatnonzero(new & (lengths >= length)).astype(np.int32)
            found[length] = (first, masks[first, length - 1])
    return found
