"""What to do about a call on an object, by what its class looks like: self, __init__, and what all objects share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.checks.outline import Definition
from autograder.checks.sentences import Call
from autograder.checks.signatures import Signatures, takes_others
from autograder.sandbox.handles import Handle
from autograder.sandbox.operations import is_function
from autograder.sandbox.outcomes import Raised

_ITSELF = ("self", "cls", "this", "me", "_")
_NO_OBJECT = frozenset({"staticmethod", "classmethod"})
_NONE: Signatures = {}
NOT_ITERATED = re.compile(r"iter\(\) returned non-iterator")
"""What Python says of an __iter__ that returns anything else."""
_LIKE_INIT = re.compile(r"_*(init|int|initi?al\w*|ini|inti)_*")


def shared(call: Call | None, defined: Sequence[Definition]) -> str:
    """The same for a check whose calls are hidden: what its object shares with others, and no word of what was done."""
    owner = class_called(call) if call else ""
    said = on_class(call, defined) if call and not isinstance(call.outcome, Raised) else ""
    return f"In one call {owner} gave something else than is right. {said}" if said else ""


def on_class(call: Call, defined: Sequence[Definition], wanted: Signatures = _NONE) -> str:
    """A sentence on the class of the object that was made or used; "" where its text shows nothing."""
    owner = class_called(call)
    own = next((one for one in reversed(defined) if (one.kind, one.name, one.inside) == ("class", owner, "")), None)
    if own is None:
        return ""
    inside = [one for one in defined if one.inside == f"class {owner}"]
    if isinstance(call.outcome, Raised):
        said = (
            _without_self(call, inside, wanted),
            _without_mark(call, inside),
            _takes_nothing(call, own, inside),
            _not_there(call.outcome, own, defined, wanted),
            _in_pythons_words(call.outcome),
        )
        return next(filter(None, said), "")
    return _unequal(call, own, defined) or _shared(owner, inside)


def class_called(call: Call) -> str:
    """The class that was called, or that of the object that was used; "" for a function of plain data."""
    if is_function(call.function):
        name = call.function.partition(".")[0]
        return name if name[:1].isupper() else ""
    target = call.args[0] if call.args else None
    kind = re.fullmatch(r"an object of type (\w+)", target.what) if isinstance(target, Handle) else None
    return kind[1] if kind else ""


def _method(call: Call, inside: Sequence[Definition]) -> Definition | None:
    """The method that was called, by an object or by the class's name, or what makes an object."""
    name = call.function.partition(".")[2].strip(".()") or "__init__"
    return next((one for one in reversed(inside) if one.kind == "def" and one.name == name), None)


def _without_self(call: Call, inside: Sequence[Definition], wanted: Signatures) -> str:
    own = _method(call, inside)
    if own is None or own.parameters is None or "." in call.function[1:] or _NO_OBJECT.intersection(own.marks):
        return ""
    if own.parameters and (own.parameters[0] in _ITSELF or own.parameters[0].startswith("*")):
        return ""
    owner = own.inside.removeprefix("class ")
    meant = wanted.get(owner if own.name == "__init__" else f"{owner}.{own.name}", ())
    if not takes_others(call) and own.parameters[:1] != tuple(meant[:1]):
        return ""  # its first parameter may well be the object, by another name
    given = ", ".join(("self", *own.parameters))
    return f"The first parameter of a method is the object itself: write def {own.name}({given}), in line {own.line}."


def _without_mark(call: Call, inside: Sequence[Definition]) -> str:
    """``Model.load(...)`` of a method that waits for an object: it is called by the class's name."""
    own = _method(call, inside) if is_function(call.function) and "." in call.function else None
    if own is None or not own.parameters or _NO_OBJECT.intersection(own.marks) or not takes_others(call):
        return ""
    place = f"above def {own.name}, in line {own.line}"
    if own.parameters[0] == "cls":
        return f"It is called by the name of the class: write @classmethod {place}."
    return f"It is called by the name of the class, without an object: write @staticmethod {place}, and leave out self."


def _takes_nothing(call: Call, own: Definition, inside: Sequence[Definition]) -> str:
    outcome = call.outcome
    assert isinstance(outcome, Raised)
    if outcome.type_name != "TypeError" or outcome.line is not None or own.parameters:
        return ""
    if outcome.text != f"{own.name}() takes no arguments" or any(one.name == "__init__" for one in inside):
        return ""
    like = next((one for one in inside if one.kind == "def" and _LIKE_INIT.fullmatch(one.name)), None)
    if like:
        return f"Is {like.name}, in line {like.line}, meant? It is __init__, with two underscores on either side."
    return f"Your class {own.name} has no __init__, and no @dataclass above it that would write one."


def _not_there(outcome: Raised, own: Definition, defined: Sequence[Definition], wanted: Signatures) -> str:
    """An attribute that nothing sets, or that only a class above sets, whose __init__ is not called."""
    said = re.fullmatch(rf"'{own.name}' object has no attribute '(\w+)'.*", outcome.text)
    if said is None:
        return ""
    name, family = said[1], _family(own, defined)
    if f"{own.name}.{name}" in wanted:
        return f"Does def {name} stand inside the class, spelled as it was handed out?"
    sets = [one for one in family if _has(one, "attribute", name, defined)]
    forgotten = _has(own, "def", "__init__", defined) and not _has(own, "super", "", defined)
    if sets and own not in sets and forgotten:
        return f"{sets[0].name} sets it, and your own __init__ takes the place of that: call super().__init__(...)."
    return f"Nothing in your class {own.name} sets self.{name}: does __init__?" if family and not sets else ""


def _family(own: Definition, defined: Sequence[Definition]) -> list[Definition]:
    """A class and those that it is built on; empty where not all of these are in the file."""
    found = [own]
    for one in found:
        for name in one.parameters or ():
            above = [o for o in defined if (o.kind, o.name, o.inside) == ("class", name, "") and o not in found]
            if not above:
                return []
            found.append(above[-1])
    return found


def _has(owner: Definition, kind: str, name: str, defined: Sequence[Definition]) -> bool:
    return any((one.kind, one.name, one.inside) == (kind, name, f"class {owner.name}") for one in defined)


def _in_pythons_words(outcome: Raised) -> str:
    if NOT_ITERATED.match(outcome.text):
        return "__iter__ returns an iterator, as `iter(...)` makes of a list, or it has a `yield` in it."
    setter = re.fullmatch(r"property '(\w+)' of '\w+' object has no setter", outcome.text)
    if setter:
        return f"Write @{setter[1]}.setter above a second def {setter[1]}(self, value)."
    return ""


def _unequal(call: Call, own: Definition, defined: Sequence[Definition]) -> str:
    """Two objects of a class that does not say when they are equal: each is equal to itself alone."""
    family = _family(own, defined) if call.function in ("==", "!=") else []
    written = any(_has(one, "def", "__eq__", defined) for one in family)
    if not family or written or any("dataclass" in mark for one in family for mark in one.marks):
        return ""
    return f"Your class {own.name} has no __eq__: without it an object is equal to itself alone."


def _shared(owner: str, inside: Sequence[Definition]) -> str:
    """What is no object's own. It may be meant: so this is asked, not said."""
    changed, own = ({one.name for one in inside if one.kind == kind} for kind in ("changed", "attribute"))
    made = next((one for one in inside if one.kind == "made" and one.name in changed - own), None)
    if made:
        return (
            f"All objects of {owner} share one `{made.name}`, which line {made.line} makes in the class itself: is "
            f"that meant? What each has of its own is made in __init__, as self.{made.name}."
        )
    default = next((one for one in inside if one.kind == "default" and _is_kept(one, inside)), None)
    if default:
        return (
            f"The default of `{default.name}`, in line {default.line}, is made once: all objects made without it share "
            "it. Is that meant? Let the default be None, and make what each has of its own inside."
        )
    return ""


def _is_kept(default: Definition, inside: Sequence[Definition]) -> bool:
    """Whether the method that has this default keeps it or changes it, before the next method begins."""
    after = [one for one in inside if one.line > default.line]
    end = next((one.line for one in after if one.kind == "def"), None)
    return any(one.kind == "kept" and one.name == default.name and (end is None or one.line < end) for one in after)
