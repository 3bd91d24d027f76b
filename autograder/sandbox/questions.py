"""What Python knows of an object or a class without running it: its type, what it is built on, its parameters.

A check holds no class of the student's, so a class is named: one of the file's by its name there, one that both sides
of the wall have, such as ``collections.abc.Iterator``, by its module and its name.
"""

from __future__ import annotations

import builtins
import collections
import collections.abc
import contextlib
import datetime
import decimal
import enum
import fractions
import inspect
import numbers
import types
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.sandbox.handles import bases_of

TYPE, IS, CALLABLE, HAS = "type()", "isinstance()", "callable()", "hasattr()"
"""Of an object; the second with the name of a class, the last with that of an attribute."""
ABOUT = "about()"
"""Of what the file defines under a name: with one of the next, what is to be known of it."""
DOC, SIGNATURE, BASES, IS_THERE, IS_CALLABLE = "__doc__", "__signature__", "__bases__", "hasattr", "callable"

_SHARED = (builtins, types, collections.abc, numbers, enum, collections, contextlib, fractions, decimal, datetime)
SHARED: Mapping[str, type] = {
    f"{module.__name__}.{name}": kind
    for module in _SHARED
    for name, kind in sorted(vars(module).items())
    if isinstance(kind, type) and kind.__module__ != "abc"
} | {"numpy.ndarray": np.ndarray}
"""Classes that a check and a program both have, by one name at least."""
_NAMES = {id(SHARED[name]): name for name in reversed(list(SHARED))}


def shared_name(kind: type) -> str:
    """The name of a class that is in SHARED; "" for every other."""
    return _NAMES.get(id(kind), "")


def question(module: types.ModuleType | None, name: str) -> Callable[..., Any] | None:
    """What answers this question about a program; None where it is none."""
    match name:
        case "type()":
            return lambda target: _named(module, type(target))
        case "isinstance()":
            return lambda target, kind: _is_one(type(target), _class(module, kind))
        case "callable()":
            return callable
        case "hasattr()":
            return hasattr
        case "about()":
            return lambda of, what: _about(module, of, what)
    return None


def _is_one(kind: type, wanted: type) -> bool:
    """By identity where the class is the file's: a metaclass of its own may say anything."""
    return issubclass(kind, wanted) if shared_name(wanted) else any(base is wanted for base in bases_of(kind))


def _class(module: types.ModuleType | None, name: str) -> type:
    if name in SHARED:
        return SHARED[name]
    found = getattr(module, name, None)
    if not isinstance(found, type):
        raise TypeError(f"{name} is no class")
    return found


def _named(module: types.ModuleType | None, kind: type) -> str:
    """The name by which the file has a class; else the class's own."""
    if shared := shared_name(kind):
        return shared
    own: str = type.__dict__["__name__"].__get__(kind)
    here = vars(module) if module is not None else {}
    if here.get(own) is kind:
        return own
    other: str = next((name for name, value in here.items() if value is kind), own)
    return other


def _about(module: types.ModuleType | None, name: str, what: str) -> Any:
    owner, _, method = name.rpartition(".")
    found = getattr(module, owner or method, None)
    if owner:
        found = getattr(found, method, None)
    if what == IS_THERE:
        return found is not None
    if found is None:
        raise AttributeError(f"the file defines no {name}")
    if what == DOC:
        return found.__doc__
    if what == IS_CALLABLE:
        return callable(found)
    if what == SIGNATURE:
        return parameters(found)
    return [_named(module, base) for base in bases_of(_class(module, name))[1:]]


def parameters(function: Callable[..., Any]) -> list[list[Any]]:
    """A row for each parameter: its name, the number of its kind, whether it has a default, and that."""
    return [
        [one.name, int(one.kind), has := one.default is not one.empty, one.default if has else None]
        for one in inspect.signature(function).parameters.values()
    ]


_KINDS = tuple(inspect._ParameterKind)


def signature(rows: Any) -> inspect.Signature:
    """The signature that such rows tell. Raises ValueError for others."""
    try:
        return inspect.Signature(
            [
                inspect.Parameter(name, _KINDS[kind], **({"default": default} if has else {}))
                for name, kind, has, default in rows
            ]
        )
    except (TypeError, IndexError) as error:
        raise ValueError(f"no parameters: {error}") from error
