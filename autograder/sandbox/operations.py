"""What can be done with an object that stays where it is, by names that no function of a file can have.

`fit` is a function of the file, `Model.load` a method of a class that needs no object; `.fit()` calls a method of the
first argument, `.rate` asks for an attribute, `.rate=` sets it; the others are in a table. All of them run where the
object is.
"""

from __future__ import annotations

import itertools
import operator
import types
from collections.abc import Callable, Mapping
from typing import Any

from autograder.sandbox.handles import METHOD

BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "@": operator.matmul,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
}
IN_PLACE: Mapping[str, Callable[[Any, Any], Any]] = {
    "+=": operator.iadd,
    "-=": operator.isub,
    "*=": operator.imul,
    "/=": operator.itruediv,
    "//=": operator.ifloordiv,
    "%=": operator.imod,
    "**=": operator.ipow,
    "@=": operator.imatmul,
    "<<=": operator.ilshift,
    ">>=": operator.irshift,
    "&=": operator.iand,
    "|=": operator.ior,
    "^=": operator.ixor,
}
COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
SIGNS: Mapping[str, Callable[[Any], Any]] = {"-()": operator.neg, "+()": operator.pos, "~()": operator.invert}
WORDS: Mapping[str, Callable[..., Any]] = {
    "abs()": abs,
    "bool()": bool,
    "complex()": complex,
    "divmod()": divmod,
    "float()": float,
    "hash()": hash,
    "int()": int,
    "iter()": iter,
    "len()": len,
    "next()": next,
    "repr()": repr,
    "reversed()": reversed,
    "round()": round,
    "str()": str,
}


def _called(target: Any, /, *args: Any, **kwargs: Any) -> Any:
    return target(*args, **kwargs)


def _first(target: Any, most: int) -> list[Any]:
    return list(itertools.islice(iter(target), most))


_TABLE: Mapping[str, Callable[..., Any]] = {
    **BINARY,
    **IN_PLACE,
    **COMPARISONS,
    **SIGNS,
    **WORDS,
    "()": _called,
    "[]": operator.getitem,
    "[]=": operator.setitem,
    "del []": operator.delitem,
    "in ()": operator.contains,
    "list()": _first,
}
_METHODS = (types.MethodType, types.BuiltinMethodType)


def find(module: types.ModuleType | None, name: str) -> Callable[..., Any] | None:
    """The function of this name in a file, or the operation that it stands for; None where there is neither."""
    if is_function(name):
        owner, _, method = name.rpartition(".")
        holder = getattr(module, owner, None) if owner else module
        found = getattr(holder, method, None) if not owner or isinstance(holder, type) else None
        return found if callable(found) else None
    return _operation(name)


def is_function(name: str) -> bool:
    """Whether it is the name of a function, of a class, or of a class's method: else it is one of an operation."""
    return name.isidentifier() or (name[:1] != "." and name.count(".") == 1 and name.replace(".", "").isidentifier())


def _operation(name: str) -> Callable[..., Any] | None:
    attribute = name.strip(".()=")
    if not name.startswith(".") or not attribute.isidentifier():
        return _TABLE.get(name)
    if name.endswith("()"):
        return lambda target, /, *args, **kwargs: getattr(target, attribute)(*args, **kwargs)
    if name.endswith("="):
        return lambda target, value: setattr(target, attribute, value)
    return lambda target: _attribute(target, attribute)


def _attribute(target: Any, name: str) -> Any:
    found = getattr(target, name)
    return METHOD if type(found) in _METHODS and found.__self__ is target else found
