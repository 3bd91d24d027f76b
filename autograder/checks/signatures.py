"""The parameters that a function has, beside those that its checks were written for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, TypeGuard

from autograder.checks.outline import Definition
from autograder.checks.sentences import Call
from autograder.sandbox.handles import Handle
from autograder.sandbox.operations import is_function
from autograder.sandbox.outcomes import Raised

Signatures: TypeAlias = Mapping[str, Sequence[str]]
"""``median``, ``Model`` (what makes one) or ``Model.fit`` -> the names of its parameters."""


def signatures(defined: Iterable[Definition]) -> dict[str, tuple[str, ...]]:
    """The signatures of a file; of two functions of one name the last one's."""
    return {name: _handed(one) for one in defined if (name := _name_of(one)) and one.parameters is not None}


def is_table(value: object) -> TypeGuard[Signatures]:
    """Whether what a file says of signatures is a table of them."""
    return isinstance(value, dict) and all(
        isinstance(names, list) and all(isinstance(name, str) for name in names) for names in value.values()
    )


def takes_others(call: Call) -> bool:
    """Whether what was called has parameters that the call does not fit, as Python says itself."""
    outcome = call.outcome
    if not isinstance(outcome, Raised) or outcome.line is not None or outcome.type_name != "TypeError":
        return False
    name = "__init__" if call.function[:1].isupper() else call.function.strip(".()")
    names = f"{re.escape(call.function)}|{re.escape(name)}"  # of an operation it is a sign, such as *
    return re.match(rf"(\S+\.)?({names})\(\) (missing|takes|got )", outcome.text) is not None


def on_signature(call: Call, defined: Sequence[Definition], wanted: Signatures) -> str:
    """What to do where a call met other parameters than it was written for; "" where that is not what is wrong."""
    name = called_name(call)
    own = next((one for one in reversed(defined) if _name_of(one) == name and one.parameters is not None), None)
    expected = None if name is None else wanted.get(name)
    if takes_others(call):
        return _takes(call, own) if expected is None else _beside(own, expected)
    return _beside(own, expected) if own and expected and _in_another_order(call, own, expected) else ""


def called_name(call: Call) -> str | None:
    """The name in a table of signatures for what was called; None for an operation that has none."""
    if is_function(call.function):
        return call.function
    target = call.args[0] if call.args else None
    kind = re.fullmatch(r"an object of type (\w+)", target.what) if isinstance(target, Handle) else None
    method = re.fullmatch(r"\.(\w+)\(\)", call.function)
    return f"{kind[1]}.{method[1]}" if kind and method else None


def _name_of(one: Definition) -> str | None:
    if one.kind != "def":
        return None
    if not one.inside:
        return one.name
    owner = re.fullmatch(r"class (\w+)", one.inside)
    if owner is None or not one.parameters or one.parameters[0] not in ("self", "cls"):
        return None
    return owner[1] if one.name == "__init__" else f"{owner[1]}.{one.name}"


def _handed(one: Definition) -> tuple[str, ...]:
    """The parameters that a call fills: without the object that a method belongs to."""
    return (one.parameters or ())[bool(one.inside) :]


def _in_another_order(call: Call, own: Definition, expected: Sequence[str]) -> bool:
    """Whether something that the call handed over has met the parameter that is meant for something else."""
    names = _handed(own)
    count = len(call.args) - bool(own.inside and not is_function(call.function))
    met = list(zip(names, expected, strict=False))[:count]
    return not any(name.startswith("*") for name in (*names, *expected)) and any(
        name != wanted and (name in expected or wanted in names) for name, wanted in met
    )


def _beside(own: Definition | None, expected: Sequence[str]) -> str:
    if own is None or _handed(own) == tuple(expected):
        return ""
    name = own.inside.removeprefix("class ") if own.name == "__init__" else own.name
    place = f" in line {own.line}" if own.line else ""
    return (
        f"The checks call {name}({', '.join(expected)}), and your file{place} has {name}({', '.join(_handed(own))}). "
        "Keep the parameters that it came with, by name and in order."
    )


def _takes(call: Call, own: Definition | None) -> str:
    keep = "Keep the parameters that it came with."
    if own is None:
        return keep
    count = len(call.args) + len(call.kwargs) - (not is_function(call.function))
    handed = f"{count} argument{'' if count == 1 else 's'}"
    takes = ", ".join(_handed(own)) or "nothing"
    return f"Your {call.function.strip('.()')} takes {takes}; it is called with {handed}. {keep}"
