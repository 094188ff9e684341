"""Proof against the articles' texts: nothing has changed, and answers say what passages say.

What a machine can see: every passage still has its fingerprint and begins as its record says, and
every number, date and proper
name of an answer occurs in the passages that the fact cites (or in the article's own record: its
title, publisher, voice, author and date). Whether the passage *supports* the answer is for the
reviewer to say, which is why a review is bound to both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.factbase.beginnings import begins_with, first_place
from factdesk.factbase.citing import MONTHS, long_date
from factdesk.factbase.normalise import fingerprint, split_passages
from factdesk.factbase.problems import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from factdesk.factbase.models import Article, Fact, FactBase

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[.'\u2019](?=[^\W\d_]))*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?:]['\"\u2019\u201d)]*\s*$")
_OPENING = "\"'\u201c\u2018( "
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")

# One, two, first and second are left out: they are mostly no figures ("one of", "the two sides").
_CARDINALS = "three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_NUMBER_WORDS = {
    **{word: str(number) for number, word in enumerate(_CARDINALS, start=3)},
    **{word: str(number) for number, word in enumerate(_ORDINALS, start=3)},
    **{f"{word}s": str(number) for number, word in enumerate(_ORDINALS, start=3)},
    "twenty": "20",
    "thirty": "30",
    "fifty": "50",
    "hundred": "100",
    "thousand": "1000",
    "half": "1/2",
    "million": "million",
    "billion": "billion",
}


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a base's articles, split into passages, by article id."""

    passages: dict[str, list[str]]


def read_texts(base: FactBase, folder: Path) -> tuple[Texts, list[Problem]]:
    """Read `<article>.txt` (or `.md`) of every article of the base from a curator's folder.

    Returns:
        The texts that are there, and a problem for each that is missing or unreadable.
    """
    found: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for article in base.articles:
        paths = [folder / f"{article.id}{ending}" for ending in (".txt", ".md")]
        path = next((path for path in paths if path.is_file()), None)
        if path is None:
            advice = f"put it in {shown(paths[0])}"
            message = f"the text of {article.id!r} is missing; {advice}"
            problems.append(Problem(shown(folder), 0, message))
            continue
        try:
            found[article.id] = split_passages(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(shown(path), 0, f"the text cannot be read: {error}"))
    return Texts(found), problems


def prove(base: FactBase, texts: Texts) -> list[Problem]:
    """Check all fingerprints, and all figures and names of all answers whose texts are there.

    Returns:
        All problems found, in no particular order.
    """
    problems: list[Problem] = []
    for article in base.articles:
        passages = texts.passages.get(article.id)
        if passages is not None:
            file = shown(base.folder / "seeds" / f"{article.id}.yaml")
            problems += _changed_passages(article, passages, file)
            problems += _misleading_beginnings(article, passages, file)
    names = _Names(base)
    for fact in base.facts:
        if all(citation.article.id in texts.passages for citation in fact.citations):
            problems += _unproven(fact, texts, names)
    return problems


def _changed_passages(article: Article, passages: list[str], file: str) -> Iterator[Problem]:
    advice = "see what changed with `factdesk article add`, then review the facts that cite it"
    if len(passages) != len(article.passages):
        yield Problem(
            file,
            0,
            f"the text has {len(passages)} passages, the record {len(article.passages)}; {advice}",
        )
    for passage, entry in zip(passages, article.passages, strict=False):
        if fingerprint(passage) != entry.sha256:
            yield Problem(
                file, 0, f"passage {entry.n} is not the one that was fingerprinted; {advice}"
            )


def _misleading_beginnings(article: Article, passages: list[str], file: str) -> Iterator[Problem]:
    """Beginnings by which a link would not lead to their passage; of unchanged passages only."""
    for passage, entry in zip(passages, article.passages, strict=False):
        if entry.begins is None or fingerprint(passage) != entry.sha256:
            continue
        if not begins_with(passage, entry.begins):
            advice = "write its first words there, or remove `begins`"
            message = f"passage {entry.n} does not begin with “{entry.begins}”; {advice}"
            yield Problem(file, 0, message)
        elif (place := first_place(entry.begins, passages)) is not None and place < entry.n:
            advice = "add a word, or remove `begins`"
            message = (
                f"passage {entry.n} begins with “{entry.begins}”, which passage {place} has as "
                f"well, so that a link would lead there; {advice}"
            )
            yield Problem(file, 0, message)


def _unproven(fact: Fact, texts: Texts, names: _Names) -> Iterator[Problem]:
    cited: list[str] = []
    for citation in fact.citations:
        passages = texts.passages[citation.article.id]
        cited += [passages[number - 1] for number in citation.passages if number <= len(passages)]
        cited.append(_record_text(citation.article))
    cited += [derived for derived, _ in fact.derived]
    supported = "\n".join(_with_dates_spelled_out(text) for text in cited)
    numbers = numbers_in(supported)
    words = {_folded(word) for word in _words(supported)}
    where = ", ".join(
        f"{citation.article.id} {list(citation.passages)}" for citation in fact.citations
    )
    for kind, value in [
        *(("number", n) for n in sorted(numbers_in(fact.answer) - numbers)),
        *(("name", n) for n in sorted(names.in_answer(fact.answer)) if not names.known(n, words)),
    ]:
        yield Problem(
            fact.location.file,
            fact.location.line,
            f"{fact.id}: the {kind} {value!r} of the answer is not in the passages it cites "
            f"({where}); correct the answer or the passages, or declare it under `derived:`",
        )


def numbers_in(text: str) -> set[str]:
    """The figures of a text as comparable strings: 1,000 = 1000, "third" = "3rd" = 3."""
    found: set[str] = set()
    for match in _NUMBER.finditer(text):
        figure = match.group()
        if _GROUPED.fullmatch(figure):
            found.add(figure.replace(",", ""))
        else:
            found.add(figure.lstrip("0") or "0")
    found |= {_NUMBER_WORDS[w] for w in map(str.casefold, _words(text)) if w in _NUMBER_WORDS}
    return found


def _record_text(article: Article) -> str:
    parts = [article.title, article.publisher, article.voice, article.author or ""]
    return "\n".join([*parts, article.republished_by or "", long_date(article.published)])


def _with_dates_spelled_out(text: str) -> str:
    """Dates in figures also in words, so that 2025-07-04 supports "4 July 2025"."""
    spelled = [text]
    for year, month, day in _ISO_DATE.findall(text):
        spelled += _month_name(year, month, day)
    for day, month, year in _DOTTED_DATE.findall(text):
        spelled += _month_name(year, month, day)
    return "\n".join(spelled)


def _month_name(year: str, month: str, day: str) -> list[str]:
    return [f"{int(day)} {MONTHS[int(month) - 1]} {year}"] if 1 <= int(month) <= 12 else []


def _words(text: str) -> Iterator[str]:
    return (match.group() for match in _WORD.finditer(text))


def _folded(word: str) -> str:
    word = word.casefold().replace("\u2019", "'")
    return word.removesuffix("'s").replace("'", "").replace(".", "")


class _Names:
    """Which words of an answer are proper names, and what other spellings they have."""

    def __init__(self, base: FactBase) -> None:
        texts = [text for fact in base.facts for text in (*fact.questions, *fact.not_, fact.answer)]
        self._capitalised = {
            _folded(word)
            for text in texts
            for word, initial in _capitalised(text)
            if not initial and not (len(word) > 1 and word.isupper())  # "IT" is not "It"
        }
        self._lower = {
            _folded(word) for text in texts for word in _words(text) if word == word.casefold()
        }
        self._spellings: dict[str, list[frozenset[str]]] = {}
        for group in base.synonyms:
            members = [frozenset(map(_folded, _words(phrase))) for phrase in group.words]
            for word in frozenset().union(*members):
                self._spellings.setdefault(word, []).extend(members)

    def in_answer(self, answer: str) -> set[str]:
        """The proper names of an answer, word by word, as written.

        A capital at the start of a sentence makes a name only where the base knows the word as
        one, or where nothing in the base knows it as a common word and a name follows.
        """
        found: set[str] = set()
        capitalised = list(_capitalised(answer))
        followers = {word for word, initial in capitalised if not initial}
        for word, initial in capitalised:
            folded = _folded(word)
            known = folded in self._capitalised or word[1:] != word[1:].casefold()
            name_follows = folded not in self._lower and _next_word(answer, word) in followers
            if not initial or known or name_follows:
                found.add(word)
        return found

    def known(self, name: str, words: set[str]) -> bool:
        """Whether the name, or another spelling of it in the synonyms, is among the words."""
        folded = _folded(name)
        if folded in words or folded.removesuffix("s") in words:
            return True
        return any(member <= words for member in self._spellings.get(folded, ()) if member)


def _capitalised(text: str) -> Iterable[tuple[str, bool]]:
    """The words with a capital, each with whether it starts a sentence."""
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].isupper():
            before = text[: match.start()]
            yield word, not before.strip(_OPENING) or bool(_SENTENCE_END.search(before))


def _next_word(text: str, word: str) -> str:
    match = re.search(rf"\b{re.escape(word)}\W+", text)
    following = _WORD.match(text, match.end()) if match else None
    return following.group() if following else ""
