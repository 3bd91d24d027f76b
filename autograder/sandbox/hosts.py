"""Where a student's files run: behind the wall, or in this process for one's own code."""

from __future__ import annotations

import sys
import types
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from autograder.sandbox.imports import student_builtins
from autograder.sandbox.loading import nobody_types, why_not_run
from autograder.sandbox.local import LocalTarget, raised_outcome
from autograder.sandbox.outcomes import CallOutcome, Loaded, LoadOutcome, NoSuchFunction, Raised, TimedOut
from autograder.sandbox.timelimit import OutOfTime, limited
from autograder.sandbox.values import Plain

if TYPE_CHECKING:
    from autograder.sandbox.process.launcher import Launcher, Session, SessionLimits

HANGS_ALLOWED = 2
"""After so many calls of one function that never ended, further ones are taken to hang too."""


@dataclass(frozen=True, slots=True)
class Program:
    """One file of a student's: its name for the sandbox and for people, its text, and what it may use.

    `seconds` is for the load and for each call; `allowed_imports` is read as `autograder.sandbox.imports` says.
    """

    name: str
    file: str
    source: str
    seconds: float
    allowed_imports: tuple[str, ...] | None = None


class Host(Protocol):
    """Holds the files of one student and calls their functions."""

    @property
    def alive(self) -> bool:
        """False once the code has crashed or was stopped: what was loaded is gone."""
        ...

    def load(self, program: Program) -> LoadOutcome:
        """Runs the file to its end."""
        ...

    def call(
        self,
        program: Program,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        *,
        want_arguments: bool,
    ) -> CallOutcome:
        """Calls a function of a loaded file."""
        ...


class HostedTarget:
    """One file on a host; loaded again where a crash took it away."""

    def __init__(self, host: Host, program: Program) -> None:
        self._host = host
        self._program = program
        self._hangs: Counter[str] = Counter()

    @property
    def raised(self) -> BaseException | None:
        """The very exception that the last call raised, where the code runs in this process."""
        return getattr(self._host, "raised", None)

    def load(self) -> LoadOutcome:
        """Runs the file to its end."""
        return self._host.load(self._program)

    def call(
        self, function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], *, want_arguments: bool
    ) -> CallOutcome:
        __tracebackhide__ = True
        if self._hangs[function] >= HANGS_ALLOWED:
            return TimedOut(self._program.seconds)
        if not self._host.alive:
            loaded = self.load()
            if not isinstance(loaded, Loaded):
                return loaded
        outcome = self._host.call(self._program, function, args, kwargs, want_arguments=want_arguments)
        self._hangs[function] += isinstance(outcome, TimedOut)
        return outcome


class LocalHost:
    """This process. Only for code that one trusts: the course's own, one's own, and the measure of the wall's cost.

    With `limit`, a program's limit on seconds holds. With `folder`, the files are known by their place there, for
    tracebacks and debuggers.
    """

    alive = True

    def __init__(self, folder: Path | None = None, *, limit: bool = False, keep_frames: bool = False) -> None:
        self._folder = folder
        self._limit = limit
        self._keep_frames = keep_frames
        self.targets: dict[str, LocalTarget] = {}
        self.raised: BaseException | None = None

    def load(self, program: Program) -> LoadOutcome:
        file = str(self._folder / program.file) if self._folder else program.file
        seconds = program.seconds if self._limit else None
        module = types.ModuleType(f"submission.{program.name}")
        module.__file__ = file
        module.__dict__["__builtins__"] = student_builtins(
            program.source, file, program.allowed_imports, at_home=True, input=nobody_types
        )
        sys.modules[module.__name__] = module  # dataclasses look their module up there
        self.targets.pop(program.name, None)
        try:
            code = compile(program.source, file, "exec", dont_inherit=True)
            if seconds is None:
                exec(code, module.__dict__)
            else:
                limited(lambda: exec(code, module.__dict__), seconds)
        except KeyboardInterrupt:
            raise
        except OutOfTime:
            return TimedOut(program.seconds)
        except BaseException as error:
            self.raised = error
            return _not_loaded(error, program.source, file)
        self.targets[program.name] = LocalTarget(module, file, seconds, keep_frames=self._keep_frames)
        return Loaded()

    def call(
        self,
        program: Program,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        *,
        want_arguments: bool,
    ) -> CallOutcome:
        __tracebackhide__ = True
        target = self.targets.get(program.name)
        if target is None:
            return NoSuchFunction(function)
        outcome = target.call(function, args, kwargs, want_arguments=want_arguments)
        self.raised = target.raised
        return outcome


def _not_loaded(error: BaseException, source: str, file: str) -> Raised:
    """What went wrong, with the line of the file; a syntax error knows its line, though none of the file ran."""
    raised = raised_outcome(error, file)
    text, line = why_not_run(error, source, file)
    return replace(raised, text=text, line=raised.line if line is None else line)


class WalledHost:
    """One walled-off process for one student, made when the first file is loaded. `patient`: see Session."""

    def __init__(self, launcher: Launcher, limits: SessionLimits, *, patient: bool = False) -> None:
        self._limits = limits
        self._session: Session = launcher.open(limits, patient=patient)
        self.alive = True

    def load(self, program: Program) -> LoadOutcome:
        outcome = self._session.load(
            program.name,
            program.source,
            filename=program.file,
            allowed_imports=program.allowed_imports,
            limits=replace(self._limits, seconds=program.seconds),
        )
        self.alive = self._session.alive
        return outcome

    def call(
        self,
        program: Program,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        *,
        want_arguments: bool,
    ) -> CallOutcome:
        outcome = self._session.call(
            program.name, function, args, kwargs, seconds=program.seconds, want_arguments=want_arguments
        )
        self.alive = self._session.alive
        return outcome

    def close(self) -> None:
        """Nothing of the student's code runs after this."""
        self._session.close()
