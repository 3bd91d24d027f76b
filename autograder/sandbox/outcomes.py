"""What can come back from a call into a student's code, as plain data. A reply carries no claim about a score."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from autograder.sandbox.values import Plain


@dataclass(frozen=True, slots=True)
class Returned:
    """The call returned. `arguments` are the positional arguments as the call left them, when asked for.

    `special`: there are objects, or tables to be rebuilt, in the value or the arguments.
    """

    value: Plain
    arguments: tuple[Plain, ...] | None = None
    special: bool = False
    names: tuple[str, ...] = ()
    """Of the value's parts, as `autograder.sandbox.names` reads them."""


@dataclass(frozen=True, slots=True)
class Raised:
    """The call raised. `builtin` is the nearest builtin subclass of Exception among its types, or None.

    `line` is the line of the submitted file where it happened, where that is known.
    """

    type_name: str
    text: str
    builtin: str | None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class NotData:
    """The call returned something that is not plain data, such as a generator. `what` describes it."""

    what: str


@dataclass(frozen=True, slots=True)
class NoSuchFunction:
    """The submitted file defines no such function."""

    name: str


@dataclass(frozen=True, slots=True)
class Crashed:
    """The process that ran the code ended, or spoke nonsense. `reason` is a short phrase."""

    reason: str


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The code did not answer in time and was stopped.

    `whole`: the time for all of its calls was used up. `again`: an earlier call of the same function had hung.
    """

    seconds: float
    whole: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """The submitted file was run to its end and its functions can be called."""


CallOutcome = Returned | Raised | NotData | NoSuchFunction | Crashed | TimedOut
LoadOutcome = Loaded | Raised | Crashed | TimedOut


def ended(code: int) -> str:
    """How a process ended, as a Crashed says it: `code` is its exit status, or below 0 the signal that killed it."""
    if code >= 0:
        return f"the process exited with status {code}"
    advice = " (a memory error in compiled code)" if -code == signal.SIGSEGV else ""
    return f"the process was killed by {signal.Signals(-code).name}{advice}"
