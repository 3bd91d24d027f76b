"""How much plain data fill on their way, and what is said where that is too much: at home as behind the wall.

A frame has a header, where numbers, texts and the parts of lists stand one by one, and buffers, for arrays and long
rows of numbers. What is counted here is what `autograder.sandbox.process.packing` makes of a value.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.sandbox import figures, scalars
from autograder.sandbox.bounds import MAX_HEADER, MAX_PAYLOAD
from autograder.sandbox.rows import rows_of
from autograder.sandbox.values import Plain

_NUMBER = 9
_AROUND = 20
"""Bytes that a reply has beside its value."""

ROOM = MAX_HEADER - _AROUND
"""Bytes that are never too much."""


def too_much(*values: Plain) -> str:
    """What is said of values that cannot be sent together; empty where they can."""
    header, payload = _AROUND, 0
    for value in values:
        some, more = amount(value)
        header, payload = header + some, payload + more
    return words(header, payload) if header > MAX_HEADER or payload > MAX_PAYLOAD else ""


def words(header: int, payload: int) -> str:
    """What it is, how much may be, and what to do."""
    if header > MAX_HEADER:
        rule = f"An array, or a list of numbers alone, may have {_size(MAX_PAYLOAD)}: return one of these, or less"
        return f"{_size(header)} of lists and texts, where {_size(MAX_HEADER)} can be sent at once. {rule}"
    return f"{_size(payload)} of numbers, where {_size(MAX_PAYLOAD)} can be sent at once. Return less"


def _size(count: int) -> str:
    return f"{count >> 10} KiB" if count < 10 << 20 else f"{count >> 20} MiB"


def amount(value: Plain) -> tuple[int, int]:
    """Bytes of a header, and bytes of buffers."""
    kind = type(value)
    if kind is float:
        return _NUMBER, 0
    if kind is int:
        return _of_int(value), 0
    if kind is str:
        return _of_text(value), 0
    if value is None or kind is bool:
        return 1, 0
    if kind is list or kind is tuple:
        return _of_row(value)
    if kind is np.ndarray:
        return 10 + _NUMBER * value.ndim, int(value.nbytes)
    return _of_others(value)


def _of_int(value: int) -> int:
    if -32 <= value < 128:
        return 1
    if not -(2**63) <= value < 2**64:
        return 8 + value.bit_length() // 4
    bits = value.bit_length() + (value < 0)
    return 2 if bits <= 8 else 3 if bits <= 16 else 5 if bits <= 32 else _NUMBER


def _of_text(value: str) -> int:
    count = len(value) if value.isascii() else len(value.encode("utf-8", "replace"))
    return count + (1 if count < 32 else 2 if count < 256 else 3 if count < 65536 else 5)


def _of_row(value: Any) -> tuple[int, int]:
    found = rows_of(value)
    if found is not None:
        letters, of, shape = found
        header = 8 + len(letters) + sum(map(_of_int, shape))
        return header, math.prod(shape) * (9 if of == "m" else 8)
    return _sum(value, (1 if len(value) < 16 else 3 if len(value) < 65536 else 5) + 3 * (type(value) is tuple))


def _of_others(value: Plain) -> tuple[int, int]:
    if type(value) is dict:
        keys, more = _sum(value.keys(), 0)
        header, payload = _sum(value.values(), 8 + len(value))
        return header + keys, payload + more
    if type(value) is set or type(value) is frozenset:
        return _sum(value, 8)
    if type(value) is bytes:
        return 8, len(value)
    if isinstance(value, complex):
        return 22, 0
    if isinstance(value, scalars.KINDS):
        return _sum(scalars.parts(value)[1], 20)
    if figures.name_of(value):
        return _sum(figures.parts(value), 20)
    names = getattr(value, "__dataclass_fields__", ())  # a table, an object's number
    return _sum((part for name in names if not callable(part := getattr(value, name))), 20)


def _sum(parts: Any, start: int) -> tuple[int, int]:
    header, payload = start, 0
    for part in parts:
        some, more = amount(part)
        header, payload = header + some, payload + more
    return header, payload
