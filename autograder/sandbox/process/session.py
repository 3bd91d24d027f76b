"""One program behind the wall: its file is loaded into a worker, its functions are called, what it sends is counted."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Self

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
from autograder.sandbox.process.company import WITHIN, Company, Place, Refused, may_be_due_to_others
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
    more than a lean process has, and NotAlone where others may matter: then all is to be done with the program again.
    """

    def __init__(
        self, source: Source, limits: SessionLimits, *, lean: bool = False, company: Company | None = None
    ) -> None:
        """`company` is where the program may be among others of the student's: see `begin`."""
        self._source, self._limits, self._lean = source, limits, lean
        self._company, self._place, self._until = company, Place(), 0.0
        self._allowance = Allowance()
        self._notes = Notes(self._allowance)
        self._lent: dict[int, Lent] = {}
        self._computes = self._is_hidden = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """False where there is no process: before the first load, and after a crash or a stop."""
        return self._worker is not None

    @property
    def _is_among_others(self) -> bool:
        return self._place is self._company

    @property
    def _worker(self) -> Channel | None:
        return self._place.worker

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

    def begin(self, name: str, source: str, filename: str, allowed: tuple[str, ...] | None, likely: Likely) -> bool:
        """Loads a program that only computes among the others, and asks what is likely. Whether that could be done."""
        company, make = self._company, partial(self._source.fork, self._limits, lean=True)
        if company is None or not is_enough(source) or not company.admits(self._limits, make):
            return False
        self._place, self._until = company, time.monotonic() + WITHIN
        # What an error says is said by who is alone, and so it is seen there whose doing a killed process is.
        with suppress(KilledFromOutside, NotReady, Refused):
            loaded = self._load(name, source, filename, allowed, {}, None, ahead=True)
            if isinstance(loaded, Loaded) and self._computes and company.worker is not None:
                self._notes.foreseen = Foreseen(company.worker)
                if self.look_ahead(name, likely):
                    return True
        self._leave()
        return False

    def join(self) -> bool:
        """Begins to judge a program that was begun; whether it is still there."""
        if not (self._company and self._company.takes(self._limits)):
            self._leave()
        self._until = time.monotonic() + WITHIN
        return self._is_among_others

    def hidden_begins(self) -> None:
        """From now on the hidden checks ask: nothing that is answered is told in words."""
        self._is_hidden = True
        if self._company is not None:
            self._company.knows |= self._is_among_others

    def leave_others(self, *, late: bool = False) -> bool:
        """Whether the program was among others, and if `late`, for too long: it has no process then."""
        if left := self._is_among_others and not (late and time.monotonic() < self._until):
            self._leave()
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
        if self._place.worker is None:
            self._place = Place()
            self._place.worker = self._source.fork(self._limits, lean=self._lean)
        allowed = None if allowed_imports is None else list(allowed_imports)
        buffers: list[bytes] = []
        files = {one: np.frombuffer(content, np.uint8) for one, content in data.items()}
        packed = pack(files, buffers) if files else None
        request = Request(fresh_id(), LOAD, name, filename, source, packed, False, allowed)
        request.ahead, request.after = ahead, self._is_among_others
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
        packed = pack(args, buffers, self._lent), pack(kwargs, buffers, self._lent) if kwargs else None
        request = Request(0, CALL, module, function, *packed, want_arguments)
        begun = self._notes.begin(LikelyCall(function, args, kwargs, want_arguments), request, buffers)
        foretold = self._notes.foretold(begun.question, request)
        if foretold is not None:
            self._notes.end(begun, foretold, foretold=True, lent=bool(self._lent))
            return foretold
        if self.leave_others(late=self._is_hidden or not (self._company and self._company.knows)):
            raise NotAlone
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
        longest = max(0.0, self._until - time.monotonic()) if self._is_among_others else math.inf
        return min(longest, self._limits.seconds if seconds is None else seconds)

    @property
    def answers(self) -> Answers | None:
        """The program's answers, where it only computes."""
        return self._notes if self._notes.foreseen is not None else None

    def forget(self, module: str, *, seconds: float) -> None:
        """Drops the objects of a check that is over, and lends its functions no more."""
        self._lent.clear()
        if self._worker is not None:
            self._ask(Request(fresh_id(), FORGET, module, ""), [], seconds)

    def _ask(self, request: Request, buffers: list[bytes], seconds: float) -> CallOutcome | Loaded:
        place = self._place
        try:
            return outcome_of(self._converse(request, buffers, seconds), request)
        except NotReady:  # of a call inside of this one, which is not over
            place.end()
            raise
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
                self._computes = reply.kind == COMPUTES
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
        worker, self._place.worker, self._notes.foreseen = self._worker, None, None
        ending = worker.end(grace=0.0 if reason else 1.0) if worker is not None else None
        if ending is None:
            # A walled-off worker cannot touch the zygote: that it is gone is not this student's doing.
            raise KilledFromOutside("the process that makes the workers was killed")
        if self._lean and ending.status == NOT_READY and not reason:
            raise NotAlone if self._is_among_others else NotReady
        if ending.from_outside and not reason:
            raise KilledFromOutside("the submission's process was killed from outside")
        return Crashed(reason or ending.phrase)

    def close(self) -> None:
        """After this the process is gone, but for one that others are in."""
        if self._is_among_others:
            self._leave()
        self._end()

    def _leave(self) -> None:
        self._place, self._notes.foreseen = Place(), None

    def _end(self) -> None:
        self._notes.foreseen = None
        self._place.end()
