"""What to do about a call on an object, by what its class looks like: self, __init__, and what all objects share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.checks.outline import Definition
from autograder.checks.sentences import Call
from autograder.sandbox.handles import Handle
from autograder.sandbox.operations import is_function
from autograder.sandbox.outcomes import Raised

_ITSELF = ("self", "cls", "this", "me", "_")
_LIKE_INIT = re.compile(r"_*(init|int|initi?al\w*|ini|inti)_*")


def shared(call: Call | None, defined: Sequence[Definition]) -> str:
    """The same for a check whose calls are hidden: what its object shares with others, and no word of what was done."""
    owner = class_called(call) if call else ""
    said = on_class(call, defined) if call and not isinstance(call.outcome, Raised) else ""
    return f"In one call {owner} gave something else than is right. {said}" if said else ""


def on_class(call: Call, defined: Sequence[Definition]) -> str:
    """A sentence on the class of the object that was made or used; "" where its text shows nothing."""
    owner = class_called(call)
    inside = [one for one in defined if one.inside == f"class {owner}"] if owner else []
    if isinstance(call.outcome, Raised):
        return _without_self(call, inside) or (_without_init(owner, inside, defined) if _takes_nothing(call) else "")
    return _shared(owner, inside)


def class_called(call: Call) -> str:
    """The class that was called, or that of the object that was used; "" for a function of plain data."""
    if is_function(call.function):
        name = call.function.partition(".")[0]
        return name if name[:1].isupper() else ""
    target = call.args[0] if call.args else None
    kind = re.fullmatch(r"an object of type (\w+)", target.what) if isinstance(target, Handle) else None
    return kind[1] if kind else ""


def _without_self(call: Call, inside: Sequence[Definition]) -> str:
    name = "__init__" if is_function(call.function) else call.function.strip(".()")
    own = next((one for one in reversed(inside) if one.kind == "def" and one.name == name), None)
    if own is None or own.parameters is None or own.static or own.parameters[:1] in [(one,) for one in _ITSELF]:
        return ""
    first = own.parameters[0] if own.parameters else ""
    if first.startswith("*"):
        return ""
    given = ", ".join(("self", *own.parameters))
    return f"The first parameter of a method is the object itself: write def {name}({given}), in line {own.line}."


def _takes_nothing(call: Call) -> bool:
    outcome = call.outcome
    assert isinstance(outcome, Raised)
    own = outcome.type_name == "TypeError" and outcome.line is None and is_function(call.function)
    return own and outcome.text == f"{call.function}() takes no arguments"


def _without_init(owner: str, inside: Sequence[Definition], defined: Sequence[Definition]) -> str:
    if any(one.name == "__init__" for one in inside) or not any(one.name == owner for one in defined):
        return ""
    like = next((one for one in inside if one.kind == "def" and _LIKE_INIT.fullmatch(one.name)), None)
    if like:
        return f"Is {like.name}, in line {like.line}, meant? It is __init__, with two underscores on either side."
    return f"Your class {owner} has no __init__, and no @dataclass above it that would write one."


def _shared(owner: str, inside: Sequence[Definition]) -> str:
    """What is no object's own. It may be meant: so this is asked, not said."""
    one = next((one for one in inside if one.kind in ("shared", "default")), None)
    if one is None:
        return ""
    if one.kind == "shared":
        return (
            f"All objects of {owner} share one `{one.name}`, which line {one.line} makes in the class itself: is that "
            f"meant? What each has of its own is made in __init__, as self.{one.name}."
        )
    return (
        f"The default of `{one.name}`, in line {one.line}, is made once: all objects made without it share it. "
        "Is that meant? Let the default be None, and make what each has of its own inside."
    )
