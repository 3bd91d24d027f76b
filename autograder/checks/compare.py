"""Close enough, or a sentence that says where two values differ and by how much."""

from __future__ import annotations

import datetime
import math
from dataclasses import is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.checks.parts import kind_of_parts, parts_differ
from autograder.course.model import Tolerance
from autograder.sandbox.handles import METHOD, Handle, Lent
from autograder.sandbox.scalars import name_of
from autograder.sandbox.values import Plain

SHORT = 64
"""Entries of an array that is compared one by one."""
_ROWS = (list, tuple)
SHOWN_ENTRIES = 8
SHOWN_CHARACTERS = 160


EXACT = (Decimal, Fraction)


def difference(actual: Plain, expected: Plain, tolerance: Tolerance) -> str | None:
    """None when `actual` equals `expected` within the tolerance, else a phrase that says how they differ.

    Both are plain data. Kind and shape are compared before values, so nothing broadcasts. A list, a tuple and an array
    of the same numbers are equal, and NaN equals NaN. A truth value is not a number.
    """
    if _is_number(expected):
        return _numbers_differ(actual, expected, tolerance)
    if isinstance(expected, list | tuple | np.ndarray):
        return _sequences_differ(actual, expected, tolerance)
    if isinstance(expected, dict):
        return _dicts_differ(actual, expected, tolerance)
    if isinstance(expected, set):
        return _sets_differ(actual, expected)
    if is_dataclass(expected):
        return _fields_differ(actual, expected, tolerance)
    if type(actual) is type(expected) and actual == expected:
        return None
    return f"it is {kind_of(actual)}, expected {show(expected)}"


def close(actual: Plain, expected: Plain, tolerance: Tolerance) -> bool:
    """Whether `difference` finds none."""
    # says no without making a sentence of it
    found = floats_close(actual, expected, tolerance)
    if found is None and _of_other_lengths(actual, expected):
        return False
    return difference(actual, expected, tolerance) is None if found is None else found


def _of_other_lengths(actual: Plain, expected: Plain) -> bool:
    """Whether what is no row, or one of another length, stands where a row is expected."""
    if not isinstance(expected, list | tuple | np.ndarray):
        return False
    return not isinstance(actual, list | tuple | np.ndarray) or len(actual) != len(expected)


def share_used(actual: Plain, expected: Plain, tolerance: Tolerance) -> float | None:
    """The largest error over what the tolerance allows: up to 1 passes. None where kind or shape differ."""
    given, wanted = _as_numbers(actual), _as_numbers(expected)
    if given is None or wanted is None or given.shape != wanted.shape or not wanted.size:
        return None
    if bool in (given.dtype, wanted.dtype):
        return None
    given, wanted = given + 0.0, wanted + 0.0  # unsigned integers would wrap around
    with np.errstate(all="ignore"):
        allowed = tolerance.atol + tolerance.rtol * np.abs(wanted)
        gaps = np.where(given == wanted, 0.0, np.abs(given - wanted) / allowed)
    worst = float(np.max(gaps))
    return worst if math.isfinite(worst) else None


def show(value: Plain, entries: int = SHOWN_ENTRIES) -> str:
    """A short, safe text for a value: six significant digits, long parts cut, control characters escaped."""
    text = _show(value, entries)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[: SHOWN_CHARACTERS - 4]} ..."


def kind_of(value: Plain) -> str:
    """A value named with its kind where that helps: ``a list of shape (3, 2)``, ``None``, ``the text 'abc'``."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return f"the text {show(value)}"
    if isinstance(value, dict):
        return f"a dict with the keys {show(list(value))}"
    if isinstance(value, set):
        return f"a set of {len(value)}"
    if is_dataclass(value):
        return _show(value, SHOWN_ENTRIES) if isinstance(value, Handle | Lent) else kind_of_parts(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return f"the {name_of(value)} {value}"
    if isinstance(value, EXACT):
        return f"the {name_of(value)} {value}"
    if not isinstance(value, list | tuple | np.ndarray) or (isinstance(value, np.ndarray) and not value.ndim):
        return f"the number {show(value)}"
    array = _as_numbers(value)
    name = "a list" if isinstance(value, list) else "a tuple" if isinstance(value, tuple) else "an array"
    if array is None and isinstance(value, np.ndarray):
        return f"{name} of {'text' if value.dtype.kind == 'U' else 'dates or times'}, {_shape(value)}"
    if array is None and len(value) and set(map(type, value)) == {str}:
        return f"{name} of {len(value)} text{'s' * (len(value) != 1)}"
    if array is None:
        return f"{name} of {len(value)} parts that are not all numbers or not all of one length"
    return f"{name} of {_shape(array)}"


def build(value: Plain, depth: int = 3) -> str:
    """How a value is built, lengths and numbers left out: ``number``, ``[[number]]``, ``[dict]``, ``[]``, ``mixed``."""
    if isinstance(value, np.ndarray):
        return "[" * value.ndim + ("bool" if value.dtype == bool else "number") + "]" * value.ndim
    if isinstance(value, list | tuple):
        parts = {build(part, depth - 1) for part in value} if depth else {"..."}
        return f"[{parts.pop() if len(parts) == 1 else 'mixed' if parts else ''}]"
    return "number" if _is_number(value) else type(value).__name__


def _sets_differ(actual: Plain, expected: set[Any]) -> str | None:
    if not isinstance(actual, set):
        return f"it is {kind_of(actual)}, expected a set of {len(expected)}"
    lacks, more = expected - actual, actual - expected
    told = [f"it lacks {show(lacks)}"] * bool(lacks) + [f"it has {show(more)} too much"] * bool(more)
    return " and ".join(told) or None


def _fields_differ(actual: Plain, expected: Any, tolerance: Tolerance) -> str | None:
    """Tables and what figures show: part by part, under their names."""
    if type(actual) is not type(expected):
        return f"it is {kind_of(actual)}, expected {kind_of(expected)}"
    if isinstance(expected, Handle):  # an object says nothing of itself here
        return None if actual.what == expected.what else f"it is {actual.what}, expected {expected.what}"
    if isinstance(expected, Lent):  # one that is made anew for each call is the same function still
        return None if actual.key == expected.key else f"it is {actual.name}, expected {expected.name}"
    return parts_differ(actual, expected, lambda one, other: difference(one, other, tolerance), show)


def _rows(value: Any) -> Any:
    """An array of text, dates or times as Python has them; everything else as it is."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "UmM":
        return (value if value.dtype.kind == "U" else value.astype(f"{value.dtype.kind}8[us]")).tolist()
    return value


def _numbers_differ(actual: Plain, expected: Any, tolerance: Tolerance) -> str | None:
    if not _is_number(actual):
        return f"it is {kind_of(actual)}, expected one number, {show(expected)}"
    if isinstance(expected, EXACT) and not isinstance(actual, type(expected) | int):
        return f"it is {kind_of(actual)}, expected {kind_of(expected)}"
    if isinstance(actual, EXACT) or isinstance(expected, EXACT):
        if actual == expected:
            return None
        actual, expected = _as_float(actual), _as_float(expected)
    if _within(actual, expected, tolerance):
        return None
    return f"expected {_tell_apart(expected, actual)}{_off_by(actual, expected)}"


def _sequences_differ(actual: Plain, expected: Any, tolerance: Tolerance) -> str | None:
    if not isinstance(actual, list | tuple | np.ndarray):
        return f"it is {kind_of(actual)}, expected {kind_of(expected)}"
    if floats_close(actual, expected, tolerance):
        return None
    wanted, given = _as_numbers(expected), _as_numbers(actual)
    if wanted is None:
        return _parts_differ(_rows(actual), _rows(expected), tolerance)
    if given is None and len(actual) == len(wanted):
        return f"it is {kind_of(actual)}, expected numbers"
    if given is None or given.shape != wanted.shape:
        return f"it is {kind_of(actual)}, expected {_shape(wanted)}"
    return _arrays_differ(given, wanted, tolerance)


def _as_list(value: Plain) -> Plain:
    """A short array of floats as lists, which are compared faster than NumPy starts up; all else as it is."""
    if type(value) is np.ndarray and 0 < value.size <= SHORT and value.dtype == np.float64:
        return value.tolist()
    return value


def floats_close(actual: Plain, expected: Plain, tolerance: Tolerance) -> bool | None:
    """The common case: floats in lists, tuples and short arrays, without NumPy; None for all that is not that.

    The first two floats that are too far apart settle it, whatever else there is.
    """
    if type(expected) is float:
        return _within(actual, expected, tolerance) if type(actual) is float else None
    actual, expected = _as_list(actual), _as_list(expected)
    if type(actual) not in _ROWS or type(expected) not in _ROWS or len(actual) != len(expected):
        return None
    known: bool | None = True
    for part, wanted in zip(actual, expected, strict=True):
        found = floats_close(part, wanted, tolerance)
        if found is False:
            return False
        known = known and found
    return known


def _parts_differ(actual: Any, expected: Any, tolerance: Tolerance) -> str | None:
    if len(actual) != len(expected):
        return f"it has {len(actual)} parts, expected {len(expected)}"
    for index, (part, wanted) in enumerate(zip(actual, expected, strict=True)):
        found = difference(part, wanted, tolerance)
        if found is not None:
            return f"in part {index}: {found}"
    return None


def _arrays_differ(given: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any], tolerance: Tolerance) -> str | None:
    if given.dtype == bool and wanted.dtype != bool:
        return "it holds truth values, expected numbers"
    if wanted.dtype == bool and given.dtype != bool:
        return "it holds numbers, expected truth values"
    with np.errstate(all="ignore"):
        near = np.isclose(given, wanted, rtol=tolerance.rtol, atol=tolerance.atol, equal_nan=True)
    if near.all():
        return None
    first = tuple(int(i) for i in np.argwhere(~near)[0])
    a, e = given[first].item(), wanted[first].item()
    place = "".join(f"[{i}]" for i in first)
    count = int((~near).sum())
    rest = f"; {count} of {near.size} entries differ" if count > 1 else ""
    whole = f"expected {show(wanted.tolist())}: " if wanted.size <= SHOWN_ENTRIES else ""
    return f"{whole}entry {place} is {_tell_apart(a, e)}, expected {_tell_apart(e, a)}{_off_by(a, e)}{rest}"


def _dicts_differ(actual: Plain, expected: dict[Any, Any], tolerance: Tolerance) -> str | None:
    if not isinstance(actual, dict):
        return f"it is {kind_of(actual)}, expected a dict with the keys {show(list(expected))}"
    if set(actual) != set(expected):
        return f"it has the keys {show(list(actual))}, expected {show(list(expected))}"
    for key, wanted in expected.items():
        found = difference(actual[key], wanted, tolerance)
        if found is not None:
            return f"under {show(key)}: {found}"
    return None


def _is_number(value: Plain) -> bool:
    return isinstance(value, int | float | complex | Decimal | Fraction) and not isinstance(value, bool)


def _as_float(value: Any) -> Any:
    try:
        return float(value) if isinstance(value, EXACT) else value
    except (OverflowError, ValueError):
        return math.nan


def _within(actual: Any, expected: Any, tolerance: Tolerance) -> bool:
    if actual == expected or (actual != actual and expected != expected):
        return True
    try:
        gap = abs(actual - expected)
        return bool(gap <= tolerance.atol + tolerance.rtol * abs(expected) and math.isfinite(abs(expected)))
    except OverflowError:  # an integer too large for a float
        return False


def _off_by(actual: Any, expected: Any) -> str:
    if isinstance(expected, bool):
        return ""
    try:
        gap = abs(actual - expected)
        return f", off by {gap:.2g}" if math.isfinite(gap) else ""
    except OverflowError:  # an integer too large for a float
        return ""


def _as_numbers(value: Plain) -> np.ndarray[Any, Any] | None:
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
    return [_floats(part) for part in value] if isinstance(value, list | tuple) else _as_float(value)


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


def _shape(array: np.ndarray[Any, Any]) -> str:
    if array.ndim == 1:
        return f"length {array.shape[0]}"
    return f"shape {array.shape}"


def _tell_apart(value: Any, other: Any) -> str:
    short = _show(value, SHOWN_ENTRIES)
    return repr(value) if short == _show(other, SHOWN_ENTRIES) else short


def _show(value: Plain, entries: int) -> str:
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, np.ndarray) and not value.ndim:
        return _show(value.item(), entries)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else "a huge integer"
    if isinstance(value, str):
        return ascii(value) if not value.isprintable() else repr(value)
    if isinstance(value, list | tuple | np.ndarray):
        first = value[:entries]  # of a large array no more than these are made into Python's numbers
        if isinstance(first, np.ndarray) and first.ndim == 1:
            first = _rows(first) if first.dtype.kind in "UmM" else first.tolist()
        shown = [_show(item, entries) for item in first]
        inside = ", ".join(shown + [f"... {len(value) - entries} more"] * (len(value) > entries))
        return f"({inside}{',' * (len(value) == 1)})" if isinstance(value, tuple) else f"[{inside}]"
    if isinstance(value, dict):
        pairs = [f"{_show(k, entries)}: {_show(v, entries)}" for k, v in list(value.items())[:entries]]
        return "{" + ", ".join(pairs + ["..."] * (len(value) > entries)) + "}"
    if isinstance(value, set):
        shown = sorted(_show(item, entries) for item in value)
        return "{" + ", ".join(shown[:entries] + ["..."] * (len(value) > entries)) + "}" if value else "set()"
    if isinstance(value, Handle):
        return value.origin or value.what if value is not METHOD else "a method"
    if isinstance(value, Lent):
        return value.name
    if is_dataclass(value):
        return kind_of_parts(value)
    return f"{value}"
