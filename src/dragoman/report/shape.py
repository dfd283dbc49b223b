"""Hold values read from JSON against the shape they should have, at the border and only there.

A shape is a type; ``None``; a tuple of alternatives; ``[shape]`` for a list; ``{key: shape}`` for
an object, whose keys ending in ``?`` may be missing and which may have others; or a function that
tells whether a value fits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dragoman.errors import InputError


def check(value: Any, shape: Any, where: str) -> None:
    """Raise unless *value* has *shape*; *where* names it in the error.

    >>> check({"a": [1, 2], "c": 3}, {"a": [int], "b?": str}, "run")

    Raises:
        InputError: it has not, with the place of the first value that does not fit.
    """
    if isinstance(shape, dict):
        _object(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise InputError(f"{where} must be a list")
        for number, item in enumerate(value):
            check(item, shape[0], f"{where}[{number}]")
    elif not _fits(value, shape):
        raise InputError(f"{where} has a value of the wrong kind: {_short(value)}")


def _object(value: Any, shape: Mapping[str, Any], where: str) -> None:
    if not isinstance(value, dict):
        raise InputError(f"{where} must be an object")
    for key, inner in shape.items():
        name = key.removesuffix("?")
        if name in value:
            check(value[name], inner, f"{where}.{name}")
        elif name == key:
            raise InputError(f"{where}: {name} is missing")


def _fits(value: Any, shape: Any) -> bool:
    if shape is None:
        return value is None
    if isinstance(shape, tuple):
        return any(_alternative(value, one) for one in shape)
    if shape is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if shape is float:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and math.isfinite(value)
    if isinstance(shape, type):
        return isinstance(value, shape)
    return bool(shape(value))


def _alternative(value: Any, shape: Any) -> bool:
    try:
        check(value, shape, "")
    except InputError:
        return False
    return True


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
