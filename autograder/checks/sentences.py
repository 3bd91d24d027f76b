"""A call, and the sentence about it that a student reads first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.notation import about, key
from autograder.checks.show import show
from autograder.sandbox.handles import Handle
from autograder.sandbox.operations import BINARY, COMPARISONS, EXIT, IN_PLACE, is_function
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
from autograder.sandbox.questions import ABOUT
from autograder.sandbox.values import Plain
from autograder.text import show_text

_WITH_PARTS = (list, tuple, dict, np.ndarray)
TOO_LONG = "is there a loop that never ends, or are there far too many steps?"


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a check made, and what came of it."""

    function: str
    args: tuple[Plain, ...]
    kwargs: dict[str, Plain]
    outcome: CallOutcome
    result: Any = field(default=None, compare=False)
    """What the check got, where that is not the very value that came: a copy, which it may change, with objects and
    tables in it."""
    kept: Any = field(default=None, compare=False)

    @property
    def value(self) -> Any:
        """What the call returned."""
        if self.result is not None:
            return self.result
        return self.outcome.value if isinstance(self.outcome, Returned) else None

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The positional arguments as the call left them; known for calls made by ``submission.call``."""
        kept = self.outcome.arguments if isinstance(self.outcome, Returned) else None
        return () if kept is None else kept if self.kept is None else self.kept


def is_unwritten(outcome: CallOutcome) -> bool:
    """Whether the function is still the stub's."""
    return isinstance(outcome, Raised) and outcome.type_name == "NotImplementedError"


def is_on_object(call: Call) -> bool:
    """Whether it is a step with an object of the student's."""
    return bool(call.args) and isinstance(call.args[0], Handle) and not is_function(call.function)


def wanted(name: str) -> str:
    """``function median``, ``class Welford``: what a file is to define under this name. Classes are in CapWords."""
    owner, _, method = name.rpartition(".")
    if owner:
        return f"class {owner} with a method {method} that needs no object"
    if name[:1].isupper():
        return f"{'function or ' if name.isupper() else ''}class {name}"
    return f"function {name}"


UNDEFINED = r"defines no (?:function or |function |class )+(\w+)"
"""Finds the name in the sentence on a file without what is `wanted`."""


def unwritten(call: Call) -> str:
    """The function that is still the stub's, as its own line says: the one that was called, or one that this calls."""
    said = re.fullmatch(r"(\w+) is not written yet", call.outcome.text) if isinstance(call.outcome, Raised) else None
    return said[1] if said else call.function


def sentence(call: Call) -> str:
    """``You called median([1, 5, 2]). It returned 5`` - what a student reads first, without a full stop."""
    outcome = call.outcome
    if isinstance(outcome, NoSuchFunction):
        return f"The file defines no {wanted(call.function)}"
    if is_unwritten(outcome):
        return f"{unwritten(call)} is not written yet"
    if not is_function(call.function):
        return f"You {_done(call)}. {_came_back(outcome)}"
    return f"You called {call.function}({show_arguments(call)}). {_came_back(outcome)}"


def _done(call: Call) -> str:
    """``called LinearModel(rate=0.1).fit([1.0], [2.0])``: what was done with an object, and what with it before."""
    name = call.function
    asked = name.startswith(".") and not name.endswith((")", "="))
    verb = "asked for" if asked else "set" if name.endswith("=") and name not in COMPARISONS else "called"
    if name in BINARY or name in COMPARISONS or name in ("-()", "+()", "~()", "in ()"):
        verb = "computed"
    if name in ("[]", "[:]", ABOUT):
        verb = "asked for"
    if name.startswith("del "):
        verb = "ran"
    if name == "list()":
        verb = "went through"
    target = call.args[0] if call.args else None
    if isinstance(target, Handle) and target.steps:
        return f"{_steps(target)}, then {verb} {expression(call)}"
    return f"{verb} {expression(call)}"


def _steps(target: Handle) -> str:
    """``called Model().fit([1], [2])`` and, where that was not all, what was done before or how much it was."""
    first = _first(".", target)
    told = [f"{_verb(text)} {text if not number else text.lstrip()}" for number, text in enumerate(target.steps)]
    listed = told[:1]
    for before, text in pairwise(told):
        listed.append(text if verb_of(text) != verb_of(before) else text.partition(" ")[2])
    words = f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else listed[0]
    if target.done == len(told) and len(words) <= MOST_WORDS and "" not in target.steps:
        return words.replace(" ", f" {first}", 1)
    last, more = target.steps[-1], target.done - 1
    if not last:  # too long to be told
        return f"took {target.done} step{'s' * (more > 0)} with {first}"
    return f"{verb_of(told[-1])} {first}{last} after {more} more step{'s' * (more > 1)}"


def _verb(step: str) -> str:
    return "computed" if step.startswith(" ") else "set" if re.match(r"[.\[].* = ", step) else "called"


def verb_of(step: str) -> str:
    return step.partition(" ")[0]


MOST_WORDS = 70
"""Characters of an expression that stands for an object; what is longer is called by its kind."""


def short(text: str, handle: Handle, instead: str | None = None) -> str:
    """The expression, or the object's kind where it has grown too long."""
    if len(text) <= MOST_WORDS:
        return text
    return f"({handle.what})" if instead is None else instead


def expression(call: Call, *, bare: bool = False) -> str:
    """``LinearModel(rate=0.1).fit([1.0], [2.0])``, ``Value(2) * 3``; `bare` leaves out the object of a method."""
    name, shown = call.function, [show(value) for value in call.args]
    if is_function(name):
        return f"{name}({show_arguments(call)})"
    first = "" if bare else _first(name, call.args[0])
    if name == EXIT and call.args[1] is not None:
        return f"{first}.__exit__({call.args[1]}, {shown[2]})"
    rest = ", ".join([*shown[1:], *(f"{key}={show(value)}" for key, value in call.kwargs.items())])
    if name == "()" or (name.endswith("()") and name.startswith(".")):
        return f"{first}{name.removesuffix('()')}({rest})"
    if name in BINARY or name in COMPARISONS or name in IN_PLACE:
        return f"{first} {name} {_first(name, call.args[1])}"
    if name in ("-()", "+()", "~()"):
        return f"{name[0]}{first}"
    if name == "list()":
        return first
    if name == "in ()":
        return f"{rest} in {first}"
    if name.startswith("del ."):
        return f"del {first}{name.removeprefix('del ')}"
    if name in ("del []", "[]", "del [:]", "[:]"):
        return f"{'del ' * name.startswith('del')}{first}[{key(name, call.args[1:])}]"
    if name in ("[]=", "[:]="):
        return f"{first}[{key(name, call.args[1:-1])}] = {shown[-1]}"
    if name in ("index()", "floor()", "ceil()", "trunc()"):
        return f"{'operator' if name == 'index()' else 'math'}.{name[:-2]}({first})"
    if name == "isinstance()":
        return f"isinstance({first}, {str(call.args[1]).removeprefix('builtins.')})"
    if name == ABOUT:
        return about(str(call.args[0]), str(call.args[1]))
    if name.startswith("."):
        return f"{first}{name.rstrip('=')}{f' = {rest}' if name.endswith('=') else ''}"
    return f"{name.removesuffix('()')}({', '.join(filter(None, [first, rest]))})"


def _first(name: str, value: Plain) -> str:
    """An object or a number beside an operator or a dot, in brackets where it is a sum itself."""
    text = show(value)
    inside = isinstance(value, Handle) and re.search(r" [-+*/%@<>&|^]+ [^)]*$|^[-+~]", text)
    if inside and (name[0] in ".([" or name in BINARY or name in COMPARISONS or name == "-()"):
        return f"({text})"
    return text


def of_an_object(function: str) -> str:
    """``fit of Model`` for ``Model .fit()``: what is done with an object of a class, without any value in it."""
    owner, done, operation = function.partition(" ")
    if not done:
        return f"{function}(...)" if function[:1].isupper() else function
    of = owner or "an object"
    if operation.startswith("."):
        setting, name = operation.endswith("="), operation.strip(".=()")
        return f"setting {name} of {of}" if setting else f"{name} of {of}"
    words = {
        "()": f"calling {of}",
        "list()": f"going through {of}",
        "in ()": f"`in` with {of}",
        "del []": f"`del` on {of}",
    }
    sign = operation[:1] if operation in ("-()", "+()", "~()") else operation
    return words.get(
        operation, f"{operation} of {of}" if operation.endswith("()") and sign == operation else f"`{sign}` with {of}"
    )


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


def sentence_on_argument(call: Call, part: Plain, found: str) -> str:
    """The sentence on a call, with how an argument, as the call left it, differs from what was expected."""
    place = next(place for place, value in enumerate(call.arguments) if value is part)
    _, expected, rest = found.partition(", expected ")
    told = f"expected {rest}" if found.startswith("it is ") and expected else found
    which = ("first", "second", "third")[place] if place < 3 else f"{place + 1}th"
    return f"{sentence(call)}, and leaves {show(part)} as its {which} argument, {told}"


def sentence_on_changed(call: Call, found: str) -> str:
    """The sentence on a call where the check has made another value of what came."""
    return f"{sentence(call)}. In what the check makes of it: {found}"


def by_a_slip(value: Plain, found: str) -> str:
    """A question or a word on a value of another kind than the one that `found` says is expected."""
    if isinstance(value, tuple) and len(value) == 1 and (isinstance(value[0], _WITH_PARTS) or "one number" in found):
        return "Is there a comma at the end of the `return`? It makes a tuple of one."
    if isinstance(value, str) and re.search(r"\d", value) and not re.search(r"expected ['\"]", found):
        return "It is text: return the value itself, not what str() or an f-string makes of it."
    return ""


def not_loaded(name: str, outcome: LoadOutcome) -> str:
    """Why the file `name` cannot be run: ``median.py:3: ValueError: no``."""
    match outcome:
        case TimedOut(seconds):
            return f"{name} did not finish loading within {seconds:g} seconds: {TOO_LONG}"
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
            return f"It did not finish either, like an earlier call of this function: {TOO_LONG}"
        case TimedOut(seconds):
            return f"It did not finish within {seconds:g} seconds: {TOO_LONG}"
    raise AssertionError(f"unknown outcome {outcome!r}")
