"""Faults of Discord's REST API, by name, as tests are given them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from loopback.faults import Fault, Faults

    Plan = Callable[[Faults, str], Fault]

PASSING: Final[dict[str, Plan]] = {
    "slow": lambda faults, what: faults.delay(what, 0.4),
    "429": lambda faults, what: faults.rate_limit(what, 0.1),
    "429 shared": lambda faults, what: faults.rate_limit(what, 0.1, scope="shared"),
    "429 global": lambda faults, what: faults.rate_limit(what, 0.1, scope="global"),
    "429 without times": lambda faults, what: faults.banned(what),
    "500": lambda faults, what: faults.status(what, 500),
    "502": lambda faults, what: faults.status(what, 502),
    "503": lambda faults, what: faults.status(what, 503),
    "503 twice": lambda faults, what: faults.status(what, 503, times=2),
    "504": lambda faults, what: faults.status(what, 504),
    "cut before": lambda faults, what: faults.cut_before(what),
    "cut before twice": lambda faults, what: faults.cut_before(what, times=2),
    "cut after": lambda faults, what: faults.cut_after(what),
    "cut after twice": lambda faults, what: faults.cut_after(what, times=2),
}
"""What a moment mends: afterwards a person must have the answer, once."""

FEW: Final = ["429 without times", "503", "cut before", "cut after"]
"""Those that differ most, for what is much like something that was tried with all."""
