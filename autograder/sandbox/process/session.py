"""One program behind the wall: its file is loaded into a worker, its functions are called, what it sends is counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Self

import numpy as np

from autograder.errors import KilledFromOutside
from autograder.sandbox.handles import Lent
from autograder.sandbox.likely import Likely, LikelyCall
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import (
    CallOutcome,
    Crashed,
    Loaded,
    LoadOutcome,
    NotData,
    Raised,
    TimedOut,
)
from autograder.sandbox.process.asked_back import answer_to
from autograder.sandbox.process.clean import WITHIN, Clean, Refused, may_be_due_to_others
from autograder.sandbox.process.foresight import Foreseen
from autograder.sandbox.process.notes import Notes
from autograder.sandbox.process.packing import BadFrame, pack
from autograder.sandbox.process.remote import Channel, Source, TooMuch
from autograder.sandbox.process.replies import TAKEN_IN_ALL, Allowance, outcome_of
from autograder.sandbox.process.wire import (
    CALL,
    CALLBACK,
    COMPUTES,
    FORGET,
    LOAD,
    NOT_PURE,
    RECKONS,
    Reply,
    Request,
    frame,
    fresh_id,
    read_reply,
)
from autograder.sandbox.ready import NOT_READY, NotAlone, NotReady, is_enough
from autograder.sandbox.timelimit import OutOfTime
from autograder.sandbox.transcripts import Answers
from autograder.sandbox.values import Plain


class Session:
    """The modules of one program, in one walled-off process.

    Raises KilledFromOutside where the process is, GraderFault where none can be made, NotReady where a call asks for
    more than a lean process has, and NotAlone where it may be short of what other programs used: then all that was done
    with the program is to be done again.
    """

    def __init__(
        self, source: Source, limits: SessionLimits, *, lean: bool = False, clean: Clean | None = None
    ) -> None:
        """`clean` is a worker of other programs before, taken where this one only computes: see `leave`."""
        self._source, self._limits, self._lean = source, limits, lean
        self._clean, self._after_others = clean, False
        self._made = self._until = 0.0
        self._worker: Channel | None = None
        self._allowance = Allowance()
        self._notes = Notes(self._allowance)
        self._lent: dict[int, Lent] = {}
        self._computes = self._reckons = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
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
            outcome = self._load_ahead(load) if likely is not None and self._lean and not data else load()
        except NotReady:
            self._lean = False
            return load()
        if likely is None or not self._computes or self._worker is None:
            return outcome
        self._notes.foreseen = Foreseen(self._worker)
        return outcome if self.look_ahead(name, likely) else load()

    def look_ahead(self, name: str, likely: Likely) -> bool:
        """Asks the likely calls of a program that is asked ahead. False where one of them ended its process."""
        foreseen = self._notes.foreseen
        if foreseen is None or foreseen.look_ahead(likely, name, self._limits.seconds):
            return True
        self._end()
        return False

    def _load_ahead(self, load: Callable[..., LoadOutcome]) -> LoadOutcome:
        """In a worker of programs before, if there is one and the program only computes; else in one of its own."""
        clean = self._clean
        if clean is None or self._worker is not None or not clean.suits(self._limits):
            return load(ahead=True)
        self._worker, self._made, self._clean, self._after_others = clean.worker, clean.made, None, True
        self._until = time.monotonic() + WITHIN
        try:
            if isinstance(outcome := load(ahead=True), Loaded):  # what an error says is said by who is alone
                return outcome
            self._end()
        except (KilledFromOutside, NotReady):  # in a worker of its own it is seen whose doing that is
            self._end()
        except Refused:
            self._worker, self._clean = None, clean
        self._after_others = False
        return load(ahead=True)

    def leave_others(self, *, late: bool = False, shown: bool = False) -> bool:
        """Ends the process where programs were in it before this one: see WalledHost. Whether it did."""
        stays = (late and time.monotonic() < self._until) or (shown and self._reckons)
        if left := self._after_others and not stays:
            self._end()
        return left

    def leave(self) -> Clean | None:
        """Ends the session. The worker is left, where no program was in it that could do more than compute."""
        left, self._clean = self._clean, None
        if self._worker is not None and self._computes:
            self._clean, left = left, Clean(self._worker, self._limits, self._made)
            self._worker = None
        self.close()
        return left

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
            self._made, self._after_others = time.monotonic(), False
        allowed = None if allowed_imports is None else list(allowed_imports)
        buffers: list[bytes] = []
        files = {one: np.frombuffer(content, np.uint8) for one, content in data.items()}
        packed = pack(files, buffers) if files else None
        request = Request(fresh_id(), LOAD, name, filename, source, packed, False, allowed)
        request.ahead, request.after = ahead, ahead and self._after_others
        self._computes = False
        outcome = self._ask(request, buffers, self._patience(seconds))
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
        begun = self._notes.begin(LikelyCall(function, args, kwargs, want_arguments), request, buffers)
        foretold = self._foretold(begun.question, request)
        if foretold is not None:
            self._notes.end(begun, foretold, foretold=True, lent=bool(self._lent))
            return foretold
        request.id = fresh_id()
        outcome = self._ask(request, buffers, self._patience(seconds))
        if isinstance(outcome, Loaded):
            return self._crashed("it answered a call with something else")
        if may_be_due_to_others(outcome) and self.leave_others():
            raise NotAlone
        self._notes.end(begun, outcome, foretold=False, lent=bool(self._lent))
        return outcome

    def _patience(self, seconds: float | None) -> float:
        """How long an answer is waited for that has so many seconds: among others no longer than they can cost."""
        seconds = self._limits.seconds if seconds is None else seconds
        return min(seconds, max(0.0, self._until - time.monotonic())) if self._after_others else seconds

    def _foretold(self, question: bytes | None, request: Request) -> CallOutcome | None:
        """What was answered ahead; None where it has to be asked."""
        foreseen = self._notes.foreseen
        found = foreseen.answer(question, self._allowance.payload) if foreseen is not None and question else None
        if found is None:
            return None
        self._allowance.take(*found)
        outcome = outcome_of(found[0], request)
        return None if isinstance(outcome, Loaded) else outcome

    @property
    def answers(self) -> Answers | None:
        """The program's answers, where it only computes."""
        return self._notes if self._notes.foreseen is not None else None

    def _pack(self, value: Plain, buffers: list[bytes]) -> Any:
        return pack(value, buffers, self._lent)

    def forget(self, module: str, *, seconds: float) -> None:
        """Drops the objects of a check that is over, and lends its functions no more."""
        self._lent.clear()
        if self._worker is not None:
            self._ask(Request(fresh_id(), FORGET, module, ""), [], seconds)

    def _ask(self, request: Request, buffers: list[bytes], seconds: float) -> CallOutcome | Loaded:
        try:
            return outcome_of(self._converse(request, buffers, seconds), request)
        except TooMuch:
            self._end()
            return NotData(f"more data than an exercise may send in all ({TAKEN_IN_ALL >> 20} MiB)")
        except (TimeoutError, OutOfTime):
            self._end()
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
            most = self._allowance.payload
            header, payload = worker.ask(message, left, most, more=request.ahead)
            reply = read_reply(header, payload)
            if request.ahead:
                self._computes, self._reckons = reply.kind in (COMPUTES, RECKONS), reply.kind == RECKONS
                if reply.kind == NOT_PURE and reply.id == request.id:
                    if request.after:
                        raise Refused
                    reply = read_reply(*worker.take(left, most))
            self._allowance.take(reply, len(header), len(payload))
            self._notes.came(reply, header, payload)
            if reply.id != request.id:
                raise BadFrame("an answer to another question")
            if reply.kind != CALLBACK or request.kind != CALL:
                return reply
            message = answer_to(reply, self._lent, end - time.monotonic())
            left = end - time.monotonic()

    def _crashed(self, reason: str = "") -> Crashed:
        worker, self._worker, self._notes.foreseen = self._worker, None, None
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
        """After this the process is gone, and one that was not taken."""
        self._end()
        if self._clean is not None:
            self._clean.worker.end()
            self._clean = None

    def _end(self) -> None:
        self._notes.foreseen = None
        if self._worker is not None:
            self._worker.end()
            self._worker = None
