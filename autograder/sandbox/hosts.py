"""Where a student's files run: what a host is, and a file on one, asked like a file of this process."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.sandbox.likely import Likely
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import CallOutcome, Loaded, LoadOutcome, TimedOut
from autograder.sandbox.timelimit import Budget
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
