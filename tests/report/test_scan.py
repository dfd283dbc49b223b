from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.report.scan import Scanner

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def reader(text: str, step: int) -> Callable[[int], str]:
    """Give *text* out a few characters at a time, whatever is asked for."""
    pieces = (text[at : at + step] for at in range(0, len(text), step))
    return lambda _size: next(pieces, "")


def read(text: str, step: int) -> Any:
    """Read a document member by member and item by item, as deep as two levels."""
    scanner = Scanner(reader(text, step), "a.json")
    found: Any
    match scanner.peek():
        case "{":
            found = {}
            for key in scanner.members():
                listed = scanner.peek() == "["
                found[key] = list(scanner.items()) if listed else scanner.value()
        case "[":
            found = list(scanner.items())
        case _:
            found = scanner.value()
    scanner.finish()
    return found


@given(VALUES, st.integers(1, 9), st.sampled_from([None, 1]), st.booleans())
@example([1e300, -0.5e-7], 2, None, True)
@example({"a": 12}, 1, None, True)
def test_a_document_cut_anywhere_is_read_as_the_whole_would_be(
    value: Any, step: int, indent: int | None, escaped: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=escaped)
    again = read(text, step)
    assert again == value
    assert json.dumps(again) == json.dumps(value)


@given(st.text(alphabet='{}[]:,"a1e+-.\\ \n'), st.integers(1, 4))
@example("1e+", 2)
@example('{"a" 1}', 3)
@example("[1,]", 1)
@example("-", 1)
def test_what_json_refuses_is_refused_and_nothing_else(text: str, step: int) -> None:
    try:
        value = json.loads(text)
    except ValueError:
        with pytest.raises(InputError, match="not JSON"):
            read(text, step)
    else:
        assert read(text, step) == value


@pytest.mark.parametrize("text", ["[NaN]", '{"a": Infinity}', "-Infinity"])
def test_numbers_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no JSON value"):
        read(text, 3)


def test_an_error_says_where_it_is_in_the_whole() -> None:
    text = '{"a": [' + "1, " * 1000 + "x]}"
    with pytest.raises(InputError, match=f"character {text.index('x')}"):
        read(text, 7)


def test_a_long_value_is_not_decoded_for_every_piece() -> None:
    sizes: list[int] = []
    text = json.dumps(["x" * 5_000_000])
    at = 0

    def reader(size: int) -> str:
        nonlocal at
        sizes.append(size)
        piece = text[at : at + size]
        at += size
        return piece

    assert Scanner(reader, "a.json").value() == json.loads(text)
    assert len(sizes) <= 5
