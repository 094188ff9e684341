"""A reply as JSON: the output that other programs rely on (see docs/formats.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factdesk.factbase.citing import source_text
from factdesk.reply import Answer, Choices, NoAnswer, Silence

if TYPE_CHECKING:
    from factdesk.factbase.models import Fact
    from factdesk.reply import Candidate, Evidence, Reply


def reply_to_json(reply: Reply, question_id: object = None) -> dict[str, Any]:
    """The reply as a JSON object.

    Args:
        reply: what the desk said.
        question_id: the id of the question in a batch, given back as it came.
    """
    row: dict[str, Any] = {
        "id": question_id,
        "question": reply.question,
        "outcome": outcome(reply),
        "confidence": round(reply.confidence, 4),
        "fact": None,
        "matched": None,
        "answer": None,
        "source": None,
        "choices": [],
        "reason": None,
        "nearest": [],
        "evidence": None,
    }
    if isinstance(reply, Answer):
        fact = reply.candidate.fact
        row |= {
            "fact": fact.id,
            "matched": reply.candidate.matched,
            "answer": fact.answer,
            "source": _source(fact),
            "evidence": _evidence(reply.candidate.evidence),
        }
    elif isinstance(reply, Choices):
        row |= {
            "choices": [_choice(candidate) for candidate in reply.candidates],
            "reason": reply.reason,
            "evidence": _evidence(reply.candidates[0].evidence),
        }
    elif isinstance(reply, NoAnswer):
        row |= {
            "reason": reply.reason,
            "nearest": [_choice(candidate) for candidate in reply.nearest],
            "evidence": _evidence(reply.nearest[0].evidence) if reply.nearest else None,
        }
    return row


def outcome(reply: Reply) -> str:
    """The outcome's name in the format: answer, choices, none or silence."""
    names = {Answer: "answer", Choices: "choices", NoAnswer: "none", Silence: "silence"}
    return names[type(reply)]


def _choice(candidate: Candidate) -> dict[str, str]:
    fact = candidate.fact
    return {"fact": fact.id, "question": fact.question, "answer": fact.answer}


def _source(fact: Fact) -> dict[str, Any]:
    first = fact.citations[0]
    return {
        "text": source_text(fact),
        "article": first.article.id,
        "title": first.article.title,
        "publisher": first.article.publisher,
        "voice": fact.voice,
        "published": first.article.published.isoformat(),
        "passages": list(first.passages),
        "url": first.article.url,
        "nature": fact.nature,
        "as_of": fact.as_of.isoformat(),
        "stale_after": fact.stale_after and fact.stale_after.isoformat(),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "score": round(evidence.score, 4),
        "margin": round(evidence.margin, 4),
        "worded": round(evidence.worded, 4),
        "unexplained": list(evidence.unexplained),
        "missing": list(evidence.missing),
        "objections": list(evidence.objections),
        "words": [
            {"word": e.word, "weight": e.weight, "by": e.by, "how": e.how}
            for e in evidence.explained
        ],
    }
