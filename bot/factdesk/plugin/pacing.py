"""How often the desk speaks: to one asker, and in the channels that it merely listens to."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

REMEMBERED: Final = 20_000  # keys of each kind; the longest unused go first

Key = TypeVar("Key", bound="Hashable")


class Allowance(Generic[Key]):
    """So many things a minute for each key, in bursts as people ask (a token bucket)."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._left: OrderedDict[Key, tuple[float, float]] = OrderedDict()

    def take(self, key: Key) -> float:
        """Take one.

        Returns:
            0 when there was one left, else the seconds until there is one.
        """
        now = self._clock()
        left, since = self._left.pop(key, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - since) * self._per_minute / 60)
        wait = 0.0
        if left >= 1:
            left -= 1
        else:
            wait = (1 - left) * 60 / self._per_minute
        self._left[key] = (left, now)
        while len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return wait


class Pause(Generic[Key]):
    """Some seconds between two of a kind."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: OrderedDict[Key, float] = OrderedDict()

    def over(self, key: Key, seconds: float) -> bool:
        """Whether so much time has passed since the last of that key."""
        last = self._last.get(key)
        return last is None or self._clock() - last >= seconds

    def begin(self, key: Key) -> None:
        """One of that key happens now."""
        self._last.pop(key, None)
        self._last[key] = self._clock()
        while len(self._last) > REMEMBERED:
            self._last.popitem(last=False)
