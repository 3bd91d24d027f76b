"""Plain data as a frame's header and buffers hold them, and the same data rebuilt, of whatever bytes were sent.

In the header plain data are themselves, but for what msgpack lacks:

    tuple    {"t": [...]}              dict   {"d": [[key, value], ...]}
    ndarray  {"a": [dtype, shape]}     complex {"c": [re, im]}      long integer {"i": "hex"}
    numbers  {"n": [rows, of, shape]}  a long list or tuple (of such), as one buffer: see `autograder.sandbox.rows`
    set      {"s": [...]}              others  {"x": [kind, [part, ...]]}: exact numbers, dates, tables, what a
    bytes    {"b": length}                     figure shows, the number of an object or of a function of the check's
    dict with other keys, such as tuples       {"k": [[key, value], ...]}

Buffers lie in the payload in the order in which they are met.

The decoder is told these types, so a msgpack map with keys of the sender's choice is refused before it becomes a dict:
the hashes of numbers and tuples are known, and thousands of keys can be made to collide. The keys of "d" are texts,
whose hashes are secret, and numbers of at most 64 bits, of which few share a hash. What "s" and "k" hold is looked at
by `autograder.sandbox.hashed` before any of it is looked up.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType

from autograder.sandbox import figures, frames, hashed, scalars
from autograder.sandbox.bounds import MAX_OBJECTS, MAX_PAYLOAD, NotPlain
from autograder.sandbox.handles import Handle, Lent
from autograder.sandbox.rows import EXACT, PACKED_FROM, rows_of
from autograder.sandbox.values import KEYS, MAX_DEPTH, MAX_ITEMS, Plain, allowed, is_hollow

LAST_CHARACTER = 0x10FFFF


class BadFrame(ValueError):
    """Bytes that are not a frame, or a value that is too large for one."""


Scalar: TypeAlias = bool | int | float | str | None


class Tagged(msgspec.Struct, forbid_unknown_fields=True):
    """A value that msgpack lacks: one of the fields is there, and where a sender names more, the first that is met."""

    t: list[Packed] | UnsetType = UNSET
    d: list[tuple[Scalar, Packed]] | UnsetType = UNSET
    a: tuple[str, list[int]] | UnsetType = UNSET
    c: tuple[float, float] | UnsetType = UNSET
    i: str | UnsetType = UNSET
    n: tuple[str, str, list[int]] | UnsetType = UNSET
    s: list[Packed] | UnsetType = UNSET
    b: int | UnsetType = UNSET
    k: list[tuple[Packed, Packed]] | UnsetType = UNSET
    x: tuple[str, list[Packed]] | UnsetType = UNSET


def _packed() -> Any:
    """The type of a value in a header. Spelled out level by level: only a Struct's type may refer to itself."""
    kind: Any = Scalar | Tagged
    for _ in range(MAX_DEPTH + 1):
        kind = Scalar | Tagged | list[kind]
    return kind


if TYPE_CHECKING:
    Packed: TypeAlias = Any
else:
    Packed = _packed()


def pack(value: Plain, buffers: list[bytes], lent: dict[int, Lent] | None = None) -> Any:
    """Plain data as what the header holds; array buffers are appended to `buffers`, functions noted in `lent`."""
    kind = type(value)
    if kind is list:
        if len(value) >= PACKED_FROM and (rows := rows_of(value)):
            return _pack_rows(value, rows, buffers)
        return [item if type(item) is float else pack(item, buffers, lent) for item in value]
    if kind is int:
        return value if -(2**63) <= value < 2**64 else {"i": hex(value)}
    if kind is tuple:
        if len(value) >= PACKED_FROM and (rows := rows_of(value)):
            return _pack_rows(value, rows, buffers)
        return {"t": [pack(item, buffers, lent) for item in value]}
    if kind is dict:
        tag = "d" if KEYS.issuperset(map(type, value)) else "k"
        keys = [pack(key, buffers) for key in value]
        return {tag: [[key, pack(item, buffers, lent)] for key, item in zip(keys, value.values(), strict=True)]}
    if kind is np.ndarray:
        buffers.append(value.tobytes())
        return {"a": [value.dtype.str, list(value.shape)]}
    if kind is complex:
        return {"c": [value.real, value.imag]}
    return value if kind in _AS_THEY_ARE else _pack_rare(value, buffers, lent)


def _pack_rare(value: Any, buffers: list[bytes], lent: dict[int, Lent] | None) -> Any:
    kind = type(value)
    if kind is set or kind is frozenset:
        return {"s": [pack(part, buffers) for part in value]}
    if kind is bytes:
        buffers.append(value)
        return {"b": len(value)}
    if kind is Handle:
        return {"x": ["Handle", [value.number, value.what]]}
    if kind is Lent:
        if lent is not None:
            lent[value.number] = value
        return {"x": ["Lent", [value.number, value.name]]}
    if isinstance(value, scalars.KINDS):
        name, parts = scalars.parts(value)
        return {"x": [name, [pack(part, buffers) for part in parts]]}
    if kind in _TABLES.values():
        parts = [getattr(value, name) for name in kind.__dataclass_fields__]
        return {"x": [kind.__name__, [pack(part, buffers) for part in parts]]}
    if figures.name_of(value):
        return {"x": [kind.__name__, [pack(part, buffers) for part in figures.parts(value)]]}
    raise BadFrame(f"a {kind.__name__}")


def _pack_rows(value: Any, rows: tuple[str, str, list[int]], buffers: list[bytes]) -> Any:
    of = rows[1]
    buffers.append(np.asarray(value, dtype="<i8" if of == "i" else "<f8").tobytes())
    if of == "m":
        flat = value if len(rows[0]) == 1 else chain.from_iterable(value)
        buffers.append(bytes(type(number) is int for number in flat))
    return {"n": rows}


_AS_THEY_ARE = frozenset((float, str, bool, type(None)))
_TABLES: dict[str, type] = {kind.__name__: kind for kind in (frames.Labels, frames.Column, frames.Frame)}


_ROWS = {"l": list, "t": tuple}
_NUMBERS = {"f": "<f8", "i": "<i8", "m": "<f8"}


def _mixed(number: Any, whole: Any) -> Any:
    """A number, or a row of them, with those that are whole as ints."""
    if type(number) is list:
        return [_mixed(*both) for both in zip(number, whole, strict=True)]
    return int(number) if whole else number


class Unpacker:
    """Rebuilds plain data from a header's value and the payload, whose buffers it takes in order."""

    def __init__(self, payload: memoryview) -> None:
        self._payload = payload
        self._start = 0
        self._parts = 0
        self._objects = 0
        self.special = False

    def __call__(self, packed: Any, depth: int = 0) -> Plain:
        kind = type(packed)
        if kind is float or kind is int or packed is None or kind is bool or kind is str:
            return packed
        if depth > MAX_DEPTH:
            raise BadFrame("nested too deep")
        if kind is list:
            return [item if type(item) is float else self(item, depth + 1) for item in packed]
        if kind is Tagged:
            return self._tagged(packed, depth + 1)
        raise BadFrame(f"a {kind.__name__} has no place here")

    def begin(self) -> None:
        """From here on it is another value, whose parts are counted anew."""
        self._parts = 0

    def finish(self) -> None:
        """Raises BadFrame where bytes are left over."""
        if self._start != len(self._payload):
            raise BadFrame("bytes that belong to nothing")

    def _tagged(self, packed: Tagged, depth: int) -> Plain:
        if packed.t is not UNSET:
            return tuple([self(item, depth) for item in packed.t])
        if packed.a is not UNSET:
            return self._array(*packed.a)
        if packed.d is not UNSET:
            return {key: self(item, depth) for key, item in packed.d}
        if packed.n is not UNSET:
            return self._rows(*packed.n)
        if packed.c is not UNSET:
            return complex(*packed.c)
        if packed.i is not UNSET and len(packed.i) < 2000:
            return int(packed.i, 16)
        if packed.s is not UNSET:
            return set(self._hashed(packed.s, depth))
        if packed.b is not UNSET:
            return self._bytes(packed.b)
        if packed.k is not UNSET:
            keys = self._hashed([key for key, _ in packed.k], depth)
            return dict(zip(keys, [self(item, depth) for _, item in packed.k], strict=True))
        if packed.x is not UNSET:
            return self._other(*packed.x, depth)
        raise BadFrame("a tag without its value")

    def _hashed(self, packed: list[Packed], depth: int) -> list[Any]:
        """What is in a set, or the keys of a dict, none of it looked up yet."""
        try:
            found = [hashed.unchanging(self(item, depth)) for item in packed]
            hashed.check(found, hashed.OF_A_SET)
        except NotPlain as error:
            raise BadFrame(str(error)) from error
        return found

    def _bytes(self, size: int) -> bytes:
        if not 0 <= size <= len(self._payload) - self._start:
            raise BadFrame("more bytes than were sent")
        self._start += size
        return bytes(self._payload[self._start - size : self._start])

    def _other(self, name: str, packed: list[Packed], depth: int) -> Plain:
        parts = [self(item, depth) for item in packed]
        try:
            if name == "Handle":
                return self._handle(*parts)
            if name == "Lent":
                self.special = True
                return Lent(*parts)
            if name in _TABLES:
                table = _TABLES[name](*parts)
                frames.check(table)
                self.special = True
                return table
            return figures.rebuilt(name, parts) if name in figures.KINDS else scalars.rebuilt(name, parts)
        except (NotPlain, ArithmeticError) as error:
            raise BadFrame(f"not a {name[:20]}: {error}") from error

    def _handle(self, number: Any, what: Any) -> Handle:
        self._objects += 1
        if type(number) is not int or not 0 <= number < 2**63 or type(what) is not str:
            raise BadFrame("not an object's number")
        if self._objects > MAX_OBJECTS:
            raise BadFrame("too many objects")
        self.special = True
        return Handle(number, what[:200])

    def _rows(self, letters: str, of: str, shape: list[int]) -> Plain:
        """A list or a tuple, or one of such: these take far more room than their bytes, and rows of nothing none."""
        kinds = [_ROWS.get(letter) for letter in letters]
        if len(shape) != len(kinds) or not 1 <= len(shape) <= 2 or 0 in shape or None in kinds or of not in _NUMBERS:
            raise BadFrame("not the shape of a list of numbers")
        array = self._array(_NUMBERS[of], shape)
        self._parts += array.size + (len(array) if array.ndim == 2 else 0)
        if self._parts > MAX_ITEMS:  # as it was bounded where it was made
            raise BadFrame("a list with too many parts")
        found = array.tolist()
        if of == "m":
            whole = self._array("|u1", shape)
            if not (np.abs(array[whole != 0]) <= EXACT).all():  # a larger one takes more room than is counted for it
                raise BadFrame("not a whole number that is the same as a float")
            found = [_mixed(*both) for both in zip(found, whole.tolist(), strict=True)]
        if letters[-1] == "t" and array.ndim == 2:
            found = [tuple(row) for row in found]
        return tuple(found) if letters[0] == "t" else found

    def _array(self, dtype: str, shape: list[int]) -> np.ndarray[Any, Any]:
        if not allowed(dtype) or not 1 <= len(shape) <= MAX_DEPTH:  # without dimensions it would be a number
            raise BadFrame("not an array that may cross")
        if not all(0 <= n <= MAX_PAYLOAD for n in shape):
            raise BadFrame("not a shape")
        if is_hollow(shape):
            raise BadFrame("many rows of nothing")
        size = np.dtype(dtype).itemsize * math.prod(shape)
        if size > len(self._payload) - self._start:
            raise BadFrame("an array larger than what was sent")
        buffer = self._payload[self._start : self._start + size]
        self._start += size
        array = np.frombuffer(buffer, dtype=dtype).reshape(shape).copy()
        if array.dtype.kind == "U" and array.size and array.view("<u4").max(initial=0) > LAST_CHARACTER:
            raise BadFrame("text that is not Unicode")
        return array
