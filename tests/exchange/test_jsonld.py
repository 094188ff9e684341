from __future__ import annotations

import json
from typing import TYPE_CHECKING

from basekit import FACTS, SEED, edit
from factdesk.exchange.jsonld import as_text, claim_reviews, faq_page, qa_pages
from factdesk.factbase.load import load_base
from smallbases import ZOO, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.factbase.models import FactBase

TEENS = "library-teen-room"


def test_one_page_of_all_questions(base_folder: Path) -> None:
    page = faq_page(load_base(base_folder).facts)
    assert (page["@context"], page["@type"]) == ("https://schema.org", "FAQPage")
    hours, teens = page["mainEntity"]
    assert (hours["@type"], hours["identifier"]) == ("Question", "library-saturday-hours")
    assert hours["name"] == hours["text"] == "When does the library open on Saturdays?"
    answer = hours["acceptedAnswer"]
    assert answer["@type"] == "Answer"
    assert answer["text"].startswith("On Saturdays the town library is open")
    (work,) = answer["citation"]
    assert work["publisher"]["@type"] == "Organization"
    assert "expires" not in answer
    assert teens["acceptedAnswer"]["expires"] == "2027-12-31"
    assert teens["acceptedAnswer"]["text"].endswith(
        "This is a plan, not something that has happened."
    )


def test_a_page_for_each_question(base_folder: Path) -> None:
    facts = load_base(base_folder).facts
    pages = qa_pages(facts)
    assert [page["@type"] for page in pages["@graph"]] == ["QAPage", "QAPage"]
    one = qa_pages(facts[:1])
    assert (one["@type"], one["mainEntity"]["answerCount"]) == ("QAPage", 1)


def test_claims_carry_no_rating(base_folder: Path) -> None:
    edit(base_folder / FACTS, "nature: plan", "nature: forecast")
    (review,) = claim_reviews(load_base(base_folder).facts)["@graph"]
    assert (review["@type"], review["identifier"]) == ("ClaimReview", TEENS)
    assert "rating" not in json.dumps(review).casefold()
    assert "whether it is so was not examined" in review["reviewBody"]
    claim = review["itemReviewed"]
    assert (claim["@type"], claim["author"]["name"]) == ("Claim", "Ada Lind, head librarian")
    assert claim["appearance"]["@type"] == "Article"
    assert (review["author"]["name"], review["datePublished"]) == ("Example", "2026-03-01")


def test_plain_facts_and_plans_are_no_claims(base_folder: Path) -> None:
    assert claim_reviews(load_base(base_folder).facts)["@graph"] == []


def test_a_review_that_covers_no_more_is_not_told(base_folder: Path) -> None:
    edit(base_folder / FACTS, "nature: plan", "nature: opinion")
    edit(base_folder / FACTS, "would like to add", "wishes to add")
    (review,) = claim_reviews(load_base(base_folder).facts)["@graph"]
    assert "author" not in review
    assert "datePublished" not in review


def test_addresses_lead_to_the_passage(base_folder: Path) -> None:
    edit(base_folder / SEED, "language: en\n", "language: en\nurl: https://x.example/a?b=1\n")
    question = faq_page(load_base(base_folder).facts)["mainEntity"][0]
    answer = question["acceptedAnswer"]
    assert answer["url"].startswith("https://x.example/a?b=1")
    assert answer["citation"][0]["url"] == "https://x.example/a?b=1"


def hostile(folder: Path) -> FactBase:
    evil = "The lions </script><script>alert(1)</script> & \u2028 <!-- eat."
    return make_small_base(folder, ZOO.replace("The lions are fed daily at 15:30.", f'"{evil}"'))


def test_nothing_ends_the_script_that_it_stands_in(tmp_path: Path) -> None:
    facts = hostile(tmp_path / "zoo").facts
    data = faq_page(facts)
    text = as_text(data)
    assert not set("<>&\u2028\u2029").intersection(text)
    assert json.loads(text) == data
    assert "</script>" in json.loads(text)["mainEntity"][0]["acceptedAnswer"]["text"]


def test_other_scripts_stay_readable(tmp_path: Path) -> None:
    base = make_small_base(tmp_path / "zoo", ZOO.replace("Ada Lind", "Ада Линд"))
    assert "Ада Линд" in as_text(faq_page(base.facts))
