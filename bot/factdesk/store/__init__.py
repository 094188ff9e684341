"""What is remembered: replies' lives, feedback, what was synced. It never keeps anybody waiting."""

from factdesk.store.store import Store
from factdesk.store.values import MAX_DETAILS, Feedback, Reason, StoredReply, Verdict

__all__ = ["MAX_DETAILS", "Feedback", "Reason", "Store", "StoredReply", "Verdict"]
