"""The wire: frames of a small msgpack header and raw array buffers. Data only, in both directions.

A frame is two little-endian lengths (header: 4 bytes, payload: 8 bytes), the header, the payload. Both lengths are
checked before anything is allocated. What the values in a header look like says `autograder.sandbox.process.packing`.
"""

from __future__ import annotations

import secrets
import struct

import msgspec

from autograder.sandbox.amounts import words
from autograder.sandbox.bounds import MAX_HEADER, MAX_PAYLOAD
from autograder.sandbox.process.packing import BadFrame, Packed, Unpacker

MAX_TOGETHER = 48 * 1024
"""Bytes of questions, or of answers, that are sent in one message: a socket holds them, whoever reads them when."""
PREFIX = struct.Struct("<IQ")
_encode = msgspec.msgpack.Encoder().encode


class TooLarge(BadFrame):
    """A frame that would be too large; the text says how much there is, how much may be, and what to do."""


class Reply(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """The header of an answer. `value` and `arguments` are packed; the texts belong to errors, or are names.

    Of a CALLBACK they are what the check's function of the number `line` is called with.
    """

    id: int
    kind: int
    value: Packed = None
    arguments: Packed = None
    texts: list[str] = []
    line: int | None = None
    special: bool = False


class Request(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """The header of a question: `kind` is LOAD, CALL or FORGET; or of the ANSWER to a callback.

    A LOAD with `ahead` asks what kind of program it is: before one runs that may do more than compute, NOT_PURE comes
    by itself, so that nothing which that program sends can deny it; one that computes and keeps nothing COMPUTES where
    others are LOADED. With `after`, where others may be beside it, one that may do more is not run at all.
    """

    id: int
    kind: int
    module: str
    name: str
    args: Packed = None
    kwargs: Packed = None
    want_arguments: bool = False
    allowed: list[str] | None = None
    special: bool = False
    ahead: bool = False
    after: bool = False


LOAD, CALL, FORGET, ANSWER = range(4)
LOADED, RETURNED, RAISED, NOT_DATA, NO_SUCH_FUNCTION, CALLBACK, NOT_PURE, COMPUTES = range(8)

REPLY = _encode(Reply(0, 0))[:1]
"""How the header of a reply begins; its number follows."""


def fresh_id() -> int:
    """A number for a question that nobody can guess."""
    return secrets.randbits(62)


def encoded(number: int) -> bytes:
    """A number as it stands in a header."""
    return _encode(number)


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
    """Raises TooLarge where a frame of these lengths is not allowed."""
    if header > MAX_HEADER or payload > MAX_PAYLOAD:
        raise TooLarge(words(header, payload))


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
            reply.special = unpack.special  # what is there, not what was said of it
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
    request.special = unpack.special
    return request
