"""What counts as a number, a value as an array of numbers, and whether two numbers are close enough."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.course.model import Tolerance
from autograder.sandbox.values import Plain

EXACT = (Decimal, Fraction)


def is_number(value: Plain) -> bool:
    return isinstance(value, int | float | complex | Decimal | Fraction) and not isinstance(value, bool)


def as_float(value: Any) -> Any:
    try:
        return float(value) if isinstance(value, EXACT) else value
    except (OverflowError, ValueError):
        return math.nan


def within(actual: Any, expected: Any, tolerance: Tolerance) -> bool:
    if actual == expected or (actual != actual and expected != expected):
        return True
    try:
        gap = abs(actual - expected)
        return bool(gap <= tolerance.atol + tolerance.rtol * abs(expected) and math.isfinite(abs(expected)))
    except OverflowError:  # an integer too large for a float
        return False


def as_numbers(value: Plain) -> np.ndarray[Any, Any] | None:
    """The value as a rectangular array of numbers, or of truth values; None where it is not one."""
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind in "biufc" else None
    kinds = _kinds(value)
    if kinds & set(EXACT) and kinds <= {*EXACT, int, float}:
        value = _floats(value)
    if str in kinds or (bool in kinds and len(kinds) > 1):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, OverflowError):
        return None
    return array if array.dtype.kind in "biufc" else None


def _floats(value: Any) -> Any:
    return [_floats(part) for part in value] if isinstance(value, list | tuple) else as_float(value)


def _kinds(value: Plain) -> set[type]:
    """The types of the leaves: NumPy would turn True among numbers into 1, and a number among text into text."""
    if isinstance(value, np.ndarray):
        return {bool if value.dtype == bool else str if value.dtype.kind in "UmM" else float}
    if not isinstance(value, list | tuple):
        return {type(value)}
    kinds = set(map(type, value))
    nested = kinds & {list, tuple, np.ndarray}
    kinds -= nested
    for part in value if nested else ():  # leaves are not looked at one by one: there can be millions
        if type(part) in nested:
            kinds |= _kinds(part)
    return kinds


def numbers(value: Plain) -> np.ndarray[Any, Any] | None:
    """All numbers of a value in a row; None where there is anything else in it, or a truth value."""
    found: list[Any] = []
    try:
        _collect(value, found)
        return np.asarray(found, float)
    except (TypeError, OverflowError):
        return None


_NUMBERS = frozenset((float, int))


def _collect(value: Any, found: list[Any]) -> None:
    kind = type(value)
    if kind is float or kind is int:
        found.append(value)
    elif (kind is list or kind is tuple) and _NUMBERS.issuperset(map(type, value)):
        found += value
    elif isinstance(value, np.ndarray) and value.dtype.kind in "iuf":
        found += value.ravel().tolist()
    elif kind is list or kind is tuple:
        for part in value:
            _collect(part, found)
    else:
        raise TypeError(kind)


def parallel(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any], within: float = 1e-12) -> bool:
    """Whether two rows point in one direction, but for rounding."""
    if len(one) != len(other) or not (one.any() and other.any()):
        return False
    size = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
    return math.isfinite(size) and float(one @ other) >= (1 - within) * size


def same_form(one: Any, other: Any) -> bool:
    """Whether the numbers of two values stand in rows of the same lengths."""
    rows = (list, tuple, np.ndarray)
    if not isinstance(one, rows) or not isinstance(other, rows):
        return not isinstance(one, rows) and not isinstance(other, rows)
    return len(one) == len(other) and all(same_form(a, b) for a, b in zip(one, other, strict=True))
