"""A value that is not plain data, in a student's words."""

from __future__ import annotations

_ADVICE = {
    "generator": "a generator (wrap it in list(...))",
    "map": "a map object (wrap it in list(...))",
    "zip": "a zip object (wrap it in list(...))",
    "filter": "a filter object (wrap it in list(...))",
    "range": "a range (wrap it in list(...))",
    "dict_values": "a view of a dict (wrap it in list(...))",
    "dict_keys": "a view of a dict (wrap it in list(...))",
    "function": "a function (was it meant to be called?)",
    "builtin_function_or_method": "a function (was it meant to be called?)",
    "coroutine": "a coroutine (begin the function with def, not with async def)",
    "async_generator": "an asynchronous generator (begin the function with def, not with async def)",
    "type": "a class",
    "memoryview": "a view of bytes (make bytes of it: bytes(...))",
}


_HOMES = ("builtins", "itertools", "collections", "array")
"""Modules whose objects, where they can be gone through, are one call away from a list."""


def describe(value: object) -> str:
    """A few words for a value that is not plain data; never runs the value's own code."""
    kind = type(value)
    if issubclass(kind, BaseException):
        return f"an error of type {type.__dict__['__name__'].__get__(kind)} (was it meant to be raised?)"
    name = "type" if issubclass(kind, type) else type.__dict__["__name__"].__get__(kind)
    return _ADVICE.get(name) or f"an object of type {name}{_wrapped(kind)}"


def _wrapped(kind: type) -> str:
    home = type.__dict__["__module__"].__get__(kind)
    bases = type.__dict__["__mro__"].__get__(kind)
    through = any("__iter__" in type.__dict__["__dict__"].__get__(base) for base in bases)
    return " (wrap it in list(...))" if type(home) is str and home in _HOMES and through else ""
