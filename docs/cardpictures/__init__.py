"""The desk's cards as a page in Discord's look, for pictures; see `docs/make_cards.py`."""
