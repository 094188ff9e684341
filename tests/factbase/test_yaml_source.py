from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.factbase.yaml_source import (
    MAX_BYTES,
    MAX_DEPTH,
    YamlDocument,
    YamlError,
    parse_yaml,
    read_yaml,
)

if TYPE_CHECKING:
    from pathlib import Path

BILLION_LAUGHS = "a0: &a0 lol\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)


def error_of(text: str) -> YamlError:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)
    return caught.value


def test_plain_values_are_read_as_data() -> None:
    text = "a: text\nb: [1, 2.5, true, ~]\nc: {d: 2024-02-29}\ne: >\n  folded\n  text\n"
    assert parse_yaml(text).data == {
        "a": "text",
        "b": [1, 2.5, True, None],
        "c": {"d": dt.date(2024, 2, 29)},
        "e": "folded text\n",
    }


@pytest.mark.parametrize("key", ["not", "on", "yes", "1", "null", "2024-01-01"])
def test_a_key_is_always_text(key: str) -> None:
    assert parse_yaml(f"{key}: x").data == {key: "x"}


@pytest.mark.parametrize("text", ["", "\n", "# nothing here\n", "---\n"])
def test_a_file_without_values_holds_none(text: str) -> None:
    assert parse_yaml(text).data is None


def test_every_value_has_its_line() -> None:
    document = parse_yaml("a: 1\nb:\n  - x\n  -\n    c: y\n# end\nd: >\n  z\n")
    assert document.lines == {
        (): 1,
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 1): 5,
        ("b", 1, "c"): 5,
        ("d",): 7,
    }


def test_a_value_on_the_line_after_its_key_is_found_at_its_key() -> None:
    assert parse_yaml("a: 1\nb:\n  long").line_of(("b",)) == 2


def test_a_missing_value_has_the_line_of_what_is_around_it() -> None:
    document = parse_yaml("a: 1\nb:\n  - c: 1\n  - d: 2\n")
    assert document.line_of(("b", 1, "missing", 3)) == 4


def test_an_empty_document_has_its_first_line() -> None:
    assert YamlDocument().line_of(("a", 0)) == 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: &x 1\nb: *x", 2, "aliases (*x) are not supported"),
        ("a: 1\nb: &b [*b]", 2, "aliases (*b) are not supported"),
        ("a: 1\nb: &b\n  c: *b", 3, "aliases (*b) are not supported"),
        (BILLION_LAUGHS, 2, "aliases (*a0) are not supported"),
        ("a: &x {b: 1}\nc:\n  <<: *x", 3, "aliases (*x) are not supported"),
    ],
)
def test_an_alias_is_refused_where_it_stands(text: str, line: int, message: str) -> None:
    error = error_of(text)
    assert error.line == line
    assert error.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: !!python/object/apply:os.getcwd []", 2),
        ("a: 1\nb: !!str 2", 2),
        ("a: 1\nb: !mine {c: 1}", 2),
        ("a:\n  - 1\n  - !!set {b}", 3),
        ("!!map\na: 1", 1),
    ],
)
def test_a_tag_is_refused_where_it_stands(text: str, line: int) -> None:
    error = error_of(text)
    assert error.line == line
    assert error.message.startswith("tags (")


@pytest.mark.parametrize(
    ("text", "line", "first"),
    [
        ("a: 1\nb: 2\na: 3", 3, 1),
        ("a:\n  b: 1\n  c: 2\n  b: 1", 4, 2),
        ("- a: 1\n  'a': 2", 2, 1),
        ("x: 0\ny: {a: 1,\n  a: 2}", 3, 2),
    ],
)
def test_a_key_given_twice_is_refused_with_both_lines(text: str, line: int, first: int) -> None:
    error = error_of(text)
    assert error.line == line
    assert f"is given twice (first in line {first})" in error.message


def test_the_same_key_in_two_mappings_is_given_once_in_each() -> None:
    assert parse_yaml("- a: 1\n- a: 2").data == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2", "a: 1\n---\n", "a: 1\n--- 2\n...\n"])
def test_a_second_document_is_refused_where_it_starts(text: str) -> None:
    error = error_of(text)
    assert error.line == 2
    assert error.message.startswith("a second document starts here")


def test_a_single_document_may_be_marked_as_such() -> None:
    assert parse_yaml("---\na: 1\n...\n").data == {"a": 1}


def test_values_may_be_nested_as_deep_as_the_bound() -> None:
    assert parse_yaml("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH).lines


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100, 50_000])
def test_depth_beyond_the_bound_is_refused(depth: int) -> None:
    error = error_of("a: 1\nb: " + "[" * depth)
    assert error.line == 2
    assert error.message.startswith(f"more than {MAX_DEPTH} levels deep")


@pytest.mark.parametrize(
    "value", ["2024-02-30", "2023-02-29", "2024-13-01", "0000-01-01", "2024-01-01 25:00:00"]
)
def test_an_impossible_date_is_refused_where_it_stands(value: str) -> None:
    error = error_of(f"a: 1\nb:\n  - {value}\n")
    assert error.line == 3
    assert error.message.startswith(f"{value!r} is no valid value")


def test_a_number_of_absurd_length_is_refused_where_it_stands() -> None:
    assert error_of(f"a: 1\nb: {'9' * 5000}\n").line == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\n  b: 2\n", 2),
        ("a: 1\nb: c: d\n", 2),
        ("a: 1\nb: [1, 2\nc: 3\n", 3),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\nb: @c\n", 2),
        ("a: 1\nb: 'x' y\n", 2),
        ("- a\nb: 1\n", 2),
        ('a: 1\nb: "\\q"\n', 2),
        ("%YAML 3.0\n---\na: 1\n", 1),
    ],
)
def test_yaml_that_is_not_well_formed_is_refused_where_it_breaks(text: str, line: int) -> None:
    error = error_of(text)
    assert error.line == line
    assert error.message.startswith("this is not well-formed YAML")


def test_a_key_that_is_no_word_is_refused_where_it_stands() -> None:
    error = error_of("a: 1\n? [b]\n: 2\n")
    assert (error.line, error.message) == (2, "a key must be a plain word")


@pytest.mark.parametrize("text", ["a: \x00", "a: \x07", "a: \ud800"])
def test_characters_that_yaml_forbids_are_refused(text: str) -> None:
    assert error_of(text).message.startswith("this is not well-formed YAML")


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: é\n".encode())
    assert read_yaml(path).data == {"a": "é"}


@pytest.mark.parametrize("content", [b"a: \xe9\n", "a: 1".encode("utf-16")])
def test_a_file_that_is_not_utf_8_is_refused_as_a_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(YamlError, match="is not UTF-8") as caught:
        read_yaml(path)
    assert caught.value.line == 0


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n#".ljust(MAX_BYTES, b"x"))
    assert read_yaml(path).data == {"a": 1}


def test_a_file_beyond_the_largest_size_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n#".ljust(MAX_BYTES + 1, b"x"))
    with pytest.raises(YamlError, match=r"larger than 4,000,000 bytes") as caught:
        read_yaml(path)
    assert caught.value.line == 0


def test_a_file_that_is_not_there_is_refused_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(YamlError, match="cannot be read") as caught:
        read_yaml(tmp_path / "none.yaml")
    assert caught.value.line == 0


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(YamlError, match="cannot be read"):
        read_yaml(tmp_path)


yaml_like = st.text("ab:-[]{}#&*!|>'\"%@,? \n\t01.=<~_", max_size=30)


@given(st.one_of(st.text(), yaml_like))
def test_any_text_is_data_or_a_yaml_error(text: str) -> None:
    with suppress(YamlError):
        assert isinstance(parse_yaml(text), YamlDocument)


@given(content=st.binary(max_size=200))
def test_any_bytes_are_data_or_a_yaml_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(content)
    with suppress(YamlError):
        assert isinstance(read_yaml(path), YamlDocument)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text("abc 1:-#'\"", max_size=8),
        lambda values: (
            st.lists(values, max_size=3)
            | st.dictionaries(st.text("abc", min_size=1), values, max_size=3)
        ),
        max_leaves=8,
    ).filter(lambda value: str(value).count("[") + str(value).count("{") <= MAX_DEPTH)
)
def test_json_is_read_as_what_it_says(data: object) -> None:
    assert parse_yaml(json.dumps(data)).data == data
