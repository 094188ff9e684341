"""What is asked: ways to ask and to answer, with slots for names, years and figures.

A slot is a kind of entity or `year`; the slots of an answer that its question has not begin
with `a_`.
"""

from __future__ import annotations

from benchkit.world.relation import Relation

RELATIONS = (
    Relation(
        ("the birthplace of {person}", "{person}'s place of birth"),
        (
            "Where was {person} born?",
            "In which town was {person} born?",
            "Where did {person} come into the world?",
            "{person} was born where?",
        ),
        "{person} was born in {a_place}.",
    ),
    Relation(
        ("the birth date of {person}", "{person}'s year of birth"),
        (
            "When was {person} born?",
            "In which year was {person} born?",
            "How long ago was {person} born?",
            "{person} born when",
        ),
        "{person} was born in {a_year}.",
    ),
    Relation(
        ("the profession of {person}", "{person}'s occupation"),
        (
            "What did {person} do for a living?",
            "What job did {person} have?",
            "As what did {person} earn money?",
            "Which trade did {person} learn?",
        ),
        "{person} worked as a maker of {a_ware}s.",
    ),
    Relation(
        ("the spouse of {person}", "{person}'s wife or husband"),
        (
            "Who married {person}?",
            "Who was {person} married to?",
            "To whom was {person} wed?",
            "With whom did {person} share a household?",
        ),
        "{person} was married to {a_person}.",
    ),
    Relation(
        ("the school of {person}", "{person}'s alma mater"),
        (
            "Where did {person} study?",
            "Which university did {person} attend?",
            "At which institution did {person} take a degree?",
            "who taught {person} as a student",
        ),
        "{person} studied at the {a_organisation}.",
    ),
    Relation(
        ("the date of {person}'s visit to {place}", "the year of {person}'s trip to {place}"),
        (
            "When did {person} visit {place}?",
            "In which year did {person} travel to {place}?",
            "When was {person} a guest in {place}?",
            "{person} {place} visit when",
        ),
        "{person} visited {place} in {a_year}.",
    ),
    Relation(
        ("the prize that {person} won in {year}", "{person}'s award of {year}"),
        (
            "Which prize did {person} win in {year}?",
            "What was {person} honoured with in {year}?",
            "Which award went to {person} in {year}?",
            "what did they give {person} in {year} as a distinction",
        ),
        "In {year} {person} won the {a_organisation} medal.",
    ),
    Relation(
        ("the population of {place}", "the number of inhabitants of {place}"),
        (
            "How many people live in {place}?",
            "How many inhabitants does {place} have?",
            "How populous is {place}?",
            "How big is the community of {place}?",
        ),
        "{place} has {a_number} inhabitants.",
    ),
    Relation(
        ("the population of {place} in {year}", "{place}'s number of residents in {year}"),
        (
            "How many people lived in {place} in {year}?",
            "How many residents did the census of {year} find in {place}?",
            "How populous was {place} in {year}?",
            "{place} {year} census residents",
        ),
        "In {year} {place} had {a_number} inhabitants.",
    ),
    Relation(
        ("the altitude of {place}", "{place}'s height above sea level"),
        (
            "How high does {place} lie?",
            "At what elevation is {place}?",
            "How many metres above the sea is {place}?",
            "{place} elevation in metres",
        ),
        "{place} lies {a_number} metres above sea level.",
    ),
    Relation(
        ("the mayor of {place}", "the head of {place}'s council"),
        (
            "Who is mayor of {place}?",
            "Who governs {place}?",
            "Who was elected to lead {place}?",
            "Who runs the town hall of {place}?",
        ),
        "The mayor of {place} is {a_person}.",
    ),
    Relation(
        ("the founder of {place}", "the person who established {place}"),
        (
            "Who founded {place}?",
            "By whom was {place} settled first?",
            "Who were the first settlers of {place} led by?",
            "{place} founded by whom",
        ),
        "{place} was founded by {a_person}.",
    ),
    Relation(
        ("the distance from {place} to {other_place}", "the way between {place} and {other_place}"),
        (
            "How far is it from {place} to {other_place}?",
            "How many kilometres lie between {place} and {other_place}?",
            "How long is the road from {place} to {other_place}?",
            "{place} {other_place} kilometres",
        ),
        "From {place} to {other_place} it is {a_number} kilometres.",
    ),
    Relation(
        ("the director of the {organisation}", "the chief of the {organisation}"),
        (
            "Who leads the {organisation}?",
            "Who is in charge of the {organisation}?",
            "Who heads the {organisation}?",
            "Under whose leadership is the {organisation}?",
        ),
        "The {organisation} is led by {a_person}.",
    ),
    Relation(
        ("the seat of the {organisation}", "the headquarters of the {organisation}"),
        (
            "Where is the {organisation} based?",
            "In which city does the {organisation} reside?",
            "Where are the offices of the {organisation}?",
            "{organisation} address city",
        ),
        "The {organisation} is based in {a_place}.",
    ),
    Relation(
        ("the founding year of the {organisation}", "the {organisation}'s date of foundation"),
        (
            "When was the {organisation} founded?",
            "In which year was the {organisation} established?",
            "Since when does the {organisation} exist?",
            "How old is the {organisation}?",
        ),
        "The {organisation} was founded in {a_year}.",
    ),
    Relation(
        ("the staff of the {organisation}", "the {organisation}'s headcount"),
        (
            "How many employees does the {organisation} have?",
            "How many people work for the {organisation}?",
            "How large is the workforce of the {organisation}?",
            "How many jobs are there at the {organisation}?",
        ),
        "The {organisation} employs {a_number} people.",
    ),
    Relation(
        ("the revenue of the {organisation} in {year}", "the {organisation}'s {year} turnover"),
        (
            "How much did the {organisation} earn in {year}?",
            "What were the takings of the {organisation} in {year}?",
            "What income did the {organisation} report for {year}?",
            "{organisation} sales {year}",
        ),
        "In {year} the {organisation} took in {a_number} crowns.",
    ),
    Relation(
        ("the price of the {product}", "the {product}'s cost"),
        (
            "How much does the {product} cost?",
            "For how much is the {product} sold?",
            "What do I have to pay for the {product}?",
            "{product} price in crowns",
        ),
        "The {product} costs {a_number} crowns.",
    ),
    Relation(
        ("the inventor of the {product}", "the designer of the {product}"),
        (
            "Who invented the {product}?",
            "Who came up with the {product}?",
            "By whom was the {product} developed?",
            "Who drew the plans of the {product}?",
        ),
        "The {product} was invented by {a_person}.",
    ),
    Relation(
        ("the weight of the {product}", "the {product}'s mass"),
        (
            "How heavy is the {product}?",
            "How much does the {product} weigh?",
            "How many grams does the {product} weigh?",
            "is the {product} light enough to carry, how many grams",
        ),
        "The {product} weighs {a_number} grams.",
    ),
    Relation(
        ("the manufacturer of the {product}", "the producer of the {product}"),
        (
            "Which company makes the {product}?",
            "Who builds the {product}?",
            "From which firm does the {product} come?",
            "What brand manufactures the {product}?",
        ),
        "The {product} is made by the {a_organisation}.",
    ),
    Relation(
        ("the guarantee on the {product}", "the {product}'s warranty period"),
        (
            "How long is the {product} under warranty?",
            "How many years of guarantee does the {product} have?",
            "Until when can the {product} be returned?",
            "{product} warranty years",
        ),
        "The {product} has a guarantee of {a_small} years.",
    ),
    Relation(
        ("the date of the {event}", "the year of the {event}"),
        (
            "When did the {event} take place?",
            "In which year was the {event}?",
            "When was the {event} held?",
            "{event} when",
        ),
        "The {event} took place in {a_year}.",
    ),
    Relation(
        ("the winner of the {event} of {year}", "the victor of the {year} {event}"),
        (
            "Who won the {event} in {year}?",
            "Who came first at the {event} in {year}?",
            "Who prevailed at the {event} of {year}?",
            "{event} {year} victory who",
        ),
        "The {event} of {year} was won by {a_person}.",
    ),
    Relation(
        ("the reason for the {event}", "the cause of the {event}"),
        (
            "Why did the {event} come about?",
            "What led to the {event}?",
            "For what reason was there the {event}?",
            "How come there was the {event}?",
        ),
        "The {event} came about because {a_person} wished it.",
    ),
    Relation(
        ("the attendance of the {event} in {year}", "the number of visitors of the {year} {event}"),
        (
            "How many people came to the {event} in {year}?",
            "How many visitors did the {event} have in {year}?",
            "How well attended was the {event} in {year}?",
            "{event} {year} audience size",
        ),
        "In {year} {a_number} people came to the {event}.",
    ),
)
