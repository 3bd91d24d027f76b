"""Calls noted before they are made, by a process that one of them may end; and what is read of that when it has ended.

A call that does not come back ends the process: Python's faulthandler can do that from a thread that needs nothing of
the interpreter, on every system. Who started that process reads which call it was, and tells the next one.
"""

from __future__ import annotations

import faulthandler
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.course.model import Exercise
from autograder.sandbox.limits import hold_memory, release_memory
from autograder.sandbox.outcomes import Crashed, TimedOut, ended
from autograder.sandbox.values import Plain
from autograder.student.endings import HUNG, Endings

GRACE = 1.0
"""Seconds beyond those that a call has: whatever can be interrupted was so before."""


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that was on its way: of which exercise, its key, and how a person reads it."""

    exercise: str
    key: str
    said: str
    seconds: float


@dataclass(slots=True)
class Written:
    """What a process wrote until it ended. `others` are its further words, each with a value."""

    calls: list[OpenCall] = field(default_factory=list)
    hung: bool = False
    others: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def open_call(self) -> OpenCall | None:
        """The call that was on its way; of several, each made inside of the one before, the last."""
        return self.calls[-1] if self.calls else None

    def ending(self, status: int | None) -> str:
        """How that one ended the process, in the words of the wall."""
        return HUNG if self.hung else phrase(status)


def read(text: str) -> Written:
    """What is written there. A line that is none of ours is the faulthandler's, or the student's."""
    written = Written()
    for line in text.splitlines():
        try:
            (word, value), *_ = json.loads(line).items()
        except (ValueError, AttributeError):
            written.hung = written.hung or line.startswith("Timeout (")
            continue
        match word:
            case "calling":
                written.calls.append(OpenCall(*value))
            case "back":
                del written.calls[-1:]
            case _:
                written.others.append((word, value))
    return written


def phrase(status: int | None) -> str:
    """How a process ended, in the words of the wall; None where that is not known."""
    return "the process ended" if status is None else ended(status)


class NotedCalls:
    """What the judging process writes down of its calls; one that does not come back ends the process.

    While a call is made the process may grow by what its exercise gives: else a slip that fills the memory would bring
    the whole machine to a stand.
    """

    def __init__(self, write: Callable[[str], None], descriptor: int) -> None:
        """`write` puts a line where it outlives the process; `descriptor` is of the same file."""
        self._write = write
        self._descriptor = descriptor
        self._endings = Endings()
        self._exercise = ""
        self._memory_mb = 0
        self._open: list[float] = []

    def begin(self, exercise: Exercise, known: Mapping[str, str]) -> None:
        """The calls that follow belong to this exercise; `known` as for `Endings.begin`."""
        self._endings.begin(exercise, known)
        self._exercise = exercise.id
        self._memory_mb = exercise.limits.memory_mb

    def hear(
        self, name: str, args: tuple[Plain, ...] | None, kwargs: Mapping[str, Plain], seconds: float
    ) -> TimedOut | Crashed | None:
        """Notes a call before it is made, and when it is back; or says how it ended before."""
        if not name:
            self._back()
            return None
        told = self._endings.tell(name, args, kwargs)
        if told.ending is None:
            self._write(json.dumps({"calling": (self._exercise, told.key, told.text, seconds)}))
            self._open.append(seconds)
            faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=self._descriptor)
            hold_memory(self._memory_mb)
        return told.ending

    def _back(self) -> None:
        if not self._open:  # one that was not made, since its end is known
            return
        leave_alone()
        self._open.pop()
        self._write('{"back": 0}')
        if self._open:  # a function that a check lent has asked something: who called it is still at work
            faulthandler.dump_traceback_later(self._open[-1] + GRACE, exit=True, file=self._descriptor)
            hold_memory(self._memory_mb)


def leave_alone() -> None:
    """From now on the call that is on its way may take its time, and room: somebody looks around in it."""
    faulthandler.cancel_dump_traceback_later()
    release_memory()
