"""What pytest and the author say where an assertion does not hold, in a student's words."""

from __future__ import annotations

import ast
import linecache
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.sentences import Call
from autograder.checks.show import kind_of, show
from autograder.sandbox.handles import Handle
from autograder.sandbox.outcomes import CallOutcome, NotData, Raised, Returned

_OF_KINDS = re.compile(
    r"(?i)\b((an?|as|not) (new |whole )?(list|array|tuple|number)|ints?|integers?|whole numbers?|floats?|types?)\b"
)


def plain_reason(error: AssertionError) -> str:
    """The author's sentence, without the comparison that pytest's rewriting appends to it."""
    return str(error).partition("\nassert ")[0].strip()


def other_message(call: Call, error: AssertionError) -> str | None:
    """``, expected a message with 'negative'`` where an error came that says something else than `match` waits for."""
    said = re.match(r"Regex pattern did not match.*?(?:Expected regex|Regex): (.*?)$", str(error), re.S | re.M)
    if not said or not isinstance(call.outcome, Raised):
        return None
    try:
        wanted = ast.literal_eval(said[1])
    except (ValueError, SyntaxError):
        return None
    return f", expected a message with {show(wanted)}"


def kind_meant(call: Call, reason: str) -> str:
    """``, a list of 2 floats``: the kind of what came, where the author's sentence is about kinds of values."""
    if not isinstance(call.outcome, Returned) or not _OF_KINDS.search(reason):
        return ""
    value = call.value
    if type(value) in (int, float):
        return f", {'an' if type(value) is int else 'a'} {type(value).__name__}"
    if isinstance(value, np.ndarray):
        return f", {kind_of(value)} ({value.dtype})"
    kinds: set[type[Any]] = set(map(type, value)) if type(value) in (list, tuple) else set()
    if kinds and kinds <= {int, float}:
        of = " or ".join(f"{kind.__name__}s" for kind in sorted(kinds, key=str, reverse=True))
        return f", a {type(value).__name__} of {len(value)} {of if len(value) > 1 else of.replace('s', '')}"
    return f", {kind_of(value)}" if type(value) in (list, tuple) else ""


def did_not_raise(text: str, calls: Sequence[Call] = ()) -> str:
    """``expected it to raise ValueError``, with what to write for one where the last call returned a stand-in."""
    if not text.startswith("DID NOT RAISE"):
        return text
    # pytest 8 writes the classes as <class 'x.Y'>, pytest 9 their names, either of them in brackets where several do.
    names = [word.rpartition(".")[2] for word in re.findall(r"[\w.]+", text.removeprefix("DID NOT RAISE"))]
    kinds = [name for name in names if name not in ("class", "any", "of", "exception")]
    said = in_place_of_an_error(calls[-1].outcome, kinds[0]) if calls and kinds else ""
    return f"expected it to raise {' or '.join(kinds) or 'an error'}{f'. {said}' if said else ''}"


def another_error(error: BaseException) -> str:
    """``, expected it to raise ValueError`` where the check waited for an error of another kind, or for None."""
    trace, wanted = error.__traceback__, ""
    while trace is not None:
        file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        found = re.match(r"\s*with pytest\.raises\((?:\w+\.)*(\w+)", linecache.getline(file, line - 1))
        wanted = f"raise {found[1]}" if found else wanted
        if re.match(r"\s*assert submission\.\w+\(.*\) is None\b", linecache.getline(file, line)):
            wanted = "return None"
        trace = trace.tb_next
    return f", expected it to {wanted}" if wanted else ""


def in_place_of_an_error(outcome: CallOutcome, wanted: str) -> str:
    """What to write where something was returned that stands for an error of the type `wanted`."""
    match outcome:
        case Returned(None):
            return f"None is no error: write `raise {wanted}(...)`."
        case Returned(str()):
            return f"A text is no error: write `raise {wanted}(...)`."
        case NotData(what) | Returned(Handle(what=what)) if what == "a class" or what.startswith("an error of type "):
            return "An error is raised, not returned: write `raise` in the place of `return`."
    return ""


def gave_nothing(call: Call) -> bool:
    """Whether a function or a method came back with None; an attribute that is None has no `return`."""
    asked = call.function.startswith(".") and not call.function.endswith(")")
    return isinstance(call.outcome, Returned) and call.value is None and not asked
