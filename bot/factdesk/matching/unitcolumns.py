"""The units of a base in columns: some thousand objects that no garbage collection goes through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from factdesk.matching.units import Unit

if TYPE_CHECKING:
    import numpy.typing as npt

    from factdesk.matching.corpus import Places

_IS_NUMBER, _LIGHT, _RELATION, _NAME, _MAYBE_FUNCTION = (1 << bit for bit in range(5))


class Columns(NamedTuple):
    """What makes up the units of a base.

    Attributes:
        shown: each unit as typed.
        flags: the other properties of each, a bit each.
        keys: the numbers of the keys of all units, one unit after the other.
        qualities: how well each of these keys fits.
        starts: where the keys of each unit begin, and where the last one's end.
    """

    shown: Sequence[str]
    flags: npt.NDArray[np.uint8]
    keys: npt.NDArray[np.int32]
    qualities: npt.NDArray[np.float64]
    starts: Places


def columns_of(units: Sequence[Unit], key_numbers: dict[str, int]) -> Columns:
    """The columns of units whose words were read as written."""
    return Columns(
        [unit.shown for unit in units],
        np.array([_flags(unit) for unit in units], np.uint8),
        np.array([key_numbers[key] for unit in units for key in unit.keys], np.int32),
        np.array([quality for unit in units for quality in unit.keys.values()], np.float64),
        np.cumsum([0, *(len(unit.keys) for unit in units)], dtype=np.int64),
    )


def _flags(unit: Unit) -> int:
    return (
        _IS_NUMBER * unit.is_number
        | _LIGHT * unit.light
        | _RELATION * unit.relation
        | _NAME * unit.name
        | _MAYBE_FUNCTION * unit.maybe_function
    )


class Units(Sequence[Unit]):
    """The units of a base by number; each is put together when it is asked for."""

    def __init__(self, columns: Columns, keys: Sequence[str]) -> None:
        """Know some units.

        Args:
            columns: what makes them up.
            keys: the names of the keys.
        """
        self._shown, flags, self._keys, self._qualities, self._starts = columns
        self._flags = flags.tobytes()
        self._names = keys

    def __len__(self) -> int:
        return len(self._shown)

    @overload
    def __getitem__(self, number: int) -> Unit: ...

    @overload
    def __getitem__(self, number: slice) -> list[Unit]: ...

    def __getitem__(self, number: int | slice) -> Unit | list[Unit]:
        if isinstance(number, slice):
            return [self[place] for place in range(len(self))[number]]
        return self._make(number)

    def _make(self, number: int) -> Unit:
        flags = self._flags[number]
        return Unit(
            self._shown[number],
            self.keys_of(number),
            "exact",
            flags & _IS_NUMBER != 0,
            flags & _LIGHT != 0,
            flags & _RELATION != 0,
            flags & _NAME != 0,
            flags & _MAYBE_FUNCTION != 0,
        )

    def shown(self, number: int) -> str:
        """A unit as typed."""
        return self._shown[number]

    def light(self, number: int) -> bool:
        """Whether a unit carries little."""
        return bool(self._flags[number] & _LIGHT)

    def keys_of(self, number: int) -> dict[str, float]:
        """The keys of a unit, each with its quality."""
        start, end = self._starts[number], self._starts[number + 1]
        names = self._names
        keys, qualities = self._keys[start:end].tolist(), self._qualities[start:end].tolist()
        return {names[key]: quality for key, quality in zip(keys, qualities, strict=True)}

    def strongest(self, numbers: Sequence[int]) -> dict[str, float]:
        """The keys of some units, each with its best quality."""
        best: dict[str, float] = {}
        for number in numbers:
            for key, quality in self.keys_of(number).items():
                if quality > best.get(key, 0.0):
                    best[key] = quality
        return best
