"""Reduction to plain data: the only things that cross the wall, and the same at home as in class.

What comes back is rebuilt from base types, so that a subclass with its own ``__eq__`` or ``__float__`` arrives as
the plain thing, or not at all. NumPy is the only dependency.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np

from autograder.sandbox import figures, frames, hashed, scalars
from autograder.sandbox.bounds import (
    MAX_DEPTH,
    MAX_HEADER,
    MAX_INT_BITS,
    MAX_ITEMS,
    MAX_ROWS_OF_NOTHING,
    NotPlain,
)
from autograder.sandbox.described import describe
from autograder.sandbox.handles import Handle, Lent, holds_more

__all__ = ["DTYPES", "MAX_DEPTH", "MAX_ITEMS", "NotPlain", "Plain", "is_hollow", "reduced", "to_plain"]

Plain: TypeAlias = Any
"""None, bool, int, float, complex, str, bytes, Decimal, Fraction, a date or time; list, tuple, dict, set of those (a
frozenset within a set or a key); an ndarray of numbers, text or dates; a Frame or Column; what a figure shows; or a
Handle for an object that stays where it is."""
Keep: TypeAlias = Callable[[object], Plain]
"""Gives plain data that stands for an object, or raises NotPlain."""
Stays: TypeAlias = Callable[[type], bool]
"""Whether objects of a type stay where they are, though it is built on a plain one."""

DTYPES = frozenset(
    np.dtype(name).str
    for name in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
)  # fmt: skip


KEYS = frozenset({str, int, float, bool, type(None)})
"""Types of a dict's keys that a header holds as they are."""
_LONG = 1200
"""Bytes that no exact number, date or stand-in for an object fills more of."""
_ROWS = frozenset({float, bool, str, type(None)})
"""Types of parts that are plain as they are."""


def to_plain(value: object) -> Plain:
    """A deep copy of `value` made of plain types only.

    NumPy scalars and arrays without dimensions become Python numbers, subclasses become their base type.
    Raises NotPlain for everything else: generators, object arrays, instances, nesting deeper than 32.
    """
    return _Reducer(None, None).reduce(value, 0)


def reduced(value: object, keep: Keep | None, stays: Stays | None = None) -> tuple[Plain, bool]:
    """The same, with `keep` asked for what stands for an object.

    Also whether there is anything in it that is to be put back on the other side: an object, a function, a frame.
    """
    reducer = _Reducer(keep, stays)
    return reducer.reduce(value, 0), reducer.special


def measured(value: object, keep: Keep | None, stays: Stays | None = None) -> tuple[Plain, bool, int]:
    """The same, and a number of bytes that it cannot fill more of: see `autograder.sandbox.amounts`."""
    reducer = _Reducer(keep, stays)
    plain = reducer.reduce(value, 0)
    return plain, reducer.special, 10 * reducer.items + reducer.more


class _Reducer:
    """One reduction; counts items so that a value that refers to itself many times cannot grow without bound."""

    def __init__(self, keep: Keep | None, stays: Stays | None) -> None:
        self.items = 0
        self.more = 0
        self.special = False
        self._keep = keep
        self._stays = stays

    def reduce(self, value: Any, depth: int) -> Plain:
        self.items += 1
        if depth > MAX_DEPTH:
            raise NotPlain(f"something nested more than {MAX_DEPTH} deep")
        if self.items > MAX_ITEMS:
            raise NotPlain(f"something with more than {MAX_ITEMS} parts")
        kind = type(value)
        if kind is float or kind is bool or value is None:
            return value
        if kind is str:
            self.more += 4 * len(value)
            return value
        if kind is complex:
            self.more += 12
            return value
        if kind is int and -(2**63) <= value < 2**63:
            return value
        if kind is list or kind is tuple:
            return self._reduce_sequence(value, depth)
        return self._reduce_other(value, depth)

    def _reduce_sequence(self, value: Any, depth: int) -> Plain:
        """A list or a tuple. Most are short rows of floats, which need no look at each one."""
        kinds = set(map(type, value))
        if kinds <= _ROWS and self.items + len(value) <= MAX_ITEMS and depth < MAX_DEPTH:
            self.items += len(value)
            if str in kinds:
                self.more += 4 * sum(map(len, value) if len(kinds) == 1 else map(len, map(str, value)))
            return value[:]
        parts = [self.reduce(item, depth + 1) for item in value]
        return parts if type(value) is list else tuple(parts)

    def _reduce_other(self, value: Any, depth: int) -> Plain:
        # type() and the base type's own methods: neither an override in a subclass nor a claimed __class__ is asked.
        kind = type(value)
        if self._stays is not None and (self._stays(kind) or holds_more(value)):
            self.more += _LONG
            return self._kept(value)
        if issubclass(kind, np.ndarray):
            return self._array(value, depth)
        if issubclass(kind, np.generic):
            return self.reduce(_plain_array(np.asarray(value)), depth)
        if issubclass(kind, int):
            self.more += _LONG
            return _bounded(int.__int__(value))
        if issubclass(kind, float):
            return float.__float__(value)
        if issubclass(kind, str):
            return self.reduce(str.__str__(value), depth)
        if issubclass(kind, list):
            return [self.reduce(item, depth + 1) for item in list.__iter__(value)]
        if issubclass(kind, tuple):
            return tuple(self.reduce(item, depth + 1) for item in tuple.__iter__(value))
        if issubclass(kind, dict):
            return self._dict(value, depth)
        return self._reduce_rare(value, depth)

    def _reduce_rare(self, value: Any, depth: int) -> Plain:
        kind = type(value)
        if issubclass(kind, set | frozenset):
            return self._set(value, depth)
        if issubclass(kind, bytes | bytearray):
            plain = bytes(memoryview(value))
            self.more += len(plain)
            return plain
        self.more += _LONG
        if issubclass(kind, scalars.KINDS):
            return scalars.plain(value)
        if kind is Handle or kind is Lent:
            self.special = True
            return value
        framed = frames.taken(value, lambda part: self._data(part, depth + 1))
        if framed is not None:
            self.special = True
            self.more += MAX_HEADER
            return framed
        shown = figures.taken(value, lambda part: self._data(part, depth + 1))
        if shown is not None:
            self.more += MAX_HEADER
            return shown
        return self._kept(value)

    def _kept(self, value: Any) -> Plain:
        if self._keep is None:
            raise NotPlain(describe(value))
        self.special = True
        return self._keep(value)

    def _data(self, value: Any, depth: int) -> Plain:
        """A part of what holds nothing but data: there an object that is built on a plain type is what it holds."""
        stays, self._stays = self._stays, None
        try:
            return self.reduce(value, depth)
        finally:
            self._stays = stays

    def _array(self, value: Any, depth: int) -> Plain:
        array = _plain_array(value)
        if type(array) is np.ndarray:
            if array.dtype == object:
                return self.reduce(array.tolist(), depth)
            self.more += array.nbytes
        return array

    def _set(self, value: Any, depth: int) -> set[Any]:
        parts = set.__iter__(value) if issubclass(type(value), set) else frozenset.__iter__(value)
        found = [hashed.unchanging(self._data(part, depth + 1)) for part in parts]
        hashed.check(found, hashed.OF_A_SET)
        return set(found)

    def _dict(self, value: dict[Any, Any], depth: int) -> dict[Any, Any]:
        found = [(self._key(key, depth), self.reduce(item, depth + 1)) for key, item in dict.items(value)]
        if not KEYS.issuperset({type(key) for key, _ in found}):
            hashed.check([key for key, _ in found], hashed.OF_A_DICT)
        return dict(found)

    def _key(self, key: object, depth: int) -> Plain:
        plain = hashed.unchanging(self._data(key, depth + 1))
        if type(plain) is int and not -(2**63) <= plain < 2**64:  # longer ones can be made to collide
            raise NotPlain("a dict with an integer of more than 64 bits as a key")
        return plain


def _bounded(value: Any) -> int:
    if int.bit_length(value) > MAX_INT_BITS:
        raise NotPlain("an integer of more than a thousand digits")
    return int(value)


_OTHER_DTYPES = re.compile(r"<U[1-9]\d{0,5}|<[mM]8(\[(Y|M|W|D|h|m|s|ms|us|ns)\])?")


def allowed(dtype: str) -> bool:
    """Whether arrays of this dtype cross: numbers, text, dates and times."""
    return dtype in DTYPES or _OTHER_DTYPES.fullmatch(dtype) is not None


def _plain_array(value: np.ndarray[Any, Any]) -> Plain:
    masked = sys.modules.get("numpy.ma")  # where nobody has imported it, there is no such array
    if masked is not None and issubclass(type(value), masked.MaskedArray):
        raise NotPlain("a masked array (return an ordinary array)")
    array = np.array(value, copy=True, subok=False)
    if array.dtype == np.longdouble and array.dtype.itemsize > 8:
        array = array.astype(np.float64)
    array = array.astype(array.dtype.newbyteorder("="), copy=False)
    if array.dtype.kind == "T":  # NumPy's text of any length
        array = array.astype(str)
    if array.dtype.kind in "mM" and not array.ndim:
        return array.astype(f"{array.dtype.kind}8[us]").item()
    if array.dtype == object and _are_numbers(array):
        return array
    if not allowed(array.dtype.str):
        raise NotPlain(
            f"an array of {array.dtype.name if array.dtype != object else 'objects'}, not of numbers or text"
        )
    if array.ndim == 0:
        return array.item()
    if is_hollow(array.shape):
        raise NotPlain(f"an array of shape {array.shape}, which holds nothing in very many rows")
    return np.ascontiguousarray(array)


_EXACT = (int, float, complex, bool, Decimal, Fraction)


def _are_numbers(array: np.ndarray[Any, Any]) -> bool:
    """Whether an array of objects holds nothing but numbers, and not too many: it is read as the list of them."""
    if array.size > MAX_ITEMS or is_hollow(array.shape):
        return False
    kinds = set(map(type, array.ravel().tolist()))
    return all(kind in _EXACT or issubclass(kind, np.number | np.bool_) for kind in kinds)


def weight(value: Plain) -> int:
    """About how many bytes plain data fill: 32 for each part, and an array's own."""
    kind = type(value)
    if kind is float:  # most are
        return 32
    if kind is list or kind is tuple:
        kinds = set(map(type, value))
        if not kinds <= _ROWS:
            return sum(map(weight, value), 32)
        return 32 * len(value) + (sum(len(part) for part in value if type(part) is str) if str in kinds else 0)
    if kind is np.ndarray:
        return int(value.nbytes)
    if kind is str or kind is bytes:
        return len(value)
    if kind is dict:
        keys = sum(weight(key) for key in value if type(key) not in KEYS)
        return 64 * len(value) + sum(map(weight, value.values())) + keys
    if kind is set or kind is frozenset:
        return 64 * len(value)
    return frames.weight(value, weight) + figures.weight(value, weight)


def is_hollow(shape: Sequence[int]) -> bool:
    """Whether an array of this shape has no entries and yet a great many rows: as lists they would fill the memory."""
    return 0 in shape and math.prod(n for n in shape if n) > MAX_ROWS_OF_NOTHING
