"""A check that takes a value apart, and a value that has not the parts."""

from __future__ import annotations

import linecache
import re
import types
from opcode import opmap
from typing import Any

import numpy as np

from autograder.checks.sentences import Call, sentence
from autograder.checks.show import kind_of
from autograder.sandbox.outcomes import Returned

_WITH_PARTS = (list, tuple, dict, np.ndarray)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
_NAMES = r"\s*[\(\[]?((?:\w+\s*,\s*)+\w+)[\)\]]?\s*=(?!=)"
_CACHE, _UNPACK = opmap.get("CACHE", 0), opmap["UNPACK_SEQUENCE"]


def not_unpacked(call: Call, error: BaseException) -> str | None:
    """The sentence on a call that gave another number of values than a check took apart; None for other errors."""
    if not isinstance(call.outcome, Returned) or not re.search(r"(values to|cannot) unpack", str(error)):
        return None
    names = _targets(error)
    counted = re.search(r"expected (?:at least )?(\d+)", str(error))
    kind = f", {kind_of(call.value)}" if isinstance(call.value, _WITH_PARTS) else ""
    return f"{sentence(call)}{kind}; {_wanted(int(counted[1]) if counted else len(names), names)}"


def taken_apart(call: Call, part: Any, expected: Any, asking: types.FrameType) -> str | None:
    """The sentence on a value of which a check holds `part`, a key, a letter or a row, for one of several values.

    `asking` is where the check is. None for other values, and where no line of the check takes the value apart.
    """
    value = call.value
    if type(value) in (dict, str):
        held = any(part is one or part == one for one in value)
    else:  # one table, whose rows happen to be as many as the values that are wanted
        held = isinstance(value, np.ndarray) and getattr(part, "base", None) is value and part.ndim < np.ndim(expected)
    if not held:
        return None
    code, name = asking.f_code, call.function.strip("().").rpartition(".")[2]
    lines = (linecache.getline(code.co_filename, number) for number in range(asking.f_lineno, code.co_firstlineno, -1))
    found = next((left for line in lines if (left := re.match(rf"{_NAMES}.*\b{re.escape(name)}\(", line))), None)
    if found is None or not name:
        return None
    names = _listed(found[1])
    kind = "a dict" if type(value) is dict else "a text" if type(value) is str else kind_of(value)
    return f"{sentence(call)}, {kind}; {_wanted(found[1].count(',') + 1, names)}."


def set_refused(call: Call, asking: types.FrameType | None) -> str | None:
    """What is said where a check is about to take a set apart, which has its parts in no order; else None.

    `asking` is the code that waits for what the call gives.
    """
    while asking is not None and str(asking.f_globals.get("__name__")).startswith("autograder.checks."):
        asking = asking.f_back
    if asking is None:
        return None
    operations, place = asking.f_code.co_code, asking.f_lasti + 2
    while operations[place] == _CACHE:
        place += 2
    if operations[place] != _UNPACK:
        return None
    text = linecache.getline(asking.f_code.co_filename, asking.f_lineno)
    left = re.match(_NAMES, text)
    return f", a set, which has no order; {_wanted(operations[place + 1], _listed(left[1]) if left else [])}"


def _wanted(count: int, names: list[str]) -> str:
    """``two values are wanted: weights and context``."""
    named = f": {', '.join(names[:-1])} and {names[-1]}" if len(names) == count > 1 else ""
    return f"{_NUMBERS[count] if count < len(_NUMBERS) else count} values are wanted{named}"


def _targets(error: BaseException) -> list[str]:
    """The names on the left of the statement of the check that could not take a value apart."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    line = linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else ""
    left = re.match(_NAMES, line)
    return _listed(left[1]) if left else []


def _listed(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    return [] if any(set(name) == {"_"} for name in names) else names
