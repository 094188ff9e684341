"""A question as words: what a person typed, without what only Discord or politeness put there."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import Stemmer

from factdesk.matching import english

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_CHARACTERS: Final = 4000

_DISCORD = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:)-?[\w:]*>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_MENTION = re.compile(r"(?<!\w)@\w+")
_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)
_NEGATION = re.compile(
    r"\b(do|does|did|is|was|are|were|has|have|had|ca|wo|could|should|would|must)n'?t\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_CLITIC = re.compile(r"(?<=\w)'(?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
_MARKUP = re.compile("[<>`@/]")  # without these and "www." there is nothing to drop from a text
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc\u00b4`", "'''''")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])|[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MAYBE_SEPARATING = re.compile(r"[^\w.,']|_")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*)(?:st|nd|rd|th|s)?")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_SPELLINGS = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"(?<=\w{3})is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)", "iz"),
        (r"(?<=\w{2})our(?=(?:s|ed|ing|able|ite|ites)?$)", "or"),
        (r"(?<=\w{2})([tb])re(?=s?$)", r"\1er"),
        (r"(?<=\w{4})mme(?=s?$)", "m"),
        (r"(?<=\w{3})ll(?=(?:ed|ing|er|ers)$)", "l"),
        (r"(?<=\w{3})ence(?=s?$)", "ense"),
    )
)
_MAYBE_BRITISH = re.compile(
    "(?:is(?:e|ed|es|ing|ation|ations|er|ers)|our(?:s|ed|ing|able|ite|ites)?|[tb]res?|mmes?"
    "|ll(?:ed|ing|er|ers)|ences?)$"
)
_stemmer = Stemmer.Stemmer("english", 0)  # 0: no cache of its own


class Word(NamedTuple):
    """One word of a text. A tuple, for words are what is remembered by most: it hashes fast.

    Attributes:
        text: as compared: folded in case, numbers and chat spellings unified.
        raw: as typed.
        stem: what it is looked up by.
        is_number: whether it is a figure.
        capitalised: whether it was typed with a capital and does not merely start the text.
    """

    text: str
    raw: str
    stem: str
    is_number: bool
    capitalised: bool


@lru_cache(maxsize=1_000)
def stem(word: str) -> str:
    """The English stem (Snowball) of a lower-case word, American and British spelling alike.

    Words of other scripts are left as they are.
    """
    if not word.isascii() or len(word) <= 2:
        return word
    if _MAYBE_BRITISH.search(word):
        for british, american in _SPELLINGS:
            word = british.sub(american, word)
    return str(_stemmer.stemWord(word))


def clean(text: str) -> str:
    """Drop what is not the asker's question: mentions, emoji codes, addresses, code, quotations."""
    text = text[:MAX_CHARACTERS]
    if text.isascii() and not _MARKUP.search(text) and "www." not in text:
        return text  # most texts, and all but few phrasings: nothing to drop
    text = unicodedata.normalize("NFKC", text.replace("\u00b4", "'"))  # NFKC would split it
    text = _CODE.sub(" ", text)
    without_quotations = _QUOTED_LINE.sub(" ", text)
    if without_quotations.strip():
        text = without_quotations
    for pattern in (_DISCORD, _ADDRESS, _MENTION):
        text = pattern.sub(" ", text)
    return _NOT_ASCII.sub(_without_format, text).translate(_APOSTROPHES)


def _without_format(found: re.Match[str]) -> str:
    """A character, unless it merely steers how others are shown."""
    return "" if unicodedata.category(found.group()) == "Cf" else found.group()


def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text in order, function words included."""
    return read_tokens(*tokens(text))


def read_tokens(raw: Sequence[str], shouted: bool) -> tuple[Word, ...]:  # noqa: FBT001 - as told
    """The words of a text, as `tokens` tells them."""
    if shouted:
        return tuple([read_token(token.lower())._replace(raw=token) for token in raw])
    words = [read_token(token) for token in raw]
    if words:
        words[0] = opening(words[0])
    return tuple(words)


def opening(word: Word) -> Word:
    """A word as the first of its text, where a capital tells nothing ("BRICS" keeps its own)."""
    if word.capitalised and word.raw[1:] == word.raw[1:].casefold():
        return word._replace(capitalised=False)
    return word


def tokens(text: str) -> tuple[list[str], bool]:
    """The words of a text as typed, and whether it is shouted: typed in capitals throughout."""
    text = clean(text)
    if "." in text:
        text = _ABBREVIATION.sub(lambda found: found.group().replace(".", ""), text)
    if "'" in text or "nt" in text.lower():
        text = _CLITIC.sub("", _NEGATION.sub(_without_negation, text)).replace("'", "")
    raw = _tokens(text)
    if len(raw) > 1 and raw[0].lower() == "were" and _is_auxiliary(raw[1]):
        raw[0] = "where"  # "were is it", "were will they"
    return raw, text.isupper()


def _is_auxiliary(raw: str) -> bool:
    folded = raw.casefold()
    return english.CHAT_SPELLINGS.get(folded, folded) in english.AUXILIARIES


def read_new_token(raw: str) -> Word:
    """One word as typed, inside a text: what it is compared as, its stem, whether it is a name."""
    folded = raw.casefold()
    if len(raw) > 1 and raw.isupper() and folded in english.ABBREVIATIONS:
        # IT, US: typed like this it is an abbreviation, not a function word.
        return Word(raw, raw, raw, is_number=False, capitalised=True)
    number = _NUMBER.fullmatch(folded) if folded[:1].isdecimal() else None
    if number:
        value = number.group(1)
        value = value.replace(",", "") if _THOUSANDS.fullmatch(value) else value
        return Word(value, raw, value, is_number=True, capitalised=False)
    folded = english.CHAT_SPELLINGS.get(folded, folded)
    value = english.NUMBER_WORDS.get(folded, "")
    if value and value not in english.PLAIN_NUMBERS:
        return Word(value, raw, value, is_number=True, capitalised=False)
    if folded == raw:
        folded = raw  # one text instead of two equal ones: many words are remembered
    root = stem(folded)
    root = folded if root == folded else root
    return Word(folded, raw, root, is_number=False, capitalised=raw[0].isupper())


read_token = lru_cache(maxsize=2_000)(read_new_token)  # the same, remembered


def normal(words: Sequence[Word]) -> str:
    """A text reduced to its words, for telling whether two texts are the same question."""
    return " ".join(weighty([word.text for word in words]))


def weighty(texts: Sequence[str]) -> list[str]:
    """The words of a text, as they are compared, without chat filler."""
    return [text for text in texts if text not in english.FILLER]


def _without_negation(found: re.Match[str]) -> str:
    """A contraction as two words: "didn't" and "didnt" are "did not"."""
    verb = found.group(1)
    return f"{ {'ca': 'can', 'wo': 'will'}.get(verb.casefold(), verb) } not"


def _tokens(text: str) -> list[str]:
    if text.isascii():
        return _TOKEN.findall(text)
    # Marks (vowel signs of Indic scripts) belong to the word, which \w does not know.
    spaced = _MAYBE_SEPARATING.sub(_mark_or_space, text)
    tokens: list[str] = []
    for block in spaced.split():
        if block.isascii():
            tokens += _TOKEN.findall(block)
        else:
            tokens += [part for part in re.split(r"[.,]+", block) if part]
    return tokens


def _mark_or_space(found: re.Match[str]) -> str:
    return found.group() if unicodedata.category(found.group())[0] == "M" else " "
