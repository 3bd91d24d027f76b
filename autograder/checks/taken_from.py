"""Whether a value that a check compares came out of what a call gave."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from autograder.checks.fingerprint import fingerprint
from autograder.checks.objects import StudentObject, handle_of
from autograder.checks.sentences import Call
from autograder.sandbox.described import describe
from autograder.sandbox.outcomes import Returned
from autograder.sandbox.values import NotPlain, Plain, reduced


def parts_of(value: Any) -> Any:
    """What a dict, a tuple or a list holds; of others nothing."""
    return value.values() if type(value) is dict else value if isinstance(value, tuple | list) else ()


def is_row(part: Any, value: Any) -> bool:
    """Whether it is a row, or an entry, of an array."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "biufc":
        return False
    if isinstance(part, np.ndarray):
        return part.base is value
    return isinstance(part, np.generic) and value.ndim == 1 and bool((value == part).any())


def holds_the_same(one: Any, other: Any) -> bool:
    """Whether two rows hold the very same parts: a check made a list of what an object gave."""
    return type(other) is list and len(one) == len(other) and all(map(operator.is_, one, other))


def changed(call: Call) -> bool:
    """Whether the check has changed what a call gave, or an argument that it left, since these came."""
    outcome = call.outcome
    if not isinstance(outcome, Returned):
        return False
    came = [(call.value, outcome.value)] if call.result is not None else []
    came += [(call.arguments, outcome.arguments)] if outcome.arguments is not None else []
    try:
        return any(fingerprint(reduced(now, _handle)[0]) != fingerprint(then) for now, then in came)
    except NotPlain:  # the check has put something else in
        return True


def _handle(value: object) -> Plain:
    if isinstance(value, StudentObject):
        return handle_of(value)
    raise NotPlain(describe(value))
