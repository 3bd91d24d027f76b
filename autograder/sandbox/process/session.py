"""One program behind the wall: its file is loaded into a worker, its functions are called, what it sends is counted."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from functools import partial
from types import TracebackType
from typing import Any, Self

import numpy as np

from autograder.errors import KilledFromOutside
from autograder.sandbox.handles import Lent
from autograder.sandbox.likely import Likely
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import (
    CallOutcome,
    Crashed,
    Loaded,
    LoadOutcome,
    NoSuchFunction,
    NotData,
    Raised,
    Returned,
    TimedOut,
)
from autograder.sandbox.process.foresight import Foreseen, questions
from autograder.sandbox.process.packing import MAX_PAYLOAD, BadFrame, pack
from autograder.sandbox.process.remote import Channel, Source, TooMuch
from autograder.sandbox.process.wire import (
    ANSWER,
    CALL,
    CALLBACK,
    COMPUTES,
    FORGET,
    LOAD,
    LOADED,
    NO_SUCH_FUNCTION,
    NOT_DATA,
    NOT_PURE,
    RAISED,
    RETURNED,
    Reply,
    Request,
    frame,
    read_reply,
)
from autograder.sandbox.ready import NOT_READY, NotReady, is_enough
from autograder.sandbox.timelimit import OutOfTime
from autograder.sandbox.values import Plain

TAKEN_IN_ALL = 96 * 1024 * 1024
"""Bytes of the grader's memory that the answers of one session may fill, whatever became of them since."""
HEADER_COUNTS = 16
"""A byte of a header can become that many in the grader: the number 1.5 is 9 there and a float in a list is 32."""
PAYLOAD_COUNTS = 4
"""A list of floats holds eight bytes a number on the wire and 32 in the grader."""


class Session:
    """The modules of one program, in one walled-off process.

    Raises KilledFromOutside where the process is, GraderFault where none can be made, NotReady where a call asks for
    more than a lean process has: then all that was done with the program is to be done again.
    """

    def __init__(self, source: Source, limits: SessionLimits, *, lean: bool = False) -> None:
        self._source = source
        self._limits = limits
        self._lean = lean
        self._worker: Channel | None = None
        self._left = TAKEN_IN_ALL
        self._lent: dict[int, Lent] = {}
        self._computes = False
        self._foreseen: Foreseen | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """False where there is no process: before the first load, and after a crash or a stop."""
        return self._worker is not None

    def load(
        self,
        name: str,
        source: str,
        *,
        filename: str,
        allowed_imports: tuple[str, ...] | None = None,
        data: Mapping[str, bytes] | None = None,
        seconds: float | None = None,
        likely: Likely | None = None,
    ) -> LoadOutcome:
        """Runs a file to its end under the module name `name`. `data` are the files that it can read, by name.

        What is `likely` to be called is asked ahead where the program only computes.
        """
        self._lean = self._lean and is_enough(source)
        load = partial(self._load, name, source, filename, allowed_imports, data or {}, seconds)
        try:
            outcome = load(ahead=likely is not None and self._lean and not data)
        except NotReady:
            self._lean = False
            return load()
        if likely is None or not self._computes or self._foresee(likely, name):
            return outcome
        return load()

    def _foresee(self, likely: Likely, name: str) -> bool:
        """Whether the likely calls were answered; else the process is gone, and what it did is to be done again."""
        worker = self._worker
        if worker is None:
            return True
        try:
            self._foreseen = Foreseen(worker, questions(likely, name), self._limits.seconds)
        except (TooMuch, OSError, BadFrame):  # a call that hangs or crashes is to be met by the check that makes it
            self.close()
            return False
        return True

    def _load(
        self,
        name: str,
        source: str,
        filename: str,
        allowed_imports: tuple[str, ...] | None,
        data: Mapping[str, bytes],
        seconds: float | None,
        ahead: bool = False,
    ) -> LoadOutcome:
        if self._worker is None:
            self._worker = self._source.fork(self._limits, lean=self._lean)
        allowed = None if allowed_imports is None else list(allowed_imports)
        buffers: list[bytes] = []
        files = {one: np.frombuffer(content, np.uint8) for one, content in data.items()}
        packed = pack(files, buffers) if files else None
        request = Request(_fresh_id(), LOAD, name, filename, source, packed, False, allowed, ahead=ahead)
        self._computes = False
        outcome = self._ask(request, buffers, self._limits.seconds if seconds is None else seconds)
        if isinstance(outcome, Loaded | Raised | Crashed | TimedOut):
            return outcome
        return self._crashed("it answered a load with something else")

    def call(
        self,
        module: str,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        *,
        seconds: float | None = None,
        want_arguments: bool = False,
    ) -> CallOutcome:
        """Calls a function of a loaded module with plain data."""
        if self._worker is None:
            return Crashed("there is no process")
        buffers: list[bytes] = []
        packed = self._pack(args, buffers), self._pack(kwargs, buffers) if kwargs else None
        request = Request(0, CALL, module, function, *packed, want_arguments)
        if self._foreseen is not None and (foretold := self._foretold(self._foreseen, request, buffers)) is not None:
            return foretold
        request.id = _fresh_id()
        outcome = self._ask(request, buffers, self._limits.seconds if seconds is None else seconds)
        return self._crashed("it answered a call with something else") if isinstance(outcome, Loaded) else outcome

    def _foretold(self, foreseen: Foreseen, request: Request, buffers: list[bytes]) -> CallOutcome | None:
        """What was answered ahead; None where it has to be asked."""
        try:
            found = foreseen.answer(frame(request, buffers), min(MAX_PAYLOAD, self._left))
        except BadFrame:  # said where it is asked
            return None
        if found is None:
            return None
        reply, header, payload = found
        self._left = max(0, self._left - HEADER_COUNTS * header - filled(reply, payload))
        outcome = _outcome(reply, request)
        return None if isinstance(outcome, Loaded) else outcome

    def _pack(self, value: Plain, buffers: list[bytes]) -> Any:
        return pack(value, buffers, self._lent)

    def forget(self, module: str, *, seconds: float) -> None:
        """Drops the objects of a check that is over, and lends its functions no more."""
        self._lent.clear()
        if self._worker is not None:
            self._ask(Request(_fresh_id(), FORGET, module, ""), [], seconds)

    def _ask(self, request: Request, buffers: list[bytes], seconds: float) -> CallOutcome | Loaded:
        try:
            return _outcome(self._converse(request, buffers, seconds), request)
        except TooMuch:
            self.close()
            return NotData(f"more data than an exercise may send in all ({TAKEN_IN_ALL >> 20} MiB)")
        except (TimeoutError, OutOfTime):
            self.close()
            return TimedOut(seconds)
        except BadFrame as error:
            return self._crashed(f"it sent what is not an answer ({error})")
        except OSError:
            return self._crashed()

    def _converse(self, request: Request, buffers: list[bytes], seconds: float) -> Reply:
        """The reply to a request. Before it there may be questions to functions of the check's, which are answered."""
        end = time.monotonic() + seconds
        message, left = frame(request, buffers), seconds
        while True:
            worker = self._worker
            if worker is None:
                raise TimeoutError  # a call inside of this one was stopped
            most = min(MAX_PAYLOAD, self._left)
            header, payload = worker.ask(message, left, most, more=request.ahead)
            reply = read_reply(header, payload)
            if request.ahead:
                self._computes = reply.kind == COMPUTES
                if reply.kind == NOT_PURE and reply.id == request.id:
                    reply = read_reply(*worker.take(left, most))
            self._left = max(0, self._left - HEADER_COUNTS * len(header) - filled(reply, len(payload)))
            if reply.id != request.id:
                raise BadFrame("an answer to another question")
            if reply.kind != CALLBACK or request.kind != CALL:
                return reply
            message = self._answer(reply, end)
            left = end - time.monotonic()

    def _answer(self, question: Reply, end: float) -> bytes:
        """The frame with what a function of the check's answers, or the error that it raised."""
        lent = self._lent.get(question.line or 0)
        if lent is None or lent.answer is None or question.special:
            raise BadFrame("a question to a function that was not lent")
        if type(question.value) is not tuple or type(question.arguments) is not dict:
            raise BadFrame("a call without arguments")
        outcome = lent.answer(question.value, question.arguments, max(0.001, end - time.monotonic()))
        buffers: list[bytes] = []
        if not isinstance(outcome, Raised):
            try:
                return frame(Request(0, ANSWER, "", "", pack(outcome.value, buffers)), buffers)
            except BadFrame as error:  # too much, and not the student's doing
                outcome = Raised("ValueError", f"the answer cannot be sent: {error}", "ValueError")
        return frame(Request(0, ANSWER, "", outcome.builtin or "RuntimeError", outcome.text), [])

    def _crashed(self, reason: str = "") -> Crashed:
        worker, self._worker, self._foreseen = self._worker, None, None
        ending = worker.end(grace=0.0 if reason else 1.0) if worker is not None else None
        if ending is None:
            # A walled-off worker cannot touch the zygote: that it is gone is not this student's doing.
            raise KilledFromOutside("the process that makes the workers was killed")
        if self._lean and ending.status == NOT_READY and not reason:
            raise NotReady
        if ending.from_outside and not reason:
            raise KilledFromOutside("the submission's process was killed from outside")
        return Crashed(reason or ending.phrase)

    def close(self) -> None:
        """After this the process is gone."""
        self._foreseen = None
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def filled(reply: Reply, payload: int) -> int:
    """Bytes of the grader's memory that a payload of this many has become: an array as it is, a list of floats more."""
    arrays = isinstance(reply.value, np.ndarray) and not reply.arguments
    return payload if arrays else PAYLOAD_COUNTS * payload


def _fresh_id() -> int:
    return secrets.randbits(62)


def _outcome(reply: Reply, request: Request) -> CallOutcome | Loaded:
    texts: list[Any] = [text[:2000] for text in reply.texts[:3]]
    if reply.kind in (LOADED, COMPUTES) and request.kind == LOAD:
        return Loaded()
    if reply.kind == RETURNED and request.kind == CALL:
        if request.want_arguments != isinstance(reply.arguments, tuple | list):
            raise BadFrame("arguments that were not asked for, or none")
        if request.want_arguments and len(reply.arguments) != len(request.args["t"]):
            raise BadFrame("not as many arguments as were handed over")
        kept = tuple(reply.arguments) if request.want_arguments and reply.arguments is not None else None
        return Returned(reply.value, kept, reply.special)
    if reply.kind == RETURNED and request.kind == FORGET:
        return Returned(None)
    if reply.kind == RAISED and len(texts) == 3:
        return Raised(texts[0], texts[1], texts[2] or None, reply.line)
    if reply.kind == NOT_DATA and texts:
        return NotData(texts[0])
    if reply.kind == NO_SUCH_FUNCTION:
        return NoSuchFunction(request.name)
    raise BadFrame("an unknown kind of answer")
