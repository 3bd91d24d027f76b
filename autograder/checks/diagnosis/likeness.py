"""When two answers to one call show the same idea, and how much it says that they do."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np

from autograder.checks.compare import close
from autograder.checks.sentences import Call, is_unwritten
from autograder.course.model import Tolerance
from autograder.sandbox.outcomes import CallOutcome, Crashed, NoSuchFunction, NotData, Raised, Returned, TimedOut
from autograder.sandbox.values import Plain

SAME = Tolerance(rtol=1e-6, atol=1e-9)
"""Two programs with the same idea differ by rounding only, whatever the exercise's own tolerance is."""
FAR, NEAR = 0.1, 1e-3
"""Where two ideas lie this far apart, relative to the largest entry, an answer this near to one of them is that one."""
_OUT_OF_RANGE = {"OverflowError", "ZeroDivisionError", "FloatingPointError"}
_ARBITRARY = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|[-+]?\d[\d.e]*")


def silent(outcome: CallOutcome) -> bool:
    """Whether an outcome says nothing about an idea: nothing was written, or nothing came back."""
    return isinstance(outcome, NoSuchFunction | Crashed | TimedOut) or is_unwritten(outcome)


def equal(given: CallOutcome, answer: CallOutcome, within: Tolerance = SAME) -> bool:
    """Whether one is as good as the other for a check: equal values and arguments, or an error of one type."""
    match given, answer:
        case Returned(), Returned():
            return close(given.value, answer.value, within) and close(given.arguments, answer.arguments, within)
        case Raised(), Raised():
            return given.builtin == answer.builtin and given.builtin is not None
        case NotData(), NotData():
            return given.what == answer.what
    return False


def alike(given: CallOutcome, suspect: CallOutcome, right: CallOutcome) -> bool:
    """Whether `given` shows the idea of `suspect`, which answers otherwise than `right`."""
    match given, suspect:
        case Raised(), Raised():
            return (equal(given, suspect) and _same_text(given, suspect)) or _both_out_of_range(given, suspect)
        case Returned(), Returned():
            return equal(given, suspect) or _near(given, suspect, right) or _both_changed(given, suspect, right)
    return equal(given, suspect) or _both_out_of_range(given, suspect)


def undecided(given: CallOutcome, suspect: CallOutcome) -> bool:
    """Two errors of one type in other words: a refusal of one's own looks like that, and so does any accident."""
    return isinstance(given, Raised) and equal(given, suspect)


def rich(answer: CallOutcome, right: CallOutcome) -> bool:
    """Whether an answer says much: a fraction is hardly hit by chance, a whole number or an error easily."""
    return isinstance(answer, Returned) and isinstance(right, Returned) and _fraction(answer.value, right.value)


def hair(given: CallOutcome, right: CallOutcome) -> bool:
    """Whether two equal answers differ in their last digits."""
    if not (isinstance(given, Returned) and isinstance(right, Returned)):
        return False
    return not close(given.value, right.value, Tolerance(rtol=0.0, atol=0.0))


def answers_where_none_is_due(given: CallOutcome, suspect: CallOutcome, right: CallOutcome) -> bool:
    """Both answered something where an error or None is right."""
    nothing = isinstance(right, Raised) or (isinstance(right, Returned) and right.value is None)
    return nothing and _something(given) and _something(suspect)


def forgets_refusal(suspect: CallOutcome, right: CallOutcome) -> bool:
    """Whether the suspect answers where the reference refuses."""
    return isinstance(right, Raised) and isinstance(suspect, Returned)


def along(given: CallOutcome, suspect: CallOutcome, right: CallOutcome) -> bool:
    """Whether two rows of numbers are one but for their length, and point in another direction than the right one."""
    if not (isinstance(given, Returned) and isinstance(suspect, Returned) and isinstance(right, Returned)):
        return False
    rows = [numbers(outcome.value) for outcome in (given, suspect, right)]
    if any(row is None or len(row) < 2 or not np.isfinite(row).all() for row in rows):
        return False
    ours, theirs, wanted = (row for row in rows if row is not None)
    return _parallel(ours, theirs) and not _parallel(theirs, wanted)


def _parallel(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    if len(one) != len(other) or not (one.any() and other.any()):
        return False
    size = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
    return math.isfinite(size) and float(one @ other) >= (1 - SAME.rtol**2) * size


def finite(outcome: CallOutcome) -> bool:
    """Whether an answer is made of finite numbers, one at least."""
    found = numbers(outcome.value) if isinstance(outcome, Returned) else None
    return found is not None and len(found) > 0 and bool(np.isfinite(found).all())


def kind(outcome: CallOutcome) -> str:
    """Value, None or the type of an error."""
    if isinstance(outcome, Returned):
        return "None" if outcome.value is None else "value"
    return f"{type(outcome).__name__} {getattr(outcome, 'builtin', '')}"


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


def _fraction(value: Any, right: Any) -> bool:
    """Whether there is a finite fraction in a value that is not what stands in the same place of the right one."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, dict):
        theirs = right if isinstance(right, dict) and right.keys() == value.keys() else {}
        return any(_fraction(part, theirs.get(key)) for key, part in value.items())
    if isinstance(value, list | tuple):
        same = isinstance(right, list | tuple | np.ndarray) and len(right) == len(value)
        return any(map(_fraction, value, right if same else [None] * len(value)))
    if not isinstance(value, float) or not math.isfinite(value) or value.is_integer():
        return False
    return not isinstance(right, int | float) or value != right


def _something(outcome: CallOutcome) -> bool:
    return isinstance(outcome, Returned) and outcome.value is not None


def _same_text(given: Raised, answer: Raised) -> bool:
    """The same but for numbers and names. The words of an `assert` are one's own: that it is an assert is the idea."""
    if given.builtin == "AssertionError":
        return True
    return _ARBITRARY.sub("#", given.text) == _ARBITRARY.sub("#", answer.text)


def _both_out_of_range(given: CallOutcome, answer: CallOutcome) -> bool:
    """Python raises where NumPy goes on with inf and nan."""
    return _out_of_range(given) and _out_of_range(answer)


def _out_of_range(outcome: CallOutcome) -> bool:
    if isinstance(outcome, Raised):
        return outcome.builtin in _OUT_OF_RANGE
    found = numbers(outcome.value) if isinstance(outcome, Returned) else None
    return found is not None and not np.isfinite(found).all()


def _near(given: Returned, suspect: Returned, right: CallOutcome) -> bool:
    """Single precision, or weights that were rounded on the way."""
    ours, theirs = numbers(given.value), numbers(suspect.value)
    if ours is None or theirs is None or len(ours) != len(theirs) or not len(ours):
        return False
    size = float(np.abs(theirs).max())
    off = float(np.abs(ours - theirs).max())
    if not off <= NEAR * size < math.inf or not _one_form(given.value, suspect.value):
        return False
    wanted = numbers(right.value) if isinstance(right, Returned) else None
    apart = math.inf if wanted is None or len(wanted) != len(theirs) else float(np.abs(theirs - wanted).max())
    return apart > FAR * size and off <= NEAR * apart and close(given.arguments, suspect.arguments, SAME)


def _one_form(one: Any, other: Any) -> bool:
    """Whether the numbers of two values stand in rows of the same lengths."""
    rows = (list, tuple, np.ndarray)
    if not isinstance(one, rows) or not isinstance(other, rows):
        return not isinstance(one, rows) and not isinstance(other, rows)
    return len(one) == len(other) and all(_one_form(a, b) for a, b in zip(one, other, strict=True))


def _both_changed(given: Returned, suspect: Returned, right: CallOutcome) -> bool:
    """Right values, and both used what they were handed as scratch paper, whatever they wrote there."""
    if not isinstance(right, Returned) or any(
        one is None for one in (given.arguments, suspect.arguments, right.arguments)
    ):
        return False
    values = close(given.value, right.value, SAME) and close(suspect.value, right.value, SAME)
    return values and not any(close(one.arguments, right.arguments, SAME) for one in (given, suspect))


def what(call: Call) -> tuple[str, tuple[Plain, ...], dict[str, Plain], bool]:
    """A call without what came of it."""
    return call.function, call.args, call.kwargs, bool(call.arguments)
