"""What memory this process holds, and how much it held at most."""

from __future__ import annotations

import ctypes
import gc
import resource
import sys
from contextlib import suppress
from pathlib import Path

_OF_THIS_PROCESS = Path("/proc/self")
_KILO = 1024


def resident_mb() -> float:
    """The memory that is resident now (where the system does not tell: the most there was)."""
    return _status("VmRSS")


def peak_mb() -> float:
    """The most memory that was resident since the start or the last `settle`."""
    return _status("VmHWM")


def settle() -> None:
    """Give back what is free, and count the peak anew: what came before shall not show in it.

    Where the system cannot do one of these, what came before shows a little.
    """
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    with suppress(OSError):
        (_OF_THIS_PROCESS / "clear_refs").write_text("5", encoding="ascii")


def _status(field: str) -> float:
    # Linux hands ru_maxrss on from the process that started this one; the file is of this alone.
    with suppress(OSError):
        for line in (_OF_THIS_PROCESS / "status").read_text(encoding="ascii").splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1]) / _KILO
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _KILO / (_KILO if sys.platform == "darwin" else 1)
