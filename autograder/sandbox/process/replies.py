"""What the replies of a program mean, and what they fill of the grader's memory."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.sandbox.bounds import MAX_PAYLOAD
from autograder.sandbox.outcomes import CallOutcome, Loaded, NoSuchFunction, NotData, Raised, Returned
from autograder.sandbox.process.packing import BadFrame
from autograder.sandbox.process.wire import (
    CALL,
    COMPUTES,
    FORGET,
    LOAD,
    LOADED,
    NO_SUCH_FUNCTION,
    NOT_DATA,
    RAISED,
    RETURNED,
    Reply,
    Request,
)

TAKEN_IN_ALL = 96 * 1024 * 1024
"""Bytes that the answers of one session may fill."""
HEADER_COUNTS = 16
"""A byte of a header can become that many in the grader: the number 1.5 is 9 there and a float in a list is 32."""
PAYLOAD_COUNTS = 5
"""A list of ints holds eight bytes a number on the wire and 40 in the grader, one of floats 32."""


class Allowance:
    """Bytes of the grader's memory that the answers of one session may still fill, whatever became of them since."""

    def __init__(self) -> None:
        self.left = TAKEN_IN_ALL

    @property
    def payload(self) -> int:
        """Bytes of payload that the next answer may have."""
        return min(MAX_PAYLOAD, self.left)

    def take(self, reply: Reply, header: int, payload: int) -> None:
        """Counts an answer with so many bytes of header and payload: an array as it is, a list of floats as more."""
        arrays = isinstance(reply.value, np.ndarray) and not reply.arguments
        self.left = max(0, self.left - HEADER_COUNTS * header - (payload if arrays else PAYLOAD_COUNTS * payload))

    def spend(self, filled: int) -> bool:
        """Counts answers that fill so much. False, and nothing counted, where there is no room for them."""
        if filled > self.left:
            return False
        self.left -= filled
        return True


def outcome_of(reply: Reply, request: Request) -> CallOutcome | Loaded:
    """What a reply means. Raises BadFrame for one that does not answer the request."""
    texts: list[Any] = [text[:2000] for text in reply.texts[:3]]
    if reply.kind in (LOADED, COMPUTES) and request.kind == LOAD:
        return Loaded()
    if reply.kind == RETURNED and request.kind == CALL:
        if request.want_arguments != isinstance(reply.arguments, tuple | list):
            raise BadFrame("arguments that were not asked for, or none")
        if request.want_arguments and len(reply.arguments) != len(request.args["t"]):
            raise BadFrame("not as many arguments as were handed over")
        kept = tuple(reply.arguments) if request.want_arguments and reply.arguments is not None else None
        return Returned(reply.value, kept, reply.special, tuple(reply.texts))
    if reply.kind == RETURNED and request.kind == FORGET:
        return Returned(None)
    if reply.kind == RAISED and len(texts) == 3:
        return Raised(texts[0], texts[1], texts[2] or None, reply.line)
    if reply.kind == NOT_DATA and texts:
        return NotData(texts[0])
    if reply.kind == NO_SUCH_FUNCTION:
        return NoSuchFunction(request.name)
    raise BadFrame("an unknown kind of answer")


def is_plain(outcome: CallOutcome) -> bool:
    """Whether an outcome is all in the bytes that came: data or an error, and no full memory."""
    if isinstance(outcome, Raised):
        return outcome.type_name != "MemoryError"
    return isinstance(outcome, NoSuchFunction) or (isinstance(outcome, Returned) and not outcome.special)
