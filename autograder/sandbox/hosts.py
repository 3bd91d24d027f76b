"""Where a student's files run: what a host is, and the one in this process, for one's own code."""

from __future__ import annotations

import contextlib
import math
import os
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from autograder.sandbox.clocks.once import charge
from autograder.sandbox.datafiles import attach, files_beside
from autograder.sandbox.figures import put_away
from autograder.sandbox.imports import make_ready, student_builtins
from autograder.sandbox.likely import Likely
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.loading import INSTEAD, why_not_run
from autograder.sandbox.local import LocalTarget, raised_outcome
from autograder.sandbox.outcomes import CallOutcome, Crashed, Loaded, LoadOutcome, NoSuchFunction, Raised, TimedOut
from autograder.sandbox.reckoning import Reckoning
from autograder.sandbox.timelimit import Budget, OutOfTime, limited
from autograder.sandbox.transcripts import Answers
from autograder.sandbox.values import Plain

LESS_PATIENCE = 1 / 8
"""Of the time that is left, what a function gets for a call once one of its calls has hung.

An honest call takes thousandths of a second, so one that is right is still seen to be right; and however often a
function hangs, the others find some of the exercise's time left."""


@dataclass(frozen=True, slots=True)
class Program:
    """One file of a student's: its name for the sandbox and for people, its text, and what it may use.

    `seconds` in `limits` are for the load and for each call; `allowed_imports` is read as `autograder.sandbox.imports`
    says. `data` are the files that it may read: the name by which it does, and where the bytes lie. `likely` may be
    asked ahead.
    """

    name: str
    file: str
    source: str
    limits: SessionLimits
    allowed_imports: tuple[str, ...] | None = None
    data: tuple[tuple[str, Path], ...] = ()
    likely: Likely | None = None


class Host(Protocol):
    """Holds one student's files and calls their functions."""

    @property
    def alive(self) -> bool:
        """False once the code has crashed or was stopped: what was loaded is gone."""
        ...

    def load(self, program: Program, seconds: float) -> LoadOutcome:
        """Runs the file to its end, for so many seconds at most."""
        ...

    def call(
        self,
        program: Program,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        seconds: float,
        *,
        want_arguments: bool,
    ) -> CallOutcome:
        """Calls a function of a loaded file, for so many seconds at most."""
        ...

    def forget(self, program: Program, seconds: float) -> None:
        """A check is over: drops the objects that its calls gave. What their ends do has so many seconds."""
        ...

    def close(self) -> None:
        """Ends what was loaded: behind the wall the next file begins in a new process, and sees nothing of this one."""
        ...


class HostedTarget:
    """One file on a host; loaded again where a crash took it away. Its load and its calls share a budget of time."""

    def __init__(self, host: Host, program: Program, budget: Budget | None = None) -> None:
        """Without a `budget` each call has its limit, and all of them together have none."""
        self._host = host
        self._program = program
        self._budget = budget or Budget(math.inf)
        self._hung: set[str] = set()

    @property
    def answers(self) -> Answers | None:
        """What it answers, as digests. None where it is not behind the wall, may do more, or has no time."""
        return getattr(self._host, "answers", None) if self._budget.left() else None

    def look_ahead(self, likely: Likely) -> None:
        """Asks what is likely to be asked next, of a program that may be asked ahead."""
        if self._budget.left() and hasattr(self._host, "look_ahead"):
            self._host.look_ahead(self._program, likely)

    def has_outstayed(self) -> bool:
        """Whether it was among others for too long: all of it is to be done again."""
        return bool((outstayed := getattr(self._host, "has_outstayed", None)) and outstayed())

    @property
    def has_hung(self) -> bool:
        """Whether a function of it did not come to an end: another call of it is told so."""
        return bool(self._hung)

    @property
    def raised(self) -> BaseException | None:
        """The very exception that the last call raised, where the code runs in this process."""
        return getattr(self._host, "raised", None)

    def load(self) -> LoadOutcome:
        """Runs the file to its end."""
        left = self._budget.left()
        if not left:
            return self._used_up()
        outcome = self._host.load(self._program, min(left, self._program.limits.seconds))
        return self._used_up() if isinstance(outcome, TimedOut) and not self._budget.left() else outcome

    def _used_up(self) -> TimedOut:
        return TimedOut(self._budget.seconds, whole=True)

    def call(
        self, function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], *, want_arguments: bool
    ) -> CallOutcome:
        __tracebackhide__ = True
        if not self._host.alive:
            loaded = self.load()
            if not isinstance(loaded, Loaded):
                return self._hung_again() if function in self._hung and isinstance(loaded, TimedOut) else loaded
        left, seconds = self._budget.left(), self._program.limits.seconds
        if not left:
            return self._hung_again() if function in self._hung else self._used_up()
        patience = left * LESS_PATIENCE if function in self._hung else left
        given = self._program, function, args, kwargs, min(patience, seconds)
        outcome = self._host.call(*given, want_arguments=want_arguments)
        if not isinstance(outcome, TimedOut):
            return outcome
        if function in self._hung:
            return self._hung_again()
        if left < seconds:
            return self._used_up()
        self._hung.add(function)
        return outcome

    def _hung_again(self) -> TimedOut:
        return TimedOut(self._program.limits.seconds, again=True)

    def forget(self) -> None:
        left = self._budget.left()
        if left and self._host.alive:
            self._host.forget(self._program, min(left, self._program.limits.seconds))


Announce = Callable[[str, tuple[Plain, ...] | None, Mapping[str, Plain], float], TimedOut | Crashed | None]
"""Hears a function's name, what it is about to be called with, and for how many seconds; a file's name and None where
that is loaded.

Where it knows what came of that call, in a process that did not outlive it, it says so, and the call is not made again.
"""


def _say_nothing(name: str, args: tuple[Plain, ...] | None, kwargs: Mapping[str, Plain], seconds: float) -> None:
    return None


def _met(ending: TimedOut | Crashed, seconds: float) -> TimedOut | Crashed:
    """What came of a call that was made before; the seconds that it waited for then are counted now."""
    if isinstance(ending, Crashed):
        return ending
    charge(seconds)
    return TimedOut(seconds)


class LocalHost:
    """This process. Only for code that one trusts: the course's own, one's own, and the measure of the wall's cost.

    With `limit`, a program's limit on seconds holds; with `of_work` they are seconds of its work. With `folder`, the
    files are known by their place there, for tracebacks and debuggers. `announce` hears of each call before it is made,
    and of the load as a call of the file: where nothing here can stop one that never ends, somebody outside has to know
    which one it was. It hears of "" when the call has come to an end.
    """

    alive = True

    def __init__(
        self,
        folder: Path | None = None,
        *,
        limit: bool = False,
        of_work: bool = False,
        keep_frames: bool = False,
        announce: Announce | None = None,
    ) -> None:
        self._folder = folder
        if folder is not None:
            os.environ.setdefault("MPLBACKEND", "Agg")  # no window opens while checks run
        self._limit, self._of_work = limit, of_work
        self._keep_frames = keep_frames
        self._announce = announce or _say_nothing
        self.targets: dict[str, LocalTarget] = {}
        self.raised: BaseException | None = None

    def load(self, program: Program, seconds: float) -> LoadOutcome:
        file = str(self._folder / program.file) if self._folder else program.file
        module = types.ModuleType(f"submission.{program.name}")
        module.__file__ = file
        files = files_beside(program.data, file, alone=True)
        attach(module, files)
        module.__dict__["__builtins__"] = student_builtins(
            program.source, file, program.allowed_imports, at_home=True, open=files.open, **INSTEAD
        )
        sys.modules[module.__name__] = module  # dataclasses look their module up there
        self.targets.pop(program.name, None)
        reckoning = Reckoning()
        if self._limit:
            make_ready(program.source, program.allowed_imports)
        if ending := self._announce(program.file, None, {}, seconds):
            return _met(ending, seconds)
        try:
            code = compile(program.source, file, "exec", dont_inherit=True)
            with files.shown(), _alone(program.file), reckoning.its_own():
                if self._limit:
                    limited(lambda: exec(code, module.__dict__), seconds, of_work=self._of_work)
                else:
                    exec(code, module.__dict__)
        except KeyboardInterrupt:
            raise
        except OutOfTime:
            return TimedOut(seconds)
        except BaseException as error:
            self.raised = error
            return _not_loaded(error, program.source, file)
        finally:
            put_away()
            self._announce("", None, {}, 0.0)
        limit = seconds if self._limit else None
        kept = self._keep_frames
        self.targets[program.name] = LocalTarget(
            module, file, limit, of_work=self._of_work, keep_frames=kept, reckoning=reckoning
        )
        return Loaded()

    def call(
        self,
        program: Program,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        seconds: float,
        *,
        want_arguments: bool,
    ) -> CallOutcome:
        __tracebackhide__ = True
        target = self.targets.get(program.name)
        if target is None:
            return NoSuchFunction(function)
        if self._limit:
            target.seconds = seconds
        if ending := self._announce(function, args, kwargs, seconds):
            return _met(ending, seconds)
        try:
            outcome = target.call(function, args, kwargs, want_arguments=want_arguments)
        finally:  # who leaves a debugger, or presses Ctrl-C, ends it too
            self._announce("", None, {}, 0.0)
        self.raised = target.raised
        return outcome

    def forget(self, program: Program, seconds: float) -> None:
        if target := self.targets.get(program.name):
            target.forget()

    def close(self) -> None:
        """Nothing: one's own files share this process, and are read again by a debugger."""


@contextlib.contextmanager
def _alone(file: str) -> Iterator[None]:
    """The file finds no words on its command line, such as those of pytest: behind the wall there are none."""
    before, sys.argv = sys.argv, [file]
    try:
        yield
    finally:
        sys.argv = before


def _not_loaded(error: BaseException, source: str, file: str) -> Raised:
    """What went wrong, with the line of the file; a syntax error knows its line, though none of the file ran."""
    raised, (text, line) = raised_outcome(error, file), why_not_run(error, source, file)
    return replace(raised, text=text, line=raised.line if line is None else line)
