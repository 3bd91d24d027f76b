"""A call, and the sentence about it that a student reads first."""

from __future__ import annotations

import linecache
import re
from dataclasses import dataclass

import numpy as np

from autograder.checks.compare import kind_of, show
from autograder.sandbox.outcomes import (
    CallOutcome,
    Crashed,
    LoadOutcome,
    NoSuchFunction,
    NotData,
    Raised,
    Returned,
    TimedOut,
)
from autograder.sandbox.values import Plain
from autograder.text import show_text

_WITH_PARTS = (list, tuple, dict, np.ndarray)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a check made, and what came of it."""

    function: str
    args: tuple[Plain, ...]
    kwargs: dict[str, Plain]
    outcome: CallOutcome

    @property
    def value(self) -> Plain:
        """What the call returned."""
        return self.outcome.value if isinstance(self.outcome, Returned) else None

    @property
    def arguments(self) -> tuple[Plain, ...]:
        """The positional arguments as the call left them; known for calls made by ``submission.call``."""
        kept = self.outcome.arguments if isinstance(self.outcome, Returned) else None
        return () if kept is None else kept


def is_unwritten(outcome: CallOutcome) -> bool:
    """Whether the function is still the stub's."""
    return isinstance(outcome, Raised) and outcome.type_name == "NotImplementedError"


def sentence(call: Call) -> str:
    """``You called median([1, 5, 2]). It returned 5`` - what a student reads first, without a full stop."""
    outcome = call.outcome
    if isinstance(outcome, NoSuchFunction):
        return f"The file defines no function {call.function}"
    if is_unwritten(outcome):
        return f"{call.function} is not written yet"
    return f"You called {call.function}({show_arguments(call)}). {_came_back(outcome)}"


def sentence_on(call: Call, part: Plain, found: str) -> str:
    """The sentence on a call, with how `part`, what it returned or a part of that, differs from what was expected."""
    start = sentence(call)
    kind, expected, rest = found.partition(", expected ")
    if not found.startswith("it is ") or not expected:
        return f"{start}, {'' if found.startswith('expected') else 'but '}{found}"
    kind = kind.removeprefix("it is ")
    if part is not call.value:
        return f"{start}, of which one part is {kind}, expected {rest}"
    # A number, a text or None says itself what it is.
    return f"{start}, {f'{kind}, ' if isinstance(part, _WITH_PARTS) else ''}expected {rest}"


def not_unpacked(call: Call, error: BaseException) -> str | None:
    """The sentence on a call that gave another number of values than a check took apart; None for other errors."""
    if not isinstance(call.outcome, Returned) or not re.search(r"(values to|cannot) unpack", str(error)):
        return None
    names = _targets(error)
    counted = re.search(r"expected (?:at least )?(\d+)", str(error))
    count = int(counted[1]) if counted else len(names)
    wanted = f"{_NUMBERS[count] if count < len(_NUMBERS) else count} values are wanted"
    kind = f", {kind_of(call.value)}" if isinstance(call.value, _WITH_PARTS) else ""
    named = f": {', '.join(names[:-1])} and {names[-1]}" if len(names) == count > 1 else ""
    return f"{sentence(call)}{kind}; {wanted}{named}"


def _targets(error: BaseException) -> list[str]:
    """The names on the left of the statement of the check that could not take a value apart."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    line = linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else ""
    left = re.match(r"\s*\(?((?:\w+\s*,\s*)+\w+)\)?\s*=[^=]", line)
    names = [name.strip() for name in left[1].split(",")] if left else []
    return [] if any(set(name) == {"_"} for name in names) else names


def not_loaded(name: str, outcome: LoadOutcome) -> str:
    """Why the file `name` cannot be run: ``median.py:3: ValueError: no``."""
    match outcome:
        case TimedOut(seconds):
            return f"{name} did not finish loading within {seconds:g} seconds: is there a loop that never ends?"
        case Crashed(reason):
            return f"{name} ended the program while it was loaded: {reason}."
        case Raised(type_name, text, _, line):
            place = f"{name}:{line}: " if line else f"{name}: "
            return f"{place}{type_name}{f': {show_text(text)}' if text else ''}"
    raise AssertionError(f"unknown outcome {outcome!r}")


def show_arguments(call: Call) -> str:
    named = [f"{name}={show(value)}" for name, value in call.kwargs.items()]
    return ", ".join([show(value) for value in call.args] + named)


def _came_back(outcome: CallOutcome) -> str:
    match outcome:
        case Returned(value):
            return f"It returned {show(value)}"
        case Raised(type_name, text, _, line):
            place = f" (line {line} of your file)" if line else ""
            return f"It raised {type_name}{f': {show_text(text)}' if text else ''}{place}"
        case NotData(what):
            return f"It returned {what}"
        case Crashed(reason):
            return f"The program ended in the middle of it: {reason}"
        case TimedOut(seconds, whole=True):
            return f"There was no time left for it: all of this exercise's calls together have {seconds:g} seconds"
        case TimedOut(again=True):
            return "It did not finish either, like an earlier call of this function: is there a loop that never ends?"
        case TimedOut(seconds):
            return f"It did not finish within {seconds:g} seconds: is there a loop that never ends?"
    raise AssertionError(f"unknown outcome {outcome!r}")
