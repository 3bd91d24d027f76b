"""Where a student's files run: behind the wall, or in this process for one's own code."""

from __future__ import annotations

import sys
import types
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from autograder.calls import LocalTarget, raised_outcome
from autograder.isolation.outcomes import CallOutcome, Loaded, LoadOutcome, NoSuchFunction, TimedOut
from autograder.isolation.values import Plain
from autograder.model import Exercise

if TYPE_CHECKING:
    from autograder.isolation.launcher import Launcher, Session, SessionLimits

HANGS_ALLOWED = 2
"""After so many calls of one function that never ended, further ones are taken to hang too."""


class Host(Protocol):
    """Holds the files of one student and calls their functions."""

    @property
    def alive(self) -> bool:
        """False once the code has crashed or was stopped: what was loaded is gone."""
        ...

    def load(self, exercise: Exercise, source: str) -> LoadOutcome:
        """Runs the exercise's file to its end."""
        ...

    def call(
        self,
        exercise: Exercise,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        *,
        want_arguments: bool,
    ) -> CallOutcome:
        """Calls a function of a loaded file."""
        ...


class HostedTarget:
    """One exercise's file on a host; loaded again where a crash took it away."""

    def __init__(self, host: Host, exercise: Exercise, source: str) -> None:
        self._host = host
        self._exercise = exercise
        self._source = source
        self._hangs: Counter[str] = Counter()

    def load(self) -> LoadOutcome:
        """Runs the file to its end."""
        return self._host.load(self._exercise, self._source)

    def call(
        self, function: str, args: tuple[Plain, ...], kwargs: dict[str, Plain], *, want_arguments: bool
    ) -> CallOutcome:
        if self._hangs[function] >= HANGS_ALLOWED:
            return TimedOut(self._exercise.limits.seconds)
        if not self._host.alive:
            loaded = self.load()
            if not isinstance(loaded, Loaded):
                return loaded
        outcome = self._host.call(self._exercise, function, args, kwargs, want_arguments=want_arguments)
        self._hangs[function] += isinstance(outcome, TimedOut)
        return outcome


class LocalHost:
    """This process. Only for code that one trusts: the course's own, and the measure of what the wall costs."""

    alive = True

    def __init__(self) -> None:
        self._targets: dict[str, LocalTarget] = {}

    def load(self, exercise: Exercise, source: str) -> LoadOutcome:
        module = types.ModuleType(f"submission.{exercise.id}")
        sys.modules[module.__name__] = module  # dataclasses look their module up there
        try:
            exec(compile(source, exercise.file, "exec"), module.__dict__)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return raised_outcome(error, exercise.file)
        self._targets[exercise.id] = LocalTarget(module, exercise.file)
        return Loaded()

    def call(
        self,
        exercise: Exercise,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        *,
        want_arguments: bool,
    ) -> CallOutcome:
        if exercise.id not in self._targets:
            return NoSuchFunction(function)
        return self._targets[exercise.id].call(function, args, kwargs, want_arguments=want_arguments)


class WalledHost:
    """One walled-off process for one student, made when the first file is loaded."""

    def __init__(self, launcher: Launcher, limits: SessionLimits) -> None:
        self._limits = limits
        self._session: Session = launcher.open(limits)
        self.alive = True

    def load(self, exercise: Exercise, source: str) -> LoadOutcome:
        outcome = self._session.load(
            exercise.id,
            source,
            filename=exercise.file,
            allowed_imports=exercise.allowed_imports,
            limits=replace(self._limits, seconds=exercise.limits.seconds),
        )
        self.alive = self._session.alive
        return outcome

    def call(
        self,
        exercise: Exercise,
        function: str,
        args: tuple[Plain, ...],
        kwargs: dict[str, Plain],
        *,
        want_arguments: bool,
    ) -> CallOutcome:
        outcome = self._session.call(
            exercise.id, function, args, kwargs, seconds=exercise.limits.seconds, want_arguments=want_arguments
        )
        self.alive = self._session.alive
        return outcome

    def close(self) -> None:
        """Nothing of the student's code runs after this."""
        self._session.close()
