"""Answers of another kind than the right one: None for an error, an error for None. No known mistake has to say so.

What is said holds whatever the idea behind it is, and nothing of what was asked follows from it: no value, no text of
an error, not even its type.
"""

from __future__ import annotations

import re

from autograder.checks.classes import NOT_ITERATED
from autograder.checks.diagnosis import likeness
from autograder.checks.histories import class_of
from autograder.checks.reasons import in_place_of_an_error
from autograder.checks.sentences import of_an_object
from autograder.sandbox.handles import METHOD, Handle
from autograder.sandbox.outcomes import CallOutcome, NotData, Raised, Returned

_FIRST = "look for this case before you compute"

_NOT_DEFINED = re.compile(
    r"has no len|not supported between|(unsupported|bad) operand|not (subscriptable|iterable|callable)|not support item"
)


def slip(function: str, given: CallOutcome, right: CallOutcome) -> str:
    """A sentence on an answer that is of another kind than the right one; "" where it is of the same.

    `function` may be what is done with an object, after the name of its class: ``Model .fit()``.
    """
    said = _of_an_object(function, given, right) if class_of(function) else ""
    if not said:
        said = _in_place_of_an_error(given, right) if isinstance(right, Raised) else _in_place_of_a_value(given, right)
    return f"In one call {of_an_object(function)} {said}" if said else ""


def _of_an_object(function: str, given: CallOutcome, right: CallOutcome) -> str:
    """A method, a value and nothing at all in each other's place."""
    operation = function.partition(" ")[2]
    if isinstance(right, Raised) or operation.endswith("="):
        return ""
    name, method = operation.strip(".()"), _is_method(right) or operation.endswith("()")
    match given:
        case Raised(builtin="AttributeError", line=None) if operation.startswith("."):
            if method:
                return (
                    f"was asked for and is not there: does def {name} stand inside the class, spelled as in the text?"
                )
            return f"was asked for and is not there: is it set in __init__, as self.{name}?"
        case Raised(builtin="TypeError", line=None, text=text) if NOT_ITERATED.match(text):
            return "gave no iterator: __iter__ returns one, as `iter(...)` makes of a list, or it has a `yield` in it."
        case Raised(builtin="TypeError", line=None, text=text) if _NOT_DEFINED.search(text):
            return (
                "was asked for, and the class does not say what that is: which special method, __...__, stands for it?"
            )
        case NotData("a method"):
            return f"is a method, where a value is wanted: write @property above def {name}."
        case Returned() if _is_method(right) and not _is_method(given):
            return (
                "is a value, where a method is wanted: is there an @property above it, or is another value called so?"
            )
    return ""


def _is_method(outcome: CallOutcome) -> bool:
    return isinstance(outcome, Returned) and isinstance(outcome.value, Handle) and outcome.value.what == METHOD.what


def _in_place_of_an_error(given: CallOutcome, right: Raised) -> str:
    wanted = right.builtin or right.type_name
    said = in_place_of_an_error(given, wanted)
    if said:
        return f"should have raised {wanted}. {said}"
    match given:
        case Returned() if likeness.has_nan(given):
            return f"returned nan, which is no number, where it should raise {wanted}: {_FIRST}."
        case Raised(builtin=builtin) if builtin != right.builtin:
            return f"ended with another error than {wanted}: {_FIRST}, and raise {wanted} yourself."
    return ""


def _in_place_of_a_value(given: CallOutcome, right: CallOutcome) -> str:
    if not isinstance(right, Returned):
        return ""
    match given:
        case Raised() if right.value is None:
            return f"ended with an error, where it should return None: {_FIRST}, and write `return None`."
        case Raised():
            return "ended with an error, though there is an answer: the check's title says what to try."
        case Returned(str()) if right.value is None:
            return "returned a text, where it should return None: write `return None`."
        case Returned(None) if right.value is not None:
            return "returned None, though there is an answer: does each way through it end with the right `return`?"
        case Returned() if likeness.has_nan(given) and likeness.finite(right):
            return "returned nan, which is no number: is 0 divided by 0, or has a number grown too large?"
    return ""
