"""When two answers to one call show the same idea, and how much it says that they do."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.compare import close
from autograder.checks.numeric import is_number, numbers, parallel, same_form
from autograder.checks.sentences import is_unwritten
from autograder.course.model import Tolerance
from autograder.sandbox.outcomes import CallOutcome, Crashed, NoSuchFunction, NotData, Raised, Returned, TimedOut

SAME = Tolerance(rtol=1e-6, atol=1e-9)
"""Two programs with the same idea differ by rounding only, whatever the exercise's own tolerance is."""
FAR, NEAR = 0.1, 1e-3
"""Where two ideas lie this far apart, relative to the largest entry, an answer this near to one of them is that one."""
_OUT_OF_RANGE = {"OverflowError", "ZeroDivisionError", "FloatingPointError"}
_UNEQUAL_SHAPES = re.compile(r"not aligned|mismatch in its core dimension|remapped shapes")
"""What NumPy says of a product whose sides do not fit: `dot`, `@` and `einsum` each in words of their own."""
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


Sketch = tuple[int, float, float]
"""Of an answer in finite numbers: how many, the first, and how large the largest is."""


def sketch(outcome: CallOutcome) -> Sketch | None:
    """What is looked at before two answers are compared in all their parts."""
    found = numbers(outcome.value) if isinstance(outcome, Returned) else None
    if found is None or not len(found) or not np.isfinite(found).all():
        return None
    return len(found), float(found[0]), float(np.abs(found).max())


def apart(one: Sketch | None, other: Sketch | None) -> bool:
    """Whether two answers cannot be alike."""
    if one is None or other is None:
        return False
    return one[0] != other[0] or abs(one[1] - other[1]) > 2 * NEAR * max(one[2], other[2]) + SAME.atol


def alike(given: CallOutcome, suspect: CallOutcome, right: CallOutcome, handed: Sequence[Any] | None = None) -> bool:
    """Whether `given` shows the idea of `suspect`, which answers otherwise than `right`.

    `handed` are the arguments as they were: what the reference changes is meant to be, and no scratch paper.
    """
    match given, suspect:
        case Raised(), Raised():
            return (equal(given, suspect) and _same_text(given, suspect)) or _both_out_of_range(given, suspect)
        case Returned(), Returned():
            scratch = handed is None or left_alone(right, handed)
            if handed is not None and not scratch and given.value is None and left_alone(given, handed):
                return False  # who changes nothing and gives nothing may have written nothing
            return (
                equal(given, suspect)
                or _near(given, suspect, right)
                or (scratch and _both_changed(given, suspect, right))
            )
    return equal(given, suspect) or _both_out_of_range(given, suspect)


def rich(answer: CallOutcome, right: CallOutcome, handed: Sequence[Any] | None = None) -> bool:
    """Whether an answer in a value's place says much: a fraction is hardly hit by chance, a whole number easily.

    So does one that is written into what was handed over, where that is what the function is for.
    """
    if not (isinstance(answer, Returned) and isinstance(right, Returned)):
        return False
    if _fraction(answer.value):
        return True
    if handed is None or left_alone(right, handed) or left_alone(answer, handed):
        return False
    return not close(answer.arguments, right.arguments, SAME) and _fraction(answer.arguments)


def left_alone(outcome: CallOutcome, handed: Sequence[Any]) -> bool:
    """Whether the arguments are as they were, or nobody asked."""
    if not isinstance(outcome, Returned) or outcome.arguments is None:
        return True
    return close(tuple(outcome.arguments), tuple(handed), SAME)


def answers_where_none_is_due(given: CallOutcome, suspect: CallOutcome, right: CallOutcome) -> bool:
    """Both answered something, and not lists of two lengths, where an error or None is right.

    What the suspect computes is made of one kind of thing: None, a text or an error in its place is a refusal, though a
    wrong one.
    """
    nothing = isinstance(right, Raised) or (isinstance(right, Returned) and right.value is None)
    if not (nothing and _something(given) and _something(suspect)):
        return False
    if not isinstance(right, Raised) and has_nan(given) and finite(suspect):
        return False  # nan in the place of None stands for nothing as well
    if not leaves(given.value) <= (leaves(suspect.value) or {"number"}):  # type: ignore[union-attr]
        return False
    ours, theirs = size(given), size(suspect)
    return ours == theirs or 0 in (ours, theirs)


def leaves(value: Any) -> set[str]:
    """The kinds of things that a value is made of; all numbers are of one kind."""
    if isinstance(value, dict):
        return set().union(*map(leaves, value.values()))
    if isinstance(value, list | tuple | set | frozenset):
        return set().union(*map(leaves, value))
    if isinstance(value, np.ndarray):
        return {"number" if value.dtype.kind in "biufc" else value.dtype.kind}
    return {"number" if is_number(value) else type(value).__name__}


def replaced(given: Any, answer: Any) -> list[Any]:
    """What stands in a value in the places where another one has something else; the whole where the two do not fit."""
    rows = (list, tuple, np.ndarray)
    if isinstance(given, rows) and isinstance(answer, rows) and len(given) == len(answer) > 0:
        return [part for one, other in zip(given, answer, strict=True) for part in replaced(one, other)]
    return [] if close(given, answer, SAME) else [given]


def stands_for_nothing(given: Sequence[Any], answers: Sequence[Any], known: Sequence[Any] = ()) -> bool:
    """Whether what stands in the place of other answers is one and the same thing, whatever was asked.

    A 0, a nan or an empty list for each call is not computed: it says that there is no answer. `known` are such things
    that the program has elsewhere: of these once is enough.
    """
    ours = [part for one, other in zip(given, answers, strict=True) for part in replaced(one, other)]
    theirs = [part for one, other in zip(given, answers, strict=True) for part in replaced(other, one)]
    if not ours or not all_one(ours):
        return False
    return (len(ours) > 1 and not all_one(theirs)) or any(close(ours[0], one, SAME) for one in known)


def all_one(parts: Sequence[Any]) -> bool:
    """Whether all of these are equal."""
    return all(close(part, parts[0], SAME) for part in parts)


def along(given: CallOutcome, suspect: CallOutcome, right: CallOutcome) -> bool:
    """Whether two rows of numbers are one but for their length, and point in another direction than the right one."""
    if not (isinstance(given, Returned) and isinstance(suspect, Returned) and isinstance(right, Returned)):
        return False
    rows = [numbers(outcome.value) for outcome in (given, suspect, right)]
    if any(row is None or len(row) < 2 or not np.isfinite(row).all() for row in rows):
        return False
    ours, theirs, wanted = (row for row in rows if row is not None)
    return parallel(ours, theirs) and not parallel(theirs, wanted)


def finite(outcome: CallOutcome) -> bool:
    """Whether an answer is made of finite numbers, one at least."""
    found = numbers(outcome.value) if isinstance(outcome, Returned) else None
    return found is not None and len(found) > 0 and bool(np.isfinite(found).all())


def has_nan(outcome: CallOutcome) -> bool:
    """Whether there is a nan in an answer."""
    found = numbers(outcome.value) if isinstance(outcome, Returned) else None
    return found is not None and bool(np.isnan(found).any())


def kind(outcome: CallOutcome) -> str:
    """Value, None or the type of an error."""
    if isinstance(outcome, Returned):
        return "None" if outcome.value is None else "value"
    return f"{type(outcome).__name__} {getattr(outcome, 'builtin', '')}"


def _fraction(value: Any) -> bool:
    """Whether there is a finite fraction in a value."""
    if isinstance(value, dict):
        return any(map(_fraction, value.values()))
    if isinstance(value, list | tuple | np.ndarray):
        return any(map(_fraction, value))
    return isinstance(value, float) and math.isfinite(value) and not value.is_integer()


def _something(outcome: CallOutcome) -> bool:
    return isinstance(outcome, Returned) and outcome.value is not None


def size(outcome: CallOutcome) -> int | None:
    """How many parts an answer has; None for one that has none."""
    value = outcome.value if isinstance(outcome, Returned) else None
    return len(value) if isinstance(value, list | tuple | dict) or np.ndim(value) else None  # type: ignore[arg-type]


def _same_text(given: Raised, answer: Raised) -> bool:
    """The same but for numbers and names. The words of an `assert` are one's own: that it is an assert is the idea."""
    if given.builtin == "AssertionError" or all(_UNEQUAL_SHAPES.search(one.text) for one in (given, answer)):
        return True
    return _ARBITRARY.sub("#", given.text) == _ARBITRARY.sub("#", answer.text)


def refused_alike(given: CallOutcome, suspect: CallOutcome) -> bool:
    """Errors of one type, in whatever words, and none of them by accident."""
    both = isinstance(given, Raised) and isinstance(suspect, Raised)
    return both and equal(given, suspect) and not _UNEQUAL_SHAPES.search(given.text)  # type: ignore[union-attr]


def _both_out_of_range(given: CallOutcome, answer: CallOutcome) -> bool:
    """Python raises where NumPy goes on with inf and nan."""
    return _out_of_range(given) and _out_of_range(answer)


def _out_of_range(outcome: CallOutcome) -> bool:
    if isinstance(outcome, Raised):  # what NumPy, where asked to, says of a number that is rounded to 0, is none of it
        return outcome.builtin in _OUT_OF_RANGE and not outcome.text.startswith("underflow")
    found = numbers(outcome.value) if isinstance(outcome, Returned) else None
    return found is not None and not np.isfinite(found).all()


def _near(given: Returned, suspect: Returned, right: CallOutcome) -> bool:
    """Single precision, or weights that were rounded on the way."""
    ours, theirs = numbers(given.value), numbers(suspect.value)
    if ours is None or theirs is None or not len(ours) == len(theirs) > 0:
        return False
    size, off = float(np.abs(theirs).max()), float(np.abs(ours - theirs).max())
    if not off <= NEAR * size < math.inf:
        return False
    wanted = numbers(right.value) if isinstance(right, Returned) else None
    apart = math.inf if wanted is None or len(wanted) != len(theirs) else float(np.abs(theirs - wanted).max())
    near = apart > FAR * size and same_form(given.value, suspect.value)
    return near and close(given.arguments, suspect.arguments, SAME)


def _both_changed(given: Returned, suspect: Returned, right: CallOutcome) -> bool:
    """Right values, and both used what they were handed as scratch paper, whatever they wrote there."""
    if not isinstance(right, Returned) or any(one.arguments is None for one in (given, suspect, right)):
        return False
    changed = (not close(one.arguments, right.arguments, SAME) for one in (given, suspect))
    return close(given.value, right.value, SAME) and all(changed)
