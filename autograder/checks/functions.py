"""A check's own functions: which two do the same, and one as it is now, whatever comes later."""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np

from autograder.checks.fingerprint import fingerprint

_DEEPEST = 4
"""Functions inside of a function: one that calls itself has no end."""


_STATELESS = ("math", "cmath")
"""Modules of Python's own whose functions remember nothing."""


def of_function(function: Callable[..., Any], depth: int = _DEEPEST) -> Hashable | None:
    """A hashable stand-in for a function, the same for one made anew with the same code and the same numbers.

    None for one that remembers, or may: what it answers depends on when it is asked.
    """
    if isinstance(function, np.ufunc):
        return function.__name__
    if isinstance(function, types.BuiltinFunctionType) and function.__module__ in _STATELESS:
        return function.__module__, function.__name__
    if not isinstance(function, types.FunctionType) or not depth:
        return None
    try:
        cells = [cell.cell_contents for cell in function.__closure__ or ()]
    except ValueError:  # a name that is not bound yet
        return None
    held = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values(), *cells]
    parts = [_held(part, depth - 1) for part in held]
    return None if None in parts else (function.__code__.co_filename, function.__code__, *parts)


def frozen(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with what it holds now, whatever the names around it stand for later. It must have a stand-in."""
    if not isinstance(function, types.FunctionType):
        return function
    held = [cell.cell_contents for cell in function.__closure__ or ()]
    cells = tuple(types.CellType(frozen(part) if isinstance(part, types.FunctionType) else part) for part in held)
    made = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, cells or None
    )
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def _held(value: Any, depth: int) -> Hashable | None:
    """What a function holds: numbers, text and arrays, tuples of them, and other functions."""
    if value is None or isinstance(value, bool | int | float | complex | str | np.ndarray | np.generic):
        return fingerprint(value)
    if isinstance(value, tuple):
        parts = [_held(part, depth) for part in value]
        return None if None in parts else ("tuple", *parts)
    return of_function(value, depth)
