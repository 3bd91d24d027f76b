"""What to do about a call that gave nothing, by what the file defines: the same at home, in class and in a notebook."""

from __future__ import annotations

import builtins
import difflib
import re
from collections.abc import Collection, Sequence
from typing import Any

from autograder.checks.classes import on_class
from autograder.checks.fingerprint import fingerprint
from autograder.checks.outline import Definition
from autograder.checks.sentences import Call, is_unwritten
from autograder.checks.signatures import Signatures, on_signature
from autograder.sandbox.handles import Handle
from autograder.sandbox.outcomes import CallOutcome, NoSuchFunction, Raised, Returned

_KINDS = {"def": "function", "class": "class"}
_ARRAY = "Go through its numbers one by one, or make an array of it first."
_NO_NUMBERS = f"A list does not compute. {_ARRAY}"
_OF_ARRAYS = "T|all|any|argmax|argsort|astype|dot|dtype|max|mean|min|ndim|reshape|shape|size|sum|transpose"
_IN_NUMBERS = (
    (r"unsupported operand type\(s\) for \^=?: ", "Python writes a power with two stars, a ** b."),
    (r"unsupported operand type\(s\) for (?!\^)\S+: ('list' and|'\S+' and 'list')", _NO_NUMBERS),
    (r"can't multiply sequence by non-int of type 'float'", _NO_NUMBERS),
    (r"can only concatenate list \(not \"(int|float)\"\)", _NO_NUMBERS),
    (rf"'(list|tuple)' object has no attribute '({_OF_ARRAYS})'", f"An array has that, a list does not. {_ARRAY}"),
    (
        r"The truth value of an array with more than one element is ambiguous",
        "To ask whether an array was given, write `is not None`; whether it is empty, `len(...) == 0`.",
    ),
    (
        r"(list|tuple) indices must be integers or slices, not float",
        "`for x in a` gives the numbers in a, `for i in range(len(a))` their places.",
    ),
    (r"(list|tuple) index out of range", "The first place is 0, the last is the length minus 1."),
    (
        r"exceptions must derive from BaseException",
        "A text cannot be raised. Put it into an error: `raise ValueError(...)`.",
    ),
    (
        r"underflow encountered in ",
        'What is too small for the computer became 0: no error unless a file asks for one. Write under="ignore" there.',
    ),
)
"""What people write, for numbers mostly, by the words of Python's and NumPy's errors, and what Python wants instead."""
_NONE: Signatures = {}


def advice(
    call: Call | None, defined: Sequence[Definition], checked: Collection[str] = (), wanted: Signatures = _NONE
) -> str:
    """A sentence or two; "" where there is nothing to add.

    `checked` are functions that the checks call, `wanted` the parameters of what they were written for.
    """
    outcome = call.outcome if call else None
    if call is None:
        return ""
    if isinstance(outcome, NoSuchFunction):
        return _on_name(outcome.name, defined, checked)
    own = [one for one in defined if one.name == call.function and not one.inside and one.kind in ("def", "class")]
    if is_unwritten(call.outcome):
        said = [_on_what_is_left(call.outcome, defined)]
    else:
        said = [
            _on_kind(call, own),
            on_class(call, defined, wanted) or on_signature(call, defined, wanted),
            _on_cache(call, own),
            _on_builtins(call, defined),
            _on_numbers(call, defined),
            _on_return(call, own, defined),
        ]
    return " ".join(filter(None, [*said, _on_copies(call, own)]))


def with_advice(
    message: str,
    calls: Sequence[Call],
    defined: Sequence[Definition],
    checked: Collection[str] = (),
    wanted: Signatures = _NONE,
) -> str:
    """The message of a check that failed after these calls, and what to do about it."""
    said = [message, advice(calls[-1] if calls else None, defined, checked, wanted), _on_what_is_kept(calls)]
    return " ".join(filter(None, said))


def _on_name(name: str, defined: Sequence[Definition], checked: Collection[str]) -> str:
    name, _, method = name.partition(".")
    same = [one for one in defined if one.name == name and one.kind in ("def", "class", "value")]
    if method and any(one.kind == "class" and not one.inside for one in same):
        return f"Your file has a class {name}: give it {method}, with @classmethod or @staticmethod above its def."
    if same and not same[-1].inside:
        hidden = [f", in place of the {_KINDS[one.kind]} of line {one.line}" for one in same if one.kind in _KINDS]
        given = f"Line {same[-1].line} of your file gives that name to a value{hidden[-1] if hidden else ''}."
        return f"{given} Choose another name for the value."
    if same:
        inside, line = same[-1].inside, same[-1].line
        without = ", without self" if inside.startswith("class ") else ""
        return f"It stands inside `{inside}` in line {line}: begin it at the left margin{without}."
    others = [one for one in defined if not one.inside and one.kind in _KINDS and one.name not in checked]
    alike = {one.name.casefold().replace("_", ""): one for one in others}
    like = alike.get(name.casefold().replace("_", ""))
    near = difflib.get_close_matches(name, [one.name for one in others], 1, 0.6)
    kinds = ("def", "class") if name.isupper() else ("class",) if name[:1].isupper() else ("def",)
    right = [one for one in others if one.kind in kinds]
    found = like or next((one for one in others if one.name in near), right[0] if len(right) == 1 else None)
    if found is None:
        return ""
    if found.kind not in kinds:
        begins = "def" if kinds == ("def",) else "class"
        has = f"Your file has a {_KINDS[found.kind]} {found.name}"
        return f"{has}: a {_KINDS[kinds[0]]} {name} is wanted, which begins with {begins}."
    return f"Did you rename it? Your file has {found.name}: the checks call it {name}."


def _on_kind(call: Call, own: Sequence[Definition]) -> str:
    """A class in a function's place; calls that are meant to make an object do not end in advice."""
    value = call.outcome.value if isinstance(call.outcome, Returned) else None
    if not own or own[-1].kind != "class" or not isinstance(value, Handle) or call.function[:1].isupper():
        return ""
    return f"Your {call.function} is a class: begin it with def, and return what is asked for."


def _on_cache(call: Call, own: Sequence[Definition]) -> str:
    outcome = call.outcome
    if not isinstance(outcome, Raised):
        return ""
    if own and own[-1].cached and outcome.line is None and outcome.text.startswith("unhashable type"):
        return f"Take the cache off, in line {own[-1].line - 1}: it cannot keep what {call.function} is called with."
    return ""


def _on_what_is_left(outcome: CallOutcome, defined: Sequence[Definition]) -> str:
    line = outcome.line if isinstance(outcome, Raised) else None
    if not any(one.kind == "left" and one.line == line for one in defined):
        return ""
    return f"Line {line} of your file says so: what stands below it is never reached. Delete that line."


def _on_builtins(call: Call, defined: Sequence[Definition]) -> str:
    """``max = 4`` at the margin takes Python's own function away; in a function so does ``max = max(values)``."""
    if not isinstance(call.outcome, Raised):
        return ""
    local = re.match(r"cannot access local variable '(\w+)'", call.outcome.text)
    if local and hasattr(builtins, local[1]):
        return f"{local[1]} is a name of Python's own. Choose another name for what you keep in it."
    if "object is not callable" not in call.outcome.text:
        return ""
    hidden = [one for one in defined if one.kind == "value" and hasattr(builtins, one.name)]
    if not hidden:
        return ""
    lines = ", ".join(f"{one.name} (line {one.line})" for one in hidden)
    return f"Your file gives names of Python's own another meaning: {lines}. Choose other names there."


def _on_numbers(call: Call, defined: Sequence[Definition]) -> str:
    """A slip in reckoning, where Python's words do not say what to write. Of a notebook's cells no line is known."""
    in_a_file = any(one.line for one in defined)
    if not isinstance(call.outcome, Raised) or (call.outcome.line is None and in_a_file):
        return ""
    return next((says for words, says in _IN_NUMBERS if re.match(words, call.outcome.text)), "")


def _on_return(call: Call, own: Sequence[Definition], defined: Sequence[Definition]) -> str:
    """A `return` that stands in a loop, one step too far to the right."""
    begins = own[-1].line if own else 0
    inside = [one for one in defined if one.kind == "returns" and one.inside == f"def {call.function}"]
    line = next((one.line for one in inside if one.line > begins > 0), 0)
    if not line or not isinstance(call.outcome, Returned):
        return ""
    return f"The `return` in line {line} stands inside a loop, which it ends in its first round: is that meant?"


def _on_what_is_kept(calls: Sequence[Call]) -> str:
    """A list that goes on where an earlier call's ended, while no argument goes on so: it is one and the same."""
    last = calls[-1] if calls else None
    if last is None or not isinstance(last.outcome, Returned):
        return ""
    for call in calls[:-1]:
        before = call.outcome.value if call.function == last.function and isinstance(call.outcome, Returned) else None
        asked = zip(call.args, last.args, strict=False)
        if _goes_on(before, last.outcome.value) and not any(_goes_on(one, other) for one, other in asked):
            begins = f"It begins with all that {last.function} returned before"
            return f"{begins}: is a list made once, outside or as a default, and kept? Make it anew in each call."
    return ""


def _goes_on(before: Any, after: Any) -> bool:
    """Whether a list begins with all of another one, and is longer."""
    lists = isinstance(before, list) and isinstance(after, list)
    return lists and 0 < len(before) < len(after) and fingerprint(after[: len(before)]) == fingerprint(before)


def _on_copies(call: Call, own: Sequence[Definition]) -> str:
    if len(own) < 2:
        return ""
    lines = [str(one.line) for one in own]
    return f"Your file defines {call.function} in lines {', '.join(lines[:-1])} and {lines[-1]}: the last one counts."
