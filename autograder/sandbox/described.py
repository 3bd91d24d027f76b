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
    "bytes": "bytes",
}


def describe(value: object) -> str:
    """A few words for a value that is not plain data; never runs the value's own code."""
    kind = type(value)
    if issubclass(kind, BaseException):
        return f"an error of type {type.__dict__['__name__'].__get__(kind)} (was it meant to be raised?)"
    name = "type" if issubclass(kind, type) else type.__dict__["__name__"].__get__(kind)
    return _ADVICE.get(name, f"an object of type {name}")
