"""What can be done with an object that stays where it is, by names that no function of a file can have.

`fit` is a function of the file, `Model.load` a method of a class that needs no object; `.fit()` calls a method of the
first argument, `.rate` asks for an attribute, `.rate=` sets it; the others are in a table. All of them run where the
object is.
"""

from __future__ import annotations

import builtins
import contextlib
import copy
import itertools
import math
import operator
import types
from collections.abc import Callable, Mapping
from typing import Any

from autograder.sandbox.handles import METHOD, bases_of, home_of
from autograder.sandbox.questions import question

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
    "bytes()": bytes,
    "ceil()": math.ceil,
    "complex()": complex,
    "copy()": copy.copy,
    "deepcopy()": copy.deepcopy,
    "divmod()": divmod,
    "float()": float,
    "floor()": math.floor,
    "format()": format,
    "hash()": hash,
    "index()": operator.index,
    "int()": int,
    "iter()": iter,
    "len()": len,
    "next()": next,
    "repr()": repr,
    "reversed()": reversed,
    "round()": round,
    "str()": str,
    "trunc()": math.trunc,
}
DATA = "data()"
"""Asks an object that is built on a plain type for what it holds, as that type has it; no other gives an answer."""
_CONVERSIONS = ("bool", "bytes", "complex", "float", "format", "hash", "index", "int", "len", "repr", "str")
AS_DATA = frozenset((DATA, *(f"{word}()" for word in _CONVERSIONS)))
"""What gives data, and never an object: Python itself wants a number or a text of most of these."""


def _called(target: Any, /, *args: Any, **kwargs: Any) -> Any:
    return target(*args, **kwargs)


def _itself(target: Any) -> Any:
    return target


def _first(target: Any, most: int) -> list[Any]:
    return list(itertools.islice(iter(target), most))


def _set_slice(target: Any, start: Any, stop: Any, step: Any, value: Any) -> None:
    target[start:stop:step] = value


def _del_slice(target: Any, start: Any, stop: Any, step: Any) -> None:
    del target[start:stop:step]


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
    "[:]": lambda target, *bounds: target[slice(*bounds)],
    "[:]=": _set_slice,
    "del [:]": _del_slice,
    "in ()": operator.contains,
    "list()": _first,
    DATA: _itself,
}
DEL = "del ."
"""Before the name of an attribute: takes it away."""
EXIT = ".__exit__()"
"""Is told the name of one of Python's own errors and its text, or None twice: an error itself does not cross."""
_METHODS = (types.MethodType, types.BuiltinMethodType)


def find(module: types.ModuleType | None, name: str) -> Callable[..., Any] | None:
    """The function of this name in a file, or the operation that it stands for; None where there is neither."""
    if is_function(name):
        owner, _, method = name.rpartition(".")
        holder = getattr(module, owner, None) if owner else module
        found = getattr(holder, method, None) if not owner or isinstance(holder, type) else None
        return found if callable(found) else None
    return question(module, name) or _operation(name)


def classes_called(module: types.ModuleType | None, name: str) -> tuple[type, ...]:
    """The class that a check calls by this name, or whose method it calls so, with those of the file it is built on.

    None of them where there is no class of the file's own: one of Python's or a library's under a new name is none.
    """
    if not name[:1].isupper():
        return ()
    found = getattr(module, name.partition(".")[0], None)
    if module is None or found is None or not issubclass(type(found), type):
        return ()
    homes = (module.__name__, "__main__")  # a notebook's cells are that
    own = tuple(base for base in bases_of(found) if home_of(base) in homes)
    return own if own and own[0] is found else ()


def is_function(name: str) -> bool:
    """Whether it is the name of a function, of a class, or of a class's method: else it is one of an operation."""
    return name.isidentifier() or (name[:1] != "." and name.count(".") == 1 and name.replace(".", "").isidentifier())


def _operation(name: str) -> Callable[..., Any] | None:
    attribute = name.removeprefix(DEL).strip(".()=")
    if name.startswith(DEL) and attribute.isidentifier():
        return lambda target: delattr(target, attribute)
    if not name.startswith(".") or not attribute.isidentifier():
        return _TABLE.get(name)
    if name == EXIT:
        return _left
    if name.endswith("()"):
        return lambda target, /, *args, **kwargs: getattr(target, attribute)(*args, **kwargs)
    if name.endswith("="):
        return lambda target, value: setattr(target, attribute, value)
    return lambda target: _attribute(target, attribute)


def _left(target: Any, kind: str | None, text: str | None, trace: None) -> Any:
    """Ends a `with` on an object; whether it swallows the error of that name."""
    if kind is None:
        return target.__exit__(None, None, None)
    try:
        raise _made(getattr(builtins, kind), text)
    except Exception as error:
        return bool(target.__exit__(type(error), error, error.__traceback__))


def _made(kind: type[Exception], text: str | None) -> Exception:
    """An error of this kind, or of the nearest that a text is enough for."""
    for base in kind.__mro__:
        with contextlib.suppress(TypeError):
            made: Exception = base(text)
            return made
    raise AssertionError(f"Exception is a base of {kind}")


def _attribute(target: Any, name: str) -> Any:
    found = getattr(target, name)
    return METHOD if type(found) in _METHODS and found.__self__ is target else found
