"""What a program keeps from one call to the next outside of its objects, and how it was to begin with.

A list in a class's body, a default of a parameter, a value at the margin: what one check leaves there, the next one
finds. The course's own programs are asked in any order, so each time they begin as they were loaded.
"""

from __future__ import annotations

import copy
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

_CONTAINERS = (list, dict, set)
_LEAVES = (int, float, complex, str, bytes, bool, type(None))
_Function = types.FunctionType


class Leftover:
    """A module's own lists, dicts, sets, arrays and plain values, as they were when this was made."""

    def __init__(self, module: types.ModuleType) -> None:
        self._module = module
        classes = [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__]
        self._owners: list[Any] = [module, *dict.fromkeys(classes)]
        self._bound = [(owner, dict(_values(owner)), len(vars(owner))) for owner in self._owners]
        self._held: list[tuple[Any, Any]] = []
        """Each container, and a copy of what was in it."""
        for value in self._containers():
            if not any(value is known for known, _ in self._held):
                self._held.append((value, copy.deepcopy(value)))

    @property
    def any(self) -> bool:
        """Whether there is anything that a call could leave changed: most programs keep nothing."""
        return bool(self._held) or any(values for owner, values, _ in self._bound if owner is not self._module)

    def restore(self) -> None:
        """Everything is as it was."""
        for owner, values, names in self._bound:
            if len(vars(owner)) != names:
                for name in [name for name, _ in _values(owner) if name not in values]:
                    delattr(owner, name)
            for name, value in values.items():
                if vars(owner).get(name, self) is not value:
                    setattr(owner, name, value)
        for container, before in self._held:
            _refill(container, copy.deepcopy(before))

    def _containers(self) -> Iterator[Any]:
        for _, values, _ in self._bound:
            yield from filter(_is_container, values.values())
        for owner in self._owners:
            for function in _functions(owner, self._module.__name__):
                defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
                yield from filter(_is_container, defaults)


def _values(owner: Any) -> Iterator[tuple[str, Any]]:
    """The plain values and containers that a module or class holds under a name."""
    for name, value in list(vars(owner).items()):
        if not name.startswith("__") and (isinstance(value, _LEAVES) or _is_container(value)):
            yield name, value


def _is_container(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return bool(value.dtype != object)
    return isinstance(value, _CONTAINERS) and _is_plain(value)


def _is_plain(value: Any) -> bool:
    """Whether it holds nothing but plain data, all the way down: only that can be copied whatever it is."""
    if isinstance(value, dict):
        return all(map(_is_plain, value.keys())) and all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple | set | frozenset):
        return all(map(_is_plain, value))
    return isinstance(value, _LEAVES)


def _functions(owner: Any, module: str) -> Iterator[types.FunctionType]:
    for value in list(vars(owner).values()):
        parts = (value.fget, value.fset) if isinstance(value, property) else (getattr(value, "__func__", value),)
        yield from (one for one in parts if isinstance(one, _Function) and one.__module__ == module)


def _refill(container: Any, value: Any) -> None:
    if isinstance(container, np.ndarray):
        container[...] = value
    elif isinstance(container, list):
        container[:] = value
    else:
        container.clear()
        container.update(value)
