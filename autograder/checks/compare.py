"""Close enough, or a sentence that says where two values differ and by how much."""

from __future__ import annotations

import math
from dataclasses import is_dataclass
from typing import Any

import numpy as np

from autograder.checks.numeric import EXACT, as_float, as_numbers, is_number, within
from autograder.checks.parts import parts_differ
from autograder.checks.show import SHOWN_ENTRIES, kind_of, rows, shape_of, show, tell_apart
from autograder.course.model import Tolerance
from autograder.sandbox.handles import Handle, Lent
from autograder.sandbox.values import Plain

SHORT = 64
"""Entries of an array that is compared one by one."""
LARGE = 1 << 31
_ROWS = (list, tuple)
_WORDS = (str, bool)
_WHOLE_WORDS = (np.dtype(np.float64), np.dtype(np.int64))


def difference(actual: Plain, expected: Plain, tolerance: Tolerance) -> str | None:
    """None when `actual` equals `expected` within the tolerance, else a phrase that says how they differ.

    Both are plain data. Kind and shape are compared before values, so nothing broadcasts. A list, a tuple and an array
    of the same numbers are equal, and NaN equals NaN. A truth value is not a number.
    """
    if is_number(expected):
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
    # says so without making a sentence of it
    if actual is expected is None:
        return True
    if isinstance(expected, float) and isinstance(actual, float):  # NumPy's are as well
        return within(actual, expected, tolerance)
    if isinstance(expected, dict) and isinstance(actual, dict):
        alike = actual.keys() == expected.keys()
        return alike and all(close(actual[key], part, tolerance) for key, part in expected.items())
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
    given, wanted = as_numbers(actual), as_numbers(expected)
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


def _numbers_differ(actual: Plain, expected: Any, tolerance: Tolerance) -> str | None:
    if not is_number(actual):
        return f"it is {kind_of(actual)}, expected one number, {show(expected)}"
    if isinstance(expected, EXACT) and not isinstance(actual, type(expected) | int):
        return f"it is {kind_of(actual)}, expected {kind_of(expected)}"
    if isinstance(actual, EXACT) or isinstance(expected, EXACT):
        if actual == expected:
            return None
        actual, expected = as_float(actual), as_float(expected)
    if within(actual, expected, tolerance):
        return None
    return f"expected {tell_apart(expected, actual)}{_off_by(actual, expected)}"


def _sequences_differ(actual: Plain, expected: Any, tolerance: Tolerance) -> str | None:
    if not isinstance(actual, list | tuple | np.ndarray):
        return f"it is {kind_of(actual)}, expected {kind_of(expected)}"
    if floats_close(actual, expected, tolerance):
        return None
    wanted, given = as_numbers(expected), as_numbers(actual)
    if wanted is None:
        return _parts_differ(rows(actual), rows(expected), tolerance)
    if given is None and len(actual) == len(wanted):
        return f"it is {kind_of(actual)}, expected numbers"
    if given is None or given.shape != wanted.shape:
        return f"it is {kind_of(actual)}, expected {shape_of(wanted)}{_wrapped(given, wanted)}"
    return _arrays_differ(given, wanted, tolerance)


def _wrapped(given: np.ndarray[Any, Any] | None, wanted: np.ndarray[Any, Any]) -> str:
    """What to say of a column or a single row of numbers, in the place of the numbers themselves."""
    if given is None or wanted.ndim != 1 or not len(wanted):
        return ""
    if given.shape == (len(wanted), 1):
        return ", and not each number in a list of its own"
    return ", and not one list inside another" if given.shape == (1, len(wanted)) else ""


def _as_list(value: Plain) -> Plain:
    """A short array of numbers as lists, which are compared faster than NumPy starts up; all else as it is."""
    if type(value) is np.ndarray and 0 < value.size <= SHORT and value.dtype in _WHOLE_WORDS:
        return value.tolist()
    return value


def _is_simple(value: Plain) -> bool:
    """A float, or a whole number that is as exact as one, and so are the gaps between such."""
    return type(value) is float or (type(value) is int and -LARGE < value < LARGE)


def floats_close(actual: Plain, expected: Plain, tolerance: Tolerance) -> bool | None:
    """The common case: numbers in lists, tuples and short arrays, without NumPy; None for all that is not that.

    The first two numbers that are too far apart settle it, whatever else there is.
    """
    if _is_simple(expected):
        return within(actual, expected, tolerance) if _is_simple(actual) else None
    if type(expected) in _WORDS:
        return actual == expected if type(actual) is type(expected) else None
    actual, expected = _as_list(actual), _as_list(expected)
    if type(actual) not in _ROWS or type(expected) not in _ROWS or len(actual) != len(expected):
        return None
    known: bool | None = True
    for part, wanted in zip(actual, expected, strict=True):
        if type(wanted) is float is type(part):
            if not (part == wanted or within(part, wanted, tolerance)):
                return False
            continue
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
    return f"{whole}entry {place} is {tell_apart(a, e)}, expected {tell_apart(e, a)}{_off_by(a, e)}{rest}"


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


def _off_by(actual: Any, expected: Any) -> str:
    if isinstance(expected, bool):
        return ""
    try:
        gap = abs(actual - expected)
        return f", off by {gap:.2g}" if math.isfinite(gap) else ""
    except OverflowError:  # an integer too large for a float
        return ""
