"""The wire: frames of a small msgpack header and raw array buffers. Data only, in both directions.

A frame is two little-endian lengths (header: 4 bytes, payload: 8 bytes), the header, the payload. Both lengths are
checked before anything is allocated. In the header plain data are themselves, but for what msgpack lacks:

    tuple    {"t": [...]}              dict   {"d": [[key, value], ...]}
    ndarray  {"a": [dtype, shape]}     complex {"c": [re, im]}      long integer {"i": "hex"}
    floats   {"f": [count, ...]}       a long list (of lists) of floats, as one buffer

Buffers lie in the payload in the order in which they are met.

The decoder is told these types, so a msgpack map with keys of the sender's choice is refused before it becomes a dict:
the hashes of numbers and tuples are known, and thousands of keys can be made to collide. The keys of "d" are texts,
whose hashes are secret, and numbers of at most 64 bits, of which few share a hash.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType

from autograder.sandbox.values import DTYPES, MAX_DEPTH, MAX_ITEMS, Plain, is_hollow

MAX_HEADER = 256 * 1024
MAX_PAYLOAD = 64 * 1024 * 1024
PREFIX = struct.Struct("<IQ")
_PACKED_FROM = 32
_encode = msgspec.msgpack.Encoder().encode


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
    f: list[int] | UnsetType = UNSET


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


class Reply(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """The header of an answer. `value` and `arguments` are packed; the texts belong to errors."""

    id: int
    kind: int
    value: Packed = None
    arguments: Packed = None
    texts: list[str] = []
    line: int | None = None


class Request(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """The header of a question: `kind` is LOAD or CALL."""

    id: int
    kind: int
    module: str
    name: str
    args: Packed = None
    kwargs: Packed = None
    want_arguments: bool = False
    allowed: list[str] | None = None


LOAD, CALL = 0, 1
LOADED, RETURNED, RAISED, NOT_DATA, NO_SUCH_FUNCTION = range(5)

_decode_reply = msgspec.msgpack.Decoder(Reply).decode
_decode_request = msgspec.msgpack.Decoder(Request).decode


def frame(header: Request | Reply, buffers: list[bytes]) -> bytes:
    """One whole frame. Raises BadFrame where it would be too large or holds text that is not Unicode."""
    try:
        head = _encode(header)
    except (UnicodeEncodeError, OverflowError, RecursionError) as error:
        raise BadFrame(str(error)) from error
    payload = sum(map(len, buffers))
    check_lengths(len(head), payload)
    return b"".join((PREFIX.pack(len(head), payload), head, *buffers))


def check_lengths(header: int, payload: int) -> None:
    """Raises BadFrame where a frame of these lengths is not allowed."""
    if header > MAX_HEADER or payload > MAX_PAYLOAD:
        raise BadFrame("more data than may be sent at once")


def read_reply(header: bytes, payload: memoryview) -> Reply:
    """The reply with its values rebuilt as plain data. Raises BadFrame for anything else."""
    try:
        reply = _decode_reply(header)
        if reply.value is not None or reply.arguments is not None:
            unpack = Unpacker(payload)
            reply.value = unpack(reply.value)
            unpack.begin()
            reply.arguments = unpack(reply.arguments)
            unpack.finish()
        elif payload:
            raise BadFrame("bytes that belong to nothing")
    except BadFrame:
        raise
    except (msgspec.MsgspecError, ValueError, TypeError, KeyError, IndexError, RecursionError, OverflowError) as error:
        raise BadFrame(f"not a reply: {error}") from error
    return reply


def read_request(header: bytes, payload: memoryview) -> Request:
    """The request with its values rebuilt; the worker trusts the grader."""
    request = _decode_request(header)
    unpack = Unpacker(payload)
    request.args = unpack(request.args)
    request.kwargs = unpack(request.kwargs)
    return request


def pack(value: Plain, buffers: list[bytes]) -> Any:
    """Plain data as what the header holds; array buffers are appended to `buffers`."""
    kind = type(value)
    if kind is list:
        if len(value) >= _PACKED_FROM and (shape := _shape_of_floats(value)):
            buffers.append(np.asarray(value, dtype="<f8").tobytes())
            return {"f": shape}
        return [item if type(item) is float else pack(item, buffers) for item in value]
    if kind is int:
        return value if -(2**63) <= value < 2**64 else {"i": hex(value)}
    if kind is tuple:
        return {"t": [pack(item, buffers) for item in value]}
    if kind is dict:
        return {"d": [[pack(key, buffers), pack(item, buffers)] for key, item in value.items()]}
    if kind is np.ndarray:
        buffers.append(value.tobytes())
        return {"a": [value.dtype.str, list(value.shape)]}
    if kind is complex:
        return {"c": [value.real, value.imag]}
    return value


def _shape_of_floats(value: list[Any]) -> list[int] | None:
    """[n] for a list of floats, [n, m] for a list of equally long lists of floats, else None."""
    kinds = set(map(type, value))
    if kinds == {float}:
        return [len(value)]
    if kinds == {list}:
        lengths = set(map(len, value))
        if len(lengths) == 1 and all(set(map(type, row)) == {float} for row in value):
            return [len(value), lengths.pop()]
    return None


class Unpacker:
    """Rebuilds plain data from a header's value and the payload, whose buffers it takes in order."""

    def __init__(self, payload: memoryview) -> None:
        self._payload = payload
        self._start = 0
        self._parts = 0

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
        if packed.f is not UNSET:
            return self._floats(packed.f)
        if packed.c is not UNSET:
            return complex(*packed.c)
        if packed.i is not UNSET and len(packed.i) < 2000:
            return int(packed.i, 16)
        raise BadFrame("a tag without its value")

    def _floats(self, shape: list[int]) -> Plain:
        """A list, or a list of lists; these take far more room than their bytes, and rows without entries have none."""
        if len(shape) > 2 or 0 in shape:
            raise BadFrame("not the shape of a list of floats")
        array = self._array("<f8", shape)
        self._parts += array.size + (len(array) if array.ndim == 2 else 0)
        if self._parts > MAX_ITEMS:  # as it was bounded where it was made
            raise BadFrame("a list with too many parts")
        return array.tolist()

    def _array(self, dtype: str, shape: list[int]) -> np.ndarray[Any, Any]:
        if dtype not in DTYPES or not 1 <= len(shape) <= MAX_DEPTH:  # without dimensions it would be a number
            raise BadFrame("not an array of numbers")
        if not all(0 <= n <= MAX_PAYLOAD for n in shape):
            raise BadFrame("not a shape")
        if is_hollow(shape):
            raise BadFrame("many rows of nothing")
        size = np.dtype(dtype).itemsize * math.prod(shape)
        if size > len(self._payload) - self._start:
            raise BadFrame("an array larger than what was sent")
        buffer = self._payload[self._start : self._start + size]
        self._start += size
        return np.frombuffer(buffer, dtype=dtype).reshape(shape).copy()
