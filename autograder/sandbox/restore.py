"""Plain data, with the objects, functions and tables put back that parts of it stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox import frames
from autograder.sandbox.handles import Handle, Lent
from autograder.sandbox.values import Plain

Find = Callable[[Handle | Lent], Any]


_LEAVES = frozenset({float, int, bool, str, complex, bytes, type(None)})


def copied(value: Plain) -> Plain:
    """The value in lists, dicts, sets and arrays of its own: who changes those changes nothing else."""
    kind = type(value)
    if kind is list:
        return value[:] if _LEAVES.issuperset(map(type, value)) else [copied(part) for part in value]
    if kind is tuple:
        return value if _LEAVES.issuperset(map(type, value)) else tuple(copied(part) for part in value)
    if kind is dict:
        return {key: copied(part) for key, part in value.items()}
    if kind is np.ndarray or kind is set:
        return value.copy()
    return value


def restored(value: Plain, find: Find) -> Any:
    """The value with every Handle and Lent replaced by what `find` gives, and every table of pandas rebuilt.

    Raises what `find` raises, and ImportError for a table where there is no pandas.
    """
    kind = type(value)
    if kind is Handle or kind is Lent:
        return find(value)
    if kind is list:
        return [restored(part, find) for part in value]
    if kind is tuple:
        return tuple(restored(part, find) for part in value)
    if kind is dict:
        return {key: restored(part, find) for key, part in value.items()}
    if kind in (frames.Frame, frames.Column, frames.Labels):
        return frames.rebuilt(value)
    return value


def tables_restored(value: Plain) -> Any:
    """The value with its tables rebuilt where pandas is there; they stay plain parts where it is not."""
    try:
        return restored(value, lambda part: part)
    except ImportError:
        return value
