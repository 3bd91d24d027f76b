"""This process as a host, for code that one trusts: one's own files, the course's own."""

from __future__ import annotations

import contextlib
import os
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from autograder.sandbox.clocks.once import charge
from autograder.sandbox.datafiles import attach, files_beside
from autograder.sandbox.figures import put_away
from autograder.sandbox.hosts import Program
from autograder.sandbox.imports import make_ready, student_builtins
from autograder.sandbox.loading import INSTEAD, why_not_run
from autograder.sandbox.local import LocalTarget, raised_outcome
from autograder.sandbox.outcomes import CallOutcome, Crashed, Loaded, LoadOutcome, NoSuchFunction, Raised, TimedOut
from autograder.sandbox.reckoning import Reckoning
from autograder.sandbox.timelimit import OutOfTime, limited
from autograder.sandbox.values import Plain

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
