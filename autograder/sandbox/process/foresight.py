"""Calls asked ahead: many questions in one message, and their answers kept until a check asks them.

Only of a program that computes and keeps nothing, of which the worker says so before any of it runs: such a program
gives the same answers in any order, can hold back no argument for later, and tells nothing of what it was asked.
Each message saved is two changes of process and the work around them.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from autograder.sandbox.handles import Lent
from autograder.sandbox.likely import Likely, LikelyCall
from autograder.sandbox.process.packing import BadFrame, pack
from autograder.sandbox.process.remote import Channel, TooMuch
from autograder.sandbox.process.wire import (
    CALL,
    FORGET,
    MAX_TOGETHER,
    NO_SUCH_FUNCTION,
    RAISED,
    REPLY,
    RETURNED,
    Reply,
    Request,
    encoded,
    frame,
    read_reply,
)

SECONDS = 0.25
"""For all answers that are asked at one time: what is lost where a program has not given them by then, and is asked as
ever from its load on, is no more than this of its exercise's time."""
MOST = 1 << 20
"""Bytes of one answer, and of all of them four times that."""


@dataclass(frozen=True, slots=True)
class Questions:
    """One message for one module: `keys` are the questions in it, as they are asked alone, without their numbers."""

    message: bytes
    keys: tuple[bytes, ...]


_known: WeakKeyDictionary[Likely, dict[str, Questions]] = WeakKeyDictionary()


def questions(likely: Likely, module: str) -> Questions:
    """The message with these calls, made once."""
    made = _known.setdefault(likely, {})
    if module not in made:
        made[module] = gathered(likely.calls, module)
    return made[module]


def gathered(calls: Iterable[LikelyCall], module: str) -> Questions:
    """The message with these calls, as far as there is room in it."""
    parts: dict[bytes, bytes] = {}
    room = MAX_TOGETHER
    for call in calls:
        try:
            key = key_of(call, module, 0)
            part = key_of(call, module, len(parts) + 1)
        except BadFrame:
            continue
        if key is None or part is None or key in parts or len(part) > room:
            continue
        room -= len(part)
        parts[key] = part
    forget = frame(Request(len(parts) + 1, FORGET, module, ""), [])  # what an answer left on the shelf
    return Questions(b"".join((*parts.values(), forget)), tuple(parts))


def key_of(call: LikelyCall, module: str, number: int) -> bytes | None:
    """The frame of a call under this number. None where it hands over a function. Raises BadFrame."""
    buffers: list[bytes] = []
    lent: dict[int, Lent] = {}
    args = pack(call.args, buffers, lent)
    kwargs = pack(call.kwargs, buffers, lent) if call.kwargs else None
    if lent:
        return None
    return frame(Request(number, CALL, module, call.function, args, kwargs, call.want_arguments), buffers)


def digest_of(number: int, header: bytes, payload: memoryview) -> bytes | None:
    """The digest of an answer but for the number of its question; None for a header that was written otherwise."""
    start = REPLY + encoded(number)
    if not header.startswith(start):
        return None
    return hashlib.blake2b(b"".join((header[len(start) :], payload)), digest_size=16).digest()


class Foreseen:
    """The answers of one program."""

    def __init__(self, worker: Channel) -> None:
        self._worker = worker
        self._answers: dict[bytes, tuple[int, bytes, memoryview]] = {}
        self._digests: dict[bytes, bytes | None] = {}
        self._end = 0.0
        self._room = 4 * MOST

    def look_ahead(self, likely: Likely, module: str, seconds: float) -> bool:
        """Asks the likely calls, for SECONDS or these where they are fewer; False where the worker is lost."""
        self._end = time.monotonic() + min(SECONDS, seconds)
        try:
            self.ask(questions(likely, module))
            while (more := likely.further(self.digest)) and self.ask(gathered(more, module)):
                pass
        except (TooMuch, OSError, BadFrame):
            return False
        return True

    def ask(self, asked: Questions) -> bool:
        """Asks everything; False where nothing of it is new. Raises what Channel.ask does; then the worker is lost."""
        if asked.keys and all(key in self._answers for key in asked.keys):
            return False
        header, payload = self._worker.ask(asked.message, self._left(), MOST, more=bool(asked.keys))
        for number, key in enumerate(asked.keys, 1):
            self._answers[key] = number, header, payload
            self._room -= len(header) + len(payload)
            if self._room < 0:
                raise TooMuch
            header, payload = self._worker.take(self._left(), MOST, more=number < len(asked.keys))
        return bool(asked.keys)

    def _left(self) -> float:
        return max(0.0, self._end - time.monotonic())

    def digest(self, key: bytes) -> bytes | None:
        """The digest of the answer to a question; None where it was not asked."""
        if key in self._digests:
            return self._digests[key]
        found = self._answers.get(key)
        if found is None:
            return None
        made = self._digests[key] = digest_of(*found)
        return made

    def answer(self, key: bytes, most: int) -> tuple[Reply, int, int] | None:
        """The reply to a question, with the bytes of its header and payload. None where it is better asked now.

        An object lies on the shelf no more, and memory may have been short because of other answers.
        """
        found = self._answers.get(key)
        if found is None or len(found[2]) > most:
            return None
        number, header, payload = found
        reply = read_reply(header, payload)
        if reply.id != number or reply.special or reply.kind not in (RETURNED, RAISED, NO_SUCH_FUNCTION):
            return None
        if reply.kind == RAISED and reply.texts[:1] == ["MemoryError"]:
            return None
        return reply, len(header), len(payload)
