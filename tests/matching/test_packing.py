from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.matching.packing import pack, unpack

ARRAYS = {
    "flags": np.array([True, False]),
    "numbers": np.arange(7, dtype=np.int32),
    "table": np.ones((2, 3), dtype=np.float32),
    "none": np.zeros((0, 4), dtype=np.int8),
}


def test_arrays_come_back_as_they_were() -> None:
    found = unpack(pack(ARRAYS))
    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype
        assert found[name].shape == array.shape
        assert np.array_equal(found[name], array)


def test_several_arrays_stay_together() -> None:
    numbers, starts = unpack(pack({"runs": (np.arange(3), np.array([0.5]))}))["runs"]
    assert (numbers.tolist(), starts.tolist()) == ([0, 1, 2], [0.5])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), json_values))
@settings(deadline=None, max_examples=100)
def test_plain_values_come_back_as_they_were(values: dict[str, object]) -> None:
    assert unpack(pack(values)) == values


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not what was kept"):
        unpack(content)


@given(st.data())
@settings(max_examples=100)
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    content = bytearray(pack(ARRAYS | {"said": ["one", "two"]}))
    ends = [*range(24), *range(64, len(content))]  # between them there is nothing
    place = data.draw(st.sampled_from(ends))
    content[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ValueError, match="not what was kept"):
        unpack(bytes(content))


@given(st.integers(0, 500))
def test_a_part_is_refused(length: int) -> None:
    content = pack(ARRAYS)
    with pytest.raises(ValueError, match="not what was kept"):
        unpack(content[: min(length, len(content) - 1)])


def test_nothing_but_numbers_is_read_into_an_array() -> None:
    content = pack({"a": np.zeros(1, dtype=np.int64)}).replace(b"<i8", b"|O8")
    with pytest.raises(ValueError, match="not what was kept"):
        unpack(content)
