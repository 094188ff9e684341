"""What is remembered: replies' lives, what people say and ask in vain, what curators decide."""

from factdesk.store.curated import (
    MAX_QUESTION,
    Change,
    FeedbackSummary,
    InVain,
    Learned,
    Tally,
    Unanswered,
    Wish,
)
from factdesk.store.curation import Curation
from factdesk.store.store import Store
from factdesk.store.trouble import Outdated, StoreTrouble
from factdesk.store.values import MAX_DETAILS, Feedback, Reason, StoredReply, Verdict

__all__ = [
    "MAX_DETAILS",
    "MAX_QUESTION",
    "Change",
    "Curation",
    "Feedback",
    "FeedbackSummary",
    "InVain",
    "Learned",
    "Outdated",
    "Reason",
    "Store",
    "StoreTrouble",
    "StoredReply",
    "Tally",
    "Unanswered",
    "Verdict",
    "Wish",
]
