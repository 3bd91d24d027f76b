"""A module in this process: the student's own at home, the course's own references and mistakes."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from typing import Any, Protocol

from autograder.sandbox.amounts import ROOM, too_much
from autograder.sandbox.datafiles import showing
from autograder.sandbox.described import describe
from autograder.sandbox.figures import put_away
from autograder.sandbox.handles import Handle, Lent, Shelf
from autograder.sandbox.lending import stand_in
from autograder.sandbox.loading import line_in, nearest_builtin, told
from autograder.sandbox.names import names_of
from autograder.sandbox.operations import AS_DATA, classes_called, find
from autograder.sandbox.outcomes import CallOutcome, NoSuchFunction, NotData, Raised, Returned, TimedOut
from autograder.sandbox.reckoning import Reckoning
from autograder.sandbox.restore import restored
from autograder.sandbox.timelimit import OutOfTime, limited
from autograder.sandbox.values import NotPlain, Plain, measured, reduced


class Target(Protocol):
    """One student's module, wherever it runs."""

    def call(
        self, function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], *, want_arguments: bool
    ) -> CallOutcome:
        """Calls `function` with plain data; never raises what the student's code raised.

        `function` may be an operation of `autograder.sandbox.operations` on an object that a call gave.
        """
        ...

    def forget(self) -> None:
        """A check is over: the objects that its calls gave are dropped, the functions that it lent are not lent."""
        ...


class LocalTarget:
    """A module in this process: the student's own at home, the course's own references and mistakes.

    With `seconds`, a call that takes longer is stopped; with `of_work`, one that has worked for longer, however busy
    the machine is. With `keep_frames`, `frame` is where in its file the last call returned, for a debugger.
    """

    def __init__(
        self,
        module: types.ModuleType,
        file: str = "",
        seconds: float | None = None,
        *,
        of_work: bool = False,
        keep_frames: bool = False,
        reckoning: Reckoning | None = None,
    ) -> None:
        self.module = module
        self._file = file
        self.seconds = seconds
        self._of_work = of_work
        self._keep_frames = keep_frames
        self.raised: BaseException | None = None
        self.frame: types.FrameType | None = None
        self._reckoning = reckoning or Reckoning()
        self._shelf = Shelf()
        self._check = 0

    def forget(self) -> None:
        self._shelf.clear()
        self._check += 1

    def _keep(self, value: object) -> Handle:
        return self._shelf.keep(value, describe(value))

    def _find(self, part: Handle | Lent) -> Any:
        if isinstance(part, Handle):
            return self._shelf.find(part)
        answer, check = part.answer, self._check
        assert answer is not None
        return stand_in(part.name, lambda args, kwargs: answer(args, kwargs, None), lambda: self._check == check)

    def call(
        self, function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], *, want_arguments: bool
    ) -> CallOutcome:
        __tracebackhide__ = True
        try:
            return self._call(function, args, kwargs, want_arguments)
        finally:
            put_away()

    def _call(
        self, function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], want_arguments: bool
    ) -> CallOutcome:
        __tracebackhide__ = True
        self.raised = None
        found = find(self.module, function)
        if found is None:
            return NoSuchFunction(function)
        self._shelf.note(classes_called(self.module, function))
        (handed, some), (named, others) = reduced(args, self._keep), reduced(kwargs, self._keep)
        try:
            if some or others:
                handed, named = restored(handed, self._find), restored(named, self._find)
            with showing(self.module), self._reckoning.its_own():
                value = self._run(lambda: found(*handed, **named))
        except KeyboardInterrupt:
            raise
        except OutOfTime:
            return TimedOut(self.seconds or 0.0)
        except BaseException as error:
            self.raised = error
            return raised_outcome(error, self._file)
        try:
            keep, stays = (None, None) if function in AS_DATA else (self._keep, self._shelf.stays)
            plain, special, most = measured(value, keep, stays)
            names = names_of(value)
            if not want_arguments:
                large = too_much(plain) if most > ROOM else ""
                return NotData(large) if large else Returned(plain, None, special, names)
            kept, also, more = measured(handed, self._keep, self._shelf.stays)
            large = too_much(plain, kept) if most + more > ROOM else ""
            return NotData(large) if large else Returned(plain, kept, special or also, names)
        except NotPlain as error:
            return NotData(str(error))

    def _run(self, function: Callable[[], Any]) -> Any:
        __tracebackhide__ = True
        if self._keep_frames:
            return self._run_and_remember(function)
        return function() if self.seconds is None else limited(function, self.seconds, of_work=self._of_work)

    def _run_and_remember(self, function: Callable[[], Any]) -> Any:
        def profile(frame: types.FrameType, event: str, argument: object) -> None:
            if event == "return" and frame.f_code.co_filename == self._file:
                self.frame = frame  # the outermost one returns last

        sys.setprofile(profile)
        try:
            return function()
        finally:
            sys.setprofile(None)


def raised_outcome(error: BaseException, file: str) -> Raised:
    """What an exception looks like from the other side of the wall."""
    line = line_in(error, file) if file else None
    if line is None and isinstance(error, SyntaxError) and error.filename == file:
        line = error.lineno
    return Raised(type(error).__name__, told(error), nearest_builtin(type(error)), line)
