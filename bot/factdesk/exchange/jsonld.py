"""Facts as schema.org describes questions, answers and claims, in JSON-LD.

What nobody has said is left out: a fact base knows who said something and where, not whether it is
true, so claims carry no rating.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from factdesk.factbase.citing import nature_note, passage_link, source_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factdesk.factbase.files import Nature
    from factdesk.factbase.models import Citation, Fact

CONTEXT = "https://schema.org"
CLAIMS: frozenset[Nature] = frozenset({"claim", "forecast", "opinion"})  # of a plan there is a plan

# Within <script> these would end it or begin a comment, and two are line ends to old JavaScript.
_IN_SCRIPT = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def faq_page(facts: Sequence[Fact]) -> dict[str, Any]:
    """One FAQPage of all facts."""
    questions = [_question(fact) for fact in facts]
    return {"@context": CONTEXT, "@type": "FAQPage", "mainEntity": questions}


def qa_pages(facts: Sequence[Fact]) -> dict[str, Any]:
    """A QAPage for each fact: such a page is about one question."""
    pages = [
        {"@type": "QAPage", "mainEntity": {**_question(fact), "answerCount": 1}} for fact in facts
    ]
    if len(pages) == 1:
        return {"@context": CONTEXT, **pages[0]}
    return {"@context": CONTEXT, "@graph": pages}


def claim_reviews(facts: Sequence[Fact]) -> dict[str, Any]:
    """A ClaimReview for each fact that is a claim, a forecast or an opinion; without a rating."""
    reviews = [_claim_review(fact) for fact in facts if fact.nature in CLAIMS]
    return {"@context": CONTEXT, "@graph": reviews}


def as_text(data: dict[str, Any]) -> str:
    """JSON that may also be put into a page's <script type="application/ld+json">."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    for character, escaped in _IN_SCRIPT.items():
        text = text.replace(character, escaped)
    return text + "\n"


def _question(fact: Fact) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "@type": "Answer",
        "text": " ".join(filter(None, (fact.answer, nature_note(fact)))),
        "citation": _works(fact),
    }
    if fact.stale_after is not None:
        answer["expires"] = fact.stale_after.isoformat()
    link = passage_link(fact.citations[0])
    if link is not None:
        answer["url"] = link
    question: dict[str, Any] = {
        "@type": "Question",
        "identifier": fact.id,
        "name": fact.question,
        "text": fact.question,
        "inLanguage": fact.citations[0].article.language,
    }
    if fact.topics:
        question["keywords"] = list(fact.topics)
    return {**question, "acceptedAnswer": answer}


def _claim_review(fact: Fact) -> dict[str, Any]:
    works = _works(fact)
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "identifier": fact.id,
        "claimReviewed": fact.answer,
        "reviewBody": (
            f"{nature_note(fact)} It is told as its source has it ({source_text(fact)}); "
            "whether it is so was not examined."
        ),
        "itemReviewed": {
            "@type": "Claim",
            "name": fact.question,
            # Whether that is a person or an organisation nobody has noted.
            "author": {"@type": "Thing", "name": fact.voice},
            "datePublished": fact.as_of.isoformat(),
            "appearance": works[0] if len(works) == 1 else works,
        },
    }
    if fact.reviewed is not None and fact.reviewed.covers == fact.covers:
        review["datePublished"] = fact.reviewed.on.isoformat()
        review["author"] = {"@type": "Thing", "name": fact.reviewed.by}
    if (link := passage_link(fact.citations[0])) is not None:
        review["url"] = link
    return review


def _works(fact: Fact) -> list[dict[str, Any]]:
    return [_work(citation) for citation in fact.citations]


def _work(citation: Citation) -> dict[str, Any]:
    article = citation.article
    work: dict[str, Any] = {
        "@type": "Article",
        "identifier": article.id,
        "headline": article.title,
        "publisher": {"@type": "Organization", "name": article.publisher},
        "datePublished": article.published.isoformat(),
        "inLanguage": article.language,
    }
    if article.author is not None:
        work["author"] = {"@type": "Person", "name": article.author}
    if article.url is not None:
        work["url"] = article.url
    return work
