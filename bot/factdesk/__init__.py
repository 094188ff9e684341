"""Factdesk: a reference desk that answers from curated facts and names the source."""

__version__ = "0.1.0"
