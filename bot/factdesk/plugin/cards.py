"""The desk's replies as cards. Pure: the same reply makes the same card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factdesk.factbase.citing import long_date, nature_note, paragraphs, passage_link, stale_note
from factdesk.plugin.card import Button, Card, Row, Section
from factdesk.plugin.custom_ids import ANYBODY, CustomId
from factdesk.plugin.limits import BUTTON_LABEL, EMBED_FIELD, cut, cut_line
from factdesk.plugin.plain import link, plain
from factdesk.reply import Answer, Choices, NoAnswer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from factdesk.factbase.models import Citation, Fact, FactBase
    from factdesk.plugin.card import Style
    from factdesk.reply import Candidate, Reply

RELATED: Final = 3  # buttons in one row; more would make a card taller than its answer
TOPICS_NAMED: Final = 8
_TITLE, _PART = 120, 60  # shown of a source's title and of the rest: fits a field, also escaped
_REASON: Final = 600


def reply_card(
    reply: Reply, base: FactBase, today: dt.date, *, asker: int, private: bool = False
) -> Card:
    """The card of a reply to a question.

    Args:
        reply: what the desk said; not silence, which has no card.
        base: the facts, for what the desk covers and what is related.
        today: for what may have changed since its date.
        asker: id of who asked: the choices and the removal are theirs to press.
        private: whether only the asker will see it; then there is nothing to remove.

    Raises:
        TypeError: the reply is silence.
    """
    if isinstance(reply, Answer):
        return fact_card(reply.candidate.fact, base, today, asker=asker, private=private)
    if isinstance(reply, Choices):
        return _choices_card(reply, asker, private=private)
    if isinstance(reply, NoAnswer):
        return _no_answer_card(reply, base, asker, private=private)
    raise TypeError("silence has no card")


def fact_card(
    fact: Fact, base: FactBase, today: dt.date, *, asker: int, private: bool = False
) -> Card:
    """The card of one fact: answer, source, notes, and what to do with it."""
    notes = [note for note in (nature_note(fact), stale_note(fact, today)) if note]
    source, all_shown = _source(fact)
    related = _related_to(fact, base)
    buttons = [
        Button("Helpful", CustomId("good", fact.id)),
        Button("Not right", CustomId("wrong", fact.id)),
    ]
    if not all_shown:
        buttons.append(Button("All sources", CustomId("whole", fact.id)))
    rows: list[Row] = []
    if related:
        rows.append(tuple(_related(other) for other in related[:RELATED]))
    rows.append((*buttons, *_removal(asker, private=private)))
    return Card(
        tone="answer",
        title=plain(cut_line(fact.question, 120)),
        body=plain(fact.answer),
        note="\n".join(f"*{plain(note)}*" for note in notes),
        sections=(Section("Source", source),),
        rows=tuple(rows),
    )


def whole_text(fact: Fact) -> str:
    """All of a fact as plain text, for what a card had to cut."""
    lines = [fact.question, "", fact.answer, nature_note(fact), "", "Sources:"]
    for place, citation in enumerate(fact.citations):
        lines.append(f"- {', '.join(_named(fact, place, citation))}")
        lines += [f"  {citation.article.url}"] if citation.article.url else []
    return "\n".join(lines) + "\n"


def _choices_card(reply: Choices, asker: int, *, private: bool) -> Card:
    body = f"{_reason(reply.reason)}\n\n**Did you mean:**{_cut_ones(reply.candidates)}"
    rows = _choice_rows(reply.candidates, asker, "primary")
    rows.append((_coverage(), *_removal(asker, private=private)))
    return Card("unsure", body, title="I am not sure what you mean", rows=tuple(rows))


def _no_answer_card(reply: NoAnswer, base: FactBase, asker: int, *, private: bool) -> Card:
    body = _reason(reply.reason)
    if reply.nearest:
        body += f"\n\n**The nearest I can answer:**{_cut_ones(reply.nearest)}"
    else:
        body += f"\n\n{coverage(base)}"
    rows = _choice_rows(reply.nearest, asker, "secondary")
    rows.append((_coverage(), *_removal(asker, private=private)))
    return Card("nothing", body, title="I have nothing on that", rows=tuple(rows))


def welcome_card(base: FactBase, asker: int, *, private: bool = False) -> Card:
    """For who calls the desk without asking anything."""
    body = (
        f"Ask me a question, and I answer with its source or say that I cannot.\n\n{coverage(base)}"
    )
    return Card(
        "notice",
        body,
        title="What would you like to know?",
        rows=((_coverage(), *_removal(asker, private=private)),),
    )


def notice(text: str) -> Card:
    """One plain sentence of the desk's own, for one person."""
    return Card("notice", plain(text))


def coverage(base: FactBase) -> str:
    """What a base can answer about, in one sentence: the topics with most facts first."""
    count = f"I know {len(base.facts):,} {'fact' if len(base.facts) == 1 else 'facts'}"
    largest = sorted(base.topics, key=lambda topic: (-len(base.facts_of_topic(topic)), topic))
    names = [plain(topic_name(topic)) for topic in largest[:TOPICS_NAMED]]
    if not names:
        return f"{count}."
    topics = f"{len(base.topics):,} {'topic' if len(base.topics) == 1 else 'topics'}"
    more = ", and more" if len(base.topics) > TOPICS_NAMED else ""
    return f"{count} on {topics}: {', '.join(names)}{more}."


def topic_name(topic: str) -> str:
    """A topic as read: "Digital economy" for digital-economy."""
    name = topic.replace("-", " ")
    return name[:1].upper() + name[1:]


def _reason(text: str) -> str:
    return plain(cut(text, _REASON))


def _cut_ones(candidates: Sequence[Candidate]) -> str:
    """The questions in full when a button has no room for one of them, else nothing."""
    if all(len(candidate.fact.question) <= BUTTON_LABEL for candidate in candidates):
        return ""
    return "".join(f"\n- {plain(candidate.fact.question)}" for candidate in candidates)


def _choice_rows(candidates: Sequence[Candidate], asker: int, style: Style) -> list[Row]:
    return [
        (
            Button(
                cut_line(candidate.fact.question, BUTTON_LABEL),
                CustomId("choose", candidate.fact.id, asker),
                style,
            ),
        )
        for candidate in candidates
    ]


def _related_to(fact: Fact, base: FactBase) -> list[Fact]:
    keys = dict.fromkeys(fact.see_also)  # nothing keeps a curator from naming one twice
    return [other for key in keys if key != fact.id and (other := base.fact(key)) is not None]


def _related(fact: Fact) -> Button:
    return Button(cut_line(fact.question, BUTTON_LABEL), CustomId("show", fact.id, ANYBODY))


def _coverage() -> Button:
    return Button("What I cover", CustomId("topics", "0"))


def _removal(asker: int, *, private: bool) -> tuple[Button, ...]:
    return () if private else (Button("Remove", CustomId("remove", "", asker)),)


def _source(fact: Fact) -> tuple[str, bool]:
    """The sources as a field takes them, and whether all of them are there in full."""
    lines: list[str] = []
    whole = True
    for place, citation in enumerate(fact.citations):
        left = len(fact.citations) - place
        more = f"and {left} more"
        room = EMBED_FIELD - len(more) - 1
        line, complete = _source_line(fact, place, citation, room)
        if len("\n".join([*lines, line])) > room and lines:
            return "\n".join([*lines, more]), False
        lines.append(line)
        whole = whole and complete
    return "\n".join(lines), whole


def _source_line(fact: Fact, place: int, citation: Citation, room: int) -> tuple[str, bool]:
    parts = [" ".join(part.split()) for part in _named(fact, place, citation)]
    shown = [cut(part, _PART if number else _TITLE) for number, part in enumerate(parts)]
    complete = shown == parts
    name, *rest = map(plain, shown)
    address = passage_link(citation)
    if address is not None:
        linked = ", ".join([link(name, address), *rest])
        if len(linked) <= room:
            return linked, complete
        complete = False
    return ", ".join([name, *rest]), complete


def _named(fact: Fact, place: int, citation: Citation) -> list[str]:
    """Title, publisher, date, voice where it is another than the publisher, and paragraphs."""
    article = citation.article
    # The fact's voice is that of its first article; another one speaks with its own.
    voice = article.voice if place else fact.voice
    parts = [article.title, article.publisher, long_date(article.published)]
    parts += [voice] if voice != article.publisher else []
    return [*parts, paragraphs(citation.passages)]
