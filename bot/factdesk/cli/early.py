"""`factdesk run` ends cleanly on a signal from its first moment on, before it has begun anything.

This is imported before all else, and only what Python has loaded already is imported here.
"""

from __future__ import annotations

import os
import signal
import sys


def end_at_once(number: int, _: object) -> None:
    """End with exit code 0: nothing is under way yet that had to be seen to.

    Also nothing is written: another thread or a library may be in the middle of it.
    """
    del number
    os._exit(0)


if sys.argv[1:2] == ["run"]:
    for each in (signal.SIGTERM, signal.SIGINT):
        try:
            signal.signal(each, end_at_once)
        except ValueError:  # not in the main thread: somebody else sees to signals
            break
