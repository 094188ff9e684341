"""The clock on the wall: what day it is."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """The day that it is where the command runs."""
    return dt.datetime.now().astimezone().date()
