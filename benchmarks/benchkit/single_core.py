"""One core for everything: times that do not depend on how many a machine has."""

from __future__ import annotations

import os

_LIBRARIES = "OMP OPENBLAS MKL BLIS NUMEXPR NUMBA".split()


def environment() -> dict[str, str]:
    """This process's environment for a new one that shall compute in one thread."""
    return {**os.environ, **{f"{library}_NUM_THREADS": "1" for library in _LIBRARIES}}


def pin() -> bool:
    """Keep this process to one of its cores; whether the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return True
